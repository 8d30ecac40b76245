"""The whole help (填报说明): every chapter and entry, taken from the form and the fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gi_desktop.form import Edition, Section, Table
from gi_desktop.report.profile import Profile
from gi_desktop.ui.field_help import (
    FIELD_NAMES,
    PREFACE,
    HelpPart,
    HelpText,
    column_help,
    field_help,
    guide_help,
    row_help,
    section_help,
)
from gi_desktop.ui.steps import Place

_GUIDES, _FIELDS, _USING = "编制和公布", "基本信息", "使用本程序"
KEYS_ENTRY = "program keys"
_WHOLE_PART, _TO_CELL, _KEYS = "这一部分", "到这一格", "按键一览"


@dataclass(frozen=True)
class Entry:
    """One help; ``key`` names it within the book, ``place`` is where it applies."""

    key: str
    name: str
    """What the contents call it."""
    help: HelpText
    place: Place | None = None
    way: str = ""
    """What the link to the place says."""


@dataclass(frozen=True)
class Chapter:
    """Entries under one heading."""

    name: str
    """What the contents call it."""
    title: str
    entries: tuple[Entry, ...]

    @property
    def key(self) -> str:
        """Name it within the book."""
        return f"chapter {self.title}"


def book(
    form: Edition, profile: Profile | None = None, keys: Sequence[tuple[str, str]] = ()
) -> tuple[Chapter, ...]:
    """Return the help on a form; ``keys`` is the list of keys (按键一览)."""
    guides = tuple(
        Entry(f"guide {number}", said.title, said) for number, said in enumerate(guide_help(form))
    )
    first = (Chapter(_GUIDES, _GUIDES, guides),) if guides else ()
    fields = tuple(
        Entry(
            f"field {key}",
            FIELD_NAMES[key],
            field_help(key, form),
            Place(0, text=form.preface) if key == PREFACE else Place(0, field=key),
            "到这一项",
        )
        for key in FIELD_NAMES
    )
    parts = (
        Chapter(section.name, section.heading, tuple(_section(section, number, form, profile)))
        for number, section in enumerate(form.sections, start=1)
    )
    return (
        *first,
        Chapter(_FIELDS, _FIELDS, fields),
        *parts,
        Chapter(_USING, _USING, _program(keys)),
    )


def entry_of(key: str, form: Edition, section: Section | None) -> str:
    """Return the key of the entry that tells of a cell, a field, else of the section."""
    if key in form.cells:
        spec = form.cells[key]
        return f"row {spec.table}.{spec.row.id}"
    if section is not None:
        return f"section {section.id}"
    return f"field {key}" if key in FIELD_NAMES else ""


def _section(
    section: Section, number: int, form: Edition, profile: Profile | None
) -> Iterator[Entry]:
    said = section_help(section)
    yield Entry(
        f"section {section.id}",
        _WHOLE_PART,
        HelpText(_WHOLE_PART, said.parts),
        Place(number, text=section.text),
        "到这一部分",
    )
    if section.table:
        yield from _table(form.table(section.table), number, form, profile)


def _table(table: Table, number: int, form: Edition, profile: Profile | None) -> Iterator[Entry]:
    for row in table.rows:
        cells = [spec.address for spec in table.cells if spec.row is row]
        place = _place(cells, number, form)
        key = f"row {table.id}.{row.id}"
        yield Entry(key, row.name, row_help(row, form, profile), place, _TO_CELL)
    for column in table.columns:
        said = column_help(column)
        cells = [spec.address for spec in table.cells if spec.column is column]
        if said.parts and cells:
            title = f"“{column.label}”列"
            place = _place(cells, number, form)
            key = f"column {table.id}.{column.id}"
            yield Entry(key, title, HelpText(title, said.parts), place, _TO_CELL)


def _place(cells: list[str], number: int, form: Edition) -> Place:
    """Return the first of the cells that is entered by hand; the first where none is."""
    by_hand = (cell for cell in cells if cell not in form.derived)
    return Place(number, cell=next(by_hand, cells[0]))


_PROGRAM = (
    (
        "开始一份报告",
        (
            "“新建”从空白开始，年度先填去年。“从去年报告开始”只带来机关、联系方式、数据范围和落款方式，"
            "去年的数和文字都不带。“导入”读取已经写好的文档。每个机关的名称、联系方式和职权"
            "可以存进“机关档案”，下次不用再填。"
        ),
    ),
    (
        "填表格",
        (
            "直接打字就替换原来的数，回车到下面一格，Tab 到右边一格，F2 修改，Delete 清空。"
            "浅蓝底的格子自动计算，不用填。没有发生的填 0；“全部填零”把还空着的格子都填成 0，"
            "填过的不动。可以和电子表格互相复制、粘贴一片格子。"
        ),
    ),
    (
        "找问题",
        (
            "右侧列出查到的问题。“错误”要改正；“核实”是要再看一看的，数没有错就写明理由；"
            "“提示”可以不改。按 F8 到下一处。"
        ),
    ),
    (
        "保存",
        (
            "按 Ctrl+S 保存成草稿文件，以后打开接着填。还没有保存的内容，程序也随时留一份，"
            "电脑突然断电，下次打开可以恢复。"
        ),
    ),
    (
        "导出和打印",
        (
            "在“核对与导出”那一步，或者从“文件”菜单：Word 文档（DOCX）用 Word、WPS 打开，PDF 用来发布和存档，"
            "网页（HTML）用来贴到网站，Excel 表格（XLSX）是各张表的数。“报告”菜单里有送审稿，带送审单和问题清单，给领导看；"
            "定稿不带这些。"
        ),
    ),
    (
        "看说明",
        (
            "按 F1 看光标所在的一项怎么填，用方向键上下滚动，按 Esc 回到填写的地方；"
            "再按一次 F1 打开这里的全文。在上面的框里打字就能查找，条文号写成“36”或者“三十六”都可以。"
            "回车或者 F3 到下一处，Ctrl+G 到正在看的那一格。"
        ),
    ),
)


def _program(keys: Sequence[tuple[str, str]]) -> tuple[Entry, ...]:
    said = tuple(
        Entry(f"program {number}", title, HelpText(title, (HelpPart("说明", text),)))
        for number, (title, text) in enumerate(_PROGRAM)
    )
    if not keys:
        return said
    listed = tuple(HelpPart(what, how) for what, how in keys)
    return (*said, Entry(KEYS_ENTRY, _KEYS, HelpText(_KEYS, listed)))
