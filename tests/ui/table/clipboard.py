"""What the tests of the clipboard share: cells, and what is put into it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gi_desktop.report.edits import SetCells
from gi_desktop.report.values import Value
from gi_desktop.session import Session
from gi_desktop.ui.table.paste_dialog import PasteDialog

Key = Qt.Key
A = "applications."
FIRST = A + "received.natural"
SQUARE = (FIRST, A + "received.business", A + "carried_in.natural", A + "carried_in.business")


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


Asked = Callable[[], PasteDialog]


def listed(dialog: PasteDialog) -> list[tuple[str, ...]]:
    rows, columns = range(dialog.list.rowCount()), range(dialog.list.columnCount())
    items = [[dialog.list.item(row, column) for column in columns] for row in rows]
    return [tuple(item.text() for item in row if item is not None) for row in items]


def enter(session: Session, values: Mapping[str, Value]) -> None:
    session.apply(SetCells("填", values))
