"""Both years beside each other, cell by cell and sentence by sentence (与去年比较)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gi_desktop.form import CellSpec, Edition, Table
from gi_desktop.report.last_prose import LastReport, Said, taken_over
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Sheet
from gi_desktop.report.values import Number, format_value


@dataclass(frozen=True)
class Line:
    """One cell in both years; None where it is empty or no number."""

    spec: CellSpec
    now: Number | None
    last: Number | None

    @property
    def differs(self) -> bool:
        """Whether the two years say different things; what only one of them says is different."""
        return self.now != self.last

    @property
    def difference(self) -> str:
        """How far this year is from last year: +3, −3, 0; empty where one is not known."""
        if self.now is None or self.last is None:
            return ""
        far = self.now - self.last
        if far < 0:
            return f"−{format_value(-far)}"
        return f"+{format_value(far)}" if far else "0"

    @property
    def share(self) -> str:
        """The difference as a share of last year: +12.5%; empty where there is none to tell."""
        if self.now is None or not self.last or not self.differs:
            return ""
        share = Decimal(100) * (Decimal(self.now) - Decimal(self.last)) / Decimal(self.last)
        rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{'−' if rounded < 0 else '+'}{abs(rounded)}%"


@dataclass(frozen=True)
class Comparison:
    """All cells by table, and the sentences that were taken over."""

    organ: str
    year: str
    """How columns call this year: 2025年, 本年 where it is not known."""
    last_year: str
    tables: tuple[tuple[Table, tuple[Line, ...]], ...]
    sentences: int
    """How many the parts have."""
    same: tuple[Said, ...]
    """Those that last year's report has too."""

    def only_differences(self) -> "Comparison":
        """Return the same without the cells that are equal in both years."""
        tables = tuple(
            (table, kept)
            for table, lines in self.tables
            if (kept := tuple(line for line in lines if line.differs))
        )
        return Comparison(self.organ, self.year, self.last_year, tables, self.sentences, self.same)


def compare(report: Report, form: Edition, sheet: Sheet, last: LastReport) -> Comparison:
    """Return this year beside last year."""
    tables = tuple(
        (
            table,
            tuple(
                Line(spec, sheet.number(spec.address), last.sheet.number(spec.address))
                for spec in table.cells
            ),
        )
        for table in form.tables
    )
    number, same = taken_over(report, form, sheet.value, last)
    return Comparison(
        report.organ.name.strip(),
        f"{report.year}年" if report.year is not None else "本年",
        f"{last.report.year}年" if last.report.year is not None else "上年",
        tables,
        number,
        same,
    )
