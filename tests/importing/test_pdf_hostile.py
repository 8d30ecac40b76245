"""PDFs that are broken, locked, scanned, or made to hang: one clear sentence, soon."""

import base64
import io
import random
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_file
from gi_desktop.importing.lines import Content
from gi_desktop.importing.pdf_bounds import asks_too_much
from gi_desktop.importing.pdf_file import read_pdf
from tests.importing.drawn import Look, draw
from tests.importing.helpers import sample

FORM = current_edition()
TOO_MUCH = "内容多得不像"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)


def pdf(*objects: bytes) -> bytes:
    """A file of these objects; the first is the root."""
    found, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return found + head + table + tail % (len(objects) + 1, len(found))


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<</Length %d/Filter/FlateDecode%s>>stream\n" % (len(packed), dictionary)
    return head + packed + b"\nendstream"


def pages(drawing: bytes, count: int = 1, *more: bytes) -> bytes:
    kids = b"3 0 R " * count
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE, stream(drawing), FONT, *more)


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFailedError) as failure:
        read_pdf(data)
    return str(failure.value)


FORM_OF = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
SHOWS_ITSELF = b"/Resources<</XObject<</X 6 0 R>>>>"


def form(number: int, shows: int) -> bytes:
    resources = FORM_OF + b"/Resources<</XObject<</X %d 0 R>>>>"
    return stream(b"/X Do " * shows, resources % number)


def damaged(packed: bytes) -> bytes:
    """The same stream with a wrong sum at its end, which PDFium does not mind."""
    end = packed.index(b"\nendstream")
    return packed[: end - 1] + bytes([packed[end - 1] ^ 0xFF]) + packed[end:]


def called_a_picture() -> bytes:
    drawing = stream(b"0 0 m 9 9 l S\n" * 1_000_000, b"/Subtype/Image")
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE, drawing, FONT)


def locked_without_password() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("", "owner"), pageCompression=1)
    for place in range(40_000):
        canvas.line(0, 0, place, place)
    canvas.save()
    return buffer.getvalue()


BEYOND = {
    "a_million_lines": pages(b"0 0 m 9 9 l S\n" * 1_000_000),
    "one_endless_line": pages(b"0 0 m\n" + b"9 9 l\n" * 2_000_000 + b"S"),
    "a_bomb": pages(b"\0" * 50_000_000),
    "objects_without_end": b"%PDF-1.4\n" + b"1 0 obj\n" * 400_000,
    "streams_over_each_other": b"%PDF-1.4\n"
    + b"".join(b"%d 0 obj<</Length 900000>>stream\n" % n for n in range(1, 9000))
    + bytes(900_000),
    "forms_that_may_all_show_each_other": pages(
        b"/X Do", 1, *(stream(b"/X Do /X Do", FORM_OF) for _ in range(900)), b"/X 7 0 R " * 900
    ),
    "much_on_each_of_many_pages": pages(b"BT /F 9 Tf (%s) Tj ET" % (b"a" * 5000), 400),
    "forms_within_forms": pages(
        b"/X Do", 1, *(form(7 + n, 4) for n in range(25)), stream(b"0 0 m")
    ),
    "forms_that_show_each_other": pages(b"/X Do", 1, form(7, 3), form(6, 3)),
    "a_form_that_shows_what_the_page_names": pages(b"/X Do", 1, stream(b"/X Do " * 9, FORM_OF)),
    "resources_that_stand_elsewhere": pages(
        b"/X Do",
        1,
        stream(b"/X Do " * 9, FORM_OF + b"/Resources 7 0 R"),
        b"<</XObject 8 0 R>>",
        b"<</X 6 0 R>>",
    ),
    "a_form_after_much_that_is_blank": pages(
        b"/X Do", 1, stream(b"/X Do " * 9, FORM_OF + b" " * 6000 + SHOWS_ITSELF)
    ),
    "a_name_that_is_written_otherwise": pages(
        b"/#58 Do", 1, stream(b"/#58 Do " * 9, FORM_OF + SHOWS_ITSELF)
    ),
    "a_form_whose_sum_is_wrong": pages(
        b"/X Do", 1, damaged(stream(b"/X Do " * 9, FORM_OF + SHOWS_ITSELF))
    ),
    "one_form_again_and_again": pages(
        b"/X Do " * 100_000, 1, stream(b"0 0 m 9 9 l S\n" * 8000, FORM_OF)
    ),
    "a_drawing_that_is_called_a_picture": called_a_picture(),
    "much_that_is_locked_without_a_password": locked_without_password(),
}


@pytest.mark.parametrize("name", BEYOND)
def test_more_than_any_report_holds_is_refused(name: str) -> None:
    assert TOO_MUCH in refusal(BEYOND[name])


