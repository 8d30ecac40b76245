"""Reads and checks one report after the other; what is damaged never stops the others."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gi_desktop.drafts import SUFFIX, DraftError, Status
from gi_desktop.form import Edition
from gi_desktop.importing import ImportFailedError
from gi_desktop.report.canonical import canonical
from gi_desktop.report.finding import Finding
from gi_desktop.report.unfilled import Weight, weight_of
from gi_desktop.session import Session


@dataclass(frozen=True)
class Judged:
    """A finding as it stands in one report."""

    finding: Finding
    weight: Weight
    part: str
    """Name of the part of the form it concerns; empty for 基本信息."""
    reason: str = ""
    """The written reason (理由) that holds for it."""


@dataclass(frozen=True)
class Checked:
    """What was found in one file; of the report itself nothing is held."""

    path: Path
    problem: str = ""
    """Why it could not be read, in words; nothing else is known then."""
    organ: str = ""
    year: int | None = None
    status: Status | None = None
    """None for what is no draft but was imported."""
    state: str = ""
    """How far it has come, in words."""
    altered: bool = False
    """A 定稿 that does not say any more what was sealed."""
    saved_at: datetime | None = None
    findings: tuple[Judged, ...] = ()
    notes: tuple[str, ...] = ()
    """What the import had to say, and which rules failed."""
    content: str = ""
    """The same for reports that say the same."""

    @property
    def name(self) -> str:
        """Whose report it is; the file's name where nobody knows."""
        return self.organ or self.path.stem

    def count(self, weight: Weight) -> int:
        """Return how many findings of that weight there are."""
        return sum(one.weight is weight for one in self.findings)

    @property
    def unsettled(self) -> int:
        """How many findings ask for something before 定稿; of 核实 those without a reason."""
        verify = (one for one in self.findings if one.weight is Weight.VERIFY)
        wrong = self.count(Weight.ERROR) + self.count(Weight.UNFILLED)
        return wrong + sum(not one.reason for one in verify)

    @property
    def is_faulty(self) -> bool:
        """Whether it has errors, or could not be read."""
        return bool(self.problem) or self.count(Weight.ERROR) > 0

    @property
    def is_in_order(self) -> bool:
        """Whether it could be read, has no errors, and all of it is filled in."""
        return not self.is_faulty and not self.count(Weight.UNFILLED)


def check_all(files: Iterable[Path]) -> Iterator[Checked]:
    """Check the files in turn; only what was found is held, so thousands of them are no matter."""
    return map(check_one, files)


def check_one(path: Path) -> Checked:
    """Read and check a draft, or whatever can be imported; never raises for what is in it."""
    try:
        if path.suffix.lower() == SUFFIX:
            return _checked(path, Session.open(path), ())
        session, notes = Session.imported(path)
        return _checked(path, session, notes)
    except (DraftError, ImportFailedError) as error:
        return Checked(path, str(error))
    except Exception as error:  # noqa: BLE001 - a file that no reader foresaw must not stop the others; it is named
        return Checked(path, f"读“{path.name}”时程序出错（{type(error).__name__}），没有核对成。")


def _checked(path: Path, session: Session, notes: tuple[str, ...]) -> Checked:
    report, draft, form = session.report, session.draft, session.form
    judged = tuple(
        Judged(
            found,
            weight_of(found, report, session.sheet),
            _part(found, form),
            session.reason(found),
        )
        for found in session.findings
    )
    faults = tuple(f"规则“{code}”没有核对成，这是程序的错。" for code in session.faulty_rules)
    return Checked(
        path,
        organ=" ".join(report.organ.name.split()),
        year=report.year,
        status=draft.status if path.suffix.lower() == SUFFIX else None,
        state=draft.state_words if path.suffix.lower() == SUFFIX else "",
        altered=bool(draft.seals) and draft.is_final and not draft.is_as_sealed(form),
        saved_at=draft.saved_at,
        findings=judged,
        notes=(*notes, *faults),
        content=hashlib.sha256(canonical(report, form)).hexdigest(),
    )


def _part(finding: Finding, form: Edition) -> str:
    if finding.cells:
        return form.section_of_table(form.cells[finding.cells[0]].table).name
    owner = form.section_of_text(finding.text) if finding.text else None
    return owner.name if owner is not None else ""
