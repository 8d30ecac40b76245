"""The strip below a table that shows its relations, alive while typing."""

from collections.abc import Iterator, Sequence
from itertools import chain
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
_Set = tuple[Item, list[tuple[int, int]]]
"""An item, and where its sign and its words begin, in px."""


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
        self._flows: dict[int, tuple[_Set, ...]] = {}
        """Width → where everything stands in it, while nothing changes."""
        self._measured: dict[tuple[str, Standing], list[int]] = {}
        """By item, how wide its words are."""
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
            if max(len(self._ready), len(self._measured)) > _KNOWN:
                self._ready.clear()
                self._measured.clear()
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

    def _flow(self, width: int) -> tuple[_Set, ...]:
        """Return where everything stands; while nothing changes it is painted so many times."""
        if width not in self._flows:
            self._flows[width] = tuple(self._set(self._chosen(width), width))
        return self._flows[width]

    def _chosen(self, width: int) -> Sequence[Item]:
        """Return what is said: all in full, else in short, else what finds room."""
        leading = [*self._items[:1], *(item.brief for item in self._items[1:])]
        rest = Item(Standing.OPEN, ((Piece(f"等 {len(self._balances)} 列"),),))
        less = ([*leading[:count], rest] for count in range(len(leading) - 1, 0, -1))
        tried: Iterator[Sequence[Item]] = chain((self._items, leading), less)
        return next((one for one in tried if self._has_room(one, width)), leading[:1])

    def _has_room(self, chosen: Sequence[Item], width: int) -> bool:
        last = MEASURES.grid + (_LINES - 1) * self._line()
        return all(spots[-1][1] <= last for _, spots in self._set(chosen, width))

    def _set(self, chosen: Sequence[Item], width: int) -> Iterator[_Set]:
        """Yield where everything stands: an item is broken only where no line can hold it."""
        right, line = width - _SIDE, self._line()
        x, y = _SIDE, MEASURES.grid
        for item in chosen:
            words = self._widths(item)
            if x > _SIDE and x + _SIGN + 4 + sum(words) > right:
                x, y = _SIDE, y + line
            spots = [(x, y)]
            x += _SIGN + 4
            for place, wide in enumerate(words):
                if place and x + wide > right:
                    x, y = _SIDE, y + line
                spots.append((x, y))
                x += wide
            yield item, spots
            x += 2 * MEASURES.grid

    def _widths(self, item: Item) -> list[int]:
        """Return how wide the words of an item are, in px."""
        key = (item.text, item.standing)  # the same text is bold where it is wrong
        if key not in self._measured:
            self._measured[key] = [
                sum(self._as_painted(piece)[0] for piece in word) for word in item.words
            ]
        return self._measured[key]

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
        for item, (sign, *words) in self._flow(self.width()):
            x, y = sign
            picture, role = _LOOKS[item.standing]
            painter.drawPixmap(QPointF(x, y + (line - _SIGN) / 2), self._sign(picture, role))
            painter.setPen(color(role))
            for word, (begin, y) in zip(item.words, words, strict=True):
                x = begin
                for piece in word:
                    if piece.bold is not bold:
                        bold = piece.bold
                        painter.setFont(self._fonts[bold])
                    wide, text, high = self._as_painted(piece)
                    painter.drawStaticText(QPointF(x, y + (line - high) / 2), text)
                    x += wide
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
