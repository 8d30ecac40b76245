"""DOCX and PDF of a report of nine pages: warm, in fresh processes, and beside other ways."""

import io
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import docx
import pytest
from docx.oxml.ns import qn

from gi_desktop.document import typeset_report, write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.model import Report
from gi_desktop.report.prose import Paragraph
from tests.bench.measuring import (
    Measured,
    beside,
    faster,
    fresh_process,
    in_turn,
    median,
    report,
)
from tests.document.office import font_configuration
from tests.strategies import long_report

FORM = current_edition()
FONTS = FontSet.discover(())
PAGES = 9
DIFFERENT = 600
"""Characters that occur, somewhat more than in real reports: what a font's subset holds."""
COLD, WARM = 5, 15
MANY = 6
AS_DOCXTPL, AS_OFFICE = 1.2, 6.0
"""How many times as fast we are to be."""

EXPORT = """
import sys
from gi_desktop.cli import main
assert main(["export", *sys.argv[1:]]) == 0
"""
FILL = """
import json
import sys
from pathlib import Path
from docxtpl import DocxTemplate
template, values, target = sys.argv[1:]
filled = DocxTemplate(template)
filled.render(json.loads(Path(values).read_text(encoding="utf-8")))
filled.save(target)
"""


def nine_pages() -> Report:
    """A report of nine pages: with as much prose as that takes."""
    for prose in range(1000, 9000, 250):
        found = varied(prose)
        if len(typeset_report(found, FORM, FONTS).pages) == PAGES:
            return found
    raise AssertionError("no amount of prose gives nine pages")