def test_forms_of_usual_depth_are_read() -> None:
    inner = stream(b"BT /F 9 Tf (abc) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    assert not asks_too_much(pages(b"/X Do /X Do", 3, form(7, 3), form(8, 3), inner))


def test_forms_of_the_same_name_are_not_taken_for_each_other() -> None:
    inner = stream(b"BT /F 9 Tf (abc) Tj ET", FORM_OF)
    outer = (b"/Resources<</XObject<</X %d 0 R/Y %d 0 R>>>>" % (n, n + 1) for n in (7, 8, 9))
    forms = [stream(b"/X Do /Y Do", FORM_OF + one) for one in outer]
    assert not asks_too_much(pages(b"/X Do", 1, *forms, inner, inner))


def test_a_form_that_shows_itself_once_is_read() -> None:
    """PDFium stops by itself; some programs write such."""
    assert not asks_too_much(pages(b"/X Do", 1, form(6, 1)))


def test_a_report_that_is_locked_without_a_password_is_read() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("", "owner"))
    canvas.drawString(72, 72, "abc")
    canvas.save()
    assert [line.text for line in read_pdf(buffer.getvalue()).lines] == ["abc"]


@pytest.mark.parametrize("way", ["ASCII85Decode", "ASCIIHexDecode"])
def test_drawings_that_are_written_as_text_are_looked_into(way: str) -> None:
    def written(drawing: bytes, dictionary: bytes = b"") -> bytes:
        packed = zlib.compress(drawing)
        text = base64.a85encode(packed) + b"~>" if "85" in way else packed.hex().encode() + b">"
        filters = b"/Filter[/%s/FlateDecode]" % way.encode()
        head = b"<</Length %d%s%s>>stream\n" % (len(text), filters, dictionary)
        return head + text + b"\nendstream"

    usual = written(b"0 0 m 9 9 l S\n" * 90_000)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    start = (b"<</Type/Catalog/Pages 2 0 R>>", tree, PAGE)
    assert not asks_too_much(pdf(*start, usual, FONT))
    assert asks_too_much(pdf(*start, written(b"0 0 m 9 9 l S\n" * 900_000), FONT))
    itself = written(b"/X Do " * 9, FORM_OF + SHOWS_ITSELF)
    assert asks_too_much(pdf(*start, stream(b"/X Do"), FONT, itself))


def test_drawings_that_are_packed_twice_are_looked_into() -> None:
    packed = zlib.compress(zlib.compress(b" " * 50_000_000))
    head = b"<</Length %d/Filter[/FlateDecode /FlateDecode]>>stream\n" % len(packed)
    assert asks_too_much(pdf(head + packed + b"\nendstream"))


def test_pictures_and_fonts_may_be_large() -> None:
    picture = stream(b"\0" * 30_000_000, b"/Subtype/Image/Width 9000/Height 3000")
    font = stream(b"\0" * 30_000_000, b"/Length1 30000000")
    assert not asks_too_much(pages(b"", 1, picture, font))


def test_too_many_pages() -> None:
    assert "页数太多" in refusal(pages(b"", 501))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\n" + random.Random(1).randbytes(100_000),
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    ],
)
def test_broken_files(data: bytes) -> None:
    assert "损坏" in refusal(data)


def test_no_text_is_told_as_a_scan() -> None:
    assert "扫描件" in refusal(pages(b"0 0 m 9 9 l S"))


@pytest.mark.parametrize(
    "drawing",
    [
        b"1e30 1e30 m 1e38 1e38 l S -1e30 0 m 1e30 0 l S BT /F 1e20 Tf 1e30 1e30 Td (12) Tj ET",
        b"BT /F 0 Tf 0 0 0 0 0 0 Tm (12) Tj ET",
        b"BT /F 9 Tf 50 50 Td (12) Tj ET " + b"%d 0 m %d 99999999999 l S " * 400 % ((1,) * 800),
        b"[" * 50_000 + b"]" * 50_000 + b" TJ",
    ],
)
def test_places_that_are_none(drawing: bytes) -> None:
    try:
        assert isinstance(read_pdf(pages(drawing)), Content)
    except ImportFailedError as failure:
        assert str(failure)  # noqa: PT017 - either is right


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 72, "abc")
    canvas.save()
    path = tmp_path / "report.pdf"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(ImportFailedError, match="加了密码"):
        import_file(path, FORM)


WHOLE = draw(sample(FORM, 1), FORM, Look())


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), how=st.sampled_from(["cut", "change", "drop", "repeat"]))
def test_a_damaged_file_is_read_or_refused(seed: int, how: str) -> None:
    dice = random.Random(seed)
    data = bytearray(WHOLE)
    place, length = dice.randrange(len(data)), dice.randrange(5000)
    if how == "cut":
        del data[place:]
    elif how == "drop":
        del data[place : place + length]
    elif how == "repeat":
        data[place:place] = data[dice.randrange(len(data)) :][:length]
    else:
        for _ in range(dice.choice([1, 10, 1000])):
            data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        assert read_pdf(bytes(data)).lines
    except ImportFailedError as failure:
        assert str(failure).endswith("。")  # noqa: PT017 - either is right
