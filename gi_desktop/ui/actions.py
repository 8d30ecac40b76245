"""Everything that can be asked for by menu, toolbar or key, declared once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolBar, QToolButton

import gi_desktop
from gi_desktop.resources import build_note
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.edit_menu import EditMenu
from gi_desktop.ui.intake_actions import IntakeActions
from gi_desktop.ui.last_year import LastYearActions
from gi_desktop.ui.output import WORDS, Output, Way, bare
from gi_desktop.ui.stage_actions import StageActions
from gi_desktop.ui.stages import Stages
from gi_desktop.ui.steps import Step
from gi_desktop.ui.undo_actions import UndoActions
from gi_desktop.ui.widgets import plain
from gi_desktop.ui.zeros import FILL_ALL, FILL_ALL_KEYS, FILL_TABLE, FILL_TABLE_KEYS

_Keys = QKeySequence.StandardKey


class Actions(QObject):
    """The actions of the window."""

    def __init__(self, window: QMainWindow, desk: Desk, output: Output, stages: Stages) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        make = self._make
        self.new = make("新建(&N)", desk.new, "Ctrl+N", "new")
        self.open = make("打开(&O)…", desk.open, "Ctrl+O", "open")
        self.save = make("保存(&S)", desk.save, "Ctrl+S", "save")
        self.save_as = make("另存为(&A)…", desk.save_as, "Ctrl+Shift+S", "save-as")
        self.versions = make("版本(&G)…", desk.versions.show, "Ctrl+Shift+B")
        self.trail = make("修改记录(&W)…", lambda: None, "Ctrl+Shift+J")
        self.intake = IntakeActions(make, desk.intake)
        self.from_last_year = make("从去年报告开始(&L)…", desk.begin_from_last_year, "Ctrl+Shift+N")
        self.last_year = LastYearActions(make, desk.last_year)
        self.batch = make("批量核对(&E)…", lambda: None, "Ctrl+M", "check-many")
        self.organs = make("机关档案(&K)…", desk.organs.manage)
        self.ways = {
            way: make(words.menu, partial(output.start, way), words.keys, words.picture)
            for way, words in WORDS.items()
        }
        for way, words in WORDS.items():
            self.ways[way].setIconText(words.short or bare(words.menu))
        self.stages = StageActions(make, stages)
        self._make_work(make)
        self._make_view(make)
        self.close = make("关闭报告(&C)", desk.close_report, "Ctrl+W")
        self.quit = make("退出(&Q)", window.close, "Ctrl+Q", "quit")
        self.steps: list[QAction] = []
        self.recent = QMenu("最近(&R)", window)
        self.recent.setIcon(icons.icon("recent"))
        self.recent.aboutToShow.connect(self._list_recent)

    def _make_work(self, make: Callable[..., QAction]) -> None:
        self.undoing = UndoActions(make, self)
        self.undo, self.redo = self.undoing.undo, self.undoing.redo
        self.find = make("查找(&D)…", lambda: None, "Ctrl+F")
        self.replace = make("替换(&H)…", lambda: None, "Ctrl+H")
        self.find_next = make("查找下一处(&N)", lambda: None, "F3")
        self.find_previous = make("查找上一处(&V)", lambda: None, "Shift+F3")
        self.next_finding = make("下一处问题(&F)", lambda: None, "F8")
        self.previous_finding = make("上一处问题(&B)", lambda: None, "Shift+F8")
        self.reason = make("写核实理由(&L)", lambda: None, "Ctrl+R")
        self.zero_table = make(f"{FILL_TABLE}(&0)", lambda: None, FILL_TABLE_KEYS)
        self.zero_all = make(f"{FILL_ALL}(&Z)", lambda: None, FILL_ALL_KEYS)

    def _make_view(self, make: Callable[..., QAction]) -> None:
        self.next_step = make("下一步(&N)", lambda: None, "Ctrl+PgDown")
        self.previous_step = make("上一步(&P)", lambda: None, "Ctrl+PgUp")
        self.side = make("问题和说明(&W)", lambda: None, "F9")
        self.side.setCheckable(True)
        self.side.setChecked(True)
        self.tools = make("工具栏(&T)", lambda: None)
        self.tools.setCheckable(True)
        self.tools.setChecked(True)
        self.help_here = make("这一项怎么填(&F)", lambda: None, "F1")
        self.help_whole = make("填报说明(&H)", lambda: None, "Ctrl+F1")
        self.larger = make("放大(&I)", lambda: None, "Ctrl+=", "zoom-in")
        self.larger.setShortcuts([QKeySequence("Ctrl+="), QKeySequence("Ctrl++")])
        self.smaller = make("缩小(&O)", lambda: None, "Ctrl+-", "zoom-out")
        self.usual_size = make("恢复原来的字号(&R)", lambda: None)
        self.keys = make("按键一览(&K)", lambda: None)
        self.about = make("关于本程序(&A)", lambda: None)

    def _make(
        self, text: str, act: Callable[[], object], keys: str = "", picture: str = ""
    ) -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if picture:
            action.setIcon(icons.icon(picture))
        action.setIconText(bare(text))
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{bare(text)}（{shown}）" if shown else bare(text))
        action.triggered.connect(lambda _checked: act())
        self._window.addAction(action)  # its key works wherever the focus is
        return action

    # Menus and toolbar --------------------------------------------------------------------------

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put the actions into the menus: none is higher than a low screen at 200 %."""
        self.file = file = bar.addMenu("文件(&F)")
        edit, report = bar.addMenu("编辑(&E)"), bar.addMenu("报告(&R)")
        view, about = bar.addMenu("视图(&V)"), bar.addMenu("帮助(&H)")
        ways = self.ways
        file.addActions([self.new, self.from_last_year, self.open])
        file.addMenu(self.recent)
        file.addSeparator()
        file.addActions([self.save, self.save_as])
        file.addSeparator()
        file.addMenu("导入(&I)").addActions(self.intake.all())
        export = file.addMenu("导出(&X)")
        export.addActions([ways[Way.DOCX], ways[Way.PDF], ways[Way.HTML], ways[Way.XLSX]])
        export.addSeparator()
        export.addAction(ways[Way.FONTS])
        file.addActions([ways[Way.PREVIEW], ways[Way.PRINT]])
        file.addSeparator()
        file.addActions([self.close, self.quit])
        self._fill_edit(edit)
        self._fill_report(report)
        self._fill_view(view)
        about.addActions([self.help_here, self.help_whole])
        about.addSeparator()
        about.addActions([self.keys, self.about])

    def _fill_edit(self, edit: QMenu) -> None:
        self.undoing.fill(edit)
        edit.addSeparator()
        zeros = QMenu("填零(&0)", edit)
        self.clipboard = EditMenu(edit, zeros)
        zeros.addActions([self.zero_table, self.zero_all])
        edit.addMenu(zeros)
        find = edit.addMenu("查找和替换(&D)")
        find.addActions([self.find, self.replace, self.find_next, self.find_previous])

    def _fill_report(self, report: QMenu) -> None:
        last_year = self.last_year
        report.addActions([self.next_finding, self.previous_finding, self.reason])
        report.addSeparator()
        report.addMenu("上年报告(&Y)").addActions(
            [last_year.attach, last_year.detach, last_year.compare]
        )
        report.addActions([self.versions, self.trail])
        report.addSeparator()
        stages = report.addMenu("送审和定稿(&J)")
        stages.addActions([way for name, way in self.ways.items() if name.startswith("proof-")])
        self.stages.fill_menu(stages)
        report.addAction(self.stages.verify)
        report.addSeparator()
        report.addActions([self.batch, self.organs])

    def _fill_view(self, view: QMenu) -> None:
        last_year = self.last_year
        view.addActions([self.previous_step, self.next_step])
        self._to_step = view.addMenu("到第几步(&G)")
        view.addSeparator()
        view.addActions([self.side, self.tools, last_year.shown])
        size = view.addMenu("字号(&Z)")
        size.addActions([self.larger, self.smaller, self.usual_size])

    def make_toolbar(self) -> QToolBar:
        """Return the toolbar."""
        bar = self._bar = QToolBar("工具栏", self._window)
        bar.setObjectName("toolBar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(icons.SIZE, icons.SIZE))
        bar.addActions([self.new, self.open])
        self._recent = self._recent_button()
        bar.addWidget(self._recent)
        bar.addActions([self.save, self.save_as])
        bar.addSeparator()
        ways = self.ways
        bar.addActions([self.intake.file, ways[Way.DOCX], ways[Way.PDF]])
        bar.addActions([ways[Way.PREVIEW], ways[Way.PRINT]])
        bar.addSeparator()
        bar.addActions([self.undo, self.redo])
        bar.addSeparator()
        bar.addAction(self.quit)
        for action in bar.actions():
            made = bar.widgetForAction(action)
            if isinstance(made, QToolButton):
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                made.setAccessibleName(made.toolTip())
        self.first_button = bar.widgetForAction(self.new)
        return bar

    def show_text(self, *, main: bool, others: bool) -> None:
        """Show the words of the buttons that offices use most, and of the others."""
        ways = self.ways
        most = (self.new, self.open, self.save, self.intake.file)
        named = {*most, ways[Way.DOCX], ways[Way.PDF], ways[Way.PREVIEW], ways[Way.PRINT]}
        for action in self._bar.actions():
            made = self._bar.widgetForAction(action)
            if isinstance(made, QToolButton):
                with_words = main if action in named else others
                style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                made.setToolButtonStyle(
                    style if with_words else Qt.ToolButtonStyle.ToolButtonIconOnly
                )

    def _recent_button(self) -> QToolButton:
        made = QToolButton()
        made.setText("最近")
        made.setIcon(icons.icon("recent"))
        made.setToolTip("最近的草稿")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(self.recent)
        return made

    def _list_recent(self) -> None:
        self.recent.clear()
        drafts = self._desk.store.recent()
        for number, draft in enumerate(drafts, start=1):
            mark = "" if draft.exists else "（找不到了）"
            text = f"&{number % 10} {plain(draft.path.stem)}{mark}"
            action = self.recent.addAction(text)
            action.setToolTip(str(draft.path))
            action.setEnabled(draft.exists)
            action.triggered.connect(lambda _checked, path=draft.path: self._desk.open(path))
        if not drafts:
            self.recent.addAction("（还没有）").setEnabled(False)

    # State --------------------------------------------------------------------------------------

    def set_steps(self, steps: tuple[Step, ...], go: Callable[[int], None]) -> None:
        """Offer the steps of the open report in the menu and by Alt with their numbers."""
        for action in self.steps:
            self._window.removeAction(action)
            self._to_step.removeAction(action)
            action.deleteLater()
        self.steps = []
        for number, step in enumerate(steps):
            action = QAction(plain(step.name), self._window)
            if number < 9:
                action.setShortcut(QKeySequence(f"Alt+{number + 1}"))
            action.triggered.connect(lambda _checked, to=number: go(to))
            self._window.addAction(action)
            self.steps.append(action)
        self._to_step.addActions(self.steps)

    def show_session(self, session: Session | None, table: str = "") -> None:
        """Enable what can be done now, on a page with that table."""
        is_open = session is not None
        for action in (
            self.save,
            self.save_as,
            self.versions,
            self.trail,
            *self.ways.values(),
            self.close,
            self.find,
            self.replace,
            self.find_next,
            self.find_previous,
            self.next_finding,
            self.previous_finding,
            self.reason,
            self.next_step,
            self.previous_step,
        ):
            action.setEnabled(is_open)
        self.last_year.show_session(session)
        self.stages.show_session(session)
        self.intake.show_session(session)
        fills = session is not None and not session.locked
        self.zero_all.setEnabled(fills)
        self.zero_table.setEnabled(fills and bool(table))
        self.undoing.show_session(session)


KEYS = (
    ("新建、打开、保存、另存为", "Ctrl+N、Ctrl+O、Ctrl+S、Ctrl+Shift+S"),
    ("版本、修改记录", "Ctrl+Shift+B、Ctrl+Shift+J"),
    ("从去年报告开始", "Ctrl+Shift+N"),
    ("附上年报告、显示去年的数、与去年比较", "Ctrl+L、Ctrl+Shift+L、Ctrl+B"),
    ("导入、导出 Word 文档、导出 PDF", "Ctrl+I、Ctrl+E、Ctrl+Shift+E"),
    ("批量核对", "Ctrl+M"),
    (
        "从剪贴板导入、读回改过的 Word 文件、核对导入结果",
        "Ctrl+Shift+I、Ctrl+Shift+O、Ctrl+Shift+V",
    ),
    ("核对导入结果：认可并到下一格、下一处要看的", "回车、F8"),
    ("预览、打印", "Ctrl+F2、Ctrl+P"),
    ("预览送审稿、打印送审稿", "Ctrl+Shift+F2、Ctrl+Shift+P"),
    ("定稿、核对纸质件", "Ctrl+D、Ctrl+Shift+D"),
    ("撤销、重做", "Ctrl+Z、Ctrl+Y"),
    ("剪切、复制、粘贴、全选", "Ctrl+X、Ctrl+C、Ctrl+V、Ctrl+A"),
    ("到第几步", "Alt+1 至 Alt+8"),
    ("上一步、下一步", "Ctrl+PgUp、Ctrl+PgDn"),
    ("下一处、上一处问题（先错误，再核实，后提示）", "F8、Shift+F8"),
    ("写核实理由，写完确定", "Ctrl+R，Ctrl+回车"),
    ("这一项怎么填、填报说明全文", "F1、Ctrl+F1"),
    ("收起或打开右侧", "F9"),
    ("字号：放大、缩小", "Ctrl+=、Ctrl+-"),
    ("在步骤、正文、右侧、工具栏之间移动", "F6、Shift+F6"),
    ("文字：查找、替换、下一处、上一处", "Ctrl+F、Ctrl+H、F3、Shift+F3"),
    ("文字：正文、一级至四级标题", "Ctrl+0、Ctrl+1 至 Ctrl+4"),
    ("文字：引用表中数字、变成普通文字、写入现成的句子", "Ctrl+K、Ctrl+Shift+K、Ctrl+J"),
    ("文字：取用去年的文字", "Ctrl+Shift+T"),
    ("表格：下一格、上一格、修改、清空", "回车、Shift+回车、F2、Delete"),
    ("表格：右边一格、左边一格", "Tab、Shift+Tab"),
    ("表格：到这一行的头、尾，到有数和空着的交界", "Home、End，Ctrl+方向键"),
    ("表格：选中多格", "Shift+方向键、Ctrl+Shift+方向键、拖动鼠标"),
    ("表格：选中的填 0、本表全部填零、各表全部填零", "Alt+0、Alt+Z、Alt+Shift+Z"),
    ("关闭报告、退出", "Ctrl+W、Ctrl+Q"),
)
"""What 按键一览 lists."""

ABOUT = (
    f"政府信息公开工作年度报告填报程序 {gi_desktop.__version__}，按 Apache-2.0 许可使用。"
    "不联网，不上传任何内容。"
    + ("这是测试版，不是正式发布的安装包。" if build_note().get("test") else "")
)
"""What 关于本程序 says."""
