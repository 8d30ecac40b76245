"""How labels and cells of a table are painted: the same in its heading and in its body."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTextOption,
)

from gi_desktop.form import GridCell, Label, LabelRole
from gi_desktop.report.finding import Severity
from gi_desktop.ui.table.geometry import label_text
from gi_desktop.ui.table.model import CellState
from gi_desktop.ui.table.signs import Signs
from gi_desktop.ui.theme import MEASURES, Role, color, font, number_font
from gi_desktop.ui.wrapping import ready

PADDING = 6
"""Left and right of a text."""
_TIGHT_PADDING = 3
"""The same in a column too narrow for the usual one."""
_NARROW = 60
"""A column narrower than this is tight."""
_ABOVE = 3
"""Above and below a wrapped label."""
_LEADING = 1.4
"""Least distance of lines in font sizes: some Chinese fonts state none and would touch."""
_SMALLEST = 9
"""A number too long for its column is set smaller, down to this size."""

_BETWEEN = 5
"""At least between last year's number and this year's in one line."""
_SIGNED = 5
"""Last year's number stands so much further in where a sign is in the corner."""
_NOTHING_TWICE = ("0", "0")
"""Most cells of most reports: where both years say 0, one of them is enough."""
_KNOWN = 2000
"""So many numbers are kept as they are set."""
_PICTURES = 600
"""So many pictures of cells are kept, of some 10 KB each."""
_UNDER = 2
"""Around two numbers below each other."""

_CENTRED = (LabelRole.HEADER, LabelRole.GROUP)
_GROUNDS = {
    Severity.ERROR: (Role.ERROR_GROUND, Role.ERROR),
    Severity.VERIFY: (Role.VERIFY_GROUND, Role.VERIFY),
}


class Focus(Enum):
    """Whether a cell is the current one, and whether keys go to it."""

    NONE = 0
    CURRENT = 1
    KEYS = 2


class Style(Enum):
    """In which hand a number is written."""

    USUAL = 0
    CURRENT = 1
    RUNNING = 2
    LAST = 3


class _Set(NamedTuple):
    """A line of text, made ready to be painted, with its size in px."""

    text: QStaticText
    font: QFont
    wide: float
    high: float


class CellLook(NamedTuple):
    """How a cell looks beside what it holds."""

    focus: Focus
    selected: bool
    """Whether it is selected together with others."""


PLAIN = CellLook(Focus.NONE, selected=False)
"""How most cells look."""


def _set(text: str, font: QFont) -> _Set:
    made = ready(text, font)
    return _Set(made, font, made.size().width(), made.size().height())


def _style(state: CellState, focus: Focus) -> Style:
    if state.running:
        return Style.RUNNING  # told from a finished total without colour too
    return Style.USUAL if focus is Focus.NONE else Style.CURRENT


def padding(width: int) -> int:
    """Return the space left and right of a text in a cell ``width`` px wide."""
    return PADDING if width >= _NARROW else _TIGHT_PADDING


