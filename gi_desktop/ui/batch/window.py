"""批量核对: choose files or a folder, see which report lacks what, and go there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.batch import SUFFIXES, Checked, Roll, roll_call
from gi_desktop.batch.listing import summary
from gi_desktop.report.finding import Finding
from gi_desktop.ui.batch.found import FoundList
from gi_desktop.ui.batch.lines import Line, Order, Show, lines, ordered, shown, years
from gi_desktop.ui.batch.saving import ResultFile
from gi_desktop.ui.batch.table import BatchTable
from gi_desktop.ui.batch.units_dialog import UnitsDialog
from gi_desktop.ui.batch.work import BatchWork
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.folders import Folders
from gi_desktop.ui.pages.page import page_layout
from gi_desktop.ui.sizing import restored
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.widgets import ComboBox, ElidedLabel, FieldEdit, button, label, neighbour

USUAL = QSize(1040, 700)
LEAST = QSize(420, 320)
KINDS = f"报告 ({' '.join('*' + suffix for suffix in SUFFIXES)});;所有文件 (*)"
ALL_YEARS = "全部年度"
_GEOMETRY, _UNITS = "batch/geometry", "batch/units"
_EMPTY = (
    "选一个文件夹，或者几个文件，也可以把它们拖到这里。草稿（.xxgk）和可以导入的报告会逐份核对，"
    "文件本身不会改动。给出单位名单，还能看出谁缺、谁重复。"
)


class BatchWindow(QWidget):
    """The list at the top, below it the findings of the report that is current."""

    open_asked = Signal(object, object)
    """The ``Checked`` to be opened, and the ``Finding`` to be shown there, or None."""
    folder_asked = Signal(Path)

    def __init__(
        self,
        settings: QSettings,
        dialogs: Dialogs,
        folders: Folders,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings, self._dialogs, self._folders = settings, dialogs, folders
        self._paths: tuple[Path, ...] = ()
        self.checked: list[Checked] = []
        self._lines: tuple[Line, ...] = ()
        self.units: tuple[str, ...] = self._kept_units()
        self.order = Order.FILE
        self.work = BatchWork(self)
        self.file = ResultFile(dialogs, folders, self)
        self.setWindowTitle("批量核对")
        self.setObjectName("batchPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.setMinimumSize(LEAST)
        self.resize(USUAL.boundedTo(self.screen().availableSize() - QSize(16, 48)))
        restored(self, settings, _GEOMETRY)
        self._show()

    def _build(self) -> None:
        self.pick_folder = button("选文件夹…", self._pick_folder, "primary")
        self.pick_files = button("选文件…", self._pick_files)
        self.pick_units = button("单位名单…", self.ask_units)
        self.again = button("再核对一次", self.check_again)
        self.again.setToolTip("再核对一次（F5）")
        self.export = button("导出 Excel 表格…", self._export)
        self.cancel = button("取消", self.work.cancel)
        self.progress = label("", "context")
        self.words = FieldEdit("查找单位或者文件名，Ctrl+F")
        self.words.setPlaceholderText("查找单位")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(scaled(200))
        self.show_ = _choice("显示哪些", [show.value for show in Show])
        self.year = _choice("年度", [ALL_YEARS])
        self.sort = _choice("次序", [order.value for order in Order])
        self.table = BatchTable()
        self.table.setMinimumHeight(scaled(72))
        self.detail = ElidedLabel("context")
        self.open_line = button("打开这份报告", lambda: self._open(self.table.line()), "link")
        self.open_line.setToolTip("打开这份报告（回车）")
        self.found = FoundList()
        self.found.setMinimumHeight(scaled(52))
        self.empty = QWidget()
        page_layout(self.empty, "一次核对许多份报告", _EMPTY).setContentsMargins(0, 0, 0, 0)
        self.summary = label("", "context", wrap=True)
        self.said = label("", "context", wrap=True)
        self.open_file = button("打开文件", self.file.show, "link")
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(
            self._row(
                self.pick_folder,
                self.pick_files,
                self.pick_units,
                self.again,
                self.export,
                self.progress,
                self.cancel,
            )
        )
        self.filters = self._row(self.words, self.show_, self.year, self.sort)
        body.addWidget(self.filters)
        body.addWidget(self.empty)
        body.addWidget(self.table, 3)
        self._about = QWidget()
        about = QHBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(2 * MEASURES.grid)
        about.addWidget(self.detail, 1)
        about.addWidget(self.open_line)
        body.addWidget(self._about)
        body.addWidget(self.found, 2)
        body.addWidget(self.summary)
        self._told = self._row(self.said, self.open_file)
        body.addWidget(self._told)
        self._say("")
        body.addStretch()

    @staticmethod
    def _row(*parts: QWidget) -> QWidget:
        made = QWidget()
        row = FlowRow(MEASURES.grid, made, between=MEASURES.grid // 2)
        for part in parts:
            row.addWidget(part)
        return made

    def _connect(self) -> None:
        self.work.progressed.connect(self.progress.setText)
        self.work.found.connect(self._take)
        self.work.ended.connect(self._end)
        self.file.told.connect(self._say)
        self.words.textChanged.connect(lambda _text: self._show_lines())
        for choice in (self.show_, self.year):
            choice.currentIndexChanged.connect(lambda _number: self._show())
        self.sort.currentIndexChanged.connect(lambda number: self._sort([*Order][number]))
        self.table.ordered.connect(lambda order: self.sort.setCurrentText(order.value))
        self.table.current.connect(self._show_line)
        self.table.asked.connect(self._open)
        self.table.folder_asked.connect(self.folder_asked)
        self.found.asked.connect(self._open_at)
        keys = (
            ("Ctrl+F", self._ask_words),
            ("F5", self.check_again),
            ("F6", lambda: self._next_part(1)),
            ("Shift+F6", lambda: self._next_part(-1)),
            ("Ctrl+O", self._pick_folder),
            ("Esc", self._escape),
            ("Ctrl+W", self.close),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # Which files --------------------------------------------------------------------------------

    def _pick_folder(self) -> None:
        path = self._dialogs.pick_folder("选要核对的文件夹", self._folders.first())
        if path is not None:
            self._folders.use(path / "_")
            self.check((path,))

    def _pick_files(self) -> None:
        paths = self._dialogs.open_files("选要核对的文件", self._folders.first(), KINDS)
        if paths:
            self._folders.use(paths[0])
            self.check(paths)

    def check(self, paths: Sequence[Path]) -> None:
        """Check these files and what is in these folders, in place of what is listed."""
        self._paths = tuple(paths)
        self.checked = []
        self._lines = ()
        self._say("")
        self.work.start(self._paths)
        self._show()
        self.table.setFocus()

    def check_again(self) -> None:
        """Check the same files again: some were mended meanwhile."""
        if self._paths:
            self.check(self._paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.check(paths)

    def _take(self, found: list[Checked]) -> None:
        # Who is there twice or missing is worked out once all are known.
        self.checked += found
        self._lines += lines(found, None, others={})
        self._show_years()
        self._show_lines()
        self.summary.setText(summary(self.checked))
        self.summary.show()

    def _end(self, whole: bool) -> None:
        if not whole:
            self._say(f"已取消，只核对了 {len(self.checked)} 个文件。")
        elif not self.checked:
            self._say("没有找到可以核对的文件。")
        self._show()

    # Units --------------------------------------------------------------------------------------

    def _kept_units(self) -> tuple[str, ...]:
        kept = self._settings.value(_UNITS)
        return tuple(kept.split("\n")) if isinstance(kept, str) and kept else ()

    def ask_units(self) -> None:
        """Ask for the list of units; it is kept for the next time."""
        dialog = UnitsDialog(self.units, self._dialogs, self._folders, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.use_units(dialog.names()))
        dialog.open()

    def use_units(self, names: tuple[str, ...]) -> None:
        """Hold the reports against this list; an empty one is none."""
        self.units = names
        self._settings.setValue(_UNITS, "\n".join(names))
        self._show()

    def roll(self) -> Roll | None:
        """Return the list held against the reports of the year that is shown."""
        if not self.units or self.work.busy or not self.checked:
            return None
        return roll_call(self.units, self.checked, self._year())

    def _year(self) -> int | None:
        text = self.year.currentText()
        return None if text == ALL_YEARS else int(text)

    # What is shown ------------------------------------------------------------------------------

    def _sort(self, order: Order) -> None:
        self.order = order
        self._show_lines()

    def _show(self) -> None:
        """Show the lists and what can be done, after something changed."""
        self._show_years()
        busy = self.work.busy
        roll = self.roll()
        self._lines = lines(self.checked, roll)
        listed = bool(self.checked) or busy
        for part in (self.filters, self.table, self._about, self.found):
            part.setVisible(listed)
        self.empty.setVisible(not listed)
        for part in (self.cancel, self.progress):
            part.setVisible(busy)
        self.again.setEnabled(bool(self._paths) and not busy)
        self.export.setEnabled(bool(self.checked) and not busy)
        self.summary.setText(summary(self.checked) + _roll_words(roll) if self.checked else "")
        self.summary.setVisible(bool(self.checked))
        self._show_lines()

    def _show_years(self) -> None:
        wanted = [ALL_YEARS, *map(str, years(self.checked))]
        if [self.year.itemText(number) for number in range(self.year.count())] != wanted:
            current = self.year.currentText()
            self.year.blockSignals(True)
            self.year.clear()
            self.year.addItems(wanted)
            self.year.setCurrentIndex(max(self.year.findText(current), 0))
            self.year.blockSignals(False)

    def _show_lines(self) -> None:
        show = [*Show][self.show_.currentIndex()]
        kept = shown(self._lines, show, self.words.text(), self._year())
        self.table.show_lines(ordered(kept, self.order))

    def _show_line(self, line: Line | None) -> None:
        self.found.show_line(line)
        self.detail.set_full_text(_detail(line))
        self.open_line.setEnabled(line is not None and line.path is not None)

    def _say(self, sentence: str, written: bool = False) -> None:
        self.said.setText(sentence)
        self.open_file.setVisible(written)
        self._told.setVisible(bool(sentence))

    def _export(self) -> None:
        self.file.ask(tuple(self.checked), self.roll())

    # Ways out -----------------------------------------------------------------------------------

    def _open(self, line: Line | None) -> None:
        if line is not None and line.checked is not None:
            self.open_asked.emit(line.checked, None)

    def _open_at(self, finding: Finding | None) -> None:
        line = self.table.line()
        if line is not None and line.checked is not None:
            self.open_asked.emit(line.checked, finding)

    def _ask_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _next_part(self, by: int) -> None:
        """Move the focus between buttons, search, list and findings (F6)."""
        parts = [self.pick_folder, self.words, self.table, self.found]
        visible = [part for part in parts if part.isVisible()]
        neighbour(visible, self.focusWidget(), by).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _escape(self) -> None:
        if self.work.busy:
            self.work.cancel()
        else:
            self.close()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.table.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.work.cancel()
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)


def _choice(name: str, words: Sequence[str]) -> ComboBox:
    made = ComboBox(name)
    made.setToolTip(name)
    made.addItems(words)
    return made


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def _roll_words(roll: Roll | None) -> str:
    if roll is None:
        return ""
    year = f"{roll.year} 年" if roll.year is not None else ""
    said = f"名单 {len(roll.units)} 个单位：{year}缺 {len(roll.missing)} 个"
    if roll.twice:
        said += f"，重复 {len(roll.twice)} 个"
    return said + (f"，名单以外 {len(roll.strangers)} 份。" if roll.strangers else "。")


def _detail(line: Line | None) -> str:
    """Return what the current line is about; what there is to say of it stands below."""
    if line is None:
        return "没有符合的报告。"
    return f"{line.name}　{line.path}" if line.path is not None else line.name
