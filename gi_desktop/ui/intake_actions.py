"""What can be asked for about sources: import, clipboard, read back, review."""

from collections.abc import Callable

from PySide6.QtGui import QAction

from gi_desktop.report.source import open_cells
from gi_desktop.session import Session
from gi_desktop.ui.intake import Intake, can_review

_REVIEW = "核对导入结果"


class IntakeActions:
    """The actions of importing."""

    def __init__(self, make: Callable[..., QAction], intake: Intake) -> None:
        self.file = make("导入文件(&I)…", intake.import_file, "Ctrl+I", "import")
        self.file.setIconText("导入")
        self.clipboard = make("从剪贴板导入(&C)", intake.import_clipboard, "Ctrl+Shift+I")
        self.read_back = make("读回改过的 Word 文件(&W)…", intake.read_back, "Ctrl+Shift+O")
        self.review = make(f"{_REVIEW}(&H)…", intake.review, "Ctrl+Shift+V")

    def all(self) -> list[QAction]:
        """Return them in the order of the menu."""
        return [self.file, self.clipboard, self.read_back, self.review]

    def show_session(self, session: Session | None) -> None:
        """Enable what can be done now, and say how much is left to look at."""
        self.read_back.setEnabled(session is not None)
        source = session.draft.source if session is not None else None
        self.review.setEnabled(can_review(source))
        left = len(open_cells(source, session.form.cells)) if session is not None else 0
        count = f"（还有 {left} 格要看）" if left else ""
        self.review.setText(f"{_REVIEW}{count}(&H)…")
