"""The page of a section that is a table."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gi_desktop.form import Section, Table
from gi_desktop.session import Change, Session
from gi_desktop.ui.last_year_words import last_year_name
from gi_desktop.ui.pages.page import page_layout
from gi_desktop.ui.steps import Place
from gi_desktop.ui.table.model import FormModel
from gi_desktop.ui.table.strip import RelationStrip
from gi_desktop.ui.table.view import FormView
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label
from gi_desktop.ui.zeros import FILL_TABLE_KEYS, fill_zeros

_FILLS = f"把本表还空着的格子都填成 0（{FILL_TABLE_KEYS}）；填过的不动，可以撤销"
_ALL = 1000
"""Stretch of the table against the empty rest: the rest begins where the table is whole."""


class TablePage(QWidget):
    """Heading, one line of context, the table, and below it how its relations stand."""

    focused = Signal(str)
    """The address of the cell that is current now."""
    told = Signal(str, list, list)
    """A sentence, lines below it, and actions: for the notice strip."""

    def __init__(self, session: Session, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBody")
        self._session = session
        table = session.form.table(section.table)
        self.model = FormModel(session, table, self)
        self.zeros = button("全部填零", self._fill_zeros)
        self.zeros.setParent(self)  # before the table, as Tab goes: in the table it stays there
        self.view = FormView(self.model, self)
        self.view.setAccessibleName(section.heading)
        self.strip = RelationStrip(session, table, self)
        self.view.focused.connect(self.strip.set_current)
        self.view.focused.connect(self.focused)
        self.view.transfer.told.connect(self.told)
        self.context = label("", "context", wrap=True)
        self._last: tuple[object, bool] = (None, True)
        head = QHBoxLayout()
        head.addWidget(self.context, 1)
        head.addWidget(self.zeros)
        layout = page_layout(self, section.heading)
        layout.insertLayout(1, head)
        layout.addWidget(self.view, _ALL)
        layout.addSpacing(MEASURES.grid)
        layout.addWidget(self.strip)
        layout.addStretch(1)
        self._offer_zeros()
        self._show_last()

    def show_last(self, shown: bool) -> None:
        """Show last year's numbers beside this year's, where there are any, or do not."""
        self.model.shows_last = shown
        self.refresh(Change())

    def _show_last(self) -> None:
        """Make room for other numbers of last year, and say what they are."""
        session = self._session
        state = (session.last, self.model.shows_last)
        said = context(self.model.table)
        if any(self.model.last_values()):
            said = f"{said} · 格里的小字：{last_year_name(session)}的数"
        self.context.setText(said)
        if state != self._last:
            self._last = state
            self.view.refit()

    def _offer_zeros(self) -> None:
        locked = self._session.locked
        self.zeros.setEnabled(not locked)
        if (says := locked or _FILLS) != self.zeros.toolTip():
            self.zeros.setToolTip(says)

    def _fill_zeros(self) -> None:
        self.commit()
        fill_zeros(self._session, self.model.table.id, self.told.emit)
        self._take_focus()

    def show_cell(self, address: str) -> None:
        """Make the cell current, in sight and in focus. KeyError where the table has none."""
        self.view.go_to(address)
        self._take_focus()

    def show_place(self, place: Place) -> None:
        """Take the focus, at the cell of ``place`` where it names one."""
        if place.cell:
            self.view.go_to(place.cell)
        self._take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the table. A focus proxy would let Tab pass over the button."""
        self.view.setFocus(event.reason())

    def _take_focus(self) -> None:
        self.view.setFocus()
        if cell := self.view.current_cell():
            self.focused.emit(cell)  # also where the table had the focus before

    def refresh(self, change: Change) -> None:
        """Show what a change of the report altered: only those cells are painted again."""
        if change.refused:
            self.view.give_up()
        self.model.refresh()
        self.strip.refresh()
        self._offer_zeros()
        self._show_last()

    def commit(self) -> None:
        """Take over what is still being typed, before leaving, saving or exporting."""
        self.view.finish()


def context(table: Table) -> str:
    """Return the line below the heading: the unit, and which cells need not be typed."""
    names = dict.fromkeys(total.total_name for total in table.totals if total.derives)
    parts = [f"单位：{table.unit}"]
    if names:
        parts.append(f"{'、'.join(names)}自动计算，按 F2 可以改填")
    return " · ".join(parts)
