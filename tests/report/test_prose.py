"""Prose: paragraphs of runs, and what they read as."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gi_desktop.report.prose import (
    BLANK,
    CellRun,
    Paragraph,
    TextRun,
    paragraphs,
    plain_text,
)
from gi_desktop.report.values import Raw, Value
from tests.strategies import any_paragraphs, any_text
from tests.toy import TOY

CELLS: dict[str, Value] = {"a.b.c": 12, "a.b.d": Decimal("1.50"), "a.b.e": Raw("12a")}
PARAGRAPH = Paragraph(
    runs=(
        TextRun(text="收到 "),
        CellRun(cell="a.b.c"),
        TextRun(text=" 件，"),
        CellRun(cell="a.b.d"),
        CellRun(cell="a.b.e"),
        CellRun(cell="a.b.x"),
    )
)


def test_references_read_as_the_table_shows_the_cell() -> None:
    assert PARAGRAPH.resolve(CELLS.get) == f"收到 12 件，1.5012a{BLANK}"


def test_spans_name_the_cell_behind_each_part() -> None:
    assert PARAGRAPH.spans(CELLS.get) == [
        ("收到 ", ""),
        ("12", "a.b.c"),
        (" 件，", ""),
        ("1.50", "a.b.d"),
        ("12a", "a.b.e"),
        (BLANK, "a.b.x"),
    ]


@given(paragraph=any_paragraphs(TOY), count=st.none() | st.integers(0, 99))
def test_the_spans_put_together_are_the_text(paragraph: Paragraph, count: int | None) -> None:
    def lookup(_: str) -> Value:
        return count

    spans = paragraph.spans(lookup)
    assert "".join(text for text, _ in spans) == paragraph.resolve(lookup)
    assert [cell for _, cell in spans if cell] == [
        run.cell for run in paragraph.runs if isinstance(run, CellRun)
    ]


@given(text=any_text)
def test_lines_become_paragraphs_and_nothing_but_blanks_is_dropped(text: str) -> None:
    found = paragraphs(text)
    assert all(p.level == 0 and p.is_plain for p in found)
    joined = plain_text(found, CELLS.get)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(line.strip() for line in joined.splitlines())


def test_plain_means_at_most_one_run_of_text() -> None:
    assert Paragraph.of("").is_plain
    assert Paragraph.of("").runs == ()
    assert Paragraph.of("一").is_plain
    assert not PARAGRAPH.is_plain
    assert not Paragraph(runs=(CellRun(cell="a.b.c"),)).is_plain
    assert not Paragraph(runs=(TextRun(text="一"), TextRun(text="二"))).is_plain


def test_paragraphs_stand_one_per_line() -> None:
    text = (Paragraph.of("（一）办理", 2), PARAGRAPH)
    assert plain_text(text, CELLS.get).splitlines() == ["（一）办理", PARAGRAPH.resolve(CELLS.get)]


@pytest.mark.parametrize("level", [-1, 5, None])
def test_a_level_beyond_the_four_headings_is_refused(level: object) -> None:
    with pytest.raises(ValidationError):
        Paragraph.model_validate({"level": level})
