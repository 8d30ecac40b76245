"""Small pictures of the pages, to go to one of them."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gi_desktop.document import page as measures
from gi_desktop.ui import theme
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.preview.ink import InkedPage
from gi_desktop.ui.preview.pages_view import paint_focus, paint_sheet
from gi_desktop.ui.preview.painter import PagePainter
from gi_desktop.ui.theme import MEASURES, Role

WIDTH = 104
"""Of a picture, in px."""
_SCALE = WIDTH / measures.WIDTH
_SHEET = QSize(WIDTH, round(measures.HEIGHT * _SCALE))
_LABEL = 20
_PADDING = MEASURES.grid
_Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: tuple[InkedPage, ...] = ()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"第 {index.row() + 1} 页"
        return None

    def show_pages(self, pages: tuple[InkedPage, ...]) -> None:
        """Take over the pages; those that stay keep their rows."""
        old, new = len(self.pages), len(pages)
        if new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
            self.pages = self.pages[:new]
            self.endRemoveRows()
        changed = [n for n, page in enumerate(self.pages) if page is not pages[n]]
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
            self.pages = pages
            self.endInsertRows()
        self.pages = pages
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))


class _Delegate(QStyledItemDelegate):
    def __init__(self, faces: FileFaces, model: _Model, parent: "Thumbnails") -> None:
        super().__init__(parent)
        self._painter = PagePainter(faces, _SCALE, on_screen=True)
        self._model = model
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return _SHEET + QSize(4 * _PADDING, 2 * _PADDING + _LABEL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = QRect(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.color(Role.ACCENT_GROUND))
        corner = QPoint(rect.center().x() - WIDTH // 2, rect.y() + _PADDING)
        sheet = QRect(corner, _SHEET)
        paint_sheet(painter, sheet)
        painter.save()
        painter.setClipRect(sheet)
        painter.translate(corner)
        self._painter.paint(painter, self._model.pages[index.row()])
        painter.restore()
        painter.setPen(theme.color(Role.ACCENT_DARK if chosen else Role.SECONDARY))
        painter.setFont(theme.font(MEASURES.small, bold=chosen))
        below = QRect(rect.x(), sheet.bottom() + 2, rect.width(), _LABEL)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        if chosen and self._view.hasFocus():
            paint_focus(painter, rect)
        painter.restore()


class Thumbnails(QListView):
    """The list of pages; the current one is the one that is looked at."""

    chosen = Signal(int)
    """The number of a page, from 1, that the user went to."""

    def __init__(self, faces: FileFaces, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._following = False
        self.setObjectName("thumbnails")
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(faces, self._model, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(WIDTH + 4 * _PADDING + 14)
        self.setAccessibleName("各页缩略图")
        self.setTabKeyNavigation(False)

    def show_pages(self, pages: tuple[InkedPage, ...]) -> None:
        """Show other pages, or the same changed."""
        self._following = True
        self._model.show_pages(pages)
        self._following = False

    def set_current(self, number: int) -> None:
        """Mark the page, from 1, that is looked at."""
        self._following = True
        self.setCurrentIndex(self._model.index(number - 1))
        self._following = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._following and current.isValid():
            self.chosen.emit(current.row() + 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
