"""Choosing sentences of facts (写入现成的句子): a preview of each, and why one is not offered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gi_desktop.report.finding import Finding
from gi_desktop.report.prose import CellRun, Lookup, Paragraph
from gi_desktop.report.sentences import Sentence
from gi_desktop.ui.pages.page import scrolling
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import CheckBox, button, label, shifted

_SIZE = (560, 440)
_INSET = 24
"""Of what is said below a name, in px: where the words of its box begin."""


class SentencesDialog(QDialog):
    """One box a sentence; nothing is chosen at first."""

    agreed = Signal(list)
    """The sentences that were chosen."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        lookup: Lookup,
        parent: QWidget | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("写入现成的句子")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sentences = sentences
        self.boxes: list[CheckBox] = []
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, MEASURES.grid, 0)
        inner.setSpacing(MEASURES.grid // 2)
        for sentence in sentences:
            self._add(inner, sentence, lookup, sentence.fault(findings))
        inner.addStretch()
        self.write = button("写入", self._agree, "primary")
        self.write.setDefault(True)
        self.cancel = button("取消", self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(MEASURES.grid)
        foot.addStretch()
        foot.addWidget(self.write)
        foot.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        layout.setSpacing(MEASURES.grid)
        words = "这些句子只写表里的事实，写入以后可以随意修改；数字随表格一起变。"
        layout.addWidget(label(words, "context", wrap=True))
        layout.addWidget(scrolling(body, "page"), 1)
        layout.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 32), min(_SIZE[1], room.height() - 64))
        self._enable()
        usable = [box for box in self.boxes if box.isEnabled()]
        (usable[0] if usable else self.cancel).setFocus()

    def _add(self, inner: QVBoxLayout, sentence: Sentence, lookup: Lookup, fault: str) -> None:
        reads = Paragraph(runs=sentence.runs).resolve(lookup)
        box = CheckBox(sentence.name)
        box.setEnabled(bool(sentence.runs))
        box.setAccessibleDescription(
            "。".join(filter(None, (reads, sentence.confirm, sentence.why, fault)))
        )
        box.toggled.connect(self._enable)
        self.boxes.append(box)
        inner.addWidget(box)
        if reads:
            inner.addLayout(shifted(label(reads, "sentence", wrap=True), _INSET))
        if hint := sentence.confirm or (sentence.why and f"现在还不能写：{sentence.why}"):
            inner.addLayout(shifted(label(hint, "mildNote", wrap=True), _INSET))
        if reads and fault:
            follows = any(isinstance(run, CellRun) for run in sentence.runs)
            then = "句子里的数字会跟着变，文字请再看一遍。" if follows else "请再看这一句对不对。"
            warned = f"这里的数还有错误：{fault}改正以后，{then}"
            inner.addLayout(shifted(label(warned, "mildNote", wrap=True), _INSET))
        inner.addSpacing(MEASURES.grid)

    def _chosen(self) -> list[Sentence]:
        pairs = zip(self.boxes, self._sentences, strict=True)
        return [sentence for box, sentence in pairs if box.isChecked()]

    def _enable(self) -> None:
        self.write.setEnabled(bool(self._chosen()))

    def _agree(self) -> None:
        chosen = self._chosen()
        self.accept()
        self.agreed.emit(chosen)
