"""The strip below a table that shows its relations, alive while typing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import QSizePolicy, QWidget

from gi_desktop.form import Table
from gi_desktop.report.sheet import Plan
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.table.relations import Item, Piece, Reading, Standing, items, read, sources
from gi_desktop.ui.theme import MEASURES, Role, color, font, text_size
from gi_desktop.ui.wrapping import ready

_LOOKS = {
    Standing.WRONG: ("error", Role.ERROR),
    Standing.ECHO: ("untouched", Role.SECONDARY),
    Standing.HOLDS: ("done", Role.GOOD),
    Standing.OPEN: ("untouched", Role.SECONDARY),
}
_SIDE = 12
"""Left and right of the text."""
_SIGN = 14
"""Size of a sign."""
_LINES = 2
"""Lines the strip has, whatever is typed, so that the table above keeps its place."""
_KNOWN = 1000
"""So many pieces keep their widths: most say after a key what they said before it."""
_Spot = tuple[int, int, Item, Piece | None]
"""Where a piece stands; None is the sign before an item."""


class RelationStrip(QWidget):
    """All relations of one table; hidden where it has none."""

    def __init__(self, session: Session, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._balances = table.balances
        self._sources = [sources(session.form, balance) for balance in table.balances]
        place = Plan.of(session.form).place
        self._read = [itemgetter(*(place[cell] for cell in cells)) for cells in self._sources]
        """For each relation, what takes the values it hangs on out of a sheet's."""
        self._codes = {balance.code for balance in table.balances}
        self._readings: dict[int, tuple[object, Reading]] = {}
        """By relation, what was read of it, with the numbers that it was read from."""
        self._current: int | None = None
        self._items: tuple[Item, ...] = ()
        self._flows: dict[int, tuple[_Spot, ...]] = {}
        """Width → where everything stands in it, while nothing changes."""
        self._ready: dict[tuple[str, bool], tuple[int, QStaticText, float]] = {}
        """Pieces as they are painted, with their widths and heights in px."""
        self._signs: dict[tuple[str, Role, float], QPixmap] = {}
        self._fonts = {bold: font(MEASURES.text, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(used) for bold, used in self._fonts.items()}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # It paints its corners too: all that is behind it need not be painted at every key.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setVisible(bool(table.balances))
        self.refresh()

    def set_current(self, cell: str) -> None:
        """Show the numbers of the relation that the cell is part of, the closest one."""
        mine = [place for place, cells in enumerate(self._sources) if cell in cells]
        current = min(mine, key=lambda place: len(self._sources[place]), default=None)
        if current != self._current:
            self._current = current
            self.refresh()

    def refresh(self) -> None:
        """Show how the relations stand now."""
        form, sheet = self._session.form, self._session.sheet
        told = [found for found in self._session.findings if found.code in self._codes]
        concerned = [found.cells for found in told]
        readings = []
        for place, balance in enumerate(self._balances):  # a key touches one or two of them
            key = (self._read[place](sheet.values), concerned)
            known = self._readings.get(place)
            if known is None or known[0] != key:
                known = self._readings[place] = (key, read(form, sheet, balance, told))
            readings.append(known[1])
        found = tuple(items(readings, self._current))
        if found != self._items:
            self._items = found
            self._flows.clear()
            if len(self._ready) > _KNOWN:
                self._ready.clear()
            self.setAccessibleName("勾稽关系。" + "；".join(item.text for item in found))
            self.setToolTip("勾稽关系\n" + "\n".join(map(_line_of, found)))
            self.update()

    # Layout ---------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _LINES * self._line() + 2 * MEASURES.grid

    def sizeHint(self) -> QSize:
        return QSize(MEASURES.side, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(MEASURES.side, _LINES * self._line() + 2 * MEASURES.grid)

    def _line(self) -> int:
        return max(self._metrics[False].height(), 3 * text_size() // 2)

    def _flow(self, width: int) -> tuple[_Spot, ...]:
        """Return where everything stands; a layout asks for it many times."""
        if width not in self._flows:
            self._flows[width] = tuple(self._spots(width))
        return self._flows[width]

    def _spots(self, width: int) -> list[_Spot]:
        """Return where everything stands: all in full, else in short, else what finds room."""
        short = [replace(item, words=item.short or item.words) for item in self._items]
        leading = [*self._items[:1], *short[1:]]
        tried: list[Sequence[Item]] = [self._items, leading]
        for count in range(len(leading) - 1, 0, -1):
            rest = Item(Standing.OPEN, ((Piece(f"等 {len(self._balances)} 列"),),))
            tried.append([*leading[:count], rest])
        last = MEASURES.grid + (_LINES - 1) * self._line()
        for chosen in tried:
            spots = []
            for spot in self._set(chosen, width):
                if spot[1] > last:
                    break
                spots.append(spot)
            else:
                return spots
        return list(self._set(leading[:1], width))

    def _set(self, chosen: Sequence[Item], width: int) -> Iterator[_Spot]:
        """Yield where everything stands: an item is broken only where no line can hold it."""
        right, line, advance = width - _SIDE, self._line(), self._advance
        x, y = _SIDE, MEASURES.grid
        for item in chosen:
            words = [sum(map(advance, word)) for word in item.words]
            if x > _SIDE and x + _SIGN + 4 + sum(words) > right:
                x, y = _SIDE, y + line
            yield x, y, item, None
            x += _SIGN + 4
            for place, word in enumerate(item.words):
                if place and x + words[place] > right:
                    x, y = _SIDE, y + line
                for piece in word:
                    yield x, y, item, piece
                    x += advance(piece)
            x += 2 * MEASURES.grid

    def _advance(self, piece: Piece) -> int:
        return self._as_painted(piece)[0]

    def _as_painted(self, piece: Piece) -> tuple[int, QStaticText, float]:
        key = (piece.text, piece.bold)
        known = self._ready.get(key)
        if known is None:
            advance = self._metrics[piece.bold].horizontalAdvance(piece.text)
            text = ready(piece.text, self._fonts[piece.bold])
            known = self._ready[key] = (advance, text, text.size().height())
        return known

    # Painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_box(painter)
        line = self._line()
        bold: bool | None = None
        for x, y, item, piece in self._flow(self.width()):  # an item's sign before its words
            sign, role = _LOOKS[item.standing]
            if piece is None:
                top = y + (line - _SIGN) / 2
                painter.drawPixmap(QPointF(x, top), self._sign(sign, role))
                painter.setPen(color(role))
                continue
            if piece.bold is not bold:
                bold = piece.bold
                painter.setFont(self._fonts[bold])
            _, text, high = self._as_painted(piece)
            painter.drawStaticText(QPointF(x, y + (line - high) / 2), text)
        painter.end()

    def _sign(self, name: str, role: Role) -> QPixmap:
        key = (name, role, self.devicePixelRatioF())
        if key not in self._signs:
            self._signs[key] = icons.pixmap(*key, _SIGN)
        return self._signs[key]

    def _paint_box(self, painter: QPainter) -> None:
        wrong = any(item.standing is Standing.WRONG for item in self._items)
        painter.fillRect(self.rect(), color(Role.GROUND))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(Role.ERROR_LINE if wrong else Role.LINE), 1))
        painter.setBrush(color(Role.ERROR_GROUND if wrong else Role.SURFACE))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, MEASURES.corner, MEASURES.corner)


def _line_of(item: Item) -> str:
    """Return an item as a line of the tooltip, with its sign in words."""
    held = item.standing in (Standing.WRONG, Standing.HOLDS)
    return f"{item.standing.value}　{item.text}" if held else item.text
