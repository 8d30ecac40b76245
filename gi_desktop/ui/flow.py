"""Rows that go on in the next line where there is no room, and columns that are asked often."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget


class FlowRow(QLayout):
    """Widgets from the left, each as wide as it likes; hidden ones take no room.

    ``between`` is the room between two lines; where asked for, lines end at the right.
    """

    def __init__(
        self,
        spacing: int,
        parent: QWidget | None = None,
        *,
        between: int = 0,
        is_right: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_right = is_right
        self._between = between
        self._items: list[QLayoutItem] = []
        self._height: tuple[int, int] | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._height is None or self._height[0] != width:
            self._height = (width, self._lay_out(QRect(0, 0, width, 0), move=False))
        return self._height[1]

    def invalidate(self) -> None:
        self._height = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        items = [item for item in self._items if not item.isEmpty()]
        width = max((item.minimumSize().width() for item in items), default=0)
        return QSize(width, max((item.sizeHint().height() for item in items), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Return the height that the widgets take in the width of ``rect``."""
        y = rect.y()
        for line in self._lines(rect.width()):
            x, high = rect.x(), max(size.height() for _, size in line)
            if self._is_right:
                taken = sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)
                x += max(rect.width() - taken, 0)
            for item, size in line:
                if move:
                    top = y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), size))
                x += size.width() + self.spacing()
            y += high + self._between
        return max(y - self._between - rect.y(), 0)

    def _lines(self, width: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        """Yield the items line by line, each with its size."""
        line: list[tuple[QLayoutItem, QSize]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = _fitted(item, width)
            if line and x + size.width() > width:
                yield line
                line, x = [], 0
            line.append((item, size))
            x += size.width() + self.spacing()
        if line:
            yield line


def _fitted(item: QLayoutItem, width: int) -> QSize:
    """Return the size an item likes; where that is too wide it breaks into lines, or shrinks."""
    hint = item.sizeHint()
    if hint.width() <= width:
        return hint
    if item.hasHeightForWidth():
        return QSize(width, item.heightForWidth(width))
    return QSize(max(width, item.minimumSize().width()), hint.height())


class Column(QVBoxLayout):
    """A column that remembers its heights: lists of many ask for them at every change."""

    def __init__(self, parent: QWidget) -> None:
        self._heights: dict[int, int] = {}
        self._held = False
        super().__init__(parent)

    def invalidate(self) -> None:
        if not self._held:
            self._heights.clear()
            super().invalidate()

    @contextmanager
    def held(self, measure: Callable[[], object]) -> Iterator[None]:
        """Lay out anew what changes meanwhile only where it measures something else then.

        Qt lays out all that is around a label whenever it says something else.
        """
        before, self._held = measure(), True
        try:
            yield
        finally:
            self._held = False
            self._heights.clear()  # in another width it may be higher
            if measure() != before:
                self.invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)