def varied(prose: int) -> Report:
    """A report whose prose has as many different characters as that of an office."""
    found = long_report(FORM, prose)
    common = [bytes((0xB0 + n // 94, 0xA1 + n % 94)).decode("gb2312") for n in range(DIFFERENT)]
    chosen = random.Random(prose)
    return found.replace(
        texts={
            name: tuple(
                Paragraph.of("".join(_other(char, chosen, common) for char in part.resolve(_none)))
                for part in text
            )
            for name, text in found.texts.items()
        }
    )


def _other(char: str, chosen: random.Random, common: list[str]) -> str:
    return chosen.choice(common) if char not in "，。0123456789" else char


def _none(_address: str) -> None:
    raise AssertionError("this prose refers to no cell")


@pytest.fixture(scope="module")
def nine() -> Report:
    return nine_pages()


@pytest.fixture
def draft(nine: Report, tmp_path: Path) -> Path:
    path = tmp_path / "nine.xxgk"
    write_draft(path, Draft(nine), FORM)
    return path


def to_pdf(nine: Report) -> bytes:
    buffer = io.BytesIO()
    write_pdf(nine, FORM, buffer, FONTS)
    return buffer.getvalue()


def to_docx(nine: Report) -> bytes:
    buffer = io.BytesIO()
    write_docx(nine, FORM, buffer, FONTS)
    return buffer.getvalue()


# docxtpl ------------------------------------------------------------------------------------


def template_of(document: bytes, target: Path) -> dict[str, str]:
    """Make our DOCX a template with a place for each number and paragraph; return what they held.

    Headings, labels, merged cells and formats are the template's own: docxtpl need not make them.
    """
    opened = docx.Document(io.BytesIO(document))
    headings = {section.heading for section in FORM.sections}
    held: dict[str, str] = {}
    for paragraph in opened.paragraphs:
        if paragraph.text and paragraph.text not in headings:
            name = f"p{len(held)}"
            held[name] = paragraph.text
            first, *others = paragraph.runs
            first.text = f"{{{{ {name} }}}}"
            for run in others:
                run.text = ""
    for text in opened.element.body.iter(qn("w:t")):
        if text.text and text.text.replace(".", "").isdigit():
            name = f"n{len(held)}"
            held[name] = text.text
            text.text = f"{{{{ {name} }}}}"
    opened.save(str(target))
    return held


def content(document: bytes | Path) -> tuple[list[str], list[list[str]]]:
    """Paragraphs and, by table, the cells of a DOCX."""
    source = io.BytesIO(document) if isinstance(document, bytes) else str(document)
    opened = docx.Document(source)
    cells = [
        [
            "".join(text.text or "" for text in cell.iter(qn("w:t")))
            for cell in table.iter(qn("w:tc"))
        ]
        for table in opened.element.body.iter(qn("w:tbl"))
    ]
    return [paragraph.text for paragraph in opened.paragraphs], cells


def filling(template: Path, held: dict[str, str]) -> Callable[[], bytes]:
    """Return what fills the template once; skip where docxtpl is absent."""
    docxtpl = pytest.importorskip("docxtpl", reason="absent: docxtpl")

    def fill() -> bytes:
        buffer = io.BytesIO()
        filled = docxtpl.DocxTemplate(str(template))
        filled.render(held)
        filled.save(buffer)
        return buffer.getvalue()

    return fill


def test_warm(nine: Report, tmp_path: Path) -> None:
    template = tmp_path / "template.docx"
    held = template_of(to_docx(nine), template)
    fill = filling(template, held)
    assert content(fill()) == content(to_docx(nine))
    found = in_turn(
        {"pdf": lambda: to_pdf(nine), "docx": lambda: to_docx(nine), "docxtpl": fill}, WARM
    )
    met = [
        report("tagged PDF of nine pages, warm", found["pdf"] * 1000, 120, "ms"),
        report("DOCX of nine pages, warm", found["docx"] * 1000, 100, "ms"),
        faster(f"docxtpl filling {len(held)} places", found["docx"], found["docxtpl"], AS_DOCXTPL),
    ]
    assert all(met)


def test_cold(nine: Report, draft: Path, tmp_path: Path) -> None:
    template, values = tmp_path / "template.docx", tmp_path / "values.json"
    held = template_of(to_docx(nine), template)
    filling(template, held)
    values.write_text(json.dumps(held), encoding="utf-8")
    made, pdf, filled = (str(tmp_path / name) for name in ("a.docx", "a.pdf", "b.docx"))
    runs: dict[str, list[Measured]] = {"both": [], "docx": [], "docxtpl": []}
    for _ in range(COLD):
        runs["both"].append(fresh_process(EXPORT, str(draft), "--docx", made, "--pdf", pdf))
        runs["docx"].append(fresh_process(EXPORT, str(draft), "--docx", made))
        runs["docxtpl"].append(fresh_process(FILL, str(template), str(values), filled))
    assert content(Path(made)) == content(Path(filled))
    both, ours, theirs = (median(runs[name]) for name in runs)
    met = [report("DOCX and PDF of nine pages, fresh process", both.seconds, 0.6, "s")]
    # Ours reads a draft, checks it and measures fonts besides; docxtpl gets its texts ready-made.
    beside("docxtpl, DOCX only", theirs.seconds, ours.seconds, "s")
    if both.megabytes and ours.megabytes and theirs.megabytes:
        met.append(report("    peak memory of both", both.megabytes, 120, "MB"))
        beside("docxtpl, DOCX only", theirs.megabytes, ours.megabytes, "MB")
    assert all(met)


# LibreOffice --------------------------------------------------------------------------------


def office(folder: Path) -> Callable[[int], float]:
    """Return what turns so many copies of a.docx into PDF in one process, and tells the time."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("absent: LibreOffice")
    fonts = font_configuration(folder)
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / "office"

    def convert(copies: int) -> float:
        names = [folder / f"{number}.docx" for number in range(copies)]
        for name in names:
            shutil.copy(folder / "a.docx", name)
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target)]
        start = perf_counter()
        subprocess.run(
            [*command, *map(str, names)], check=True, capture_output=True, env=environment
        )
        taken = perf_counter() - start
        assert all((target / f"{name.stem}.pdf").is_file() for name in names)
        shutil.rmtree(target)
        return taken

    convert(1)  # makes the profile
    return convert


def test_pdf_beside_libreoffice(nine: Report, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(to_docx(nine))
    convert = office(tmp_path)
    pdf = str(tmp_path / "a.pdf")
    one, many, ours, running = [], [], [], []
    for _ in range(3):  # in turn, so that a busy moment of the machine falls on all of them
        one.append(convert(1))
        running += [in_turn({"pdf": lambda: to_pdf(nine)}, 1)["pdf"] for _ in range(WARM // 3)]
        many.append(convert(1 + MANY))
        ours.append(fresh_process(EXPORT, str(draft), "--pdf", pdf))
    first, warm, cold = sorted(one)[1], sorted(running)[len(running) // 2], median(ours).seconds
    further = (sorted(many)[1] - first) / MANY
    print("\nPDF of nine pages")
    # A program that leaves its PDF to LibreOffice starts it for each; ours is running anyway.
    met = faster("LibreOffice started for one DOCX", warm, first, AS_OFFICE)
    beside("the same, our program being started as well", first, cold, "s")
    beside("a LibreOffice that goes on to the next DOCX", further, warm, "s")
    assert met
