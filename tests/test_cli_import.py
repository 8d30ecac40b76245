"""``gi-desktop import``: whatever kind of file holds the report, the draft holds its numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gi_desktop.document import write_docx, write_html, write_pdf, write_xlsx
from gi_desktop.report.sheet import Plan
from gi_desktop.session import Session
from tests.commands import FORM, SOUND, Run

pytestmark = pytest.mark.usefixtures("own_folder")
PLAN = Plan.of(FORM)
WRITERS: dict[str, Callable[..., object]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "html": write_html,
    "xlsx": write_xlsx,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_of_document_becomes_a_draft(kind: str, run: Run) -> None:
    WRITERS[kind](SOUND, FORM, Path(f"report.{kind}"))
    code, out, err = run("import", f"report.{kind}", "-o", "a.xxgk")
    assert (code, out) == (0, "")
    report = Session.open(Path("a.xxgk")).report
    found, true = PLAN.sheet(report.cells), PLAN.sheet(SOUND.cells)
    assert {c: found.value(c) for c in FORM.cells} == {c: true.value(c) for c in FORM.cells}
    # A workbook holds the tables alone: what it has not is named.
    assert ("没有读到文字" in err) == (kind == "xlsx")


@pytest.mark.parametrize("name", ["a.doc", "a.et", "a.zip", "a.jpg", "a.ofd"])
def test_what_cannot_be_imported_is_refused_with_advice(name: str, run: Run) -> None:
    beginnings = {".zip": b"PK\x03\x04", ".jpg": b"\xff\xd8\xff", ".ofd": b"PK\x03\x04"}
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    Path(name).write_bytes(beginnings.get(Path(name).suffix, ole) + bytes(90))
    code, out, err = run("import", name, "-o", "b.xxgk")
    assert (code, out) == (2, "")
    assert "请" in err
    assert not Path("b.xxgk").exists()
