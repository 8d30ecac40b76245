"""Golden documents: every line's place and the DOCX's XML, so that no change goes unseen.

After a change that is meant, ``python -m tests.document.write_golden`` writes them anew; the
difference is then looked at before it is committed.
"""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from gi_desktop.document import write_docx
from gi_desktop.document.blocks import blocks
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.typeset import typeset
from gi_desktop.form import current_edition
from tests.document.samples import numbers, sample
from tests.toy import TOY

GOLDEN = Path(__file__).parent / "golden"
FORM = current_edition()
FONTS = FontSet.discover(())


def pages() -> str:
    """Every line of the pages: page, left edge, baseline, role, size, text."""
    report = sample(FORM, **numbers(FORM, 120), texts={n: ["正文。"] for n in FORM.texts})
    found = typeset(blocks(report, FORM), FONTS)
    return "".join(
        f"{sheet.number} {line.pieces[0].x:7.2f} {line.y:7.2f} {line.pieces[0].role.name:6}"
        f" {line.pieces[0].size:4} {line.text}\n"
        for sheet in found.pages
        for line in (*sheet.lines, sheet.folio)
        if line is not None
    )


def document() -> str:
    """The body of the DOCX of a small edition."""
    return xml("word/document.xml")


def styles() -> str:
    """The styles of the DOCX."""
    return xml("word/styles.xml")


def xml(part: str) -> str:
    buffer = io.BytesIO()
    write_docx(sample(TOY), TOY, buffer, FONTS)
    with zipfile.ZipFile(buffer) as package:
        tree = etree.fromstring(package.read(part))
    etree.indent(tree)
    return f"{etree.tostring(tree, encoding='unicode')}\n"


MADE = {"pages-2021.txt": pages, "document-toy.xml": document, "styles.xml": styles}


def rewrite() -> None:
    """Make the golden documents anew."""
    GOLDEN.mkdir(exist_ok=True)
    for golden, make in MADE.items():
        (GOLDEN / golden).write_text(make(), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("name", MADE)
def test_the_document_is_as_it_was(name: str) -> None:
    assert MADE[name]().splitlines() == (GOLDEN / name).read_text(encoding="utf-8").splitlines()
