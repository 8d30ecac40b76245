"""Everything about one organ (机关档案): what it is, what it may do, how to reach it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.form import POWER_NAMES, Power
from gi_desktop.report.contact import in_shape
from gi_desktop.report.model import CONTACT, OrganKind
from gi_desktop.report.profile import KIND_NAMES, RANK_NAMES, Profile, Rank, kind_of_name
from gi_desktop.ui import field_help as fields
from gi_desktop.ui.field_help import FIELD_NAMES
from gi_desktop.ui.pages.page import form_card, scrolling, show_part
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import ComboBox, FieldEdit, button, label

_SIZE = (640, 680)
_OPEN = "不清楚"
_RANK = "属于哪一级"
_HAS = {_OPEN: None, "有": True, "没有": False}


class OrganDialog(QDialog):
    """Asks for one organ; nothing but its name has to be filled in."""

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self.edits: dict[str, FieldEdit] = {}
        self.powers: dict[Power, ComboBox] = {}
        self.setWindowTitle("机关档案")
        body = self._body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, MEASURES.grid, 0)
        inner.setSpacing(MEASURES.grid)
        said = "存在这台电脑上，每年新建报告时用。只有名称必须填，不清楚的留着，以后随时可以改。"
        inner.addWidget(label(said, "context", wrap=True))
        for title, build in (
            ("机关", self._build_organ),
            ("职权", self._build_powers),
            ("联系方式", self._build_contact),
        ):
            inner.addWidget(form_card(title, build))
        inner.addStretch()
        self._area = scrolling(body)
        self.keep = button("保存档案", self._accept, "primary")
        self.keep.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(button("取消", self.reject))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        outer.setSpacing(2 * MEASURES.grid)
        outer.addWidget(self._area, 1)
        outer.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 32), min(_SIZE[1], room.height() - 64))
        self.edits[fields.NAME].setFocus()

    # Building -----------------------------------------------------------------------------------

    def _build_organ(self, grid: QGridLayout) -> None:
        name = self._edit(grid, fields.NAME)
        name.left.connect(self._propose_kind)
        self.name_note = label("", "mildNote", wrap=True)
        grid.addWidget(self.name_note, grid.rowCount(), 1)
        self.name_note.hide()
        self.kind = _choice(FIELD_NAMES[fields.KIND])
        for kind, words in KIND_NAMES.items():
            self.kind.addItem(words, kind.value)
        self.kind.setCurrentIndex(self.kind.findData(self._profile.organ.kind.value))
        self._add_row(grid, FIELD_NAMES[fields.KIND], self.kind)
        self.rank = _choice(_RANK)
        self.rank.addItem(_OPEN, Rank.UNKNOWN.value)
        for rank, words in RANK_NAMES.items():
            self.rank.addItem(words, rank.value)
        self.rank.setCurrentIndex(self.rank.findData(self._profile.rank.value))
        self._add_row(grid, _RANK, self.rank)

    def _build_powers(self, grid: QGridLayout) -> None:
        said = "没有某项职权的，第二部分那一行填 0；程序只提醒，不会替您填，也不会拦着您填。"
        grid.addWidget(label(said, "note", wrap=True), 0, 0, 1, 2)
        for power, name in POWER_NAMES.items():
            made = self.powers[power] = _choice(name)
            for words in _HAS:
                made.addItem(words)
            made.setCurrentIndex(list(_HAS.values()).index(self._profile.has(power)))
            self._add_row(grid, name, made)

    def _build_contact(self, grid: QGridLayout) -> None:
        for key in CONTACT:
            self._edit(grid, key)

    def _edit(self, grid: QGridLayout, key: str) -> FieldEdit:
        made = self.edits[key] = FieldEdit(FIELD_NAMES[key], self)
        made.setText(getattr(self._profile.organ, key))
        made.setCursorPosition(0)
        made.entered.connect(lambda: self._show(made))
        self._add_row(grid, FIELD_NAMES[key], made)
        return made

    def _add_row(self, grid: QGridLayout, name: str, widget: QWidget) -> None:
        line = grid.rowCount()
        grid.setColumnMinimumWidth(0, scaled(7 * MEASURES.text))  # as wide in every card
        shown = label(name)
        shown.setBuddy(widget)
        grid.addWidget(shown, line, 0)
        if isinstance(widget, ComboBox):
            widget.entered.connect(lambda: self._show(widget))
            grid.addWidget(widget, line, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(widget, line, 1)

    def _show(self, widget: QWidget) -> None:
        """Scroll to what got the focus."""
        top = widget.mapTo(self._body, widget.rect().topLeft()).y()
        show_part(self._area, top, widget.height())

    # Answers ------------------------------------------------------------------------------------

    def _propose_kind(self) -> None:
        """Choose the kind that the name certainly tells, where none is chosen."""
        told = kind_of_name(self.edits[fields.NAME].text())
        if self.kind.currentData() == OrganKind.UNKNOWN.value:
            self.kind.setCurrentIndex(self.kind.findData(told.value))

    def _accept(self) -> None:
        for edit in self.edits.values():
            edit.commit()
        if self.edits[fields.NAME].text().strip():
            self.accept()
            return
        self.name_note.setText("请填机关名称。")
        self.name_note.show()
        self.edits[fields.NAME].setFocus()

    def profile(self) -> Profile:
        """Return the profile as filled in."""
        said = {power: _HAS[made.currentText()] for power, made in self.powers.items()}
        texts = {key: in_shape(key, edit.text()) for key, edit in self.edits.items()}
        kind = OrganKind(self.kind.currentData())
        return self._profile.replace(
            organ=self._profile.organ.replace(kind=kind, **texts),
            rank=Rank(self.rank.currentData()),
            powers={power: has for power, has in said.items() if has is not None},
        )


def _choice(name: str) -> ComboBox:
    made = ComboBox(name)
    made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumWidth(160)
    return made
