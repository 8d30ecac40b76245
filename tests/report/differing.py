"""Two reports that differ, and what is carried over from one to the other."""

from gi_desktop.form import Edition, current_edition
from gi_desktop.report.difference import Difference, differences, edit_of
from gi_desktop.report.model import Report, new_report

FORM = current_edition()
RECEIVED = "applications.received.natural"


def made(**fields: object) -> Report:
    return new_report(FORM, 2024).replace(**fields)


def said(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(one.place, one.old, one.new) for one in found]


def carried(old: Report, new: Report, *places: str, form: Edition = FORM) -> Report:
    """Carry over the differences at these places, all where none is named."""
    found = differences(old, new, form)
    chosen = [one for one in found if not places or one.place in places]
    assert len({one.place for one in chosen}) == len(places or chosen)
    return edit_of(chosen, old, new, form).apply(old)
