"""The list of 批量核对 as Qt's tables show it."""

from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from gi_desktop.report.unfilled import Weight
from gi_desktop.ui import icons
from gi_desktop.ui.batch.lines import Line
from gi_desktop.ui.headings import LEFT, RIGHT
from gi_desktop.ui.steps import State
from gi_desktop.ui.theme import Role

HEADINGS = ("单位", "年度", "状态", *(weight.value for weight in Weight), "保存时间", "文件")
UNIT, YEAR, STATUS, ERRORS, UNFILLED, VERIFY, HINTS, SAVED, FILE = range(len(HEADINGS))
ROLES = {
    State.DONE: Role.GOOD,
    State.ERROR: Role.ERROR,
    State.VERIFY: Role.VERIFY,
    State.OPEN: Role.SECONDARY,
}
_SIGN = 14
_COUNTS = dict(zip((ERRORS, UNFILLED, VERIFY, HINTS), Weight, strict=True))
_Index = QModelIndex | QPersistentModelIndex
_Data = Qt.ItemDataRole


class BatchModel(QAbstractTableModel):
    """Shows lines; it knows nothing of those that are not shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; where they only go on behind the old ones, nothing else moves."""
        before = len(self.lines)
        if lines[:before] == self.lines:
            if len(lines) > before:
                self.beginInsertRows(QModelIndex(), before, len(lines) - 1)
                self.lines = lines
                self.endInsertRows()
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Data.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _Data.DisplayRole:
            return HEADINGS[section]
        if orientation is Qt.Orientation.Horizontal and role == _Data.TextAlignmentRole:
            return RIGHT if section in (YEAR, *_COUNTS) else LEFT
        return None

    def data(self, index: _Index, role: int = _Data.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == _Data.DisplayRole:
            return text(line, column)
        if role == _Data.DecorationRole and column == UNIT:
            return sign(line.state.value, ROLES[line.state])
        if role == _Data.TextAlignmentRole and column in (YEAR, *_COUNTS):
            return RIGHT
        return _told(line, column, role)


@lru_cache(maxsize=16)
def sign(picture: str, role: Role) -> QIcon:
    """Return a picture for a line, in its colour also where the line is selected."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        drawn = icons.pixmap(picture, role, ratio, _SIGN)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            made.addPixmap(drawn, mode)
    return made


def _told(line: Line, column: int, role: int) -> str | None:
    """Return what is said of a cell beside what it shows."""
    if role == _Data.ToolTipRole:
        return _tip(line).replace("<", "＜")
    if role == _Data.AccessibleTextRole:
        return line.spoken if column == UNIT else f"{HEADINGS[column]} {text(line, column)}"
    return None


def text(line: Line, column: int) -> str:
    """Return what stands in a column of a line."""
    if column in _COUNTS:
        count = line.count(_COUNTS[column])
        return "" if count is None else str(count)
    saved = line.checked.saved_at if line.checked is not None else None
    return {
        UNIT: line.name,
        YEAR: str(line.year or ""),
        STATUS: line.status,
        SAVED: _moment(saved),
        FILE: line.path.name if line.path is not None else line.remark,
    }[column]


def _moment(saved: datetime | None) -> str:
    return f"{saved.astimezone():%Y-%m-%d %H:%M}" if saved is not None else ""


def _tip(line: Line) -> str:
    where = str(line.path) if line.path is not None else ""
    return "\n".join(part for part in (line.name, line.remark, where) if part)
