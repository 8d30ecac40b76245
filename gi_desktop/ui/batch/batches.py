"""What the wizard knows of 批量核对: its window, and the way from there into a report."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from gi_desktop.report.finding import Finding
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.folders import settings
from gi_desktop.ui.steps import same_fault

if TYPE_CHECKING:  # what the list needs is loaded when it is first asked for
    from gi_desktop.batch import Checked
    from gi_desktop.ui.batch.window import BatchWindow
    from gi_desktop.ui.window import Window


class Batches(QObject):
    """Opens the window once, and leads from its lines into reports."""

    def __init__(self, window: "Window", dialogs: Dialogs) -> None:
        super().__init__(window)
        self._window, self._dialogs = window, dialogs
        self._wanted: Finding | None = None
        """What is to be shown once the report that is being imported is open."""
        self.page: BatchWindow | None = None
        """None until it is first asked for."""
        window.desk.replaced.connect(self._replaced)

    def show(self) -> None:
        """Show the window of 批量核对."""
        desk = self._window.desk
        if self.page is None:
            from gi_desktop.ui.batch.window import BatchWindow

            kept = settings(desk.store)
            self.page = BatchWindow(kept, self._dialogs, desk.folders, self._window)
            self.page.open_asked.connect(self.open)
            self.page.folder_asked.connect(desk.show_in_folder)
        self.page.show()
        self.page.activateWindow()
        self.page.pick_folder.setFocus()

    def close(self) -> None:
        """Close the window; it remembers where it was."""
        if self.page is not None:
            self.page.close()

    def open(self, checked: "Checked", finding: Finding | None) -> None:
        """Open a report in the wizard, at a finding where one is asked for."""
        window, desk = self._window, self._window.desk
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.activateWindow()
        session = window.session
        self._wanted = finding
        if session is not None and session.path == checked.path:
            self._replaced()
        elif checked.status is None and not checked.problem:
            desk.import_file(checked.path)
        else:
            desk.open(checked.path)
            self._wanted = None  # where it was not opened, the next one is another

    def _replaced(self) -> None:
        """Go to what is wanted in the report that is open now."""
        if self._window.session is None:  # the one that was open is closed first
            return
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            QTimer.singleShot(0, lambda: self._go_to(wanted))

    def _go_to(self, wanted: Finding) -> None:
        session = self._window.session
        found = session.findings if session is not None else ()
        same = next((one for one in found if same_fault(one, wanted)), None)
        if same is not None:
            self._window.go_to_finding(same)
