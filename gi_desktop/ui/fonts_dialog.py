"""文档字体: which font a report is set in, role by role, with a line of each as it will look."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gi_desktop.document.font_names import read_faces
from gi_desktop.document.font_roles import kind_of
from gi_desktop.document.fonts import MAIN, STANDARD, USES, FontChoice, FontSet, Role
from gi_desktop.document.saving import DocumentError
from gi_desktop.document.truetype import FontFileError
from gi_desktop.ui.font_sample import FontSample
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import ComboBox, button, hairline, label

FONT_FILES = "字体文件 (*.ttf *.ttc *.otf *.TTF *.TTC *.OTF)"
"""What to offer where a font file is asked for, as QFileDialog takes it."""

_SAMPLES = {
    Role.TITLE: ("某某市人民政府政府信息公开工作年度报告", 24.0),
    Role.LEVEL1: ("一、总体情况", 20.0),
    Role.LEVEL2: ("（一）主动公开情况", 20.0),
    Role.BODY: ("现将本年度政府信息公开工作情况报告如下。", 20.0),
    Role.TABLE: ("信息内容  本年新收  1234567890  — 1 —", 16.0),
}
"""A line of each, and its size in px."""
_MOST_REFUSED = 6
_ABOUT = (
    "PDF、预览和打印用这里的字体。“自动”先用电脑上装的标准字体，没有的用随程序附带的。"
    "Word 文档里写的总是标准字体的名称，不受这里影响。"
)


class FontRow:
    """What belongs to one role: name, choice, file, sample, and what there is to say."""

    def __init__(self, role: Role, faces: FileFaces, pick: Callable[["FontRow"], None]) -> None:
        self.role = role
        self.wanted = label(f"{USES[role]}（{STANDARD[role]}）", "groupTitle")
        self.combo = ComboBox(f"{USES[role]}的字体")
        self.combo.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(16)
        self.wanted.setBuddy(self.combo)
        self.file = button("选择字体文件…", lambda: pick(self))
        self.file.setAccessibleName(f"给{USES[role]}选择字体文件")
        self.sample = FontSample(role, *_SAMPLES[role], faces)
        self.note = label("", "mildNote", wrap=True)
        self.note.hide()

    @property
    def choice(self) -> FontChoice | None:
        """What is chosen; None for 自动."""
        data = self.combo.currentData()
        return data if isinstance(data, FontChoice) else None

    def choose(self, choice: FontChoice | None, name: str) -> None:
        """Choose a font, which is added to the list where it does not stand there."""
        with QSignalBlocker(self.combo):
            number = next(
                (n for n in range(self.combo.count()) if self.combo.itemData(n) == choice), -1
            )
            if number < 0:
                self.combo.addItem(name, choice)
                number = self.combo.count() - 1
            self.combo.setCurrentIndex(number)

    def say(self, sentence: str) -> None:
        """Say what there is to know about the choice; nothing to be silent."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))


