"""One table of the open report as Qt sees it. Holds no values: they are the session's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gi_desktop.form import CellSpec, Edition, Field, GridCell, Kind, Label, Table
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import Raw, Value, format_value, parse_value
from gi_desktop.session import Session
from gi_desktop.ui.last_year_words import last_year_name
from gi_desktop.ui.table.marks import Mark, marks

Index = QModelIndex | QPersistentModelIndex

ADDRESS_ROLE = Qt.ItemDataRole.UserRole + 1
"""The address of a cell; None for a label."""
MARK_ROLE = Qt.ItemDataRole.UserRole + 2
"""The ``Mark`` of a cell; None for one that nothing is said about."""

_Flag = Qt.ItemFlag
_LABEL_FLAGS = _Flag.ItemIsEnabled | _Flag.ItemNeverHasChildren
_CELL_FLAGS = _LABEL_FLAGS | _Flag.ItemIsSelectable | _Flag.ItemIsEditable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNSEEN_ROLES = [
    int(Qt.ItemDataRole.ToolTipRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.AccessibleDescriptionRole),
    int(MARK_ROLE),
]
"""What changes where only the words about a fault change: nothing is painted again."""

_POINTS = ".．。"
_NEVER_CUT = 4
"""So many characters of a number have room in any column."""
_STATES = {
    Severity.ERROR: "有错误",
    Severity.VERIFY: "需要核实",
    Severity.HINT: "有提示",
    None: "未填",
}

_SIGNS = {
    Severity.ERROR: "左上角实心三角：有错误",
    Severity.VERIFY: "左上角空心三角：需要核实",
    Severity.HINT: "左上角圆点：有提示",
    None: "左上角短横：这一格还没有填",
}
"""What the sign in the corner of a cell means."""


@dataclass(frozen=True, slots=True)
class CellState:
    """What a cell shows; equal states need no repainting."""

    value: Value
    automatic: bool
    """A total that nobody typed."""
    running: str
    """The sum so far of an automatic total that waits for its addends."""
    marked: bool
    severity: Severity | None
    """Of the heaviest that is said about it; None where it only waits to be filled in."""
    typed: bool = False
    """A total that somebody typed."""
    last: str = ""
    """What last year's report says, where that is to be shown."""
    text: str = ""
    """What is printed in the cell."""

    @property
    def looks(self) -> tuple[object, ...]:
        """What is painted."""
        return (
            self.text,
            self.last,
            self.automatic,
            self.typed,
            self.running,
            self.severity,
            self.marked,
        )


