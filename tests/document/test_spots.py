"""From a point on paper back to what the report says there."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from gi_desktop.document import FontSet, Furniture, TypesetReport, typeset_report
from gi_desktop.document import page as measures
from gi_desktop.document.blocks import TableBlock, TableCell, TextBlock, blocks
from gi_desktop.document.pages import Line
from gi_desktop.document.spots import SIGNED_BY, SIGNED_ON, TITLE, Spot, spot_at
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition
from gi_desktop.report.model import new_report
from tests.document.samples import sample
from tests.toy import TOY


@pytest.fixture(scope="module")
def filled(form: Edition, fonts: FontSet) -> TypesetReport:
    return typeset_report(sample(form), form, fonts)


def lines(report: TypesetReport) -> Iterator[tuple[int, Line]]:
    """Every line of the report with its page."""
    for sheet in report.pages:
        yield from ((sheet.number, line) for line in sheet.lines)


def point(line: Line) -> tuple[float, float]:
    """The middle of a line's first character."""
    piece = line.pieces[0]
    return piece.x + piece.size / 4, line.y - piece.size / 3


def cells(report: TypesetReport) -> Iterator[tuple[int, Line, TableBlock, TableCell]]:
    """Every line that stands in a table."""
    for page, line in lines(report):
        block = report.blocks[line.block]
        if isinstance(block, TableBlock) and line.cell is not None:
            yield page, line, block, block.cells[line.cell]


def swept(report: TypesetReport) -> set[str]:
    """The cells found in the middle between any two rules."""
    found = set()
    for sheet in report.pages:
        xs = sorted({rule.x0 for rule in sheet.rules if rule.x0 == rule.x1})
        ys = sorted({rule.y0 for rule in sheet.rules if rule.y0 == rule.y1})
        for left, right in pairwise(xs):
            for top, bottom in pairwise(ys):
                spot = spot_at(report, sheet.number, (left + right) / 2, (top + bottom) / 2)
                found.add(spot.cell if spot is not None else "")
    return found - {""}


def test_each_number_leads_to_its_cell(filled: TypesetReport) -> None:
    printed = [found for found in cells(filled) if found[3].address]
    for page, line, block, cell in printed:
        assert spot_at(filled, page, *point(line)) == Spot(block.place, cell=cell.address)
    assert {cell.address for _, _, _, cell in printed} == swept(filled)


@pytest.mark.parametrize("edition", ["2021", "toy"])
def test_each_empty_cell_is_found_too(edition: str, form: Edition, fonts: FontSet) -> None:
    chosen = form if edition == "2021" else TOY
    empty = typeset_report(new_report(chosen, 2025), chosen, fonts)
    assert swept(empty) == set(chosen.cells)


def test_the_empty_cells_of_a_parted_table_are_found(form: Edition, fonts: FontSet) -> None:
    tall = [
        replace(block, heights=(40.0,) * block.rows) if isinstance(block, TableBlock) else block
        for block in blocks(new_report(form, 2025), form)
    ]
    report = typeset(tall, fonts)
    table = form.tables[1]
    parts = {page for page, _, block, _ in cells(report) if block.id == table.id}
    assert len(parts) > 1
    assert swept(report) == set(form.cells)


def test_a_cell_is_hit_anywhere_inside_it(filled: TypesetReport, form: Edition) -> None:
    """In table three, whose columns are narrow: in the middle and near each border."""
    table = form.tables[1]
    page, line = next(
        (page, line)
        for page, line, block, cell in cells(filled)
        if block.id == table.id and cell.address
    )
    x, y = point(line)
    sheet = filled.pages[page - 1]
    left = max(rule.x0 for rule in sheet.rules if rule.x0 == rule.x1 <= x and rule.y0 < y < rule.y1)
    right = min(rule.x0 for rule in sheet.rules if rule.x0 == rule.x1 > x and rule.y0 < y < rule.y1)
    top = max(rule.y0 for rule in sheet.rules if rule.y0 == rule.y1 <= y and rule.x0 < x < rule.x1)
    bottom = min(
        rule.y0 for rule in sheet.rules if rule.y0 == rule.y1 > y and rule.x0 < x < rule.x1
    )
    corners = {
        spot_at(filled, page, at, down)
        for at in (left + 0.5, right - 0.5)
        for down in (top + 0.5, bottom - 0.5)
    }
    assert corners == {spot_at(filled, page, x, y)}
    assert spot_at(filled, page, right + 1, y) not in corners


def test_a_label_leads_to_the_first_number_it_names(filled: TypesetReport, form: Edition) -> None:
    table = form.tables[1]
    row = table.rows[0]
    page, line = next(
        (page, line) for page, line, _, cell in cells(filled) if cell.text == row.label
    )
    first = next(spec.address for spec in table.cells if spec.row.id == row.id)
    found = spot_at(filled, page, *point(line))
    assert found is not None
    assert found.cell == first


def test_each_paragraph_is_known_by_its_number(filled: TypesetReport) -> None:
    for page, line in lines(filled):
        block = filled.blocks[line.block]
        if isinstance(block, TextBlock):
            wanted = Spot(block.place, block.paragraph)
            assert spot_at(filled, page, *point(line)) == wanted
            # Also beside the text of a short last line.
            right = measures.WIDTH - measures.RIGHT - 1
            assert spot_at(filled, page, right, line.y - 4) == wanted


def test_headings_title_and_signature(filled: TypesetReport, form: Edition) -> None:
    found: dict[str, Spot | None] = {}
    for page, line in lines(filled):
        found.setdefault(line.text, spot_at(filled, page, *point(line)))
    for section in form.sections:
        assert found[section.heading] == Spot(section.id)
    _, first = next(lines(filled))
    assert found[first.text] == Spot(field=TITLE)
    assert found["2026年1月9日"] == Spot(field=SIGNED_ON)
    signature = [line for _, line in lines(filled)][-2]
    assert found[signature.text] in (Spot(field=SIGNED_BY), Spot(field=TITLE))
    assert spot_at(filled, len(filled.pages), *point(signature)) == Spot(field=SIGNED_BY)


def test_nothing_stands_in_the_margins(filled: TypesetReport) -> None:
    folio = filled.pages[0].folio
    assert folio is not None
    assert spot_at(filled, 1, *point(folio)) is None
    for x, y in ((1, 1), (measures.LEFT / 2, 400), (measures.WIDTH - 5, 400), (300, 835)):
        assert spot_at(filled, 1, x, y) is None


def test_a_sheet_in_front_leads_nowhere(form: Edition, fonts: FontSet) -> None:
    front = Furniture(front=(TextBlock("送审单"),), header="送审稿")
    report = typeset_report(sample(form), form, fonts, front)
    (line,) = report.pages[0].lines
    assert spot_at(report, 1, *point(line)) is None
    _, title = next((n, line) for n, line in lines(report) if n == 2)
    assert spot_at(report, 2, *point(title)) == Spot(field=TITLE)
