"""DOCX and PDF of a report of nine pages, each time in a process of its own."""

from pathlib import Path

import pdfplumber

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import current_edition
from tests.bench.measuring import beside, fresh_process, median, report
from tests.strategies import long_report

FORM = current_edition()
PAGES = 9
RUNS = 5

EXPORT = """
import sys
from gi_desktop.cli import main
draft, docx, pdf = sys.argv[1:]
assert main(["export", draft, "--docx", docx, "--pdf", pdf]) == 0
"""
TEMPLATE = """
import sys
import docx
docx.Document(sys.argv[1]).save(sys.argv[2])
"""
DRAW = """
import sys
from pathlib import Path
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
text = Path(sys.argv[1]).read_text(encoding="utf-8")
pdfmetrics.registerFont(TTFont("body", sys.argv[3]))
canvas = Canvas(sys.argv[2])
for page in text.split("\\f"):
    canvas.setFont("body", 16)
    for number, line in enumerate(page.splitlines()):
        canvas.drawString(79, 720 - 29 * (number % 22), line)
    canvas.showPage()
canvas.save()
"""


def draft_of_nine_pages(folder: Path) -> Path:
    """A draft whose PDF has nine pages: with as much prose as that takes."""
    path, pdf = folder / "nine.xxgk", folder / "nine.pdf"
    for prose in range(1000, 9000, 250):
        write_draft(path, Draft(long_report(FORM, prose)), FORM)
        fresh_process(EXPORT, str(path), str(folder / "nine.docx"), str(pdf))
        with pdfplumber.open(pdf) as opened:
            if len(opened.pages) == PAGES:
                return path
    raise AssertionError("no amount of prose gives nine pages")


def test_docx_and_pdf_of_nine_pages(tmp_path: Path, official_template: Path) -> None:
    draft = draft_of_nine_pages(tmp_path)
    docx, pdf, text = (tmp_path / name for name in ("a.docx", "a.pdf", "a.txt"))
    runs = [fresh_process(EXPORT, str(draft), str(docx), str(pdf)) for _ in range(RUNS)]
    found = median(runs)
    in_time = report("DOCX and PDF of nine pages, fresh process", found.seconds, 0.8, "s")

    saved = str(tmp_path / "template.docx")
    opening = median([fresh_process(TEMPLATE, str(official_template), saved) for _ in range(RUNS)])
    beside("python-docx opening and saving the template", opening.seconds, found.seconds, "s")
    with pdfplumber.open(pdf) as opened:
        assert len(opened.pages) == PAGES
        text.write_text("\f".join(p.extract_text() for p in opened.pages), encoding="utf-8")
    font = str(Path(__file__).resolve().parents[2] / "resources" / "fonts" / "fangsong.ttf")
    drawing = median(
        [fresh_process(DRAW, str(text), str(tmp_path / "b.pdf"), font) for _ in range(RUNS)]
    )
    characters = len("".join(text.read_text(encoding="utf-8").split()))
    beside(f"reportlab drawing {characters} characters", drawing.seconds, found.seconds, "s")

    in_memory = True
    if found.megabytes and opening.megabytes and drawing.megabytes:
        in_memory = report("    peak memory", found.megabytes, 120, "MB")
        beside("python-docx", opening.megabytes, found.megabytes, "MB")
        beside("reportlab", drawing.megabytes, found.megabytes, "MB")
    assert in_time
    assert in_memory
