"""The code (核对码) on the pages, and what PDF and DOCX keep of their content."""

import io
import zipfile
import zlib
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import page as validator
import pdfplumber
import pytest
from docx import Document
from hypothesis import given, settings

from gi_desktop.document import Furniture, final, typeset_report, write_docx, write_pdf
from gi_desktop.document import page as measures
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.pages import Line, TypesetReport
from gi_desktop.document.proof import proof
from gi_desktop.document.record import Found, Record, State, _of_docx, read_record
from gi_desktop.form import Edition, current_edition
from gi_desktop.importing import import_file
from gi_desktop.report.canonical import canonical, report_of
from gi_desktop.report.fingerprint import fingerprint
from gi_desktop.report.model import Report, new_report
from tests.document.samples import sample
from tests.document.test_pdf_archive import headed
from tests.document.test_proof import AT
from tests.strategies import reports
from tests.toy import TOY

FORM = current_edition()
WRITERS = {"pdf": write_pdf, "docx": write_docx}
HEAD = b"%PDF-1.7\n<gidesktop:code>2222-2222-2222</gidesktop:code>"
every_kind = pytest.mark.parametrize("kind", sorted(WRITERS))


def furniture(what: str, report: Report, form: Edition = FORM) -> Furniture:
    return final(report, form) if what == "final" else proof(report, form, (), AT, "送审")


def written(
    kind: str,
    target: Path | BinaryIO,
    fonts: FontSet,
    what: str = "final",
    report: Report | None = None,
) -> Report:
    report = report or sample(FORM)
    WRITERS[kind](report, FORM, target, fonts, furniture(what, report))
    return report


def found_in(path: Path) -> Found:
    found = read_record(path)
    assert found is not None
    return found


# On the pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
@pytest.mark.parametrize("what", ["final", "proof"])
def test_every_page_has_the_code_across_from_its_number(
    what: str, form: Edition, fonts: FontSet
) -> None:
    report = sample(form)
    pages = typeset_report(report, form, fonts, furniture(what, report, form)).pages
    assert pages
    for sheet in pages:
        assert sheet.code is not None
        assert sheet.code.text == f"核对码 {fingerprint(report, form)}"
        assert sheet.code.y == measures.FOLIO_BASELINE
        assert sheet.code.pieces[0].size < 9
        if sheet.folio is not None:
            left, right = sorted((sheet.code, sheet.folio), key=lambda line: line.pieces[0].x)
            assert end(left, fonts) + 100 < right.pieces[0].x
            assert end(right, fonts) == pytest.approx(measures.WIDTH - measures.RIGHT - 14)
            assert left.pieces[0].x == pytest.approx(measures.LEFT + 14)


def end(line: Line, fonts: FontSet) -> float:
    piece = line.pieces[-1]
    return piece.x + fonts.width(piece.text, piece.role, piece.size)


def test_the_page_numbers_stand_where_they_stood(fonts: FontSet) -> None:
    def folios(found: TypesetReport) -> list[Line | None]:
        return [sheet.folio for sheet in found.pages]

    report = sample(FORM)
    plain = typeset_report(report, FORM, fonts)
    assert all(sheet.code is None for sheet in plain.pages), "a draft is no version to go by"
    assert folios(typeset_report(report, FORM, fonts, final(report, FORM))) == folios(plain)


@pytest.mark.parametrize("what", ["final", "proof"])
def test_the_code_is_on_every_page_of_the_pdf(what: str, fonts: FontSet) -> None:
    buffer = io.BytesIO()
    code = fingerprint(written("pdf", buffer, fonts, what), FORM)
    with pdfplumber.open(buffer) as pdf:
        assert all(f"核对码 {code}" in page.extract_text() for page in pdf.pages)


def test_the_docx_has_the_code_in_each_footer(fonts: FontSet) -> None:
    for what, footers in (("final", 2), ("proof", 4)):
        buffer = io.BytesIO()
        code = fingerprint(written("docx", buffer, fonts, what), FORM)
        with zipfile.ZipFile(buffer) as package:
            texts = [package.read(name).decode() for name in package.namelist() if "ooter" in name]
        assert len([text for text in texts if code in text]) == footers
        assert len([text for text in texts if " PAGE " in text]) == 2


def test_a_draft_has_no_code_and_keeps_nothing(fonts: FontSet, tmp_path: Path) -> None:
    for kind, write in WRITERS.items():
        path = tmp_path / f"a.{kind}"
        write(sample(FORM), FORM, path, fonts)
        assert read_record(path) is None
        assert "核对码".encode() not in path.read_bytes()


# In the files -------------------------------------------------------------------------------


@every_kind
@pytest.mark.parametrize("what", ["final", "proof"])
def test_the_file_tells_its_code_and_its_content(
    kind: str, what: str, fonts: FontSet, tmp_path: Path
) -> None:
    report = written(kind, tmp_path / "报告", fonts, what)
    found = found_in(tmp_path / "报告")
    assert found.state is State.WHOLE
    assert found.record.code == fingerprint(report, FORM)
    assert found.record.content.encode() == canonical(report, FORM)
    assert canonical(report_of(found.record.content, lambda _id: FORM)[0], FORM) == canonical(
        report, FORM
    )


