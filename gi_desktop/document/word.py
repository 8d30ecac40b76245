"""A report written as a DOCX: the typesetter's sizes and rows, the reader's own line breaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gi_desktop.document import page
from gi_desktop.document.blocks import Block, TextBlock
from gi_desktop.document.fitting import (
    Fitted,
    FittedSignature,
    FittedTable,
    FittedText,
    Fitter,
)
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.page import Align
from gi_desktop.document.record import Record
from gi_desktop.document.typeset import table_parts
from gi_desktop.document.word_base import document, paragraph, run
from gi_desktop.document.word_furniture import around, sheet_section, text_section
from gi_desktop.document.word_styles import KEEP_NEXT, StyleId, Styles, exact, indent
from gi_desktop.document.word_tables import lines_of, table


def draw_docx(
    blocks: Sequence[Block],
    font_set: FontSet,
    title: str,
    author: str,
    furniture: Furniture,
    record: Record | None = None,
) -> bytes:
    """Return the DOCX; the same bytes for the same blocks, fonts and furniture."""
    styles = Styles()
    body = ""
    if furniture.front:
        sheet = _Writer(styles, styles.sheet, styles.sheet_table)
        body += sheet.text(furniture.front, font_set, sheet_section(furniture))
    report = _Writer(styles, lambda style: style, lambda: StyleId.TABLE)
    body += report.text(blocks, font_set) + text_section(furniture)
    parts = around(furniture, styles)
    return document(body, styles.xml(), parts, title, author, record)


def _fitted(
    blocks: Sequence[Block], font_set: FontSet
) -> tuple[list[Fitted], dict[int, tuple[int, ...]]]:
    """Return the blocks with their measures, and the rows where pages part tables.

    The reader breaks prose into lines by itself: only where a page parts a table do they count.
    """
    unbroken = [
        replace(block, text="") if isinstance(block, TextBlock) and not block.level else block
        for block in blocks
    ]
    fitted = Fitter(font_set, substitute=False).fit(unbroken)
    if all(block.layout.whole for block in fitted if isinstance(block, FittedTable)):
        return fitted, {}
    fitted = Fitter(font_set, substitute=False).fit(blocks)
    return fitted, table_parts(fitted, font_set)


@dataclass(frozen=True)
class _Writer:
    """Writes the blocks of one section."""

    styles: Styles
    styled: Callable[[str], str]
    """The section's own style for a style of the report."""
    table_style: Callable[[], str]

    def text(self, blocks: Sequence[Block], font_set: FontSet, section: str = "") -> str:
        """Return the blocks; ``section`` goes into the last paragraph and ends the section."""
        fitted, parts = _fitted(blocks, font_set)
        found: list[str] = []
        for index, (one, following) in enumerate(zip(fitted, (*fitted[1:], None), strict=True)):
            ending = section if following is None else ""
            match one:
                case FittedText():
                    found.append(self.prose(blocks[index], one, following, ending))
                case FittedTable():
                    rows = parts.get(index, ())
                    found.extend(table(one.layout, self.table_style(), rows, self.styles))
                    if following is None or isinstance(following, FittedTable):
                        # No section ends in a table, and two in a row would become one.
                        found.append(paragraph(StyleId.AFTER_TABLE, "", ending))
                case FittedSignature():
                    found.extend(self.signature(one, ending))
        return "".join(found)

    def prose(self, block: Block, fitted: FittedText, following: Fitted | None, ending: str) -> str:
        """Return a title with its line breaks, or a paragraph without any."""
        if not isinstance(block, TextBlock):
            lines = ["".join(part.text for part in line) for line in fitted.lines]
            return paragraph(self.styled(StyleId.TITLE), lines_of(lines), ending)
        style = StyleId.heading(block.level) if block.level else StyleId.PROSE
        if isinstance(following, FittedTable):
            heads = block.level == 1
            style = StyleId.TABLE_HEADING if heads else self.styles.before_table(style)
        elif isinstance(following, FittedSignature) and not block.level:
            style = StyleId.LAST_PROSE
        return paragraph(self.styled(style), run(block.text), ending)

    def signature(self, fitted: FittedSignature, ending: str) -> Iterator[str]:
        """Yield name and date, each indented from the side that its place is measured from."""
        before, last = fitted.gap, len(fitted.lines) - 1
        for number, line in enumerate(fitted.lines):
            left, right = line.x, page.TEXT_WIDTH - line.x - line.width
            match line.anchor:
                case Align.CENTRE:
                    place = indent(left=max(left - right, 0.0), right=max(right - left, 0.0))
                case Align.RIGHT:
                    place = indent(right=max(right, 0.0))
                case _:
                    place = indent(left=left)
            align = f'<w:jc w:val="{line.anchor.value}"/>'
            keep = KEEP_NEXT if number < last else ""
            style = self.styles.measured(
                StyleId.DATE if number == last and number else StyleId.SIGNATURE,
                keep + exact(page.SIGNATURE.pitch, before=before) + place + align,
            )
            yield paragraph(style, run(line.text), ending if number == last else "")
            before = 0.0
