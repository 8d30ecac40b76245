"""Files dropped on the window: it shows that it takes them, wherever they are dropped."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from gi_desktop.ui.widgets import files_in, label

_INSET = 12
"""Between the edge of the window and the card that answers a drag, in px."""
_WIDTH, _HEIGHT = 560, 128


class DropZone(QObject):
    """Takes files for a window; text that is dragged stays with the fields."""

    def __init__(self, window: QMainWindow, take: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(window)
        self._window = window
        self._take = take
        self.answer: QLabel = label("", "dropAnswer")
        self.answer.setParent(window)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.answer.setWordWrap(True)
        self.answer.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.answer.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self._handles(event):
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.answer.hide()
        return super().eventFilter(watched, event)

    def _handles(self, event: QDropEvent) -> bool:
        """Answer a drag of files; False where something else is dragged."""
        files = files_in(event.mimeData())
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragEnterEvent):
            self._show(files)
        elif not isinstance(event, QDragMoveEvent):
            self.answer.hide()
            # The program that files are dragged from waits until this event has been answered.
            QTimer.singleShot(0, self, lambda: self._take(files))
        return True

    def _show(self, files: Sequence[Path]) -> None:
        name = f"“{files[0].name}”" if len(files) == 1 else f"{len(files)} 个文件里的一个"
        self.answer.setText(f"松开鼠标，读入{name}")
        around = self._window.rect()
        card = QRect(0, 0, min(_WIDTH, around.width() - 2 * _INSET), _HEIGHT)
        card.moveCenter(around.center())
        self.answer.setGeometry(card)
        self.answer.raise_()
        self.answer.show()
