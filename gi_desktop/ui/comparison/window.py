"""与去年比较, in a window beside the wizard: it follows the report while it is shown."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.report.comparison import Comparison, compare
from gi_desktop.session import Change, Session
from gi_desktop.ui.comparison.table import ComparisonTable
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.last_year_words import spaced
from gi_desktop.ui.sizing import restored
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import CheckBox, button, label

USUAL = QSize(760, 680)
LEAST = QSize(480, 320)
ONLY_KEYS = "Ctrl+B"
_SOON_MS = 200
"""Changes that come with each other are shown together."""
_GEOMETRY, _ONLY = "comparison/geometry", "comparison/only_differences"


class ComparisonWindow(QWidget):
    """Both years, what differs, how much; the sentences that were taken over."""

    place_asked = Signal(object)
    """The ``Line`` or ``Said`` that is to be shown in the report."""
    preview_asked = Signal()
    print_asked = Signal()
    pdf_asked = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._settings = settings
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._show)
        self.setWindowTitle("与去年比较")
        self.setObjectName("comparison")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.setMinimumSize(LEAST)
        self.resize(USUAL.boundedTo(self.screen().availableSize() - QSize(16, 48)))
        restored(self, settings, _GEOMETRY)

    def _build(self) -> None:
        self.sentence = label("", "context", wrap=True)
        self.only = CheckBox("只看不同的")
        self.only.setToolTip(f"不列两年相同的格子（{ONLY_KEYS}）")
        self.only.setChecked(str(self._settings.value(_ONLY, "false")) == "true")
        self.only.toggled.connect(self._filter)
        self.table = ComparisonTable()
        self.table.asked.connect(self.place_asked)
        self.preview = button("预览", self.preview_asked.emit)
        self.print = button("打印…", self.print_asked.emit)
        self.pdf = button("导出 PDF…", self.pdf_asked.emit)
        self.copy = button("复制", self.table.copy)
        self.shut = button("关闭", self.close)
        self.shut.setToolTip("关闭（Esc）")
        self.note = label("", "context", wrap=True)
        self.note.hide()
        ways = (
            (self.preview, "Ctrl+F2"),
            (self.print, "Ctrl+P"),
            (self.pdf, "Ctrl+Shift+E"),
        )
        self.copy.setToolTip("复制选中的行，没有选就复制全部（Ctrl+C）")
        foot = QWidget()
        # Goes on in the next line where there is no room.
        row = FlowRow(MEASURES.grid, foot, between=MEASURES.grid, is_right=True)
        row.addWidget(self.copy)
        for made, keys in ways:
            made.setToolTip(f"{made.accessibleName()}（{keys}）")
            row.addWidget(made)
            QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        row.addWidget(self.shut)
        QShortcut(QKeySequence(ONLY_KEYS), self).activated.connect(self.only.click)
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        layout.setSpacing(MEASURES.grid)
        head = QHBoxLayout()
        head.setSpacing(2 * MEASURES.grid)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addWidget(foot)

    # What is shown ------------------------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Compare another report, or none, and follow its changes."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._session = session
        if session is not None:
            self._unsubscribe = session.subscribe(self._changed)
        self._show()

    def comparison(self) -> Comparison | None:
        """Return what is shown; None where no report of last year is attached."""
        session = self._session
        if session is None or session.beside is None:
            return None
        whole = compare(session.report, session.form, session.sheet, session.beside)
        return whole.only_differences() if self.only.isChecked() else whole

    def _changed(self, _change: Change) -> None:
        if self.isVisible():
            self._soon.start()

    def _show(self) -> None:
        self._soon.stop()
        shown = self.comparison()
        self.note.hide()
        for made in (self.preview, self.print, self.pdf, self.copy):
            made.setEnabled(shown is not None)
        if shown is None:
            self.sentence.setText("没有附上年报告：按 Ctrl+L 附上（“报告→上年报告→附上年报告”）。")
            self.table.setRowCount(0)
            return
        lines = [line for _, kept in shown.tables for line in kept]
        number = sum(line.differs for line in lines)
        self.sentence.setText(
            f"{shown.organ or '本机关'} {spaced(shown.year)}与 {spaced(shown.last_year)}："
            f"{number} 格不同。选一行按回车，就到那一格。"
        )
        self.table.show_comparison(shown)

    def _filter(self, only: bool) -> None:
        self._settings.setValue(_ONLY, "true" if only else "false")
        self._show()

    def tell(self, sentence: str) -> None:
        """Show a sentence below the table, until the table changes."""
        self.note.setText(sentence)
        self.note.show()

    # The window ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
        self.table.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self._soon.stop()
        super().closeEvent(event)
