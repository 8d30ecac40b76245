"""Lists and tables whose texts wrap: lines of one height whatever the font, and our own ticks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gi_desktop.ui import icons, theme
from gi_desktop.ui.theme import Role
from gi_desktop.ui.wrapping import draw_line, line_height, wrap

_TICK_INSET = 2
_HIGH = 10_000
"""Of a cell that is measured, so that its own height limits nothing."""
_Index = QModelIndex | QPersistentModelIndex


class WrappedItems(QStyledItemDelegate):
    """Breaks texts as labels do. Qt's own lines are as high as the font says: some touch."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        lines, place = self._lines(shown)
        style, widget = _style(shown), shown.widget
        shown.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        if shown.checkState is Qt.CheckState.Checked:
            part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
            box = QRectF(style.subElementRect(part, shown, widget))
            inner = box.adjusted(_TICK_INSET, _TICK_INSET, -_TICK_INSET, -_TICK_INSET)
            icons.paint(painter, inner, "done", Role.ON_ACCENT)
        painter.save()
        painter.setClipRect(shown.rect)
        painter.setFont(_font(shown))
        painter.setPen(_ink(shown, index))
        self._draw(painter, shown, place, lines)
        painter.restore()

    @staticmethod
    def _draw(
        painter: QPainter, shown: QStyleOptionViewItem, place: QRect, lines: tuple[str, ...]
    ) -> None:
        high = line_height(_font(shown))
        top = place.top() + max(place.height() - high * len(lines), 0) // 2
        for number, line in enumerate(lines):
            rect = QRect(place.left(), top + number * high, place.width(), high)
            if shown.displayAlignment & Qt.AlignmentFlag.AlignRight:
                spare = rect.width() - shown.fontMetrics.horizontalAdvance(line)
                rect.setLeft(rect.left() + max(spare, 0))
            draw_line(painter, rect, line)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room for all lines in the width that there is."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        view = shown.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        if width <= 0 or not shown.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            return super().sizeHint(option, index)  # as wide as its text
        shown.rect = QRect(0, 0, width, _HIGH)
        lines, place = self._lines(shown)
        around = _HIGH - place.height()
        return QSize(width, line_height(_font(shown)) * len(lines) + around)

    @staticmethod
    def _lines(shown: QStyleOptionViewItem) -> tuple[tuple[str, ...], QRect]:
        """Return the lines, and the room of the text in the cell."""
        style, widget = _style(shown), shown.widget
        part = QStyle.SubElement.SE_ItemViewItemText
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, widget) + 1
        place = style.subElementRect(part, shown, widget).adjusted(margin, 0, -margin, 0)
        if shown.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            return wrap(shown.text, _font(shown), place.width()), place
        line = shown.fontMetrics.elidedText(shown.text, shown.textElideMode, place.width())
        return (line,), place


def _style(shown: QStyleOptionViewItem) -> QStyle:
    widget: QWidget | None = shown.widget
    return widget.style() if widget is not None else QApplication.style()


def _font(shown: QStyleOptionViewItem) -> QFont:
    """Return a font that outlives the option: lines that are kept are found by it."""
    return QFont(shown.font)


def _ink(shown: QStyleOptionViewItem, index: _Index) -> QColor:
    """Return the colour of the text; the style sheet has the same for what the style draws."""
    if not shown.state & QStyle.StateFlag.State_Enabled:
        return theme.color(Role.DISABLED)
    if shown.state & QStyle.StateFlag.State_Selected:
        return theme.color(Role.ACCENT_DARK)
    given = index.data(Qt.ItemDataRole.ForegroundRole)
    return given.color() if given is not None else theme.color(Role.TEXT)
