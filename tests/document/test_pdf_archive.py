"""The PDF before an independent judge: fit for archives (PDF/A-2a) and for the blind (PDF/UA-1)."""

import io
from pathlib import Path
from typing import Any

import page
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from gi_desktop.document import Furniture, write_pdf
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.document.pdf_archive import Stream, nested
from gi_desktop.form import Edition
from gi_desktop.report.exact_json import loads
from gi_desktop.report.model import Report, new_report
from gi_desktop.report.serial import from_json
from tests.document.samples import numbers, prose, sample
from tests.document.test_pdf_tags import PROOF
from tests.toy import TOY

ARCHIVE, ACCESS = page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1


def faults(data: bytes, profile: page.ValidationProfile) -> list[str]:
    """What a validator of its own make finds against a standard."""
    judged = page.validate_pdf_bytes(data, profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in judged.failures]
    assert judged.is_compliant == (not found)
    assert judged.rules.total > 50
    return found


def pdf_of(
    report: Report, form: Edition, fonts: FontSet, furniture: Furniture | None = None
) -> bytes:
    buffer = io.BytesIO()
    write_pdf(report, form, buffer, fonts, furniture or Furniture())
    return buffer.getvalue()


def headed(form: Edition) -> Report:
    """A report whose headings go down level by level."""
    words = {2: "（一）主动公开情况", 3: "1.公开数量", 4: "（1）网站公开数量", 0: "情况如下。"}
    listed = [{"level": level, "text": words[level]} for level in (2, 3, 4, 0, 3, 2, 0)]
    return sample(form, texts={name: listed for name in form.texts if name != form.preface})


def rare(fonts: FontSet) -> str:
    return next(
        char for char in map(chr, range(0x20000, 0x2A6D0)) if not fonts.missing(char, Role.BODY)
    )


@pytest.mark.parametrize("profile", [ARCHIVE, ACCESS])
@pytest.mark.parametrize("what", ["full", "long", "rare", "empty", "proof", "toy"])
def test_the_judge_finds_no_fault(
    what: str, profile: page.ValidationProfile, form: Edition, fonts: FontSet
) -> None:
    odd = f"名字是{rare(fonts)}和䶮，还有\U0010fffd；A & B <c> “d”。"
    made: dict[str, Any] = {
        "full": (headed(form), form),
        "long": (
            sample(form, **numbers(form, 12345678), texts={n: prose(12) for n in form.texts}),
            form,
        ),
        "rare": (sample(form, title="甲 & 乙 <丙>2025年报告", texts={"preface": [odd]}), form),
        "empty": (new_report(form), form),
        "proof": (sample(form), form),
        "toy": (headed(TOY), TOY),
    }
    report, edition = made[what]
    around = PROOF if what == "proof" else None
    assert faults(pdf_of(report, edition, fonts, around), profile) == []


def test_the_judge_finds_no_fault_in_real_reports(
    real_reports: dict[str, Path], form: Edition, fonts: FontSet
) -> None:
    for name, source in real_reports.items():
        expected = loads((source.parent / f"{name}.expected.json").read_text(encoding="utf-8"))
        data = pdf_of(from_json(expected, form), form, fonts)
        assert faults(data, ARCHIVE) == faults(data, ACCESS) == []


def test_headings_that_skip_a_level_take_the_claim_away_and_keep_their_level(
    form: Edition, fonts: FontSet
) -> None:
    texts = {"overview": [{"level": 4, "text": "（1）直接到四级"}]}
    data = pdf_of(sample(form, texts=texts), form, fonts)
    assert b"pdfuaid" not in data
    assert b"/S /H4" in data
    assert faults(data, ARCHIVE) == []
    assert any("HEADING" in fault for fault in faults(data, ACCESS))


def test_the_judge_does_find_faults(form: Edition, fonts: FontSet) -> None:
    data = pdf_of(headed(form), form, fonts)
    for profile, there, spoilt in (
        (ACCESS, b"/Scope", b"/Scape"),
        (ACCESS, b"/ColSpan", b"/ColSpam"),
        (ACCESS, b"/MarkInfo", b"/MarcInfo"),
        (ARCHIVE, b"/OutputIntents", b"/OutputIndents"),
        (ARCHIVE, b"/FontFile2", b"/FontFile9"),
    ):
        assert there in data
        assert faults(data.replace(there, spoilt), profile) != []


@pytest.mark.parametrize("data", [b"", b"a", b"a\r", b"a\n", b"a\r\n"])
def test_the_end_of_a_stream_is_told_from_its_data(data: bytes) -> None:
    written = Stream(content=data).format(PDFDocument())
    assert written.endswith(b"\nstream\n" + data + b"\r\nendstream\n")
    assert f"/Length {len(data)}".encode() in written


@given(st.lists(st.integers(1, 4)))
def test_headings_nest_where_each_goes_at_most_one_level_down(levels: list[int]) -> None:
    steps = [after - before for before, after in zip([0, *levels], levels, strict=False)]
    assert nested(levels) == all(step <= 1 for step in steps)
