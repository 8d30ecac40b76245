"""When a report is due: 《政府信息公开条例》第四十九条."""

from dataclasses import dataclass
from datetime import date

from gi_desktop.report.model import Report, Scope

BASIS = "《政府信息公开条例》第四十九条"

_DECEMBER = 12
_COUNTED = 90
"""Days after which nobody counts how late a report is."""


@dataclass(frozen=True)
class Deadline:
    """The last day on which a report of this scope is to be published."""

    scope: Scope
    year: int
    """The year the report is about."""
    day: date

    def days_left(self, today: date) -> int:
        """Return the days from ``today``: 0 on the last day, below 0 once it has passed."""
        return (self.day - today).days


def year_to_report(today: date) -> int:
    """Return the year whose report is being written: the one before, in December the one ending.

    Offices are told to begin in December; what was due in spring is long past then.
    """
    return today.year if today.month == _DECEMBER else today.year - 1


def deadlines(year: int) -> tuple[Deadline, Deadline]:
    """Return when reports about ``year`` are due: those of organs, and that of a government."""
    return (
        Deadline(Scope.OWN, year, date(year + 1, 1, 31)),
        Deadline(Scope.AGGREGATED, year, date(year + 1, 3, 31)),
    )


def deadline_of(report: Report) -> Deadline | None:
    """Return when a report is due; None where it does not say which year it is about."""
    if report.year is None:
        return None
    return next(one for one in deadlines(report.year) if one.scope is report.scope)


def left_words(deadline: Deadline, today: date) -> str:
    """Return how much time is left, in words; how long it is past counts for three months."""
    days = deadline.days_left(today)
    if days < -_COUNTED:
        return "期限已过"
    if days > 0:
        return f"还有 {days} 天"
    return "今天是最后一天" if days == 0 else f"已经过了 {-days} 天"
