"""The start page (开始): begin, go on with a recent report, what is due, what a crash left."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gi_desktop.drafts import Draft, DraftError, Recovery
from gi_desktop.drafts.leftover import Leftover, leftover
from gi_desktop.report.days import chinese_date
from gi_desktop.report.deadlines import BASIS, Deadline, deadlines, left_words, year_to_report
from gi_desktop.report.model import Scope
from gi_desktop.ui.background import Background
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.pages.page import MARGIN, page_layout, scrolling, show_part
from gi_desktop.ui.recent_list import RecentList
from gi_desktop.ui.recent_summary import Summary, summaries, unread
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import ElidedLabel, button, label

_WIDTH = 760
_NEAR = 14
"""Days before a last day from which it is shown as near."""
_WHOSE = {
    Scope.OWN: "各机关的 {year} 年年报，{day}前公布",
    Scope.AGGREGATED: "县级以上地方政府汇总的 {year} 年年报，{day}前公布",
}


class StartPage(QWidget):
    """What the window shows while no report is open."""

    filled = Signal()
    """Recent reports and what can be recovered are listed, with their state."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = Background(self)
        self._comparing = Background(self)
        self._told_of: dict[Path, QLabel] = {}
        """Copy → where is said what differs."""
        self._to_fill = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fill)
        body = QWidget()
        body.setMaximumWidth(_WIDTH + 2 * MARGIN)
        inner = page_layout(
            body,
            "政府信息公开工作年度报告",
            "按 2021 年格式一步一步填写，边填边核对，填完导出 Word 和 PDF。全部在本机完成，不联网。",
        )
        inner.addSpacing(MEASURES.grid)
        inner.addLayout(self._build_buttons())
        inner.addSpacing(2 * MEASURES.grid)
        self._left_behind = QVBoxLayout()
        self._left_behind.setSpacing(MEASURES.grid)
        inner.addLayout(self._left_behind)
        inner.addWidget(label("该报的", "groupTitle"))
        inner.addSpacing(MEASURES.grid // 2)
        card = QFrame()
        card.setObjectName("card")
        self._due = QVBoxLayout(card)
        self._due.setContentsMargins(2 * MEASURES.grid, 10, 2 * MEASURES.grid, 10)
        self._due.setSpacing(MEASURES.grid // 2)
        inner.addWidget(card)
        inner.addSpacing(2 * MEASURES.grid)
        inner.addWidget(label("最近的报告", "groupTitle"))
        inner.addSpacing(MEASURES.grid // 2)
        self.explanation = label("", "context", wrap=True)
        inner.addWidget(self.explanation)
        inner.addWidget(self._build_recent())
        inner.addStretch()
        self._body = middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 2 * MEASURES.grid, 0, 0)
        across.addStretch(1)
        across.addWidget(body, 100)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(middle)
        outer.addWidget(self._area)
        self.setFocusProxy(self.new)
        self._background.found.connect(self._show_summary)
        self._background.failed.connect(_raise)
        self._background.ended.connect(self.filled)
        self._comparing.found.connect(self._show_difference)
        self._comparing.failed.connect(_raise)

    # Building -----------------------------------------------------------------------------------

    def _build_buttons(self) -> QHBoxLayout:
        desk = self._desk
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(desk.intake.import_clipboard)
        self.new = button("新建报告", desk.new, "primary")
        self.open = button("打开草稿…", desk.open)
        self.from_last_year = button("从去年报告开始…", desk.begin_from_last_year)
        self.import_ = button("导入已有报告…", desk.import_file)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        for made, keys in (
            (self.new, "Ctrl+N"),
            (self.open, "Ctrl+O"),
            (self.from_last_year, "Ctrl+Shift+N"),
            (self.import_, "Ctrl+I"),
        ):
            made.setToolTip(keys)
            row.addWidget(made)
        row.addStretch()
        return row

    def _build_recent(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self.recent = RecentList(self._desk.today())
        self.recent.opened.connect(self._desk.open)
        self.recent.dropped.connect(self._drop)
        self.recent.folder_asked.connect(self._desk.show_in_folder)
        self.recent.currentRowChanged.connect(self._follow)
        inside.addWidget(self.recent)
        self._recent_card = card
        card.hide()
        return card

    # Filling ------------------------------------------------------------------------------------

    def fill_soon(self) -> None:
        """List drafts once the page is painted: reading them must not delay it."""
        self._to_fill = True
        self.update()

    def event(self, event: QEvent) -> bool:
        """Count the days anew where the window is come back to on another one."""
        back = event.type() == QEvent.Type.WindowActivate and self.isVisible()
        if back and self.recent.today != self._desk.today():
            self.fill_soon()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._to_fill:
            self._soon.start()

    def fill(self) -> None:
        """List what can be recovered, what is due and the recent drafts, which are then read."""
        self._to_fill = False
        self._soon.stop()
        if self._desk.session is not None:
            return
        self.recent.today = self._desk.today()
        self._fill_left_behind()
        self._fill_due()
        self._fill_recent()

    def _fill_left_behind(self) -> None:
        at_first = self.new.hasFocus()
        _empty(self._left_behind)
        self._told_of.clear()
        find = self._desk.find_edition
        copies = self._desk.store.recoverable(find)
        buttons: list[QPushButton] = []
        if copies:
            self._left_behind.addWidget(label("上次没有保存就结束了，这些内容还在", "groupTitle"))
            for copy in copies:
                card = self._recovery(copy)
                self._left_behind.addWidget(card)
                buttons += card.findChildren(QPushButton)
            self._left_behind.addSpacing(2 * MEASURES.grid)
        # What they are held against may lie on a slow drive.
        readable = [copy for copy in copies if not copy.problem]
        self._comparing.start(lambda: (leftover(copy, find) for copy in readable))
        order: list[QWidget] = [self.import_, *buttons, self.recent]  # as they stand on screen
        for one, after in pairwise(order):
            QWidget.setTabOrder(one, after)
        first = buttons[0] if buttons else self.new
        self.setFocusProxy(first)
        if at_first:  # nothing was chosen yet
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_due(self) -> None:
        _empty(self._due)
        today = self._desk.today()
        for one in deadlines(year_to_report(today)):
            self._due.addWidget(_due_line(one, today))
        coming = deadlines(today.year)[0]
        if deadlines(year_to_report(today))[-1].days_left(today) < 0:
            said = f"下一次是 {coming.year} 年年报，{chinese_date(coming.day)}前。"
            self._due.addWidget(label(said, "context", wrap=True))

    def _fill_recent(self) -> None:
        recent = self._desk.store.recent_paths()
        self.explanation.setText("" if recent else self._words_when_empty())
        self.explanation.setVisible(not recent)
        self._recent_card.setVisible(bool(recent))
        self.recent.show_summaries([unread(path) for path in recent])
        profiles = {one.organ.id: one for one in self._desk.organs.all()}
        find = self._desk.find_edition
        self._background.start(lambda: summaries(recent, find, profiles))

    def _words_when_empty(self) -> str:
        parts = "；".join(section.heading for section in self._desk.form.sections)
        count = len(self._desk.form.sections)
        return (
            "还没有做过报告：点“新建报告”从头填，或者“从去年报告开始”，机关和联系方式不用再填。\n"
            f"报告有 {count} 个部分：{parts}。\n"
            "报告保存在您自己选的文件夹里，一份一个文件（扩展名 .xxgk），以后列在这里；"
            f"没来得及保存的，这台电脑上另有自动暂存的，在“{self._desk.store.folder}”。"
        )

    def _show_summary(self, one: Summary) -> None:
        self.recent.show_summary(one)

    def stop(self) -> None:
        """Read no more: the page is left."""
        self._background.stop()
        self._comparing.stop()

    # Recent reports -----------------------------------------------------------------------------

    def _drop(self, path: Path) -> None:
        row = self.recent.currentRow()
        self._desk.forget_recent(path)
        self._fill_recent()
        if self.recent.count():
            self.recent.setCurrentRow(min(row, self.recent.count() - 1))
        else:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, row: int) -> None:
        """Scroll to the current line while the list has the focus."""
        if row >= 0 and self.recent.hasFocus():
            place = self.recent.visualItemRect(self.recent.item(row))
            top = self.recent.mapTo(self._body, QPoint(0, place.top())).y()
            show_part(self._area, top, place.height())

    # What a crash left behind -------------------------------------------------------------------

    def _recovery(self, copy: Recovery) -> QWidget:
        name, problem = _title_of_copy(copy)
        time = _shown(copy.kept_at)
        where = f"原文件：{copy.path}" if copy.path else "从来没有保存过"
        card, row, words = _card(name, problem or f"{time} 的内容。{where}")
        if not problem:
            told = label("", "context", wrap=True)
            told.hide()
            words.addWidget(told)
            self._told_of[copy.file] = told
        if not problem:
            restore = button("恢复", lambda: self._desk.recovering.recover(copy), "primary")
            restore.setAccessibleName(f"恢复“{name}”")
            row.addWidget(restore)
        discard = button("丢弃…", lambda: self._discard(copy, name))
        discard.setAccessibleName(f"丢弃“{name}”没有保存的内容")
        row.addWidget(discard)
        return card

    def _show_difference(self, found: Leftover) -> None:
        """Say on the card of a copy how it stands to the file."""
        told = self._told_of.get(found.copy.file)
        if told is not None:
            told.setText("\n".join((found.says, *found.lines)))
            told.show()

    def _discard(self, copy: Recovery, name: str) -> None:
        if self._desk.recovering.discard(copy, name):
            self.fill()
            self.setFocus(Qt.FocusReason.OtherFocusReason)


def _raise(error: Exception) -> None:
    """Let a fault of the program be shown like any other."""
    raise error


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _due_line(one: Deadline, today: date) -> QWidget:
    """Return whose report is due when, and how much time is left."""
    what = _WHOSE[one.scope].format(year=one.year, day=chinese_date(one.day))
    made = QWidget()
    made.setToolTip(f"依据：{BASIS}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MEASURES.grid)
    left = one.days_left(today)
    sign = "！" if left <= _NEAR else ""
    row.addWidget(label(what, "", wrap=True), 1)
    row.addWidget(label(f"{sign}{left_words(one, today)}", "dueNear" if sign else "context"))
    return made


def _card(name: str, details: str) -> tuple[QFrame, QHBoxLayout, QVBoxLayout]:
    """Return a card with a name and details, the row for its buttons, and its words."""
    card = QFrame()
    card.setObjectName("card")
    heading = ElidedLabel("groupTitle")
    heading.set_full_text(name)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(heading)
    words.addWidget(label(details, "context", wrap=True))
    row = QHBoxLayout(card)
    row.setContentsMargins(2 * MEASURES.grid, 10, 2 * MEASURES.grid, 10)
    row.setSpacing(MEASURES.grid)
    row.addLayout(words, 1)
    return card, row, words


def _title(draft: Draft, otherwise: str) -> str:
    report = draft.report
    name = report.organ.name.strip()
    if not name:
        return otherwise
    return f"{name} · {report.year} 年年报" if report.year is not None else name


def _title_of_copy(copy: Recovery) -> tuple[str, str]:
    """Return what the report is called, and why it cannot be read where it cannot."""
    otherwise = copy.path.stem if copy.path else "未命名的报告"
    if copy.problem:
        return otherwise, copy.problem
    try:
        return _title(copy.read(), otherwise), ""
    except DraftError as error:
        return otherwise, str(error)


def _shown(time: datetime) -> str:
    return f"{time.month}月{time.day}日 {time:%H:%M}"
