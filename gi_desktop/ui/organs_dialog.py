"""Lists of organs: which one a new report is for, and all of them to be kept in order."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.report.model import OrganKind
from gi_desktop.report.profile import KIND_NAMES, Profile
from gi_desktop.ui.dialogs import Pick
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import button, label

if TYPE_CHECKING:
    from gi_desktop.ui.organs import Organs

_CHOICE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 480, 360


class _List(QListWidget):
    """One organ a line, one click or key to choose it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("organList")
        self.setAccessibleName("机关")
        self.setAccessibleDescription("上下键选机关，回车确定。")

    def add(self, words: str, choice: object) -> None:
        """Add a line."""
        item = QListWidgetItem(words)
        item.setData(_CHOICE, choice)
        item.setToolTip(words.replace("<", "＜"))
        item.setSizeHint(QSize(0, scaled(MEASURES.control)))
        self.addItem(item)

    def chosen(self) -> object:
        """Return what the current line stands for; None where there is none."""
        found: object = self.currentIndex().data(_CHOICE)
        return found


class PickOrganDialog(QDialog):
    """Asks which organ a new report is for."""

    def __init__(self, profiles: tuple[Profile, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建报告")
        self._profiles = profiles
        self.list = _List()
        for number, profile in enumerate(profiles):
            self.list.add(_words(profile), number)
        self.list.add("新的机关…", Pick.NEW_ORGAN)
        self.list.add("先不选", Pick.NO_ORGAN)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.accept())
        begin = button("新建", self.accept, "primary")
        begin.setDefault(True)
        row = [begin, button("取消", self.reject)]
        _lay_out(self, "给哪个机关写报告？名称、类型和联系方式会填好。", self.list, row)

    def picked(self) -> Profile | Pick:
        """Return what was chosen."""
        chosen = self.list.chosen()
        return chosen if isinstance(chosen, Pick) else self._profiles[int(str(chosen))]


class OrgansDialog(QDialog):
    """Shows all profiles, to be added, changed and removed."""

    def __init__(self, organs: "Organs", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("机关档案")
        self._organs = organs
        self._profiles: tuple[Profile, ...] = ()
        self.list = _List()
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.add = button("新的机关…", self._add)
        self.change = button("修改…", self._edit)
        self.remove = button("删除…", self._remove)
        close = button("关闭", self.accept)
        self.note = label("", "context", wrap=True)
        said = "这些机关的名称、类型、职权和联系方式存在这台电脑上，新建报告时取用。"
        _lay_out(self, said, self.list, [self.add, self.change, self.remove, close], self.note)
        organs.told.connect(lambda sentence, _lines, _actions: self._say(sentence))
        self._fill(0)

    def _fill(self, row: int) -> None:
        self._profiles = self._organs.all()
        self.list.clear()
        for number, profile in enumerate(self._profiles):
            self.list.add(_words(profile), number)
        self.list.setCurrentRow(min(row, len(self._profiles) - 1))
        for made in (self.change, self.remove):
            made.setEnabled(bool(self._profiles))
        self._say("" if self._profiles else "还没有。点“新的机关…”，或者在报告里存入。")
        (self.list if self._profiles else self.add).setFocus()

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _current(self) -> Profile | None:
        row = self.list.currentRow()
        return self._profiles[row] if 0 <= row < len(self._profiles) else None

    def _add(self) -> None:
        if self._organs.edit() is not None:
            self._fill(0)

    def _edit(self) -> None:
        profile = self._current()
        if profile is not None and self._organs.edit(profile) is not None:
            self._fill(0)

    def _remove(self) -> None:
        profile, row = self._current(), self.list.currentRow()
        if profile is not None and self._organs.remove(profile):
            self._fill(row)


def _words(profile: Profile) -> str:
    organ = profile.organ
    name = organ.name or "没有名称的机关"
    return name if organ.kind is OrganKind.UNKNOWN else f"{name} · {KIND_NAMES[organ.kind]}"


def _lay_out(
    dialog: QDialog, sentence: str, middle: QWidget, buttons: list[QPushButton], *below: QWidget
) -> None:
    row = QHBoxLayout()
    row.setSpacing(MEASURES.grid)
    row.addStretch()
    for made in buttons:
        row.addWidget(made)
    body = QVBoxLayout(dialog)
    body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
    body.setSpacing(2 * MEASURES.grid)
    body.addWidget(label(sentence, "context", wrap=True))
    body.addWidget(middle, 1)
    for widget in below:
        body.addWidget(widget)
    body.addLayout(row)
    room = dialog.screen().availableSize()
    dialog.resize(min(_WIDTH, room.width() - 32), min(_HEIGHT, room.height() - 64))
