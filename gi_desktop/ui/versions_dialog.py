"""The versions (版本) of a report: a list, what differs, and what can be done with them."""

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.drafts import STATUS_NAMES, Kind, Version
from gi_desktop.ui.difference_table import DifferenceTable
from gi_desktop.ui.theme import MEASURES, scaled
from gi_desktop.ui.trail_book import when
from gi_desktop.ui.versions import ReportVersions
from gi_desktop.ui.widgets import ComboBox, button, label
from gi_desktop.ui.wrapped_items import WrappedItems

_NOW = "现在的内容"
_WIDTH, _HEIGHT = 900, 560
_LIST, _TABLE = 250, 400
_SIGNS = {Kind.AUTO: "", Kind.BEFORE: "", Kind.NAMED: "★ ", Kind.SEALED: "■ "}
"""Before what stays whatever its age."""


_STAYS = {
    Kind.NAMED: "自己命名的，不会自动清理。",
    Kind.SEALED: "定稿，不会自动清理，也不能删除。",
}


class VersionsDialog(QDialog):
    """One list, one comparison. Bringing a version back closes it."""

    def __init__(self, versions: ReportVersions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("版本")
        self._versions = versions
        self._all: list[Version] = []
        self.list = QListWidget()
        self.list.setObjectName("organList")
        self.list.setAccessibleName("版本")
        self.list.setAccessibleDescription("上下键选版本，右边是它和现在的内容不同的地方。")
        self.list.setMinimumWidth(scaled(160))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedItems(self.list))
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        self.against = ComboBox("和哪一个比较")
        self.against.currentIndexChanged.connect(lambda _index: self._compare())
        self.sentence = label("", "context", wrap=True)
        self.table = DifferenceTable("不同的地方")
        self.name = QLineEdit()
        self.name.setAccessibleName("新版本的名称")
        self.name.setPlaceholderText("例如：送领导审阅前")
        self.name.setMaxLength(40)
        self.name.returnPressed.connect(self._keep)
        self.keep = button("存为版本", self._keep)
        self.restore = button("恢复这个版本", self._restore, "primary")
        self.remove = button("删除…", self._remove)
        self.closing = button("关闭", self.accept)
        self.note = label("", "context", wrap=True)
        self.note.hide()
        self._lay_out()
        self._fill()
        (self.list if self._all else self.name).setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(MEASURES.grid)
        head.addWidget(label("和它比较：", "context"))
        head.addWidget(self.against, 1)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(MEASURES.grid, 0, 0, 0)
        inside.setSpacing(MEASURES.grid)
        inside.addLayout(head)
        inside.addWidget(self.sentence)
        inside.addWidget(self.table, 1)
        across = QSplitter()
        across.setChildrenCollapsible(False)
        across.addWidget(self.list)
        across.addWidget(right)
        across.setSizes([_LIST, _TABLE])
        across.setStretchFactor(1, 1)
        naming = QHBoxLayout()
        naming.setSpacing(MEASURES.grid)
        naming.addWidget(self.name, 1)
        naming.addWidget(self.keep)
        naming.addSpacing(2 * MEASURES.grid)
        for made in (self.remove, self.restore, self.closing):
            naming.addWidget(made)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(across, 1)
        body.addWidget(self.note)
        body.addLayout(naming)
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - 32), min(_HEIGHT, room.height() - 64))

    # Filling --------------------------------------------------------------------------------------

    def _fill(self, number: int = 0) -> None:
        """List the versions; the one of this number is current, else the newest."""
        self._all = self._versions.all()
        self.list.blockSignals(True)
        self.list.clear()
        for version in self._all:
            item = QListWidgetItem(words(version))
            said = "\n".join(filter(None, (words(version), _STAYS.get(version.kind))))
            item.setToolTip(said.replace("<", "＜"))
            self.list.addItem(item)
        row = next((n for n, one in enumerate(self._all) if one.number == number), 0)
        self.list.setCurrentRow(row if self._all else -1)
        self.list.blockSignals(False)
        self._choose()

    def _current(self) -> Version | None:
        row = self.list.currentRow()
        return self._all[row] if 0 <= row < len(self._all) else None

    def _choose(self) -> None:
        """Offer the others to compare with; the present content first."""
        version = self._current()
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItem(_NOW)
        for other in self._all:
            if other is not version:
                self.against.addItem(words(other).replace("\n", " · "), other)
        self.against.blockSignals(False)
        self.against.setEnabled(version is not None)
        frozen = self._versions.frozen
        self.restore.setEnabled(version is not None and not frozen)
        self.restore.setToolTip(frozen)
        self.remove.setEnabled(version is not None and version.kind is Kind.NAMED)
        self.remove.setToolTip("只有自己命名的版本可以删除")
        self._compare()

    def _compare(self) -> None:
        version = self._current()
        if version is None:
            self.sentence.setText(
                "还没有版本。每次保存会自动留一个，修改较久时隔一阵也留一个；也可以起个名字存一个。"
            )
            self.table.show_differences((), ("这个版本", _NOW))
            return
        other: Version | None = self.against.currentData()
        found, problem = self._versions.compare(version, other)
        said = problem or (f"有 {len(found)} 处不同。" if found else "没有不同。")
        self.sentence.setText(said)
        after = _NOW if other is None else "另一个版本"
        self.table.show_differences(found, ("这个版本", after))

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    # Doing ----------------------------------------------------------------------------------------

    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._say("请先给这个版本起个名字。")
            self.name.setFocus()
            return
        failure = self._versions.keep_named(name)
        self._say(failure or f"已经存为版本“{name}”，不会自动清理。")
        if not failure:
            self.name.clear()
            self._fill()

    def _restore(self) -> None:
        version = self._current()
        if version is None:
            return
        failure = self._versions.restore(version)
        self._say(failure)
        if not failure:
            self.accept()

    def _remove(self) -> None:
        version = self._current()
        if version is not None:
            self._say(self._versions.remove(version))
            self._fill()
            self.list.setFocus()


def words(version: Version) -> str:
    """Return the two lines of a version: when and in which state, and its name."""
    head = f"{when(version.at)} · {STATUS_NAMES[version.status]}"
    return f"{head}\n{_SIGNS[version.kind]}{version.name or '自动留存'}"
