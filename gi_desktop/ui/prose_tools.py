"""The tools above an editor: levels, references to cells, sentences of facts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from gi_desktop.form import Section
from gi_desktop.report.prose import Run, TextRun
from gi_desktop.report.sentences import Sentence, facts_for
from gi_desktop.session import Session
from gi_desktop.ui.cell_chooser import CellChooser
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.level_box import LevelBox
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.sentences_dialog import SentencesDialog
from gi_desktop.ui.theme import MEASURES

REFERENCE_KEYS = "Ctrl+K"
PLAIN_KEYS = "Ctrl+Shift+K"
SENTENCE_KEYS = "Ctrl+J"


class ProseTools(QWidget):
    """A row that goes on in the next line where the page is narrow."""

    def __init__(
        self,
        session: Session,
        section: Section | None,
        editor: ProseEditor,
        parent: QWidget | None = None,
    ) -> None:
        """``section`` is None for the preface, which has no sentences of facts."""
        super().__init__(parent)
        self._session = session
        self._section = section
        self._editor = editor
        self.levels = LevelBox(editor)
        self.reference = self._tool(
            "引用表中数字…", "引用表中数字，数字随表格一起变", REFERENCE_KEYS, self._choose_cell
        )
        self.plain = self._tool(
            "变成文字", "把光标旁引用的数字变成普通文字", PLAIN_KEYS, editor.references_to_text
        )
        self.sentences = self._tool(
            "写入现成的句子…",
            "写入现成的句子：只写表里的事实",
            SENTENCE_KEYS,
            self._choose_sentences,
        )
        row = FlowRow(MEASURES.grid // 2, self)
        self.levels.caption.setMinimumHeight(MEASURES.control)  # in line with the buttons
        row.addWidget(self.levels.caption)
        self.controls = (*self.levels.buttons, self.reference, self.plain, self.sentences)
        for made in self.controls:
            row.addWidget(made)
        editor.takes_sentences = bool(self._facts())
        self.sentences.setVisible(editor.takes_sentences)
        editor.reference_asked.connect(self._choose_cell)
        editor.sentences_asked.connect(self._choose_sentences)
        self.plain.setEnabled(False)
        editor.reference_changed.connect(lambda said: self.plain.setEnabled(bool(said)))

    def _tool(self, text: str, what: str, keys: str, act: Callable[[], object]) -> QToolButton:
        made = QToolButton()
        made.setObjectName("proseTool")
        made.setText(text)
        made.setToolTip(f"{what}（{keys}）")
        made.setAccessibleName(f"{what}，{keys}")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked: act())
        shortcut = QShortcut(QKeySequence(keys), self._editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)
        return made

    # References -------------------------------------------------------------------------------

    def _choose_cell(self) -> None:
        self._editor.commit()
        asking = CellChooser(self._session, self)
        asking.chosen.connect(self._editor.insert_reference)
        asking.finished.connect(self._back)
        asking.open()

    def _back(self) -> None:
        self.window().activateWindow()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # Sentences --------------------------------------------------------------------------------

    def _facts(self) -> list[Sentence]:
        if self._section is None:
            return []
        return facts_for(self._section, self._session.form, self._session.sheet)

    def _choose_sentences(self) -> None:
        self._editor.commit()
        facts = self._facts()
        if not facts:
            return
        session = self._session
        asking = SentencesDialog(facts, session.sheet.value, self, session.findings)
        asking.agreed.connect(self._write)
        asking.finished.connect(self._back)
        asking.open()

    def _write(self, chosen: list[Sentence]) -> None:
        runs: list[Run] = []
        for run in (run for sentence in chosen for run in sentence.runs):
            last = runs[-1] if runs else None
            if isinstance(run, TextRun) and isinstance(last, TextRun):
                runs[-1] = TextRun(text=last.text + run.text)
            else:
                runs.append(run)
        self._editor.insert_sentences(runs)
