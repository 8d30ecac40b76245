"""PDFs of foreign make: cells are placed by the ruling lines, whatever the file does else."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import Imported, import_file
from gi_desktop.report.model import Report
from gi_desktop.report.source import MarkKind
from tests.importing.drawn import Look, draw
from tests.importing.helpers import compare, lines_of, sample
from tests.toy import TOY

FORM = current_edition()
PLAIN = Look()
LOOKS: Mapping[str, Look] = {
    "lines": PLAIN,
    "bars": replace(PLAIN, rules="bars"),
    "boxes": replace(PLAIN, rules="boxes"),
    "dots": replace(PLAIN, rules="dots"),
    "shaded": replace(PLAIN, rules="bars", shaded=True),
    "open_sides": replace(PLAIN, open_sides=True),
    "only_rules_across": replace(PLAIN, rules="rows"),
    "no_rules": replace(PLAIN, rules="none"),
    "turned_left": replace(PLAIN, turn=90),
    "turned_right": replace(PLAIN, turn=270),
    "turned_and_shown_upright": replace(PLAIN, turn=90, spin=90),
    "pages_with_headers": replace(PLAIN, page_rows=7),
    "pages_without_headers": replace(PLAIN, page_rows=7, repeat_header=False),
    "no_folio": replace(PLAIN, page_rows=5, folio=False, repeat_header=False),
    "running_header": replace(PLAIN, page_rows=6, header="某某市政府信息公开"),
    "any_order": replace(PLAIN, shuffled=True),
    "letter_by_letter": replace(PLAIN, by_letter=True),
    "letters_in_any_order": replace(PLAIN, by_letter=True, shuffled=True, folio=False),
    "watermark": replace(PLAIN, watermark="内部资料"),
    "hidden_text": replace(PLAIN, hidden="99 99 99 99 99 99 99 99 99 99 99 99"),
    "in_a_form": replace(PLAIN, in_form=True),
    "small": replace(PLAIN, size=6.0),
}


def imported(report: Report, form: Edition, look: Look, folder: Path) -> Imported:
    path = folder / "report.pdf"
    path.write_bytes(draw(report, form, look))
    return import_file(path, form)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("form", [FORM, TOY], ids=["official", "toy"])
def test_every_cell_and_paragraph_is_read(look: str, form: Edition, tmp_path: Path) -> None:
    report = sample(form, 3)
    found = imported(report, form, LOOKS[look], tmp_path)
    outcome = compare(report, form, found)
    assert outcome.wrong == {}
    assert outcome.empty == ()
    if look == "letters_in_any_order":  # a date cannot be put together again
        return
    for text_id in form.texts:
        assert lines_of(found.report, text_id) == lines_of(report, text_id)
    if (form, look) != (TOY, "running_header"):  # on two pages it may be part of the title
        assert found.report.organ.name == report.organ.name


def _narrow(form: Edition, wide: float) -> dict[str, tuple[float, ...]]:
    """Columns of numbers so narrow that a number of three digits is cut."""
    found = {}
    for table in form.tables:
        count = len(table.widths)
        labels = min(cell.column for cell in table.grid if hasattr(cell.content, "address"))
        found[table.id] = tuple(
            (470 - wide * (count - labels)) / labels if place < labels else wide
            for place in range(count)
        )
    return found


@pytest.mark.parametrize("wide", [17.0, 20.0, 24.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_wrapped_in_narrow_cells_are_joined(wide: float, seed: int, tmp_path: Path) -> None:
    report = sample(FORM, seed)
    cells = {
        cell: value * 37 if isinstance(value, int) else value
        for cell, value in report.cells.items()
    }
    report = report.replace(cells=cells)
    widths = {key: value for key, value in _narrow(FORM, wide).items() if key == "applications"}
    outcome = compare(report, FORM, imported(report, FORM, replace(PLAIN, widths=widths), tmp_path))
    assert outcome.wrong == {}
    assert outcome.empty == ()


def test_empty_cells_stay_empty_and_move_no_number(tmp_path: Path) -> None:
    report = sample(FORM, 5)
    drop = frozenset(
        {
            "disclosure.rules.repealed",
            "applications.received.natural",
            "applications.granted.other",
            "applications.partial.business",
            "applications.partial.research",
            "applications.partial.legal_service",
            "review.reconsideration.corrected",
        }
    )
    found = imported(report, FORM, replace(PLAIN, drop=drop), tmp_path)
    outcome = compare(report, FORM, found)
    assert outcome.wrong == {}
    assert drop <= set(outcome.empty)
    assert {cell for cell in outcome.empty if cell not in drop} <= {
        "applications.received.total",
        "applications.granted.total",
        "applications.partial.total",
        "review.reconsideration.total",
    }
    assert all(found.source.marks[cell].kind is MarkKind.NOT_FOUND for cell in drop)
