"""What the tests of versions share: three cells, and what is told of them."""

from gi_desktop.form import current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.ui.window import Window
from tests.ui.hands import session_of

FORM = current_edition()
FIRST, SECOND, THIRD = (spec.address for spec in FORM.inputs[:3])


def enter(window: Window, cell: str, value: int) -> None:
    session_of(window).apply(SetCells("填", {cell: value}))


def numbers(window: Window) -> dict[str, object]:
    return dict(session_of(window).report.cells)


def said(window: Window) -> str:
    return window.notice.sentence.text() if window.notice.isVisible() else ""