class FontsDialog(QDialog):
    """Asks for the fonts of documents; ``choices`` is the answer once it was accepted.

    ``fonts`` are those in use, with the choices made so far; ``pick`` asks for a font file.
    """

    def __init__(
        self,
        fonts: FontSet,
        pick: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("文档字体")
        self._automatic = fonts.choosing({})
        self._fonts = fonts
        self._pick = pick
        self._faces = FileFaces()
        self.rows = tuple(FontRow(role, self._faces, self._ask_file) for role in MAIN)
        self.reset = button("全部恢复自动", self._reset)
        self.cancel = button("取消", self.reject)
        self.done_button = button("确定", self.accept, "primary")
        self.done_button.setDefault(True)
        self.refused = label("", "note", wrap=True)
        self._lay_out()
        for row in self.rows:
            self._fill(row)
            row.combo.currentIndexChanged.connect(lambda _number, row=row: self._changed(row))
        self._say_refused()
        self._show()
        self.rows[0].combo.setFocus()

    def choices(self) -> dict[Role, FontChoice]:
        """Return what is chosen; a role that is not in it is 自动."""
        return {row.role: row.choice for row in self.rows if row.choice is not None}

    # Layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEASURES.grid)
        grid.setVerticalSpacing(MEASURES.grid)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self.rows):
            top = 4 * number
            grid.addWidget(row.wanted, top, 0)
            grid.addWidget(row.combo, top, 1)
            grid.addWidget(row.file, top, 2)
            grid.addWidget(row.sample, top + 1, 0, 1, 3)
            grid.addWidget(row.note, top + 2, 0, 1, 3)
            grid.setRowMinimumHeight(top + 3, MEASURES.grid)
        inside = QWidget()
        inside.setObjectName("pageBody")
        body = QVBoxLayout(inside)
        body.setContentsMargins(*(2 * MEASURES.grid,) * 4)
        body.setSpacing(2 * MEASURES.grid)
        body.addWidget(label(_ABOUT, "note", wrap=True))
        body.addLayout(grid)
        body.addWidget(self.refused)
        body.addStretch()
        scroll = QScrollArea()
        scroll.setObjectName("pageScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._scroll = scroll
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * MEASURES.grid, MEASURES.grid, 2 * MEASURES.grid, MEASURES.grid)
        foot.setSpacing(MEASURES.grid)
        foot.addWidget(self.reset)
        foot.addStretch()
        foot.addWidget(self.done_button)
        foot.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(hairline())
        whole.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(680, room.width() - 32), min(680, room.height() - 64))

    def _fill(self, row: FontRow) -> None:
        row.combo.addItem(f"自动：{self._automatic.name(row.role)}", None)
        fonts = self._automatic.installed(row.role)
        if not self._automatic.source(row.role).bundled:
            fonts = (*fonts, self._automatic.stand_in(row.role))
        for font in fonts:
            lacking = f"（缺 {font.lacking} 个常用字）" if font.lacking else ""
            row.combo.addItem(font.name + lacking, font.choice)
        if choice := self._fonts.choices.get(row.role):
            row.choose(choice, self._name(row, choice))

    def _say_refused(self) -> None:
        """Name the PC's font files that cannot be chosen, and why."""
        offered = {
            choice.path
            for row in self.rows
            for number in range(row.combo.count())
            if isinstance(choice := row.combo.itemData(number), FontChoice)
        }
        refused = [
            f"“{path.name}”{reason}"
            for path, reason in self._automatic.rejected.items()
            if path not in offered
        ]
        more = f"；另有 {len(refused) - _MOST_REFUSED} 个" if len(refused) > _MOST_REFUSED else ""
        named = "；".join(refused[:_MOST_REFUSED])
        self.refused.setText(f"电脑上还有这些字体文件，但不能用：{named}{more}。")
        self.refused.setVisible(bool(refused))

    def _name(self, row: FontRow, choice: FontChoice) -> str:
        """The name of a font chosen before; what is wrong with it is said."""
        if choice == self._automatic.stand_in(row.role).choice:
            return self._automatic.stand_in(row.role).name
        try:
            return self._automatic.examine(choice, row.role).name
        except FontFileError as error:
            row.say(_unusable(row.role, error))
            return f"{choice.path.name}（不能用）"

    # What the user does --------------------------------------------------------------------------

    def _changed(self, row: FontRow) -> None:
        row.say("")
        if row.choice:
            self._judge(row, row.choice)
        self._show()

    def _ask_file(self, row: FontRow) -> None:
        path = self._pick()
        if path is None:
            return
        try:
            choice = FontChoice(path, _best(path, row.role))
            font = self._automatic.examine(choice, row.role)
        except FontFileError as error:
            row.say(f"“{path.name}”不能用：{error.reason}。原来的选择没有改变。")
            self._scroll.ensureWidgetVisible(row.note)
            return
        row.choose(choice, font.name)
        self._changed(row)

    def _judge(self, row: FontRow, choice: FontChoice) -> None:
        """Say what choosing a font means."""
        try:
            font = self._automatic.examine(choice, row.role)
        except FontFileError as error:
            row.say(_unusable(row.role, error))
            return
        if font.lacking:
            row.say(f"这种字体缺 {font.lacking} 个常用字，遇到时用别的字体补上。")

    def _reset(self) -> None:
        for row in self.rows:
            row.choose(None, "")
            row.say("")
        self._show()

    def _show(self) -> None:
        """Paint all samples in what is chosen: one role's font may lend to another."""
        self._fonts = self._fonts.choosing(self.choices())
        for row in self.rows:
            try:
                row.sample.show_fonts(self._fonts)
            except DocumentError as error:
                row.say(str(error))
            row.sample.setAccessibleName(f"{USES[row.role]}的样子：{self._fonts.name(row.role)}")


def _best(path: Path, role: Role) -> int:
    """The font of a file that is of the role's kinds, the first if none is."""
    faces = read_faces(path)
    fitting = (face.subfont for face in faces if kind_of(role, face.names) is not None)
    return next(fitting, 0)


def _unusable(role: Role, error: FontFileError) -> str:
    return f"“{error.path.name}”现在不能用：{error.reason}。{USES[role]}暂用自动选定的字体。"
