"""填报说明: the whole help in a window beside the wizard, with contents and search."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.ui import theme
from gi_desktop.ui.help_book import Chapter, Entry
from gi_desktop.ui.help_text import HelpReader
from gi_desktop.ui.sizing import restored
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label, neighbour

USUAL = QSize(860, 720)
LEAST = QSize(420, 320)
NARROW = 640
"""Below this width there are no contents at the side."""
CONTENTS = 236
"""Width of the contents, that of the steps."""
_GEOMETRY = "help/geometry"
_KEY = Qt.ItemDataRole.UserRole


class HelpPage(QWidget):
    """Contents at the left, the text, above both the search."""

    place_asked = Signal(object)
    """The ``Place`` where an entry applies."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings = settings
        self._chapters: tuple[Chapter, ...] = ()
        self._with_links = False
        self._size = 0
        """Of the text that the book was written in, in px."""
        self._entries: dict[str, Entry] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.number = -1
        """Which of the found places is the current one; -1 where none is."""
        self.setWindowTitle("填报说明")
        self.setObjectName("helpPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._connect()
        self.setMinimumSize(LEAST)
        self.resize(USUAL.boundedTo(self.screen().availableSize() - QSize(16, 48)))
        restored(self, settings, _GEOMETRY)

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找：名称、文字、条文号")
        self.search.setAccessibleName("在填报说明中查找，Ctrl+F")
        self.search.setClearButtonEnabled(True)
        self.count = label("", "context")
        self.back = button("上一处", lambda: self.step(-1))
        self.forward = button("下一处", lambda: self.step(1))
        self.back.setToolTip("上一处（Shift+F3）")
        self.forward.setToolTip("下一处（F3 或者回车）")
        bar = QWidget()
        bar.setObjectName("helpBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * MEASURES.grid, MEASURES.grid, 2 * MEASURES.grid, MEASURES.grid)
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.search, 1)
        for part in (self.count, self.back, self.forward):
            row.addWidget(part)
        self.contents = QTreeWidget()
        self.contents.setObjectName("helpContents")
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.contents.setIndentation(2 * MEASURES.grid)
        self.contents.setRootIsDecorated(False)
        # Item by item it takes more for one page than it shows, and does not follow.
        self.contents.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.reader = HelpReader()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.contents)
        across.addWidget(self.reader, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.contents.currentItemChanged.connect(self._chosen)
        self.contents.itemActivated.connect(lambda _item: self.reader.setFocus())
        self.reader.anchorClicked.connect(self._follow_link)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F3", lambda: self.step(1)),
            ("Shift+F3", lambda: self.step(-1)),
            ("Ctrl+F", self._ask_words),
            ("Ctrl+G", self.jump),
            ("F6", lambda: self._next_part(1)),
            ("Shift+F6", lambda: self._next_part(-1)),
            ("Esc", self.close),
            ("Ctrl+W", self.close),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for key, by in (("Return", 1), ("Enter", 1), ("Shift+Return", -1), ("Shift+Enter", -1)):
            shortcut = QShortcut(QKeySequence(key), self.search)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=by: self.step(step))

    # What is shown ------------------------------------------------------------------------------

    def show_book(self, chapters: Sequence[Chapter], *, with_links: bool) -> None:
        """Show a book; ``with_links`` where there is a report in which to go to places."""
        wanted = (tuple(chapters), with_links, theme.text_size())
        if wanted == (self._chapters, self._with_links, self._size):
            return
        self._chapters, self._with_links, self._size = wanted
        item = QSize(0, theme.scaled(MEASURES.row))
        self.contents.setFixedWidth(theme.scaled(CONTENTS))
        self._entries = {entry.key: entry for chapter in chapters for entry in chapter.entries}
        self.reader.show_book(chapters, with_links=with_links)
        self.contents.blockSignals(True)
        self.contents.clear()
        self._items = {}
        for chapter in chapters:
            top = QTreeWidgetItem(self.contents, [chapter.name])
            top.setData(0, _KEY, chapter.key)
            self._items[chapter.key] = top
            top.setToolTip(0, chapter.title)
            top.setFont(0, theme.font(bold=True))
            top.setSizeHint(0, item)
            for entry in chapter.entries:
                made = self._items[entry.key] = QTreeWidgetItem(top, [entry.name])
                made.setData(0, _KEY, entry.key)
                made.setToolTip(0, entry.help.title)
                made.setSizeHint(0, item)
        self.contents.expandAll()
        self.contents.blockSignals(False)
        self._search(self.search.text())

    def show_entry(self, key: str) -> None:
        """Show an entry, named as in the book; the beginning for a key that it does not have."""
        key = key if key in self._entries else next(iter(self._entries), "")
        self._mark(key)
        self.reader.go_to(key)

    def _mark(self, key: str) -> None:
        """Let the contents show which entry is being read."""
        if key in self._items:
            self.contents.blockSignals(True)
            item = self._items[key]
            self.contents.setCurrentItem(item)
            if not self.contents.viewport().rect().contains(self.contents.visualItemRect(item)):
                self.contents.scrollToItem(item, QTreeWidget.ScrollHint.PositionAtCenter)
            self.contents.blockSignals(False)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.reader.go_to(str(item.data(0, _KEY)))

    def current_entry(self) -> str:
        """Return the key of the entry, or the chapter, that is being read."""
        item = self.contents.currentItem()
        return str(item.data(0, _KEY)) if item is not None else ""

    # Search -------------------------------------------------------------------------------------

    def _ask_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search(self, words: str) -> None:
        self.reader.find_words(words)
        self.number = -1
        if self.reader.found:
            self.step(1)
        self._show_count()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) found place, round and round."""
        if self.reader.found:
            start = self.number if self.number >= 0 or by > 0 else 0
            self.number = (start + by) % len(self.reader.found)
            self.reader.show_found(self.number)
            self._mark(self.reader.entry_at(self.reader.found[self.number][0]))
        self._show_count()

    def _show_count(self) -> None:
        found = len(self.reader.found)
        if found:
            said = f"第 {self.number + 1} 处，共 {found} 处"
        else:
            said = "没有找到" if self.search.text().strip() else ""
        self.count.setText(said)
        self.search.setAccessibleDescription(said)
        for part in (self.back, self.forward):
            part.setEnabled(bool(found))

    # Ways out -----------------------------------------------------------------------------------

    def _follow_link(self, link: QUrl) -> None:
        self._go(self.reader.key_of(link.toString()))

    def jump(self) -> None:
        """Go to the place in the wizard where the entry that is being read applies (Ctrl+G)."""
        if self._with_links:
            self._go(self.current_entry())

    def _go(self, key: str) -> None:
        entry = self._entries.get(key)
        if entry is not None and entry.place is not None:
            self.place_asked.emit(entry.place)

    def _next_part(self, by: int) -> None:
        """Move the focus between search, contents and text (F6)."""
        parts = [part for part in (self.search, self.contents, self.reader) if part.isVisible()]
        neighbour(parts, self.focusWidget(), by).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._size not in (0, theme.text_size()):
            key = self.current_entry()
            self.show_book(self._chapters, with_links=self._with_links)
            self.show_entry(key)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.contents.setVisible(self.width() >= NARROW)
