"""与去年比较 on paper."""

from pathlib import Path

import pdfplumber

from gi_desktop.document import FontSet, typeset_blocks, write_blocks_pdf
from gi_desktop.document.blocks import TableBlock, TextBlock, TitleBlock
from gi_desktop.document.comparison import comparison_blocks, comparison_title
from gi_desktop.form import Edition, current_edition
from gi_desktop.report.comparison import Comparison, compare
from gi_desktop.report.last_prose import LastReport
from gi_desktop.report.model import Organ, new_report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.sheet import Plan
from tests.toy import TOY

FORM = current_edition()


def comparison(form: Edition, words: str = "") -> Comparison:
    plan = Plan.of(form)
    text_id = form.texts[1]
    now = new_report(form, 2025).replace(
        organ=Organ(name="某局"),
        cells={spec.address: 3 for spec in form.inputs},
        texts={text_id: paragraphs(words)},
    )
    last = now.replace(year=2024, cells={spec.address: 2 for spec in form.inputs})
    return compare(now, form, plan.sheet(now.cells), LastReport(plan, last))


def test_a_table_for_each_of_the_forms() -> None:
    made = comparison_blocks(comparison(FORM, "同样的一句。"))
    assert made[0] == TitleBlock(("某局", "2025年与2024年数据比较"))
    tables = [block for block in made if isinstance(block, TableBlock)]
    assert len(tables) == 3
    for block, table in zip(tables, FORM.tables, strict=True):
        assert block.rows == 1 + len(table.cells)
        assert block.header_rows == 1
        covered = sum(cell.row_span * cell.column_span for cell in block.cells)
        assert covered == block.rows * len(block.widths)
    words = [block.text for block in made if isinstance(block, TextBlock)]
    assert "各部分文字共1句，和2024年一样的有1句（100%）。" in words
    assert words[-1] == "1.同样的一句。"


def test_where_nothing_differs_it_says_so() -> None:
    plan = Plan.of(FORM)
    now = new_report(FORM, 2025)
    shown = compare(now, FORM, plan.sheet({}), LastReport(plan, now)).only_differences()
    made = comparison_blocks(shown)
    assert not [block for block in made if isinstance(block, TableBlock)]
    assert TextBlock("没有不同。") in made


def test_a_long_table_goes_on_under_its_headings(tmp_path: Path) -> None:
    fonts, shown = FontSet.discover(), comparison(FORM)
    made = comparison_blocks(shown)
    pages = typeset_blocks(made, fonts)
    path = tmp_path / "比较.pdf"
    assert write_blocks_pdf(made, comparison_title(shown), "某局", path, fonts) == []
    with pdfplumber.open(path) as read:
        assert len(read.pages) == len(pages.pages) > 3
        assert read.metadata["Title"] == "某局2025年与2024年数据比较"
        for page in read.pages[1:4]:
            assert "增减" in page.extract_text()


def test_another_form_is_compared_the_same_way() -> None:
    made = comparison_blocks(comparison(TOY))
    (table,) = [block for block in made if isinstance(block, TableBlock)]
    assert table.rows == 1 + len(TOY.cells)
