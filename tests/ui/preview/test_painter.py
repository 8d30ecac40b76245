"""What is painted is what the PDF holds: same glyphs, same places."""

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gi_desktop.document import (
    DocumentError,
    FontSet,
    Furniture,
    typeset_report,
    write_pdf,
)
from gi_desktop.document import page as measures
from gi_desktop.document.fonts import Role
from gi_desktop.document.pages import Line, Page, TextPiece
from gi_desktop.document.truetype import TrueType
from gi_desktop.form import Edition
from gi_desktop.ui.preview.faces import FileFaces, PrintFaces, single_font
from gi_desktop.ui.preview.ink import InkedPage, ink_page, ink_report
from gi_desktop.ui.preview.painter import PagePainter
from tests.document.samples import PARAGRAPH, sample

SCALE = 96 / 72
PROOF = Furniture(header="送审稿 2026年1月16日", watermark="草稿")
RARE = "镕𠮷喆"


def painted(page: InkedPage, scale: float = SCALE, *, on_screen: bool = False) -> Image.Image:
    """A page as a picture in grey."""
    size = round(measures.WIDTH * scale), round(measures.HEIGHT * scale)
    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    PagePainter(FileFaces(), scale, on_screen=on_screen).paint(painter, page)
    painter.end()
    data, line = bytes(image.constBits()), image.bytesPerLine()
    return Image.frombuffer("L", size, data, "raw", "L", line, 1)


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures differ, of 255."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


def bands(image: Image.Image) -> list[int]:
    """Where ink begins and ends, from the top: rows with more than a trace of it."""
    profile = ImageChops.invert(image).resize((1, image.height), Image.Resampling.BOX).tobytes()
    inked = [value > 2 for value in profile]
    return [n for n in range(1, len(inked)) if inked[n] != inked[n - 1]]


@pytest.mark.parametrize("furniture", [Furniture(), PROOF], ids=["final", "proof"])
def test_the_picture_is_that_of_the_pdf(
    application: QApplication, form: Edition, fonts: FontSet, furniture: Furniture
) -> None:
    texts = {form.sections[0].text: [{"level": 0, "text": RARE + PARAGRAPH * 3}]}
    report = sample(form, texts=texts)
    buffer = io.BytesIO()
    write_pdf(report, form, buffer, fonts, furniture)
    pages = ink_report(typeset_report(report, form, fonts, furniture), fonts, {})
    pdf = pypdfium2.PdfDocument(buffer.getvalue())
    assert len(pdf) == len(pages)
    for number, page in enumerate(pages):
        ours = painted(page)
        theirs = pdf[number].render(scale=SCALE).to_pil().convert("L")
        assert ours.size == theirs.size
        # More alike than the same picture one pixel lower or further right.
        assert unlike(ours, theirs) < 0.7 * unlike(ours, ImageChops.offset(ours, 0, 1))
        assert unlike(ours, theirs) < 0.7 * unlike(ours, ImageChops.offset(ours, 1, 0))
        if not furniture.watermark:  # which lies between all lines
            mine, other = bands(ours), bands(theirs)
            assert len(mine) == len(other)
            assert max(abs(a - b) for a, b in zip(mine, other, strict=True)) <= 1
    pdf.close()


def inked(text: str, fonts: FontSet, size: float = 16.0, role: Role = Role.BODY) -> InkedPage:
    """A page with one line at 100, 100 pt."""
    line = Line(100.0, (TextPiece(100.0, text, role, size, 0.0),), 0)
    return ink_page(Page(1, (line,), (), (), None), fonts)


@pytest.mark.parametrize("zoom", [0.25, 1.0, 2.9, 3.1, 5.0])
def test_text_shows_at_every_zoom(application: QApplication, fonts: FontSet, zoom: float) -> None:
    """Also where a glyph has more than 64 px, which Qt paints another way."""
    scale = zoom * SCALE
    left, top, right, bottom = ImageChops.invert(
        painted(inked("口", fonts), scale, on_screen=True)
    ).getbbox() or (0, 0, 0, 0)
    glyph = ImageChops.invert(painted(inked("口", fonts), 10.0)).getbbox()
    assert glyph is not None
    exact = [edge * scale / 10.0 for edge in glyph]
    for found, wanted in zip((left, top, right, bottom), exact, strict=True):
        assert abs(found - wanted) <= 1.5


def test_a_character_that_the_font_lacks_comes_from_the_other(fonts: FontSet) -> None:
    page = inked("甲镕乙", fonts)
    used = [run.font for run in page.runs]
    assert used == [fonts.font(Role.BODY), fonts.font(Role.FALLBACK), fonts.font(Role.BODY)]
    assert all(run.glyphs != (0,) for run in page.runs)
    starts = [run.xs[0] for run in page.runs]
    assert starts == pytest.approx([100, 116, 132], abs=0.01)


def test_a_page_that_is_as_before_is_the_same_object(form: Edition, fonts: FontSet) -> None:
    pages = ink_report(typeset_report(sample(form), form, fonts), fonts, {})
    known = {page.page: page for page in pages}
    again = ink_report(typeset_report(sample(form), form, fonts), fonts, known)
    assert all(a is b for a, b in zip(pages, again, strict=True))


def test_each_font_of_a_collection_is_painted_with(
    application: QApplication, fonts: FontSet, tmp_path: Path
) -> None:
    path = tmp_path / "two.ttc"
    collection = TTCollection()
    for role in (Role.LEVEL1, Role.BODY):
        collection.fonts.append(TTFont(fonts.font(role).path))
    collection.save(path)
    for number, role in enumerate((Role.LEVEL1, Role.BODY)):
        both = TrueType(path, number), fonts.font(role)
        glyphs = [font.glyphs[ord("国")] for font in both]
        for faces in (FileFaces(), PrintFaces()):
            one, other = (
                faces.sized(font, 200).pathForGlyph(glyph).boundingRect()
                for font, glyph in zip(both, glyphs, strict=True)
            )
            assert one == other
            if isinstance(faces, PrintFaces):
                faces.close()
    with TTFont(io.BytesIO(single_font(TrueType(path, 1)))) as alone:
        assert alone["name"].getDebugName(4) == TTFont(fonts.font(Role.BODY).path)[
            "name"
        ].getDebugName(4)


def test_a_font_file_that_is_gone_is_said(
    application: QApplication, fonts: FontSet, tmp_path: Path
) -> None:
    path = tmp_path / "gone.ttf"
    shutil.copy(fonts.font(Role.TITLE).path, path)
    font = TrueType(path)
    path.unlink()
    with pytest.raises(DocumentError, match=r"gone\.ttf"):
        FileFaces().need([font])


def test_a_font_file_that_is_none_is_said(
    application: QApplication, fonts: FontSet, tmp_path: Path
) -> None:
    path = tmp_path / "broken.ttf"
    shutil.copy(fonts.font(Role.TITLE).path, path)
    font = TrueType(path)
    path.write_bytes(b"no font at all")
    with pytest.raises(DocumentError, match=r"broken\.ttf"):
        FileFaces().need([font])
