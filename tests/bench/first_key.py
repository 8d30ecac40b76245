"""Opens a window in a process of its own, which ends once it has been painted and taken a key.

`first_key.py bare` opens an empty window, `first_key.py program` the real one, and
`first_key.py program DRAFT.xxgk` the real one on a draft.
"""

import os
import sys
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class Watch(QObject):
    """Sends a key to the window after its first paint, and ends the process after that."""

    def __init__(self, *, must_take: bool) -> None:
        super().__init__()
        self._must_take = must_take
        self._painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._painted and isinstance(watched, QWidget):
            self._painted = True
            # The rest of the window is painted in the same go; this runs when that is done.
            QTimer.singleShot(0, partial(self._press, watched.window()))
        return False

    def _press(self, window: QWidget) -> None:
        target = QApplication.focusWidget() or window
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        QApplication.sendEvent(target, key)
        taken = key.isAccepted() or not self._must_take
        print(f"key sent to {type(target).__name__}", flush=True)
        os._exit(0 if taken else 1)  # how long closing takes is not what is measured


def main(what: str, *files: str) -> int:
    app = QApplication(sys.argv[:1])
    watch = Watch(must_take=what == "program")
    app.installEventFilter(watch)
    if what == "bare":
        window = QWidget()
        window.resize(1000, 700)
        window.show()
        return app.exec()
    from gi_desktop.cli import main as program

    return program(files)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
