"""Fonts in a PDF: embedded, extractable, registered once."""

import io
import shutil
from pathlib import Path

import pdfplumber
import pytest
from fontTools.ttLib import TTCollection, TTFont
from pdfminer.pdftypes import resolve1
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFontFace
from reportlab.pdfgen.canvas import Canvas

from gi_desktop.document.fonts import MAIN, FontSet, Role
from gi_desktop.document.pdf_font import PdfFont
from gi_desktop.document.truetype import TrueType
from gi_desktop.resources import resource

RARE = "镕喆䶮"


def bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")


@pytest.fixture(autouse=True)
def _none_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test register fonts anew: reportlab keeps those of the whole process."""
    for kept in ("_fonts", "_dynFaceNames"):  # under its name, and by the name of its face
        monkeypatch.setattr(pdfmetrics, kept, {})


@pytest.fixture
def fonts() -> FontSet:
    return FontSet.discover(())


@pytest.mark.parametrize("role", [*MAIN, Role.FALLBACK])
def test_the_face_for_a_pdf_is_the_one_that_reportlab_reads(role: Role) -> None:
    theirs = TTFontFace(str(bundled(role)))
    ours = PdfFont("Some", TrueType(bundled(role))).face
    own = {"_font", "_name", "_ttf_data", "_pos", "charToGlyph", "charWidths"}
    names = {"name", "familyName", "fullName", "styleName", "_pdfScale"}
    for name in vars(ours).keys() - own - names:
        assert getattr(ours, name) == getattr(theirs, name), name
    # reportlab keeps the end mark of format 4, U+FFFF, and takes the blank for the hard space.
    for name in ("charToGlyph", "charWidths"):
        for code in set(getattr(ours, name)) | set(getattr(theirs, name)) - {0xFFFF, 0xA0}:
            if code != 0xA0:
                assert getattr(ours, name)[code] == getattr(theirs, name)[code]
    subset = [0, *map(ord, "年2é" + RARE)]
    assert ours.makeSubset(subset) == theirs.makeSubset(subset)


def drawn(font: PdfFont, text: str) -> set[str]:
    """The names of the fonts in a PDF with this text, without the tags of the subsets."""
    pdfmetrics.registerFont(font)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=font.fontName)  # type: ignore[arg-type]  # the stub says float
    canvas.drawString(50, 700, text)
    canvas.save()
    with pdfplumber.open(buffer) as pdf:
        assert pdf.pages[0].extract_text() == text
        return {str(char["fontname"]).partition("+")[2] for char in pdf.chars}


def page(fonts: FontSet, text: str) -> bytes:
    """A PDF with the text in the font of each role, one line each."""
    buffer = io.BytesIO()
    name = fonts.pdf_name(Role.BODY)
    canvas = Canvas(buffer, initialFontName=name, invariant=1)  # type: ignore[arg-type]  # the stub says float
    for row, role in enumerate(MAIN):
        x = 50.0
        for used, piece in fonts.runs(text, role):
            canvas.setFont(fonts.pdf_name(used), 16)
            canvas.drawString(x, 700 - 40 * row, piece)
            x += fonts.width(piece, used, 16)
    canvas.save()
    return buffer.getvalue()


def test_text_is_embedded_as_subsets_and_extracts(fonts: FontSet) -> None:
    text = "一、2022年（含结转）“99.19%”——￥3.5万元，喆𬱖"
    data = page(fonts, text)
    assert len(data) < 150_000
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        lines = pdf.pages[0].extract_text().split("\n")
        names = {str(char["fontname"]) for char in pdf.chars}
        resources = resolve1(pdf.pages[0].page_obj.resources["Font"])
        embedded = [resolve1(font) for font in resources.values()]
    assert lines == [text] * len(MAIN)
    assert {name.partition("+")[2] for name in names} == {
        f"{fonts.font(role).name}" for role in Role
    }
    assert all("ToUnicode" in font for font in embedded)
    assert all("FontFile2" in resolve1(font["FontDescriptor"]) for font in embedded)


def test_the_same_text_gives_the_same_bytes(fonts: FontSet) -> None:
    assert page(fonts, "年喆2") == page(FontSet.discover(()), "年喆2")


def test_a_font_is_registered_once_and_under_its_name(fonts: FontSet, tmp_path: Path) -> None:
    name = fonts.pdf_name(Role.TABLE)
    assert name == "GISongTi-Regular"
    assert FontSet.discover(()).pdf_name(Role.TABLE) == name
    shutil.copy(bundled(Role.TABLE), tmp_path / "simsun.ttf")
    other = FontSet.discover((tmp_path,))
    twin = other.pdf_name(Role.TABLE)
    assert twin.startswith(f"{name}-")
    assert other.pdf_name(Role.TABLE) == twin


def test_one_font_of_a_collection_is_drawn(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(bundled(Role.TABLE)), TTFont(bundled(Role.LEVEL1))]
    collection.save(tmp_path / "two.ttc")
    font = PdfFont("Second", TrueType(tmp_path / "two.ttc", 1))
    assert drawn(font, "年") == {"Second-1"}
