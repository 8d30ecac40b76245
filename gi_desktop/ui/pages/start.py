"""The start page (开始): begin, go on with a recent draft, recover what a crash left behind."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.drafts import Draft, DraftError, Recovery, read_draft
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.pages.page import MARGIN, page_layout, scrolling
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import ElidedLabel, button, label

_WIDTH = 760


class StartPage(QWidget):
    """What the window shows while no report is open."""

    filled = Signal()
    """Recent drafts and what can be recovered are listed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        body = QWidget()
        body.setMaximumWidth(_WIDTH + 2 * MARGIN)
        inner = page_layout(
            body,
            "政府信息公开工作年度报告",
            "按 2021 年格式一步一步填写，边填边核对，填完导出 Word 和 PDF。全部在本机完成，不联网。",
        )
        self.new = button("新建报告", desk.new, "primary")
        self.open = button("打开草稿…", desk.open)
        self.import_ = button("导入已有报告…", desk.import_file)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        for made, keys in ((self.new, "Ctrl+N"), (self.open, "Ctrl+O"), (self.import_, "Ctrl+I")):
            made.setToolTip(keys)
            row.addWidget(made)
        row.addStretch()
        inner.addSpacing(MEASURES.grid)
        inner.addLayout(row)
        inner.addSpacing(2 * MEASURES.grid)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(MEASURES.grid)
        inner.addLayout(self._lists)
        inner.addStretch()
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 2 * MEASURES.grid, 0, 0)
        across.addStretch(1)
        across.addWidget(body, 100)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(middle))
        self.setFocusProxy(self.new)

    def fill_soon(self) -> None:
        """List drafts once the window is painted: reading them must not delay it."""
        QTimer.singleShot(0, self, self.fill)

    def fill(self) -> None:
        """List what can be recovered, and the recent drafts."""
        if self._desk.session is not None:
            return
        while (item := self._lists.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        copies = self._desk.store.recoverable()
        if copies:
            self._lists.addWidget(label("上次没有保存就结束了，这些内容还在", "groupTitle"))
            for copy in copies:
                self._lists.addWidget(self._recovery(copy))
            self._lists.addSpacing(2 * MEASURES.grid)
        recent = self._desk.store.recent()
        self._lists.addWidget(label("最近的草稿", "groupTitle"))
        if not recent:
            words = "还没有。新建一份，或者导入去年的报告看看样子；保存过的草稿会列在这里。"
            self._lists.addWidget(label(words, "context", wrap=True))
        for draft in recent:
            self._lists.addWidget(self._recent(draft.path, exists=draft.exists))
        self.filled.emit()

    # One line each ------------------------------------------------------------------------------

    def _recovery(self, copy: Recovery) -> QWidget:
        name, problem = _title_of_copy(copy)
        time = _shown(copy.kept_at)
        where = f"原文件：{copy.path}" if copy.path else "从来没有保存过"
        card, row = _card(name, problem or f"{time} 的内容。{where}")
        if not problem:
            restore = button("恢复", lambda: self._desk.recover(copy), "primary")
            restore.setAccessibleName(f"恢复“{name}”")
            row.addWidget(restore)
        discard = button("丢弃…", lambda: self._discard(copy, name))
        discard.setAccessibleName(f"丢弃“{name}”没有保存的内容")
        row.addWidget(discard)
        return card

    def _discard(self, copy: Recovery, name: str) -> None:
        if self._desk.discard(copy, name):
            self.fill()
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recent(self, path: Path, *, exists: bool) -> QWidget:
        if not exists:
            card, _row = _card(path.stem, f"找不到了，可能已经移走或者删除：{path}")
            return card
        try:
            draft = read_draft(path)
        except DraftError as error:
            card, _row = _card(path.stem, str(error))
            return card
        name = _title(draft, path.stem)
        saved_at = draft.saved_at.astimezone() if draft.saved_at else None
        time = f"{_shown(saved_at)} 保存 · " if saved_at else ""
        card, row = _card(name, f"{time}{path}")
        go = button("打开", lambda: self._desk.open(path))
        go.setAccessibleName(f"打开“{name}”")
        row.addWidget(go)
        return card


def _card(name: str, details: str) -> tuple[QFrame, QHBoxLayout]:
    """Return a card with a name and details, and the row for its buttons."""
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
    return card, row


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