class FormModel(QAbstractTableModel):
    """The grid of a table below its heading rows: labels and cells, merged as on the form.

    A merged cell stands at its upper left place; the places it covers hold nothing.
    """

    def __init__(self, session: Session, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.session = session
        self._specs = {spec.address: spec for spec in table.cells}
        self._places = {(cell.row - table.header_rows, cell.column): cell for cell in table.grid}
        self._addresses = {
            spot: place.content.address
            for spot, place in self._places.items()
            if isinstance(place.content, Field)
        }
        self.shows_last = True
        """Whether the numbers of last year's report are shown, where one is attached."""
        self._totals = frozenset(filter(self.is_total, self._specs))
        self._above = _above(session.form, self._totals)
        """By cell, the totals that it goes into, those of totals too."""
        self._last: Sheet | None = None
        """Last year's, where its numbers are shown."""
        self._typed: frozenset[str] = frozenset()
        """The totals of the report that somebody typed."""
        self._held: dict[str, Value] = {}
        """What the cells held when they were read last."""
        self._states: dict[str, CellState] = {}
        self._marks: dict[str, Mark] = {}
        place = Plan.of(session.form).place
        self._values = itemgetter(*(place[cell] for cell in self._specs))
        """Takes the values of the table out of those of a sheet."""
        self._read()

    # Structure ------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self.table.shape[0] - self.table.header_rows

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.table.shape[1]

    def place(self, index: Index) -> GridCell | None:
        """Return what stands at the index; None where a merged cell covers it."""
        return self._places.get((index.row(), index.column()))

    def address(self, index: Index) -> str | None:
        """Return the address of the cell at the index; None where none is filled in there."""
        return self._addresses.get((index.row(), index.column()))

    def index_of(self, cell: str) -> QModelIndex:
        """Return where the cell stands; KeyError where the table has no such cell."""
        place = self.table.by_address[cell]
        return self.index(place.row - self.table.header_rows, place.column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.address(index):
            return _CELL_FLAGS
        return _LABEL_FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    # Content --------------------------------------------------------------------------------

    def spec(self, cell: str) -> CellSpec:
        """Return the declaration of the cell."""
        return self._specs[cell]

    def state(self, cell: str) -> CellState:
        """Return what the cell shows."""
        return self._states[cell]

    def mark(self, cell: str) -> Mark | None:
        """Return why the cell is marked; None where it is not."""
        return self._marks.get(cell)

    def stored(self, cell: str) -> Value:
        """Return what was entered in the cell; None for an automatic total."""
        return self.session.report.stored(cell)

    def is_total(self, cell: str) -> bool:
        """Whether the form derives the cell from others."""
        return cell in self.session.form.derived

    def is_input(self, cell: str) -> bool:
        """Whether Enter and Tab stop at the cell: at all but automatic totals."""
        return not self._states[cell].automatic

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place(index)
        if place is None:
            return None
        if isinstance(place.content, Label):
            readable = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return place.content.text if role in readable else None
        return self._cell_data(place.content.address, role)

    def _cell_data(self, cell: str, role: int) -> object:
        state, mark = self._states[cell], self._marks.get(cell)
        messages = mark.messages if mark else ()
        roles = Qt.ItemDataRole
        if role == roles.AccessibleTextRole:
            return self.spoken(cell)
        return {
            roles.DisplayRole: state.text,
            roles.EditRole: format_value(state.value),
            roles.AccessibleDescriptionRole: self._described(state, messages),
            roles.ToolTipRole: self._explained(cell) or None,
            roles.TextAlignmentRole: _RIGHT,
            ADDRESS_ROLE: cell,
            MARK_ROLE: mark,
        }.get(role)

    def _explained(self, cell: str) -> str:
        """Return what the signs of a cell mean, and the sentences of its mark."""
        state = self._states[cell]
        # A narrow column may cut a long number.
        said = [state.text] if len(state.text) > _NEVER_CUT else []
        if state.typed:
            said.append("填写的总计（左下角有横线）：按 Delete 改回自动计算")
        if state.last:
            said.append(self._last_words(state))
        if mark := self._marks.get(cell):
            said += [_SIGNS[mark.severity], *mark.messages]
        return "\n".join(said)

    def _described(self, state: CellState, messages: tuple[str, ...]) -> str:
        """Return what a screen reader says after the cell: last year's number, then the faults."""
        last = f"{self._last_words(state)}。" if state.last else ""
        return f"{last}{''.join(messages)}"

    def _last_words(self, state: CellState) -> str:
        return f"{last_year_name(self.session)}：{state.last}"

    def last_values(self) -> list[str]:
        """Return the numbers of last year's report that are shown."""
        return [state.last for state in self._states.values() if state.last]

    def spoken(self, cell: str) -> str:
        """Return what a screen reader says of the cell: row, column, value, state."""
        spec, state = self._specs[cell], self._states[cell]
        words = [spec.row.full_name, spec.column.label, state.text or "空"]
        if state.running:
            words[-1] = f"已填各格合计 {state.running}"
        if self.is_total(cell):
            words.append("自动计算" if state.automatic else "填写的总计")
        if state.marked:
            words.append(_STATES[state.severity])
        return "，".join(words)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._heading(section)
        rows = {
            self._specs[place.content.address].row.full_name
            for (row, _), place in self._places.items()
            if row == section and isinstance(place.content, Field)
        }
        return rows.pop() if len(rows) == 1 else ""

    def _heading(self, column: int) -> str:
        """Return all headings above a column, from top to bottom."""
        return " ".join(
            cell.content.text
            for cell in self.table.grid
            if isinstance(cell.content, Label)
            and cell.row < self.table.header_rows
            and cell.column <= column < cell.column + cell.column_span
        )

    # Changing -------------------------------------------------------------------------------

    def parse(self, cell: str, text: str) -> Value:
        """Return what a typed text means.

        An amount may begin with its point, and one that ends with it awaits its decimals.
        """
        kind = self._specs[cell].kind
        typed = text.strip()
        if kind is Kind.AMOUNT and len(typed) > 1:
            whole = f"0{typed}" if typed[0] in _POINTS else typed
            entered = parse_value(whole[:-1] if whole[-1] in _POINTS else whole, kind)
            if not isinstance(entered, Raw):
                return entered
        return parse_value(text, kind)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Enter a text while it is being typed: one step of undo until ``end_entry``."""
        cell = self.address(index)
        if cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        self._enter(cell, self.parse(cell, str(value)))
        return True

    def end_entry(self) -> None:
        """End the entry: what is typed next can be undone by itself."""
        self.session.end_step()

    def cancel_entry(self, cell: str, before: Value) -> None:
        """Put back what stood in the cell before it was typed in."""
        self._enter(cell, before)

    def _enter(self, cell: str, entered: Value) -> None:
        label = f"填写 {self.table.number}{self._specs[cell].name}"
        self.session.apply(SetCells(label, {cell: entered}), merge=True)

    def clear(self, cell: str) -> None:
        """Empty the cell; a typed total becomes automatic again."""
        verb = "改回自动计算" if self.is_total(cell) else "清除"
        label = f"{verb} {self.table.number}{self._specs[cell].name}"
        self.session.apply(SetCells(label, {cell: None}))

    def refresh(self) -> None:
        """Tell the views which cells the last change of the session altered."""
        before, marks_before = self._states, self._marks
        touched = self._read()
        altered = {cell for cell in touched if self._states[cell] != before[cell]}
        for index in map(self.index_of, altered):
            self.dataChanged.emit(index, index, [])
        now = self._marks
        unseen = [
            self.table.by_address[cell]
            for cell in now
            if now[cell] is not marks_before.get(cell) and cell not in altered
        ]
        if unseen:  # many, where one sentence about many cells names another number: told in one
            head = self.table.header_rows
            rows = [place.row - head for place in unseen]
            columns = [place.column for place in unseen]
            first = self.index(min(rows), min(columns))
            self.dataChanged.emit(first, self.index(max(rows), max(columns)), UNSEEN_ROLES)

    def _read(self) -> set[str]:
        """Take what the session holds; return the cells that may look different now."""
        session, marked, held = self.session, self._marks, self._held
        beside = session.last if self.shows_last else None
        typed = frozenset(session.form.derived.keys() & session.report.cells.keys())
        findings = map(self._settled, session.findings)
        now = self._marks = marks(session.form, self.table, session.sheet, findings)
        self._held = dict(zip(self._specs, self._values(session.sheet.values), strict=True))
        if (typed, beside) != (self._typed, self._last) or not held:
            self._typed, self._last, touched = typed, beside, set(self._specs)
        else:  # a key touches few cells
            touched = {
                cell
                for cell, value in self._held.items()
                if value is not held[cell] and not _same_count(value, held[cell])
            }
            # The sum so far of an open total changes while its value does not.
            touched.update(*(self._above.get(cell, ()) for cell in touched))
            touched.update(cell for cell in now if _differs(now[cell], marked.get(cell)))
            touched.update(marked.keys() - now.keys())
        self._states = self._states | {cell: self._state_of(cell) for cell in touched}
        return touched

    def _state_of(self, cell: str) -> CellState:
        last = format_value(self._last.number(cell)) if self._last is not None else ""
        sign = _sign(self._marks.get(cell))
        if cell in self._totals:
            return _total_state(self.session.sheet, cell, sign, last)
        value = self._held[cell]
        return CellState(value, False, "", *sign, False, last, format_value(value))

    def _settled(self, finding: Finding) -> Finding:
        """Return the finding; one that a written reason answers is only a hint in the cell."""
        if finding.severity is not Severity.VERIFY:
            return finding
        reason = self.session.reason(finding)
        if not self.session.is_settled(finding):
            return finding
        message = f"{finding.message}已写理由：{reason}"
        return replace(finding, severity=Severity.HINT, message=message)


def _above(form: Edition, totals: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for total in totals:
        waiting = [total]
        while waiting:
            addends = form.derived[waiting.pop()].addends
            for addend in addends:
                found[addend].add(total)
            waiting += [addend for addend in addends if addend in form.derived]
    return found


def _sign(mark: Mark | None) -> tuple[bool, Severity | None]:
    """Return whether a cell is marked, and how heavily."""
    return (False, None) if mark is None else (True, mark.severity)


def _same_count(value: Value, before: Value) -> bool:
    """Whether both are the same count: totals are summed anew. 1.0 is not written as 1.00 is."""
    return isinstance(value, int) and isinstance(before, int) and value == before


def _differs(mark: Mark, before: Mark | None) -> bool:
    """Whether the mark looks different from the one before it."""
    return mark is not before and (before is None or mark.severity is not before.severity)


def _total_state(
    sheet: Sheet, cell: str, sign: tuple[bool, Severity | None], last: str
) -> CellState:
    value, automatic = sheet.value(cell), sheet.is_automatic(cell)
    running = format_value(sheet.running(cell)) if automatic and value is None else ""
    text = running or format_value(value)
    return CellState(value, automatic, running, *sign, not automatic, last, text)