@every_kind
def test_the_properties_of_the_file_show_the_code(
    kind: str, fonts: FontSet, tmp_path: Path
) -> None:
    code = fingerprint(written(kind, tmp_path / "a", fonts), FORM)
    if kind == "pdf":
        with pdfplumber.open(tmp_path / "a") as pdf:
            assert pdf.metadata["Keywords"] == f"核对码 {code}"
    else:
        assert Document(str(tmp_path / "a")).core_properties.keywords == f"核对码 {code}"


@every_kind
def test_the_same_report_gives_the_same_bytes(kind: str, fonts: FontSet) -> None:
    one, other = io.BytesIO(), io.BytesIO()
    written(kind, one, fonts)
    written(kind, other, fonts)
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize(
    "profile", [validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1]
)
def test_archives_take_it(profile: validator.ValidationProfile, fonts: FontSet) -> None:
    for report in (headed(FORM), new_report(FORM)):
        for what in ("final", "proof"):
            buffer = io.BytesIO()
            written("pdf", buffer, fonts, what, report)
            judged = validator.validate_pdf_bytes(buffer.getvalue(), profile=profile)
            assert [failure.message for failure in judged.failures] == []


@settings(max_examples=20)
@given(reports(FORM))
def test_a_record_survives_being_packed(report: Report) -> None:
    record = Record.of(report, FORM)
    part = record.docx_part(b"x")
    assert b"\n" not in part.partition(b"<record")[2]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", b"x")
        package.writestr("customXml/item3.xml", part)
    assert _of_docx(buffer.getvalue()) == Found(record, State.WHOLE)


def test_the_footer_is_no_part_of_what_an_import_reads(fonts: FontSet, tmp_path: Path) -> None:
    for kind in WRITERS:
        report = written(kind, tmp_path / f"a.{kind}", fonts)
        again = import_file(tmp_path / f"a.{kind}", FORM).report
        assert "核对码" not in str(again.texts), kind
        assert again.cells == report.cells, kind


# Changed since ------------------------------------------------------------------------------


def test_a_docx_edited_in_word_is_known_as_changed(fonts: FontSet, tmp_path: Path) -> None:
    report = written("docx", tmp_path / "a.docx", fonts)
    edited = Document(str(tmp_path / "a.docx"))
    edited.paragraphs[3].runs[0].text = "改过的话。"
    edited.save(str(tmp_path / "b.docx"))
    found = found_in(tmp_path / "b.docx")
    assert found.state is State.CHANGED
    assert found.record == Record.of(report, FORM), "what it was made with is still told"


def test_a_docx_saved_again_without_a_change_is_whole(fonts: FontSet, tmp_path: Path) -> None:
    written("docx", tmp_path / "a.docx", fonts)
    Document(str(tmp_path / "a.docx")).save(str(tmp_path / "b.docx"))
    assert found_in(tmp_path / "b.docx").state is State.WHOLE


def test_every_byte_of_a_pdf_counts(fonts: FontSet, tmp_path: Path) -> None:
    written("pdf", tmp_path / "a.pdf", fonts)
    data = (tmp_path / "a.pdf").read_bytes()
    at = data.index(b"endstream") - 40
    (tmp_path / "b.pdf").write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert found_in(tmp_path / "b.pdf").state is State.CHANGED
    (tmp_path / "b.pdf").write_bytes(data[:-20])
    assert found_in(tmp_path / "b.pdf").state is State.CHANGED


def test_what_was_added_behind_a_pdf_leaves_the_original(fonts: FontSet, tmp_path: Path) -> None:
    written("pdf", tmp_path / "a.pdf", fonts)
    data = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(data + b"\n9 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert found_in(tmp_path / "b.pdf") == replace(
        found_in(tmp_path / "a.pdf"), state=State.ADDED_TO, original=data
    )


@every_kind
def test_a_forged_content_is_no_record(kind: str, fonts: FontSet, tmp_path: Path) -> None:
    """The code of a file whose content says something else is worth nothing."""
    path = tmp_path / f"a.{kind}"
    report = written(kind, path, fonts)
    code = fingerprint(report, FORM).encode()
    other = fingerprint(new_report(FORM), FORM).encode()
    if kind == "pdf":
        path.write_bytes(path.read_bytes().replace(code, other))
    else:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(path, "w") as package:
            for name, part in parts.items():
                package.writestr(name, part.replace(code, other))
    assert read_record(path) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        HEAD + b"<gidesktop:content>AAAA</gidesktop:content>",
        HEAD + b"<gidesktop:content>eJwDAAAAAAE=</gidesktop:content>",
        b"hello" * 1000,
    ],
)
def test_what_holds_no_record_has_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    assert read_record(tmp_path / "a") is None


def test_a_record_that_swells_is_cut_off(tmp_path: Path) -> None:
    bomb = b64encode(zlib.compress(b" " * 50_000_000, 9))
    (tmp_path / "a").write_bytes(HEAD + b"<gidesktop:content>" + bomb + b"</gidesktop:content>")
    assert read_record(tmp_path / "a") is None
