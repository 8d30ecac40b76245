"""The fingerprint (核对码): stable for ever, typeable, and no slip of a finger goes unseen."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_desktop.form import current_edition
from gi_desktop.report.canonical import canonical
from gi_desktop.report.fingerprint import (
    LENGTH,
    LETTERS,
    CodeError,
    NewerCodeError,
    code_of,
    code_of_text,
    find_codes,
    fingerprint,
    plain,
    read_code,
    version_in,
)
from gi_desktop.report.model import Organ, Report, Seal
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.serial import from_json, to_record
from gi_desktop.report.values import Raw
from tests.report.test_canonical import FORM, REPORT
from tests.strategies import long_report, reports
from tests.toy import TOY

GOLDEN = {1: "1T30-HZNJ-SE35", 2: "21S0-EHGX-AG1K"}
GOLDEN_LONG = "2ZCA-MB1P-E2R7"
"""Codes printed by this version of the program. They never change: they stand on paper."""

codes = st.binary(max_size=40).map(lambda content: code_of(content, 2))


def swapped(code: str, at: int) -> str:
    """The code with two neighbours changed about, counted without the hyphens."""
    text = plain(code)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


# Stable -------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", sorted(GOLDEN))
def test_codes_on_paper_hold_for_ever(version: int) -> None:
    assert fingerprint(REPORT, TOY, version) == GOLDEN[version]
    assert version_in(GOLDEN[version]) == version
    assert read_code(GOLDEN[version]) == GOLDEN[version]


def test_a_whole_report_of_the_official_form_has_its_code_for_ever() -> None:
    assert fingerprint(long_report(FORM), FORM) == GOLDEN_LONG


@settings(max_examples=25)
@given(data=st.data())
def test_saving_opening_and_a_new_id_leave_the_code(data: st.DataObject) -> None:
    report = data.draw(reports(FORM))
    copy = from_json(json.loads(json.dumps(to_record(report, FORM))), FORM)
    assert fingerprint(copy.replace(id=uuid4()), FORM) == fingerprint(report, FORM)


def test_another_process_with_other_hashes_and_another_locale_finds_the_same() -> None:
    script = (
        "from gi_desktop.report.fingerprint import fingerprint\n"
        "from tests.strategies import long_report\n"
        "from gi_desktop.form import current_edition\n"
        "print(fingerprint(long_report(current_edition()), current_edition()))"
    )
    root = Path(__file__).resolve().parents[2]
    for seed, locale in (("1", "C"), ("2", "zh_CN.GB18030")):
        environ = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": str(root),
        }
        done = subprocess.run(
            [sys.executable, "-c", script], env=environ, capture_output=True, check=True, cwd=root
        )
        assert done.stdout.decode("ascii").strip() == GOLDEN_LONG


def test_nothing_but_the_content_counts() -> None:
    text = Paragraph.of("办理来信。 ")
    other = REPORT.replace(
        id=uuid4(),
        organ=REPORT.organ.replace(id="x", telephone="1", website="w"),
        signature=REPORT.signature.replace(seal=Seal.SEALED, date="2025-1-8"),
        cells={**REPORT.cells, "letters.received.total": 7},
        texts={"work": (text, Paragraph.of("  "), Paragraph.of("（一）办理", 2))},
    )
    assert fingerprint(other, TOY) == fingerprint(REPORT, TOY)


# Every cell and every character -------------------------------------------------------------


def test_each_cell_of_the_form_changes_it_and_no_two_changes_give_the_same() -> None:
    report = long_report(FORM, 400)
    found = {fingerprint(report, FORM)}
    changes = 0
    for spec in FORM.inputs:
        for value in (987_654, None, Raw("12a")):
            cells = {cell: v for cell, v in report.cells.items() if cell != spec.address}
            if value is not None:
                cells[spec.address] = value
            found.add(fingerprint(report.replace(cells=cells), FORM))
            changes += 1
    assert len(found) == changes + 1


def test_empty_is_not_zero_and_9_5_is_not_9_50() -> None:
    def amount(value: Decimal | None) -> str:
        cells = {} if value is None else {"letters.postage.amount": value}
        return fingerprint(Report(edition="toy", cells=cells), TOY)

    shown = [None, Decimal(0), Decimal("0.0"), Decimal("9.5"), Decimal("9.50")]
    assert len({amount(value) for value in shown}) == len(shown)


def test_an_amount_filled_with_zero_is_the_same_after_saving() -> None:
    report = long_report(FORM, 300)
    report = report.replace(cells={spec.address: 0 for spec in FORM.inputs})
    copy = from_json(json.loads(json.dumps(to_record(report, FORM))), FORM)
    assert fingerprint(copy, FORM) == fingerprint(report, FORM)


def test_each_character_of_each_text_changes_it() -> None:
    report = long_report(FORM, 300)
    before = fingerprint(report, FORM)
    for text_id in FORM.texts:
        first, *others = report.text(text_id)
        text = first.resolve(lambda _cell: None)
        for at, char in enumerate(text):
            # Left out, another one, doubled; a blank at the ends of a line is none.
            blank = () if at == len(text) - 1 else (f"{char} ",)
            for other in ("", "囗", char * 2, *blank):
                changed = Paragraph.of(text[:at] + other + text[at + 1 :])
                texts = {**report.texts, text_id: (changed, *others)}
                assert fingerprint(report.replace(texts=texts), FORM) != before


@pytest.mark.parametrize(
    "one,other",
    [("1 2", "12"), ("1 2", "1  2"), ("1 2", "1\u30002"), ("a\nb", "a b"), ("café", "cafe\u0301")],
)
def test_blanks_and_line_breaks_inside_a_text_are_characters(one: str, other: str) -> None:
    def code(text: str) -> str:
        return fingerprint(REPORT.replace(texts={"work": (Paragraph.of(text),)}), TOY)

    assert code(one) != code(other)


def test_a_name_that_is_not_printed_does_not_count() -> None:
    unsigned = REPORT.replace(signature=REPORT.signature.replace(seal=Seal.NONE))
    assert fingerprint(unsigned, TOY) == fingerprint(
        unsigned.replace(signature=unsigned.signature.replace(name="别人")), TOY
    )
    signed = REPORT.replace(signature=REPORT.signature.replace(seal=Seal.UNSEALED))
    assert fingerprint(signed, TOY) != fingerprint(unsigned, TOY)


def test_two_halves_of_a_character_are_the_character() -> None:
    whole, halves = "😀", "\ud83d\ude00"
    assert fingerprint(REPORT.replace(organ=Organ(name=whole)), TOY) == fingerprint(
        REPORT.replace(organ=Organ(name=halves)), TOY
    )
    assert code_of_text(canonical(REPORT, TOY).decode()) == GOLDEN[2]


# Typed from paper ---------------------------------------------------------------------------


def test_it_has_three_groups_of_four_without_letters_that_look_like_others() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 32
    assert not set("ILOU") & set(LETTERS)
    assert [len(group) for group in GOLDEN[2].split("-")] == [4, 4, 4]


@given(codes, st.data())
def test_it_may_be_typed_in_any_width_and_case(code: str, data: st.DataObject) -> None:
    alike = {"0": "0Oo０Ｏ", "1": "1IiLl１"}
    typed = ""
    for char in code:
        if char == "-":
            typed += data.draw(st.sampled_from(["-", "", " ", "—", "－", "\u3000", "·", " - "]))
        else:
            wide = chr(ord(char) + 0xFEE0)
            typed += data.draw(st.sampled_from([char, char.lower(), wide, *alike.get(char, "")]))
    assert read_code(f"  核对码：{typed}\n") == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(LETTERS))
def test_every_single_wrong_character_shows(code: str, at: int, char: str) -> None:
    text = plain(code)
    if text[at] == char:
        return
    with pytest.raises(CodeError, match="输错了") as error:
        read_code(text[:at] + char + text[at + 1 :])
    assert code in [mend.code for mend in error.value.mends if mend.certain]
    assert f"第 {at + 1} 位" in next(m.how for m in error.value.mends if m.code == code)


@given(codes, st.integers(0, LENGTH - 2))
def test_every_two_neighbours_changed_about_show(code: str, at: int) -> None:
    text = plain(code)
    if text[at] == text[at + 1]:
        return
    with pytest.raises(CodeError, match="输错了") as error:
        read_code(swapped(code, at))
    assert f"第 {at + 1}、{at + 2} 位写反了" in [
        mend.how for mend in error.value.mends if mend.code == code
    ]


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(LETTERS))
def test_a_character_too_few_or_too_many_shows(code: str, at: int, char: str) -> None:
    text = plain(code)
    for typed in (text[:at] + text[at + 1 :], text[:at] + char + text[at:]):
        with pytest.raises(CodeError, match=f"12 位，这里有 {len(typed)} 位") as error:
            read_code(typed)
        assert code in [mend.code for mend in error.value.mends]
        assert not any(mend.certain for mend in error.value.mends)


def test_all_pairs_of_wrong_neighbours_leave_no_gap() -> None:
    """Exhaustive: the property tests above draw; these are all of them for one code."""
    text = plain(GOLDEN[2])
    for at in range(LENGTH):
        for char in set(LETTERS) - {text[at]}:
            with pytest.raises(CodeError):
                read_code(text[:at] + char + text[at + 1 :])


@pytest.mark.parametrize(
    "typed,said",
    [
        ("", "还没有输入"),
        (" - ", "还没有输入"),
        ("2U7K", "没有 “U”"),
        ("你好", "没有 “你”、“好”"),
        ("2A7K", "12 位，这里有 4 位"),
        ("2" * 500, "12 位，这里有 500 位"),
    ],
)
def test_what_is_no_code_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(CodeError, match=said):
        read_code(typed)


def test_a_code_of_a_newer_program_is_none_of_the_mistyped() -> None:
    with pytest.raises(NewerCodeError, match="请更新程序"):
        read_code(code_of(b"", 3))


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_a_sentence(typed: str) -> None:
    try:
        code = read_code(typed)
    except CodeError as error:
        code, said = "", str(error)
        assert said.endswith("。"), said
    assert not code or find_codes(code) == (code,)


def test_codes_are_found_in_the_text_of_a_page() -> None:
    one, other = GOLDEN[2], GOLDEN[1]
    text = f"核对码 {one}\n— 1 —\n核对码 {one} 核对码{other}。2A7K-9QX0-M3TD {one}-0000"
    assert find_codes(text) == (one, other)
    assert current_edition() is FORM
