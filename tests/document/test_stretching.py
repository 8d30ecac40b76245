"""Over-stretched lines: each is named with its place, in the PDF's notes and in the DOCX's."""

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.document import write_docx
from gi_desktop.document.blocks import blocks
from gi_desktop.document.breaking import MAX_STRETCH, NO_END, NO_START
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.page import EM
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition, current_edition
from tests.document.generated import KINDS
from tests.document.samples import PLAIN, prose, sample

FORM = current_edition()
FONTS = FontSet.discover(())
ADDRESS = "www.yunxi.gov.cn"


@pytest.mark.parametrize("rest", [9, 20])
def test_a_stretched_line_is_named_with_its_place(form: Edition, fonts: FontSet, rest: int) -> None:
    """Whether our own line is parted after a dot of the address or stays ragged."""
    text = f"请看本机关网站{'府' * 12}{ADDRESS}{'府' * rest}"
    report = sample(form, texts={"overview": ["概述。", text]})
    (note,) = typeset(blocks(report, form), fonts).notes
    assert "有 1 行" in note
    assert "一、总体情况第 2 段“请看本机关网站府府府…”" in note
    assert write_docx(report, form, io.BytesIO(), fonts) == [note]


def test_many_stretched_lines_are_counted(form: Edition, fonts: FontSet) -> None:
    text = f"{'政' * 19}{ADDRESS}"
    report = sample(form, texts={"problems": [text] * 7})
    (note,) = typeset(blocks(report, form), fonts).notes
    assert "有 7 行" in note
    assert "等 7 处" in note
    assert "第 5 段" not in note


def test_each_stretched_line_of_a_paragraph_is_named(form: Edition, fonts: FontSet) -> None:
    text = f"{'政' * 19}{ADDRESS}{'府' * 15}{ADDRESS}{'府' * 9}"
    report = sample(form, texts={"problems": [text]})
    (note,) = typeset(blocks(report, form), fonts).notes
    assert "有 2 行" in note
    assert "“政政政政政政政政政政…”" in note
    assert "“www.yunxi.…”" in note


def test_ordinary_prose_needs_no_word(form: Edition, fonts: FontSet) -> None:
    report = sample(form, texts={name: prose(3, 3, PLAIN) for name in form.texts})
    assert typeset(blocks(report, form), fonts).notes == ()


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10**6))
@settings(max_examples=20)
def test_no_generated_line_breaks_the_rules_or_is_over_stretched(kind: str, seed: int) -> None:
    """What cannot be filled stays ragged and is named."""
    found = typeset(blocks(KINDS[kind](FORM, seed), FORM), FONTS)
    prose_lines = [line for sheet in found.pages for line in sheet.lines if line.cell is None]
    for before, after in pairwise(prose_lines):
        if before.block == after.block:
            assert after.text[0] not in NO_START
            assert before.text[-1] not in NO_END
            assert not (before.text[-1] == after.text[0] and after.text[0] in "—…")
    for line in prose_lines:
        assert max(piece.char_space for piece in line.pieces) <= EM * MAX_STRETCH
