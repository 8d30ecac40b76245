"""Which page shows which step. Pages are made, and what they need is loaded, at the first visit."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gi_desktop.report.finding import Finding
from gi_desktop.session import Session
from gi_desktop.ui.organs import Organs
from gi_desktop.ui.output import Way
from gi_desktop.ui.steps import BASICS, FINISH, Step


def make_page(
    session: Session,
    step: Step,
    organs: Organs,
    find: Callable[[Finding], None],
    mend: Callable[[Finding], None],
    start: Callable[[Way], None],
    tell: Callable[[str, list[str], list[tuple[str, Callable[[], object]]]], None],
) -> QWidget:
    """Return the page of a step; the last one asks to find and to mend findings, and for output.

    ``tell`` takes a sentence, lines below it, and actions.
    """
    if step.section is not None and step.section.table:
        from gi_desktop.ui.pages.table_page import TablePage

        table = TablePage(session, step.section)
        table.told.connect(tell)
        return table
    if step.section is not None:
        from gi_desktop.ui.pages.prose_page import ProsePage

        prose = ProsePage(session, step.section)
        prose.told.connect(tell)
        return prose
    if step.id == BASICS:
        from gi_desktop.ui.pages.basics import BasicsPage

        basics = BasicsPage(session, organs)
        basics.told.connect(tell)
        return basics
    if step.id != FINISH:
        raise ValueError(f"there is no page for the step {step.id}")
    from gi_desktop.ui.pages.finish import FinishPage

    page = FinishPage(session)
    page.asked.connect(find)
    page.mended.connect(mend)
    page.wanted.connect(start)
    return page
