"""The open draft and what somebody else made of its file, side by side."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.report.difference import Difference
from gi_desktop.ui.difference_table import DifferenceTable
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

HEADS = ("您现在的", "别处的")
_WIDTH, _HEIGHT = 760, 480


class OutsideDialog(QDialog):
    """Asks which of the foreign changes are taken; both contents are kept as versions anyway."""

    def __init__(
        self,
        sentence: str,
        found: Sequence[Difference],
        proposed: Collection[Difference],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("别处改过这份草稿")
        self._count = len(found)
        self.sentence = label(sentence, "context", wrap=True)
        self.table = DifferenceTable("两边不同的地方", tickable=True)
        self.table.ticked.connect(self._name)
        self.all = button("全选", lambda: self.table.tick_all(ticked=True), "link")
        self.none = button("全不选", lambda: self.table.tick_all(ticked=False), "link")
        self.take = button("", self.accept, "primary")
        self.take.setDefault(True)
        self.cancel = button("先不处理", self.reject)
        head = QHBoxLayout()
        head.setSpacing(2 * MEASURES.grid)
        head.addStretch()
        head.addWidget(self.all)
        head.addWidget(self.none)
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        row.addStretch()
        row.addWidget(self.take)
        row.addWidget(self.cancel)
        body = QVBoxLayout(self)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(MEASURES.grid)
        body.addWidget(self.sentence)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - 32), min(_HEIGHT, room.height() - 64))
        self.table.show_differences(found, HEADS, proposed)
        self.table.setFocus()

    def _name(self) -> None:
        count = len(self.table.chosen())
        words = f"采用打勾的 {count} 处" if count else "都用我现在的"
        if count == self._count:
            words = "都用别处的"
        self.take.setText(words)
        self.take.setAccessibleName(words)

    def chosen(self) -> tuple[Difference, ...]:
        """Return the changes to take."""
        return self.table.chosen()
