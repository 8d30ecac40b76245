"""The trail (修改记录) as a list: what was changed when, by whom, where, from what to what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.drafts import Trace, TrailStep
from gi_desktop.form import Edition
from gi_desktop.report.excerpts import excerpts
from gi_desktop.ui.headings import set_headings
from gi_desktop.ui.steps import Place, steps_of
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.trail_book import field_key, when
from gi_desktop.ui.widgets import ComboBox, button, label

SHOWN_AT_MOST = 1000
_LENGTH = 20
"""Characters of what stood and what stands."""
_HEADS = ("时间", "谁", "在哪里", "改前", "改后")
_SHORT = 2
"""Time and user."""
_MOST = (0.2, 0.13)
"""Of the width, that these may take."""
_PARTS = (0.46, 0.27, 0.27)
"""Of what is left."""
_WIDTH, _HEIGHT = 900, 560
_ALL, _HERE, _BESIDE = "全部", "刚才所在的位置", "其他"


@dataclass(frozen=True)
class Line:
    """One change, or a step that changed nothing of the report."""

    step: TrailStep
    trace: Trace | None
    place: Place | None
    """Where it can be seen; None for nowhere."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in its columns."""
        head = (when(self.step.at), self.step.user)
        if self.trace is None:
            return (*head, self.step.label, "", "")
        verb, colon, _ = self.step.label.partition("：")
        undone = f"（{verb}）" if colon and verb in {"撤销", "重做"} else ""
        old, new = excerpts(self.trace.old, self.trace.new, _LENGTH, before=4)
        return (*head, f"{undone}{self.trace.place}", old, new)

    @property
    def words(self) -> str:
        """All that can be searched."""
        trace = self.trace
        told = (trace.place, trace.old, trace.new) if trace is not None else ()
        return " ".join((self.step.label, self.step.user, *told)).casefold()

    def is_at(self, key: str) -> bool:
        """Whether it changed what has this name as the help calls it."""
        trace = self.trace
        return trace is not None and key in {trace.cell, trace.text, field_key(trace)}


def lines(steps: Sequence[TrailStep], form: Edition) -> list[Line]:
    """Return every change of the steps, in their order."""
    found: list[Line] = []
    for step in steps:
        found += [Line(step, trace, _place(trace, form)) for trace in step.traces]
        if step.more:
            found.append(Line(step, Trace(f"{step.label}：另有 {step.more} 处", "", ""), None))
        if not step.traces:
            found.append(Line(step, None, None))
    return found


def _place(trace: Trace, form: Edition) -> Place | None:
    if trace.cell in form.cells:
        section = form.section_of_table(form.cells[trace.cell].table)
        return Place(form.sections.index(section) + 1, cell=trace.cell)
    if trace.text and (owner := form.section_of_text(trace.text)) is not None:
        return Place(form.sections.index(owner) + 1, text=trace.text)
    if trace.field or trace.text:
        return Place(0, text=trace.text, field=field_key(trace))
    return None


class TrailDialog(QDialog):
    """Lists the changes, newest first; ``chosen`` is where the user wants to go."""

    def __init__(
        self,
        steps: Sequence[TrailStep],
        form: Edition,
        here: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        self.chosen: Place | None = None
        self._here = here
        self._lines = lines(steps, form)
        self._shown: list[Line] = []
        self.where = ComboBox("哪一部分")
        self.where.addItem(_ALL)
        if here and any(line.is_at(here) for line in self._lines):
            self.where.addItem(_HERE)
        for number, step in enumerate(steps_of(form)[:-1]):
            self.where.addItem(step.name, number)
        self.where.addItem(_BESIDE)
        self.where.currentIndexChanged.connect(lambda _index: self._fill())
        self.search = QLineEdit()
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：格子、文字、用户")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table = _Table(self._go)
        self.sentence = label("", "context", wrap=True)
        self.go = button("到那里看", self._go, "primary")
        self.closing = button("关闭", self.reject)
        self._lay_out()
        if here and self.where.itemText(1) == _HERE:
            self.where.setCurrentIndex(1)
        self._fill()
        self.table.itemSelectionChanged.connect(self._offer)
        (self.table if self._shown else self.search).setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(self.where)
        head.addWidget(self.search, 1)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.go)
        row.addWidget(self.closing)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - 32), min(_HEIGHT, room.height() - 64))

    def _fill(self) -> None:
        """List what belongs to the part and holds what is searched for."""
        wanted = self.search.text().strip().casefold()
        found = [line for line in self._lines if self._belongs(line) and wanted in line.words]
        self._shown = found[:SHOWN_AT_MOST]
        self.table.show_lines(self._shown)
        if not self._lines:
            said = "还没有记录。每次修改会记下时间、用户、改前和改后，只存在这台电脑上。"
        elif not found:
            said = "没有这样的修改。"
        elif len(found) > len(self._shown):
            said = f"共 {len(found)} 处修改，列出最近 {len(self._shown)} 处。"
        else:
            said = f"共 {len(found)} 处修改，只记在这台电脑上，不写进草稿。"
        self.sentence.setText(said)
        self._offer()

    def _belongs(self, line: Line) -> bool:
        text, number = self.where.currentText(), self.where.currentData()
        if text == _ALL:
            return True
        if text == _HERE:
            return line.is_at(self._here)
        if number is None:
            return line.place is None
        return line.place is not None and line.place.step == number

    def _current(self) -> Line | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _offer(self) -> None:
        line = self._current()
        self.go.setEnabled(line is not None and line.place is not None)

    def _go(self) -> None:
        line = self._current()
        if line is not None and line.place is not None:
            self.chosen = line.place
            self.accept()


class _Table(QTableWidget):
    """The list; Enter and a double click lead to the place of a line."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__(0, len(_HEADS))
        self._go = go
        self.setAccessibleName("修改记录")
        self.setAccessibleDescription("上下键选一处修改，回车到那里看。")
        set_headings(self, _HEADS)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(MEASURES.row))
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # a place ends with its column
        self.setMinimumHeight(scaled(4 * MEASURES.row))
        self.cellDoubleClicked.connect(lambda _row, _column: self._go())

    def show_lines(self, shown: Sequence[Line]) -> None:
        """Show these."""
        self.setRowCount(len(shown))
        for row, line in enumerate(shown):
            trace = line.trace
            whole = (trace.place, trace.old, trace.new) if trace is not None else ("", "", "")
            tips = (line.step.label, line.step.label, *whole)
            for column, (text, tip) in enumerate(zip(line.texts, tips, strict=True)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip.replace("<", "＜"))
                self.setItem(row, column, item)
        self._fit()
        if shown:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give time and user what they need, within their shares; the rest is for the others."""
        width, heads = self.viewport().width(), self.horizontalHeader()
        needed = [max(self.sizeHintForColumn(n), heads.sectionSizeHint(n)) for n in range(_SHORT)]
        short = [
            min(need + 1, round(width * most)) for need, most in zip(needed, _MOST, strict=True)
        ]
        left = width - sum(short)
        for column, wide in enumerate((*short, *(round(left * part) for part in _PARTS))):
            self.setColumnWidth(column, wide)
