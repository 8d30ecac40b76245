"""Files made to cost time, memory or more than that; each must be refused, or read, at once."""

import io
import zipfile
from collections.abc import Callable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_ROW = "<w:tr>" + "<w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc>" * 8 + "</w:tr>"


def zipped(**parts: bytes | str) -> bytes:
    """Return a package; ``__`` in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def docx(body: str, before: str = "") -> bytes:
    """Return a Word document with this body."""
    return zipped(
        word__document_xml=f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    )


def xlsx(sheet: str, strings: str = "", before: str = "", styles: str = "") -> bytes:
    """Return a workbook with this sheet."""
    names = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        "</Types>",
        "xl/workbook.xml": f'<workbook {_S} {_R}><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"{before}<worksheet {_S}>{sheet}</worksheet>",
    }
    names["xl/sharedStrings.xml"] = f"<sst {_S}>{strings or '<si><t>x</t></si>'}</sst>"
    if styles:
        names["xl/styles.xml"] = f"<styleSheet {_S}>{styles}</styleSheet>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _numbered(body: str, numbering: str, styles: str = "") -> bytes:
    """Return a Word document with automatic numbers."""
    return zipped(
        word__document_xml=f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        word__numbering_xml=f"<w:numbering {_W}>{numbering}</w:numbering>",
        word__styles_xml=f"<w:styles {_W}>{styles}</w:styles>",
    )


def _chained_styles() -> bytes:
    chain = "".join(
        f"<w:style w:styleId='s{n}'><w:basedOn w:val='s{n - 1}'/></w:style>" for n in range(60_000)
    )
    styled = "<w:p><w:pPr><w:pStyle w:val='s59999'/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>"
    return _numbered(styled * 100, "", chain)


def _styled_paragraphs() -> bytes:
    chain = "".join(
        f"<w:style w:styleId='s{n}'><w:basedOn w:val='s{n - 1}'/></w:style>" for n in range(60_000)
    )
    styled = (f"<w:p><w:pPr><w:pStyle w:val='s{n}'/></w:pPr></w:p>" for n in range(59_000))
    return _numbered("".join(styled), "", chain)


def _long_numbers() -> bytes:
    level = f"<w:lvl w:ilvl='0'><w:lvlText w:val='{'%1' * 400_000}'/></w:lvl>"
    begins = f"<w:lvlOverride w:ilvl='{'9' * 6000}'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbering = (
        f"<w:abstractNum w:abstractNumId='7'>{level}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='7'/>{begins}</w:num>"
    )
    of_list = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    return _numbered(f"<w:p>{of_list}<w:r><w:t>一</w:t></w:r></w:p>" * 2000, numbering)


def _locked() -> bytes:
    data = bytearray(docx("<w:p/>"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        data[place + at] |= 1
    return bytes(data)


def _rows(count: int, cells: str) -> str:
    return (
        "<sheetData>"
        + "".join(f'<row r="{n + 1}">{cells}</row>' for n in range(count))
        + "</sheetData>"
    )


def _page(body: str) -> bytes:
    return f"<html><body><p>一、总体情况</p>{body}</body></html>".encode()


_NUMBER = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
_TABLE_THREE = "三、收到和处理政府信息公开申请情况\n".encode()

MADE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("a.docx", lambda: docx(" " * 200_000_000)),
    "billion laughs": ("a.docx", lambda: docx("<w:p><w:r><w:t>&k;</w:t></w:r></w:p>", _LAUGHS)),
    "outer entity": ("a.docx", lambda: docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", _OUTSIDE)),
    "a million paragraphs": ("a.docx", lambda: docx("<w:p/>" * 1_000_000)),
    "paragraphs at the limit": (
        "a.docx",
        lambda: docx("<w:p><w:r><w:t>一</w:t></w:r></w:p>" * 9_900),
    ),
    "numbers without a label": (
        "a.docx",
        lambda: docx(f"<w:tbl>{f'<w:tr>{_NUMBER * 60}</w:tr>' * 600}</w:tbl>"),
    ),
    "rows without end": ("a.docx", lambda: docx(f"<w:tbl>{_ROW * 7000}</w:tbl>")),
    "spans of a billion": (
        "a.docx",
        lambda: docx(
            "<w:tbl>"
            + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p/></w:tc></w:tr>"
            * 2000
            + "</w:tbl>"
        ),
    ),
    "tables inside each other": ("a.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 50_000)),
    "tables inside each other, closed": (
        "a.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60),
    ),
    "styles based on each other without end": ("a.docx", _chained_styles),
    "each paragraph in a style of its own": ("a.docx", _styled_paragraphs),
    "numbers longer than the document": ("a.docx", _long_numbers),
    "locked": ("a.docx", _locked),
    "not a zip": ("a.docx", lambda: b"PK\x03\x04" + bytes(1000)),
    "a page called Word": ("a.docx", lambda: _page("<p>x</p>")),
    "sheet bomb": ("a.xlsx", lambda: xlsx(" " * 100_000_000)),
    "sheet laughs": (
        "a.xlsx",
        lambda: xlsx(
            "<sheetData><row><c t='inlineStr'><is><t>&k;</t></is></c></row></sheetData>",
            before=_LAUGHS,
        ),
    ),
    "everything merged": (
        "a.xlsx",
        lambda: xlsx(
            _rows(3, "<c><v>1</v></c>")
            + "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
        ),
    ),
    "the last cell": (
        "a.xlsx",
        lambda: xlsx(
            '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    ),
    "wide rows": ("a.xlsx", lambda: xlsx(_rows(30_000, '<c r="XFD1"/>'))),
    "a hundred thousand cells": ("a.xlsx", lambda: xlsx(_rows(12_000, "<c><v>1</v></c>" * 8))),
    "strings without end": (
        "a.xlsx",
        lambda: xlsx(_rows(1, "<c><v>1</v></c>"), strings="<si/>" * 190_000),
    ),
    "styles without end": (
        "a.xlsx",
        lambda: xlsx(
            _rows(1, "<c><v>1</v></c>"), styles="<cellXfs>" + "<xf/>" * 190_000 + "</cellXfs>"
        ),
    ),
    "page spans": (
        "a.html",
        lambda: _page(
            "<table>"
            + "<tr><td rowspan=999999999 colspan=999999999>1</td></tr>" * 3000
            + "</table>"
        ),
    ),
    "page rows": ("a.html", lambda: _page("<table>" + "<tr><td>1" * 500_000 + "</table>")),
    "page depth": ("a.html", lambda: _page("<div>" * 300_000 + "x")),
    "page tables in tables": ("a.html", lambda: _page("<table><tr><td>" * 100_000 + "x")),
    "page paragraphs": ("a.html", lambda: _page("<p>一" * 1_500_000)),
    "page line": ("a.html", lambda: _page("<p>" + "政" * 6_000_000)),
    "page inline": ("a.html", lambda: _page("<b>" * 1_000_000)),
    "page attribute": ("a.html", lambda: _page(f"<p title='{'x' * 12_000_000}'>a</p>")),
    "page picture": (
        "a.html",
        lambda: _page(f"<img src='data:image/png;base64,{'A' * 15_000_000}'>"),
    ),
    "page attributes": (
        "a.html",
        lambda: _page(f"<p {' '.join(f'a{n}=1' for n in range(800_000))}>x"),
    ),
    "page cells": (
        "a.html",
        lambda: _page("<table>" + ("<tr>" + "<td>规章" * 60) * 3000 + "</table>"),
    ),
    "page entries at the limit": ("a.html", lambda: _page("<p>政务公开|" * 9_000)),
    "page headings at the limit": (
        "a.html",
        lambda: _page(
            "".join(f"<h2>{'一二三四五六'[n % 6]}、总体情况</h2><p>x</p>" for n in range(4_500))
        ),
    ),
    "page entity": (
        "a.html",
        f"{_LAUGHS}<html><p>一、总体情况</p><p>&k;</p></html>".encode,
    ),
    "archive parts": (
        "a.mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
            + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 100_000
        ),
    ),
    "archive line": (
        "a.mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n"
            b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
            + b"=E4=B8=80" * 2_000_000
            + b"\n--a--"
        ),
    ),
    "one line": ("a.txt", lambda: "政".encode() * 6_600_000),
    "one line of numbers": ("a.txt", lambda: b"0 " * 9_000_000),
    "a line of bars": ("a.txt", lambda: b"|" * 19_000_000),
    "lines of bars": ("a.txt", lambda: b"| 0 | 0 |\n" * 1_900_000),
    "lines": ("a.txt", lambda: "一、\n".encode() * 2_000_000),
    "labels without end at the limit": (
        "a.txt",
        lambda: _TABLE_THREE + ("申请人无正当理由逾期" * 6 + "\n").encode() * 9_900,
    ),
    "short labels without end at the limit": (
        "a.txt",
        lambda: _TABLE_THREE + ("其他" * 30 + " 1\n").encode() * 9_900,
    ),
    "lines at the limit": ("a.txt", lambda: "一、总体情况\n".encode() * 9_900),
    "digits": ("a.txt", lambda: b"9" * 19_000_000),
    "brackets": ("a.txt", lambda: ("（" * 300_000 + "\n").encode() * 8),
    "half a character": ("a.txt", lambda: b"\xff\xfe" + bytes([0, 0xD8]) * 1_000_000),
    "too large": ("a.txt", lambda: b"0" * 21_000_000),
}
