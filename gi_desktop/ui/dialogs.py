"""The questions the program asks. A protocol, so that tests can give the answers."""

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gi_desktop.document.fonts import FontChoice, FontSet, Role
    from gi_desktop.drafts import TrailStep
    from gi_desktop.form import Edition
    from gi_desktop.importing.read_back import ReadBack
    from gi_desktop.report.difference import Difference
    from gi_desktop.report.profile import Profile
    from gi_desktop.session import Session
    from gi_desktop.ui.organs import Organs
    from gi_desktop.ui.steps import Place
    from gi_desktop.ui.versions import ReportVersions
    from gi_desktop.verifying import Verifier


class Answer(Enum):
    """What to do with changes that were not saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Restore(Enum):
    """What to do with a recovery copy of a draft that is about to be opened."""

    RECOVER = auto()
    OPEN_SAVED = auto()
    CANCEL = auto()


class Pick(Enum):
    """Answers to which organ a new report is for, beside the profiles."""

    NEW_ORGAN = auto()
    NO_ORGAN = auto()


class Dialogs(Protocol):
    """What the program asks and tells in a window of its own."""

    def ask_save(self, name: str) -> Answer:
        """Ask whether to save the report ``name`` before it is closed."""

    def ask_restore(self, sentence: str) -> Restore:
        """Ask which of two versions of a draft to open."""

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        """Ask for a yes to something that cannot be taken back; ``yes`` is on the button."""

    def choose(self, title: str, sentence: str, choices: tuple[str, ...]) -> int | None:
        """Ask for one of ``choices``; return its number, None for 取消."""

    def tell(self, title: str, sentence: str) -> None:
        """Say what became of something the user asked for."""

    def open_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        """Ask for a file to read; ``kinds`` as QFileDialog takes them."""

    def open_files(self, title: str, folder: Path, kinds: str) -> tuple[Path, ...]:
        """Ask for files to read; none for 取消."""

    def pick_folder(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder to look through."""

    def save_file(self, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask for a file to write."""

    def open_document(self, path: Path) -> bool:
        """Open a file in the program the system has for it; return whether there is one."""

    def open_folder(self, folder: Path) -> bool:
        """Show a folder in the system's file manager; return whether there is one."""

    def ask_reason(self, title: str, sentence: str, example: str, yes: str) -> str | None:
        """Ask for a reason, without which ``yes`` cannot be pressed; None for 取消."""

    def verify(self, verifier: "Verifier", folder: Path) -> Path | None:
        """Compare paper and files with a draft; return another report that is to be opened."""

    def choose_fonts(self, fonts: "FontSet", folder: Path) -> "Mapping[Role, FontChoice] | None":
        """Ask for the fonts of documents, files at first in ``folder``; None for 取消."""

    def pick_organ(self, profiles: "tuple[Profile, ...]") -> "Profile | Pick | None":
        """Ask which organ a new report is for; None for 取消."""

    def edit_organ(self, profile: "Profile") -> "Profile | None":
        """Ask for everything about an organ; None for 取消."""

    def manage_organs(self, organs: "Organs") -> None:
        """Show all profiles, to be added, changed and removed."""

    def choose_changes(
        self,
        sentence: str,
        found: "Sequence[Difference]",
        proposed: "Collection[Difference]",
    ) -> "tuple[Difference, ...] | None":
        """Ask which of the changes that were found are taken; None for none of it now."""

    def choose_read_back(self, name: str, found: "ReadBack") -> "tuple[Difference, ...] | None":
        """Ask which changes of a document are taken over; None for 取消."""

    def review(self, session: "Session") -> "Place | None":
        """Show what an import read beside the source; return where the user wants to go."""

    def show_versions(self, versions: "ReportVersions") -> None:
        """Show the versions of the open report."""

    def show_trail(
        self, steps: "Sequence[TrailStep]", form: "Edition", here: str
    ) -> "Place | None":
        """Show what was changed; return where the user wants to go, None for nowhere."""

    def fault(self, sentence: str, report: str) -> None:
        """Show an unforeseen fault with a report that can be copied."""


class QtDialogs:
    """The real dialogs, over ``parent``."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def _box(self, icon: QMessageBox.Icon, title: str, sentence: str) -> QMessageBox:
        over = QApplication.activeModalWidget() or self._parent
        box = QMessageBox(icon, title, sentence, parent=over)
        # A file name or an entry is shown as it is, never read as HTML.
        box.setTextFormat(Qt.TextFormat.PlainText)
        return box

    def _ask(self, title: str, sentence: str, *choices: tuple[str, QMessageBox.ButtonRole]) -> int:
        """Return the number of the button pressed; the last one stands for Escape."""
        box = self._box(QMessageBox.Icon.Question, title, sentence)
        buttons: list[QPushButton] = [box.addButton(text, role) for text, role in choices]
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(buttons[-1])
        box.exec()
        return next(n for n, button in enumerate(buttons) if button is box.clickedButton())

    def ask_save(self, name: str) -> Answer:
        """Ask 保存, 不保存 or 取消."""
        roles = QMessageBox.ButtonRole
        number = self._ask(
            "保存修改",
            f"“{name}”有修改还没有保存。要保存吗？",
            ("保存", roles.AcceptRole),
            ("不保存", roles.DestructiveRole),
            ("取消", roles.RejectRole),
        )
        return (Answer.SAVE, Answer.DISCARD, Answer.CANCEL)[number]

    def ask_restore(self, sentence: str) -> Restore:
        """Ask 恢复未保存的内容, 打开已保存的 or 取消."""
        roles = QMessageBox.ButtonRole
        number = self._ask(
            "恢复未保存的内容",
            sentence,
            ("恢复未保存的内容", roles.AcceptRole),
            ("丢弃它，打开已保存的", roles.DestructiveRole),
            ("取消", roles.RejectRole),
        )
        return (Restore.RECOVER, Restore.OPEN_SAVED, Restore.CANCEL)[number]

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        """Ask ``yes`` or 取消; 取消 is what Enter gives."""
        return self.choose(title, sentence, (yes,)) == 0

    def choose(self, title: str, sentence: str, choices: tuple[str, ...]) -> int | None:
        """Ask for one of the choices or 取消."""
        box = self._box(QMessageBox.Icon.Question, title, sentence)
        buttons = [box.addButton(text, QMessageBox.ButtonRole.AcceptRole) for text in choices]
        cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((n for n, button in enumerate(buttons) if button is clicked), None)

    def tell(self, title: str, sentence: str) -> None:
        """Show the sentence until 知道了 is pressed."""
        box = self._box(QMessageBox.Icon.Warning, title, sentence)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def open_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        """Ask with the system's own dialog."""
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), kinds)
        return Path(chosen) if chosen else None

    def open_files(self, title: str, folder: Path, kinds: str) -> tuple[Path, ...]:
        """Ask with the system's own dialog."""
        chosen, _ = QFileDialog.getOpenFileNames(self._parent, title, str(folder), kinds)
        return tuple(map(Path, chosen))

    def pick_folder(self, title: str, folder: Path) -> Path | None:
        """Ask with the system's own dialog."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(folder))
        return Path(chosen) if chosen else None

    def save_file(self, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask with the system's own dialog, which also asks before a file is replaced."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, str(proposed), kinds)
        return Path(chosen) if chosen else None

    def open_document(self, path: Path) -> bool:
        """Open the file in the program the system has for it."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_folder(self, folder: Path) -> bool:
        """Show the folder in the system's file manager."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def ask_reason(self, title: str, sentence: str, example: str, yes: str) -> str | None:
        """Ask with a text field."""
        from gi_desktop.ui.reason_dialog import ReasonDialog

        dialog = ReasonDialog(title, sentence, example, yes, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason() if accepted else None
        dialog.deleteLater()
        return reason

    def verify(self, verifier: "Verifier", folder: Path) -> Path | None:
        """Compare in a dialog that stays until it is closed."""
        from gi_desktop.ui.verify_dialog import FILES, VerifyDialog

        def pick() -> Path | None:
            return self.open_file("核对纸质件", folder, FILES)

        dialog = VerifyDialog(verifier, pick, self._parent)
        dialog.exec()
        opens = dialog.opens
        dialog.deleteLater()
        return opens

    def choose_fonts(self, fonts: "FontSet", folder: Path) -> "Mapping[Role, FontChoice] | None":
        """Ask with a line of each font as it will look."""
        from gi_desktop.ui.fonts_dialog import FONT_FILES, FontsDialog

        def pick() -> Path | None:
            return self.open_file("选择字体文件", folder, FONT_FILES)

        dialog = FontsDialog(fonts, pick, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.choices() if accepted else None
        dialog.deleteLater()
        return chosen

    def pick_organ(self, profiles: "tuple[Profile, ...]") -> "Profile | Pick | None":
        """Ask with a list."""
        from gi_desktop.ui.organs_dialog import PickOrganDialog

        dialog = PickOrganDialog(profiles, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        picked = dialog.picked() if accepted else None
        dialog.deleteLater()
        return picked

    def edit_organ(self, profile: "Profile") -> "Profile | None":
        """Ask with a form."""
        from gi_desktop.ui.organ_dialog import OrganDialog

        # Over the list of organs, where that asked for it.
        dialog = OrganDialog(profile, QApplication.activeModalWidget() or self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        edited = dialog.profile() if accepted else None
        dialog.deleteLater()
        return edited

    def manage_organs(self, organs: "Organs") -> None:
        """Show the list."""
        from gi_desktop.ui.organs_dialog import OrgansDialog

        dialog = OrgansDialog(organs, self._parent)
        dialog.exec()
        dialog.deleteLater()

    def choose_changes(
        self,
        sentence: str,
        found: "Sequence[Difference]",
        proposed: "Collection[Difference]",
    ) -> "tuple[Difference, ...] | None":
        """Ask with both sides in a list."""
        from gi_desktop.ui.outside_dialog import OutsideDialog

        dialog = OutsideDialog(sentence, found, proposed, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen() if accepted else None
        dialog.deleteLater()
        return chosen

    def choose_read_back(self, name: str, found: "ReadBack") -> "tuple[Difference, ...] | None":
        """Ask with the changes in a list."""
        from gi_desktop.ui.read_back_dialog import ReadBackDialog

        dialog = ReadBackDialog(name, found, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen() if accepted else None
        dialog.deleteLater()
        return chosen

    def review(self, session: "Session") -> "Place | None":
        """Show both side by side."""
        from gi_desktop.ui.review_dialog import ReviewDialog

        dialog = ReviewDialog(session, self._parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def show_versions(self, versions: "ReportVersions") -> None:
        """Show the list."""
        from gi_desktop.ui.versions_dialog import VersionsDialog

        dialog = VersionsDialog(versions, self._parent)
        dialog.exec()
        dialog.deleteLater()

    def show_trail(
        self, steps: "Sequence[TrailStep]", form: "Edition", here: str
    ) -> "Place | None":
        """Show the list."""
        from gi_desktop.ui.trail_dialog import TrailDialog

        dialog = TrailDialog(steps, form, here, self._parent)
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen

    def fault(self, sentence: str, report: str) -> None:
        """Show the sentence, and the report with a button that copies it."""
        from gi_desktop.ui.fault_dialog import FaultDialog

        dialog: QDialog = FaultDialog(
            sentence, report, QApplication.activeModalWidget() or self._parent
        )
        dialog.exec()
