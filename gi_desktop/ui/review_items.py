"""What an import review goes through: cells, doubtful ones first, then texts, then the notes."""

from collections import Counter
from dataclasses import dataclass

from gi_desktop.form import Edition
from gi_desktop.report.difference import cell_place
from gi_desktop.report.source import Mark, MarkKind, Source, open_cells
from gi_desktop.report.values import format_value
from gi_desktop.session import Session
from gi_desktop.ui.steps import Place

NOTES = "notes"
"""Stands for what was left out and said besides; no text of a form is called so."""
_ORDER = (
    (MarkKind.NOT_FOUND, True),
    (MarkKind.REPAIRED, True),
    (MarkKind.READ, True),
    (MarkKind.READ, False),
)
"""How cells were read and whether that is doubtful, in the order to look at them."""
_SAID = {MarkKind.NOT_FOUND: "没有读到", MarkKind.REPAIRED: "修补过", MarkKind.READ: "照原文"}
_NO_NUMBER = "不是数"
_KINDS = {
    "docx": " Word 文件",
    "pdf": " PDF 文件",
    "html": "网页",
    "xlsx": " Excel 表格",
    "text": "文字",
    "clipboard": "剪贴板",
}


@dataclass(frozen=True)
class Item:
    """One row: a cell (``mark`` tells how it was read), a text, or the notes."""

    key: str
    place: str
    mark: Mark | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a table."""
        return self.mark is not None

    @property
    def kind(self) -> str:
        """How the cell was read, in a word or two."""
        if self.mark is None:
            return ""
        is_odd = self.mark.kind is MarkKind.READ and self.mark.is_doubtful
        return _NO_NUMBER if is_odd else _SAID[self.mark.kind]

    @property
    def how(self) -> str:
        """How the cell was read, in words."""
        if self.mark is None:
            return ""
        return f"{self.kind}：{self.mark.how}" if self.mark.how else self.kind


def items(source: Source, form: Edition) -> list[Item]:
    """Return everything to look at, in the order to look at it."""
    found = [
        Item(cell, cell_place(form, cell), mark)
        for kind, doubtful in _ORDER
        for cell in form.cells
        if (mark := source.marks.get(cell)) is not None
        and (mark.kind, mark.is_doubtful) == (kind, doubtful)
    ]
    for text_id in form.texts:
        section = form.section_of_text(text_id)
        found.append(Item(text_id, f"第{section.ordinal}部分的文字" if section else "前言的文字"))
    if source.notes:
        found.append(Item(NOTES, "没有导入的，和其他说明"))
    return found


def place_of(item: Item, form: Edition) -> Place | None:
    """Return where in the report the cell or text is corrected; None for the notes."""
    if item.is_cell:
        table = form.section_of_table(form.cells[item.key].table)
        return Place(form.sections.index(table) + 1, cell=item.key)
    if item.key not in form.texts:
        return None
    section = form.section_of_text(item.key)
    # Without a section it is the preface, which is written in the first step.
    return Place(0 if section is None else form.sections.index(section) + 1, text=item.key)


def shown_value(item: Item, session: Session) -> str:
    """Return what a row shows as read: a number, or how many paragraphs."""
    if item.is_cell:
        return format_value(session.sheet.value(item.key))
    if item.key == NOTES:
        source = session.draft.source
        return f"{len(source.notes)} 条" if source is not None else ""
    text = session.report.text(item.key)
    return f"{len(text)} 段" if text else "没有文字"


def text_lines(item: Item, session: Session) -> list[str]:
    """Return the paragraphs that were found, or the notes."""
    source = session.draft.source
    if item.key == NOTES:
        return list(source.notes) if source is not None else []
    return [words.resolve(session.sheet.value) for words in session.report.text(item.key)]


def state(item: Item, source: Source) -> str:
    """Return how a row was read and whether it was looked at, in a few words."""
    doubtful = item.mark is not None and item.mark.is_doubtful
    looked = "看过" if item.key in source.looked_at else "要看" if doubtful else ""
    return "，".join(filter(None, (item.kind, looked)))


def count_words(source: Source, form: Edition) -> str:
    """Return what was read, and how much is left to look at."""
    kind = _KINDS.get(source.kind, "")
    head = f"读自{kind}。" if kind else ""
    left = open_cells(source, form.cells)
    if not open_cells(source.replace(looked_at=()), form.cells):
        return f"{head}每一格都照原文读到了，可以抽看几格。"
    if not left:
        return f"{head}要看的都看过了。"
    counts = Counter(source.marks[cell].kind for cell in left)
    said = {**_SAID, MarkKind.READ: _NO_NUMBER}
    parts = [f"{words} {counts[kind]} 格" for kind, words in said.items() if counts[kind]]
    return f"{head}还有 {len(left)} 格要看：{'，'.join(parts)}。"
