"""One filled-in report (政府信息公开工作年度报告). Immutable: every change makes a new one."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from gi_desktop.form import Edition
from gi_desktop.report.prose import Text
from gi_desktop.report.values import Value

EARLIEST_YEAR = 2008
"""The first year 政府信息公开条例 was in force."""
LATEST_YEAR = 2100


class Frozen(BaseModel):
    """A value: immutable, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def replace(self, **changes: object) -> Self:
        """Return a copy with some fields changed; the others are shared, not copied."""
        return self.model_copy(update=changes)


class Scope(StrEnum):
    """Whose numbers the report holds."""

    OWN = "own"
    """本机关."""
    AGGREGATED = "aggregated"
    """汇总: a government with its departments and lower levels."""


SCOPE_NAMES = {Scope.OWN: "本机关", Scope.AGGREGATED: "汇总"}


class OrganKind(StrEnum):
    """What kind of body reports."""

    UNKNOWN = ""
    MINISTRY = "ministry"
    """国务院部门."""
    GOVERNMENT = "government"
    """人民政府."""
    GOVERNMENT_OFFICE = "government_office"
    """人民政府办公厅（室）."""
    DEPARTMENT = "department"
    """地方政府部门."""
    TOWNSHIP = "township"
    """乡镇人民政府、街道办事处."""
    AUTHORISED = "authorised"
    """法律、法规授权的组织."""


class Organ(Frozen):
    """The reporting body (机关). ``id`` stays the same over the years, whatever its name."""

    id: str = Field(default_factory=lambda: uuid4().hex)
    name: str = ""
    kind: OrganKind = OrganKind.UNKNOWN
    website: str = ""
    address: str = ""
    postcode: str = ""
    telephone: str = ""
    email: str = ""


CONTACT = ("website", "address", "postcode", "telephone", "email")
"""What of an organ is contact (联系方式)."""


class Period(Frozen):
    """The statistical period (统计期限), both days included."""

    start: date
    end: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """Return 1 January to 31 December."""
        return cls(start=date(year, 1, 1), end=date(year, 12, 31))


class Seal(StrEnum):
    """How the report is signed (落款)."""

    NONE = "none"
    """No signature is printed."""
    UNSEALED = "unsealed"
    """Name and date, without room for a seal."""
    SEALED = "sealed"
    """Name and date with room for the seal (加盖印章)."""


SEAL_NAMES = {Seal.NONE: "不落款", Seal.UNSEALED: "落款", Seal.SEALED: "落款并留盖章位置"}


class Signature(Frozen):
    """Name and date under the report. ``date`` is kept as written, such as 2024年1月12日."""

    name: str = ""
    date: str = ""
    seal: Seal = Seal.NONE


class Report(Frozen):
    """One report.

    ``cells`` maps an address to its value; an empty cell has no entry. A total that has an
    entry was typed and is kept; one that has none is automatic and derived when read.
    """

    edition: str
    id: UUID = Field(default_factory=uuid4)
    scope: Scope = Scope.OWN
    organ: Organ = Field(default_factory=Organ)
    year: int | None = None
    title: str = ""
    """As printed, where it is not the usual one."""
    period: Period | None = None
    """Where it is not the whole year."""
    cells: Mapping[str, Any] = Field(default_factory=dict)
    texts: Mapping[str, Text] = Field(default_factory=dict)
    signature: Signature = Signature()

    def stored(self, cell: str) -> Value:
        """Return what was entered in the cell; None for an empty cell and an automatic total."""
        value: Value = self.cells.get(cell)
        return value

    def same_as(self, other: "Report") -> bool:
        """Whether both say the same to the last digit: 9.5 and 9.50 are equal, not the same."""
        return self == other and all(
            str(value) == str(other.cells[cell])
            for cell, value in self.cells.items()
            if isinstance(value, Decimal)
        )

    def text(self, text_id: str) -> Text:
        """Return the paragraphs of a text, none where nothing was written."""
        return self.texts.get(text_id, ())

    def usual_title(self, form: Edition) -> str:
        """Return organ, year and document type as the official title has them."""
        year = f"{self.year}年" if self.year is not None else ""
        return f"{self.organ.name}{year}{form.document_type}"

    def printed_title(self, form: Edition) -> str:
        """Return the title the report is printed with."""
        return self.title or self.usual_title(form)


def new_report(form: Edition, year: int | None = None) -> Report:
    """Return an empty report with an id of its own."""
    return Report(edition=form.id, year=year)


def title_year(title: str) -> int | None:
    """Return the year a title names, None where it names none or several."""
    years = set(re.findall(r"(?<!\d)((?:19|20)\d\d)\s*年", title))
    return int(years.pop()) if len(years) == 1 else None
