"""The choice of a heading level for the paragraph with the cursor, with keys Ctrl+0 to 4."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton

from gi_desktop.report.prose import Level
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.widgets import label

_LEVELS: tuple[Level, ...] = (0, 1, 2, 3, 4)
_NAMES = ("正文", "一级", "二级", "三级", "四级")
_MODELS = ("", "一、", "（一）", "1.", "（1）")
"""How headings of each level begin in official documents."""


class LevelBox(QObject):
    """One button a level, for a row of tools; the pressed one is the paragraph's."""

    def __init__(self, editor: ProseEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.buttons: list[QToolButton] = []
        self.caption = label("这一段是")
        for level, name, model in zip(_LEVELS, _NAMES, _MODELS, strict=True):
            self.buttons.append(self._button(level, name, model))
        editor.level_changed.connect(self._show)
        self._show(editor.level())

    def _button(self, level: Level, name: str, model: str) -> QToolButton:
        made = QToolButton()
        made.setText(f"{name} {model}".strip())
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = f"Ctrl+{level}"
        what = f"{name}标题，以“{model}”开头，自动编号" if model else name
        if level == 1:
            what = f"{what}。各部分的标题已经是一级，部分里面一般从二级开始"
        made.setToolTip(f"{what}（{keys}）")
        # Short: the tip is read after it.
        made.setAccessibleName(f"{name}标题" if model else name)
        made.clicked.connect(lambda _checked: self._choose(level))
        shortcut = QShortcut(QKeySequence(keys), self._editor)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self._choose(level))
        return made

    def _choose(self, level: Level) -> None:
        self._editor.set_level(level)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, level: int) -> None:
        for number, made in enumerate(self.buttons):
            made.setChecked(number == level)
