"""What a check found: values, shared by every room above."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """错误: no 定稿 while one stands."""
    VERIFY = "verify"
    """核实: needs a mend or a written reason before 定稿."""
    HINT = "hint"
    """提示: may stand."""


@dataclass(frozen=True)
class Mend:
    """The one change of one cell that clears every arithmetic finding."""

    cell: str
    value: int


@dataclass(frozen=True)
class Finding:
    """One fault: where, what, what to do.

    ``cells`` are addresses, ``text`` the text and ``field`` the field of the report it
    concerns, where it concerns one. ``mend`` stands only where it is certain. ``totals`` are
    the typed totals that are not the sum of their addends: emptied, they are calculated again.
    ``beside`` names what stands behind it and in no cell of this report, such as last year's
    values, each with what it is: a reason holds while these are the same, too.
    """

    code: str
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    remedy: str = ""
    text: str = ""
    field: str = ""
    mend: Mend | None = None
    totals: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