class Ink:
    """Fonts and colours of a table, made once."""

    def __init__(self) -> None:
        self.label_font = font(MEASURES.table)
        self.number_font = number_font(MEASURES.table)
        self.current_font = number_font(MEASURES.table, bold=True)
        self.running_font = number_font(MEASURES.table)
        self.running_font.setItalic(True)
        self.last_font = number_font(MEASURES.last)
        self._last_numbers = QFontMetrics(self.last_font)
        self._fonts = {
            Style.USUAL: self.number_font,
            Style.CURRENT: self.current_font,
            Style.RUNNING: self.running_font,
            Style.LAST: self.last_font,
        }
        self._pairs: dict[tuple[str, str], int] = {}
        self._set: dict[tuple[str, Style, int], _Set] = {}
        """Numbers as they are set: a table says a few of them again and again."""
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        """Cells as they were painted: most of a table looks like one of a few."""
        self.stacked = False
        """Whether last year's number stands below this year's: side by side they have no room."""
        size = self.label_font.pixelSize()
        self._pitch = max(QFontMetrics(self.label_font).height(), round(size * _LEADING))
        self._broken: dict[tuple[Label, int], tuple[str, ...]] = {}
        self._labels: dict[tuple[Label, int], tuple[_Set, ...]] = {}
        self._numbers = QFontMetrics(self.number_font)
        self._colors = {role: color(role) for role in Role}
        self._signs = Signs()

    def advance(self, text: str) -> int:
        """Return the width of a text in one line."""
        return self._numbers.horizontalAdvance(text)

    @property
    def stacked_height(self) -> int:
        """The height of a row whose cells have two numbers below each other."""
        return self._numbers.height() + self._last_numbers.height() + 2 * _UNDER

    def fits_beside(self, last: str, width: int) -> bool:
        """Whether last year's number has room beside one as long in a cell ``width`` px wide."""
        room = width - 2 * padding(width) - 1
        need = self._last_numbers.horizontalAdvance(last) + self.advance("0" * max(len(last), 2))
        return need + _BETWEEN + _SIGNED <= room

    def label_height(self, label: Label, width: int) -> int:
        """Return the height of a label in a cell ``width`` px wide."""
        return len(self._lines(label, width)) * self._pitch + 2 * _ABOVE

    def _lines(self, label: Label, width: int) -> tuple[str, ...]:
        """Return the lines in which a label is shown in a cell ``width`` px wide."""
        key = (label, width)
        if key not in self._broken:
            room = width - 2 * padding(width) - 1
            text = label_text(label, width, self.advance)
            self._broken[key] = tuple(
                line for part in text.split("\n") for line in self._break(part, room)
            )
        return self._broken[key]

    def _set_label(self, label: Label, width: int) -> tuple[_Set, ...]:
        """Return the lines of a label as they are set in a cell ``width`` px wide."""
        key = (label, width)
        if key not in self._labels:
            lines = self._lines(label, width)
            self._labels[key] = tuple(_set(line, self.label_font) for line in lines)
        return self._labels[key]

    def _break(self, text: str, room: int) -> Iterator[str]:
        layout = QTextLayout(text, self.label_font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            yield text[line.textStart() : line.textStart() + line.textLength()].strip()
        layout.endLayout()

    def paint_label(
        self, painter: QPainter, rect: QRect, place: GridCell, label: Label, seen: QRect
    ) -> None:
        """Paint a printed label with its ground and lines.

        ``seen`` is the part of ``rect`` in sight: there a tall label stays in the middle.
        """
        caption = label.role is LabelRole.CAPTION
        self._paint_ground(painter, rect, place, Role.ACCENT_GROUND if caption else Role.HEADER)
        note = label.role is LabelRole.NOTE
        painter.setPen(self._colors[Role.SECONDARY if note else Role.TEXT])
        painter.setFont(self.label_font)
        lines, side = self._set_label(label, rect.width()), padding(rect.width())
        height = len(lines) * self._pitch
        room = seen if height <= seen.height() else rect
        top = room.y() + (room.height() - 1 - height) // 2
        centred = label.role in _CENTRED
        spare = rect.width() - 2 * side - 1
        for number, (line, _, wide, high) in enumerate(lines):
            x = rect.x() + side + ((spare - wide) / 2 if centred else 0)
            y = top + number * self._pitch + (self._pitch - high) / 2
            painter.drawStaticText(QPointF(x, y), line)

    def paint_cell(
        self, painter: QPainter, rect: QRect, place: GridCell, state: CellState, look: CellLook
    ) -> None:
        """Paint a cell that is filled in, from its picture where one was kept."""
        ratio = painter.device().devicePixelRatio()
        if not ratio.is_integer():  # a picture would blur between two pixels of the screen
            self._paint_cell(painter, rect, place, state, look)
            return
        edges = (place.column == 0, place.row == 0)
        key = (rect.width(), rect.height(), edges, state.looks, look, self.stacked, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= _PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = QPixmap(rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            inside = QPainter(picture)
            self._paint_cell(inside, QRect(QPoint(), rect.size()), place, state, look)
            inside.end()
        painter.drawPixmap(rect.topLeft(), picture)

    def _paint_cell(
        self, painter: QPainter, rect: QRect, place: GridCell, state: CellState, look: CellLook
    ) -> None:
        focus = look.focus
        ground, ink = self._cell_roles(state)
        if look.selected and focus is Focus.NONE:
            ground = Role.SELECTED
            ink = Role.COMPUTED_TEXT if state.running else ink
        self._paint_ground(painter, rect, place, ground)
        # Last year's number alone shows that a cell waits: a dash above it would be a second sign.
        if state.marked and (state.severity is not None or not state.last):
            inset = MEASURES.frame if focus is Focus.KEYS else 1
            self._signs.paint(painter, rect.topLeft() + QPoint(inset, inset), state.severity)
        if state.typed:
            self._signs.paint_dash(painter, rect.bottomLeft() + QPoint(4, -6))
        box = rect
        if state.last and (state.last, state.text) != _NOTHING_TWICE:
            box = self._paint_last(painter, rect, state)
        if state.text:
            self._paint_number(painter, box, state.text, ink, _style(state, focus))
        if focus is not Focus.NONE:
            self._paint_frame(painter, rect, focus)

    def _cell_roles(self, state: CellState) -> tuple[Role, Role]:
        if state.running:
            return Role.COMPUTED, Role.SECONDARY
        if state.severity in _GROUNDS:
            return _GROUNDS[state.severity]
        if state.automatic:
            return Role.COMPUTED, Role.COMPUTED_TEXT
        return Role.SURFACE, Role.TEXT

    def _paint_ground(self, painter: QPainter, rect: QRect, place: GridCell, role: Role) -> None:
        """Paint ground and lines: right and below, and left and above at the table's edge."""
        painter.fillRect(rect, self._colors[role])
        # One pixel of the screen, whatever the scaling: a wider line would blur at 150 %.
        hair = 1 / painter.device().devicePixelRatio()
        line = self._colors[Role.SELECTED_LINE if role is Role.SELECTED else Role.LINE]
        left, top = rect.x(), rect.y()
        wide, high = rect.width(), rect.height()
        painter.fillRect(QRectF(left + wide - hair, top, hair, high), line)
        painter.fillRect(QRectF(left, top + high - hair, wide, hair), line)
        if place.column == 0:
            painter.fillRect(QRectF(left, top, hair, high), line)
        if place.row == 0:
            painter.fillRect(QRectF(left, top, wide, hair), line)

    def paint_end(self, painter: QPainter, rect: QRect) -> None:
        """Paint the line at the lower edge of what is in sight, also in the middle of a row."""
        hair = 1 / painter.device().devicePixelRatio()
        below = rect.y() + rect.height() - hair
        painter.fillRect(QRectF(rect.x(), below, rect.width(), hair), self._colors[Role.LINE])

    def _paint_number(
        self, painter: QPainter, rect: QRect, text: str, role: Role, style: Style
    ) -> None:
        side = padding(rect.width())
        room = rect.width() - 2 * side - 1
        number = self._set_number(text, style, room)
        painter.setFont(number.font)
        painter.setPen(self._colors[role])
        x = rect.x() + side + room - number.wide
        y = rect.y() + (rect.height() - 1 - number.high) / 2
        painter.drawStaticText(QPointF(x, y), number.text)

    def _set_number(self, text: str, style: Style, room: int) -> _Set:
        """Return a number as it is set in ``room`` px; smaller, then cut, where it is too long."""
        key = (text, style, room)
        if key not in self._set:
            if len(self._set) > _KNOWN:
                self._set.clear()
            font = self._fitting(self._fonts[style], text, room)
            metrics = QFontMetrics(font)
            shown = text  # Qt cuts what is a fraction of a px too wide; a number lost is worse
            if metrics.horizontalAdvance(text) > room:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._set[key] = _set(shown, font)
        return self._set[key]

    def _paint_last(self, painter: QPainter, rect: QRect, state: CellState) -> QRect:
        """Paint last year's number, small and quiet; return what is left for this year's."""
        side = padding(rect.width())
        room = rect.width() - 2 * side - 1
        painter.setPen(self._colors[Role.SECONDARY])
        if self.stacked:
            high, above = self._last_numbers.height(), self._numbers.height()
            top = rect.y() + (rect.height() - 1 - above - high) // 2
            last = self._set_number(state.last, Style.LAST, room)
            painter.setFont(last.font)
            y = top + above + (high - last.high) / 2
            painter.drawStaticText(QPointF(rect.x() + side + room - last.wide, y), last.text)
            return QRect(rect.x(), top, rect.width(), above + 1)
        signed = _SIGNED if state.severity is not None else 0
        # A number that has become too long for both has the cell for itself.
        if self._both(state.last, state.text) + _BETWEEN <= room - signed:
            last = self._set_number(state.last, Style.LAST, room)
            painter.setFont(last.font)
            y = rect.y() + (rect.height() - 1 - last.high) / 2
            painter.drawStaticText(QPointF(rect.x() + side + signed, y), last.text)
        return rect

    def _both(self, last: str, text: str) -> int:
        """Return the width of two numbers, measured once."""
        pair = (last, text)
        if pair not in self._pairs:
            wide = self._last_numbers.horizontalAdvance(last) + self.advance(text)
            self._pairs[pair] = wide
        return self._pairs[pair]

    def _fitting(self, usual: QFont, text: str, width: int) -> QFont:
        """Return the font, or a smaller one in which a long number still fits."""
        chosen = usual
        while (
            QFontMetrics(chosen).horizontalAdvance(text) > width and chosen.pixelSize() > _SMALLEST
        ):
            chosen = QFont(chosen)
            chosen.setPixelSize(chosen.pixelSize() - 1)
        return chosen

    def paint_block(self, painter: QPainter, rect: QRect, *, focused: bool) -> None:
        """Paint the frame around the selected cells."""
        self._paint_frame(painter, rect, Focus.KEYS if focused else Focus.CURRENT)

    def _paint_frame(self, painter: QPainter, rect: QRect, focus: Focus) -> None:
        """Paint the frame of the current cell; thinner while the keys go elsewhere."""
        focused = focus is Focus.KEYS
        width = MEASURES.frame if focused else 1
        role = Role.ACCENT if focused else Role.CONTROL
        pen = QPen(self._colors[role], width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))
