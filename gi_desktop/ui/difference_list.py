"""What differs between two reports, one row each: the place, and the words that went and came.

Rows can be ticked or only read. One row at a time is reached by Tab; arrows lead to the others.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.report.alignment import Piece, PieceKind
from gi_desktop.report.difference import Difference, DifferenceKind
from gi_desktop.ui.pages.page import scrolling, show_part
from gi_desktop.ui.theme import MEASURES, Role, color
from gi_desktop.ui.widgets import CheckBox, button, hairline, label, shifted
from gi_desktop.ui.wrapping import WrapLabel, line_height

_INSET = 24
"""Of what is said below a place, in px: where the words of its box begin."""
_EMPTY = "（空）"
_FOLLOWS = "随表中的数一起变，不用单独选。"


def shown_pieces(difference: Difference) -> tuple[Piece, ...]:
    """Return what a row shows: a number or field as a whole, prose by its words."""
    if difference.kind is DifferenceKind.PARAGRAPH and not difference.spot.level:
        return difference.pieces
    return (
        Piece(PieceKind.OLD, difference.old or _EMPTY),
        Piece(PieceKind.SAME, " → "),
        Piece(PieceKind.NEW, difference.new or _EMPTY),
    )


def spoken(difference: Difference) -> str:
    """Return a difference as a screen reader says it."""
    if difference.kind is DifferenceKind.PARAGRAPH and not difference.spot.level:
        if not difference.old:
            return f"增加：{difference.new}"
        if not difference.new:
            return f"删去：{difference.old}"
    return f"由“{difference.old or _EMPTY}”改为“{difference.new or _EMPTY}”"


class MarkedLabel(WrapLabel):
    """Text in which what went is struck through and what came is underlined."""

    def __init__(self, pieces: Sequence[Piece], parent: QWidget | None = None) -> None:
        self._pieces = tuple(pieces)
        super().__init__("".join(piece.text for piece in pieces), "sentence", parent)

    def marks(self) -> list[QTextLayout.FormatRange]:
        """Return how each stretch is drawn; no mark makes a letter wider."""
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for piece in self._pieces:
            length = len(piece.text.encode("utf-16-le", errors="surrogatepass")) // 2
            if piece.kind is not PieceKind.SAME:
                made = QTextLayout.FormatRange()
                made.start, made.length, made.format = start, length, _format(piece.kind)
                ranges.append(made)
            start += length
        return ranges

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = line_height(self.font())
        at = 0
        # A line end is one layout's end, as in the lines that give the height.
        start = 0
        for part in self.text().split("\n"):
            layout = QTextLayout(part, self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            units = len(part.encode("utf-16-le", errors="surrogatepass")) // 2
            layout.setFormats(_within(self.marks(), start, units))
            start += units + 1
            layout.beginLayout()
            lines = 0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(self.width(), 1))
                spare = (height - line.height()) / 2
                line.setPosition(QPointF(0, at + lines * height + spare))
                lines += 1
            layout.endLayout()
            painter.setPen(color(Role.TEXT))
            layout.draw(painter, QPointF(0, 0))
            at += max(lines, 1) * height
        painter.end()


def _within(
    ranges: Sequence[QTextLayout.FormatRange], start: int, length: int
) -> list[QTextLayout.FormatRange]:
    """Return the marks of one line of the text, counted from where it begins."""
    found = []
    for one in ranges:
        first = max(one.start, start)
        last = min(one.start + one.length, start + length)
        if first < last:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = first - start, last - first, one.format
            found.append(made)
    return found


def _format(kind: PieceKind) -> QTextCharFormat:
    made = QTextCharFormat()
    went = kind is PieceKind.OLD
    made.setForeground(color(Role.ERROR if went else Role.GOOD))
    made.setBackground(color(Role.ERROR_GROUND if went else Role.GOOD_GROUND))
    made.setFontStrikeOut(went)
    made.setFontUnderline(not went)
    return made


class DifferenceList(QWidget):
    """The differences below each other; ``tickable`` ones are all ticked at first."""

    changed = Signal()
    """Other rows are ticked now."""

    def __init__(
        self,
        differences: Sequence[Difference] = (),
        parent: QWidget | None = None,
        *,
        tickable: bool = True,
    ) -> None:
        super().__init__(parent)
        self._tickable = tickable
        self.boxes: list[CheckBox] = []
        """Of the rows that can be ticked, in order."""
        self._ticked: list[Difference] = []
        self.count = label("", "context")
        self.all = button("全选", lambda: self.tick(on=True), "link")
        self.none = button("全不选", lambda: self.tick(on=False), "link")
        head = QHBoxLayout()
        head.setSpacing(2 * MEASURES.grid)
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.all)
        head.addWidget(self.none)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, MEASURES.grid, 0)
        self._rows.setSpacing(MEASURES.grid // 2)
        self.area = scrolling(self._body, "page")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(MEASURES.grid)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        self.show_differences(differences)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show these in place of what was shown before."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self._ticked = [], []
        for number, difference in enumerate(differences):
            if number:
                self._rows.addWidget(hairline())
            self._rows.addWidget(self._row(difference))
        self._rows.addStretch()
        self.all.setVisible(bool(self.boxes))
        self.none.setVisible(bool(self.boxes))
        # Without boxes the arrows scroll the list itself.
        policy = Qt.FocusPolicy.NoFocus if self.boxes else Qt.FocusPolicy.TabFocus
        self.area.setFocusPolicy(policy)
        self.area.setAccessibleName("不同之处")
        self._reach(self.boxes[0] if self.boxes else None)
        self._total = len(differences)
        self._count()

    def chosen(self) -> list[Difference]:
        """Return the differences that are ticked."""
        pairs = zip(self.boxes, self._ticked, strict=True)
        return [difference for box, difference in pairs if box.isChecked()]

    def tick(self, *, on: bool) -> None:
        """Tick all rows or none."""
        for box in self.boxes:
            box.blockSignals(True)  # told once, below
            box.setChecked(on)
            box.blockSignals(False)
        self._count()
        self.changed.emit()

    def _row(self, difference: Difference) -> QWidget:
        row = QWidget()
        inner = QVBoxLayout(row)
        inner.setContentsMargins(0, 2, 0, 2)
        inner.setSpacing(2)
        ticked = self._tickable and not difference.follows
        inset = _INSET if self._tickable else 0
        said = spoken(difference)
        if ticked:
            box = CheckBox(difference.place)
            box.setChecked(True)
            box.setAccessibleDescription(said)
            box.toggled.connect(self._toggled)
            box.installEventFilter(self)
            self.boxes.append(box)
            self._ticked.append(difference)
            inner.addWidget(box)
        else:
            inner.addLayout(shifted(label(difference.place, wrap=True), inset))
        words = MarkedLabel(shown_pieces(difference))
        words.setAccessibleName(f"{difference.place}：{said}")
        inner.addLayout(shifted(words, inset))
        if difference.follows and self._tickable:
            inner.addLayout(shifted(label(_FOLLOWS, "note", wrap=True), inset))
        return row

    def _toggled(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        chosen = f"，选了 {len(self.chosen())} 处" if self.boxes else ""
        self.count.setText(f"共 {self._total} 处不同{chosen}" if self._total else "没有不同之处")

    # Keys -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CheckBox) and watched in self.boxes:
            if event.type() == QEvent.Type.FocusIn:
                self._reach(watched)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                place = self._target(self.boxes.index(watched), Qt.Key(event.key()))
                if place is not None:
                    self.boxes[place].setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return super().eventFilter(watched, event)

    def _target(self, place: int, key: Qt.Key) -> int | None:
        """Return which box a key leads to; None for a key that leads nowhere."""
        last = len(self.boxes) - 1
        places = {
            Qt.Key.Key_Down: min(place + 1, last),
            Qt.Key.Key_Up: max(place - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return places.get(key)

    def _reach(self, reached: CheckBox | None) -> None:
        """Let Tab lead to this box alone, and show its whole row."""
        for box in self.boxes:
            tabbed = box is reached
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tabbed else Qt.FocusPolicy.ClickFocus)
        if reached is not None and (row := reached.parentWidget()) is not None:
            show_part(self.area, row.y(), row.height())
