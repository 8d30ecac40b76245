"""The real window, offscreen, in which somebody types until its process is killed."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tests.drafts.killed import CELL

EVERY_MS = 40


def type_in_window(folder: Path, told: Connection) -> None:
    """Type 1, 2, 3 … into a cell of a new report; tell each number and when it was typed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer

    from gi_desktop.drafts import Store
    from gi_desktop.report.edits import SetCells
    from gi_desktop.ui.app import make_application
    from gi_desktop.ui.window import Window
    from tests.ui.desk_dialogs import FakeDialogs

    application = make_application()
    window = Window(Store(folder / "data"), FakeDialogs())
    window.show()
    window.desk.new()
    window.desk.keeper.settle()
    numbers = iter(range(1, 1_000_000))

    def type_one() -> None:
        number = next(numbers)
        told.send(("typed", number, time.monotonic()))
        assert window.session is not None
        window.session.apply(SetCells("填", {CELL: number}), merge=True)

    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(type_one)
    timer.start()
    application.exec()
