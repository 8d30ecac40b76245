"""剪切, 复制, 粘贴 and 全选 in the menu, for whatever is being edited."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QTextEdit, QWidget
from shiboken6 import isValid

from gi_desktop.ui.table.view import FormView

_Text = QLineEdit | QTextEdit


class EditMenu(QObject):
    """Four actions that act on what had the focus before the menu took it.

    Their keys are only named: fields, editors and the table have them on their own.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._target: QWidget | None = None
        make = self._make
        self.cut = make(menu, "剪切(&T)\tCtrl+X", lambda text: text.cut())
        self.copy = menu.addAction("复制(&C)\tCtrl+C", self._copy)
        self.paste = make(menu, "粘贴(&P)\tCtrl+V", lambda text: text.paste())
        self.select_all = make(menu, "全选(&A)\tCtrl+A", lambda text: text.selectAll())
        menu.aboutToShow.connect(self._enable)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note)

    def _make(self, menu: QMenu, text: str, act: Callable[[_Text], None]) -> QAction:
        def on_target() -> None:
            target = self._edited()
            if isinstance(target, _Text):
                act(target)

        return menu.addAction(text, on_target)

    def _note(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not isinstance(new, QMenu | QMenuBar):
            self._target = new

    def _edited(self) -> QWidget | None:
        """Return what had the focus last, None where it is gone."""
        return self._target if self._target is not None and isValid(self._target) else None

    def _copy(self) -> None:
        target = self._edited()
        if isinstance(target, _Text | FormView):
            target.copy()

    def _enable(self) -> None:
        target = self._edited()
        is_text = isinstance(target, _Text)
        selected = _has_selection(target)
        self.cut.setEnabled(selected)
        self.copy.setEnabled(selected or isinstance(target, FormView))
        self.paste.setEnabled(is_text and bool(QGuiApplication.clipboard().text()))
        self.select_all.setEnabled(is_text)


def _has_selection(target: QWidget | None) -> bool:
    if isinstance(target, QLineEdit):
        return target.hasSelectedText()
    return isinstance(target, QTextEdit) and target.textCursor().hasSelection()
