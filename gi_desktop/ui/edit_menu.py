"""剪切, 复制, 粘贴, 全选 and 填 0 in the menu, for whatever is being edited."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QTextEdit, QWidget
from shiboken6 import isValid

from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.table.view import FormView
from gi_desktop.ui.widgets import clipboard, has_text

_Text = QLineEdit | QTextEdit
_Editable = QLineEdit | QTextEdit | FormView


class EditMenu(QObject):
    """Actions that act on what had the focus before the menu took it.

    Their keys are only named: fields, editors and the table have them on their own.
    """

    def __init__(self, menu: QMenu, zeros: QMenu) -> None:
        super().__init__(menu)
        self._target: QWidget | None = None
        make = self._make
        self.cut = make(menu, "剪切(&T)\tCtrl+X", lambda edited: edited.cut())
        self.copy = make(menu, "复制(&C)\tCtrl+C", lambda edited: edited.copy())
        self.paste = make(menu, "粘贴(&P)\tCtrl+V", lambda edited: edited.paste())
        self.select_all = make(menu, "全选(&A)\tCtrl+A", _select_all)
        menu.addSeparator()
        self.reference = make(menu, "引用表中数字(&G)…\tCtrl+K", _ask_reference)
        self.plain = make(menu, "引用变成普通文字(&W)\tCtrl+Shift+K", _make_plain)
        self.sentences = make(menu, "写入现成的句子(&E)…\tCtrl+J", _ask_sentences)
        menu.addSeparator()
        self.fill_zero = make(zeros, "选中的格子填 0(&S)\tAlt+0", _fill_zero)
        menu.aboutToShow.connect(self._enable)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note)

    def _make(self, menu: QMenu, text: str, act: Callable[[_Editable], None]) -> QAction:
        def on_target() -> None:
            target = self._edited()
            if isinstance(target, _Editable):
                act(target)

        return menu.addAction(text, on_target)

    def _note(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not isinstance(new, QMenu | QMenuBar):
            self._target = new

    def _edited(self) -> QWidget | None:
        """Return what had the focus last, None where it is gone."""
        return self._target if self._target is not None and isValid(self._target) else None

    def _enable(self) -> None:
        target = self._edited()
        is_editable = isinstance(target, _Editable)
        selected = _has_selection(target)
        self.cut.setEnabled(target.typed() if isinstance(target, FormView) else selected)
        self.copy.setEnabled(target.filled() if isinstance(target, FormView) else selected)
        self.paste.setEnabled(is_editable and has_text(clipboard()))
        self.select_all.setEnabled(is_editable)
        self.fill_zero.setEnabled(isinstance(target, FormView))
        editor = target if isinstance(target, ProseEditor) else None
        self.reference.setEnabled(editor is not None)
        self.plain.setEnabled(editor is not None and editor.has_reference_at_hand())
        self.sentences.setEnabled(editor is not None and editor.takes_sentences)


def _select_all(edited: _Editable) -> None:
    if isinstance(edited, FormView):
        edited.select_all()
    else:
        edited.selectAll()


def _fill_zero(edited: _Editable) -> None:
    if isinstance(edited, FormView):
        edited.fill_zero()


def _ask_reference(edited: _Editable) -> None:
    if isinstance(edited, ProseEditor):
        edited.reference_asked.emit()


def _make_plain(edited: _Editable) -> None:
    if isinstance(edited, ProseEditor):
        edited.references_to_text()


def _ask_sentences(edited: _Editable) -> None:
    if isinstance(edited, ProseEditor):
        edited.sentences_asked.emit()


def _has_selection(target: QWidget | None) -> bool:
    if isinstance(target, QLineEdit):
        return target.hasSelectedText()
    return isinstance(target, QTextEdit) and target.textCursor().hasSelection()
