"""Hostile files are refused in words, or read without harm: bounded by count, not by the clock.

How long they take and how much memory is shown by ``tests/bench/bench_hostile.py``.
"""

import socket
from base64 import encodebytes
from collections.abc import Iterable
from pathlib import Path

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import (
    Imported,
    ImportFailedError,
    import_clipboard,
    import_file,
    import_text,
)
from gi_desktop.importing.align import Aligner
from gi_desktop.importing.files import LARGEST
from gi_desktop.importing.lines import MOST_CHARACTERS, MOST_LINES
from gi_desktop.importing.packages import LARGEST_PART, MOST_TAGS
from gi_desktop.importing.tables import MOST_LETTERS
from gi_desktop.importing.tokens import Token, TokenKind
from tests.importing.hostile import MADE, docx, xlsx

FORM = current_edition()
HEADING = "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>"
QUICK = sorted(name for name in MADE if "at the limit" not in name)


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_refused_in_words_or_holds_no_number(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", no_network)
    file, make = MADE[name]
    path = tmp_path / file
    path.write_bytes(make())
    refusal, found = _tried(path)
    assert refusal.endswith("。") or found is not None
    if found is not None:
        assert not found.report.cells
        assert "root:" not in str(found.report.texts)
    assert [p.name for p in tmp_path.iterdir()] == [file]


def _tried(path: Path) -> tuple[str, Imported | None]:
    """The sentence of the refusal, or what was read."""
    try:
        return "", import_file(path, FORM)
    except ImportFailedError as refusal:
        return str(refusal), None


REFUSED = {
    "a part too large": lambda: docx(" " * (LARGEST_PART + 1)),
    "too many tags": lambda: docx("<w:p/>" * (MOST_TAGS + 1)),
    "too many paragraphs": lambda: docx(HEADING * (MOST_LINES + 2)),
    "an entity": lambda: docx(HEADING, '<!DOCTYPE a [<!ENTITY b "c">]>'),
    "a sheet too wide": lambda: xlsx(
        '<sheetData><row r="1"><c r="ZZ1"><v>1</v></c></row></sheetData>'
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_beyond_a_limit_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.xlsx" if "sheet" in name else "a.docx")
    path.write_bytes(REFUSED[name]())
    with pytest.raises(ImportFailedError):
        import_file(path, FORM)


def test_what_is_within_the_limits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(HEADING + "<w:p><w:r><w:t>正常。</w:t></w:r></w:p>" * 300))
    assert len(import_file(path, FORM).report.text("overview")) == 300


def test_texts_beyond_the_limits_are_refused() -> None:
    for text in (
        "政" * (MOST_CHARACTERS + 1),
        "一\n" * (2 * MOST_LINES + 1),
        "一、总体情况\n" * (MOST_LINES + 1),
    ):
        with pytest.raises(ImportFailedError, match="太长"):
            import_text(text, FORM)
    with pytest.raises(ImportFailedError, match="太多"):
        import_clipboard(None, "0" * (LARGEST + 1), FORM)


def test_a_workbook_of_formulas_without_results_gives_no_number(tmp_path: Path) -> None:
    def texts(row: int, *said: str) -> str:
        return "".join(
            f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("ABCD", said, strict=False)
        )

    def book(result: str) -> bytes:
        formulas = "".join(f'<c r="{c}3"><f>1+1</f>{result}</c>' for c in "BCD")
        return xlsx(
            f'<sheetData><row r="1">{texts(1, "二、主动公开政府信息情况")}</row>'
            f'<row r="2">{texts(2, "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")}</row>'
            f'<row r="3">{texts(3, "规章")}{formulas}</row></sheetData>'
        )

    path = tmp_path / "a.xlsx"
    path.write_bytes(book(""))
    found = import_file(path, FORM)
    assert found.report.cells == {}
    assert found.notes[0] == (
        "工作表“表”的 B3、C3、D3 这 3 格是公式，文件里没有算好的结果，读不出数，先留空。"
        "请用 Excel 或 WPS 打开这个文件，保存一次，再导入。"
    )
    path.write_bytes(book("<v>2</v>"))
    found = import_file(path, FORM)
    assert list(found.report.cells.values()) == [2, 2, 2]
    assert not [note for note in found.notes if "公式" in note]


def test_an_error_in_a_cell_of_a_workbook_is_named(tmp_path: Path) -> None:
    def row(at: int, *said: str) -> str:
        cells = (
            f'<c r="{c}{at}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in zip("AB", said, strict=False)
        )
        return "".join(cells)

    broken = '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx(
            f'<sheetData><row r="1">{row(1, "二、主动公开政府信息情况")}</row>'
            f'<row r="2">{row(2, "信息内容", "本年处理决定数量")}</row>'
            f'<row r="3">{row(3, "行政许可")}{broken}</row>'
            f'<row r="4" hidden="1"><c r="B4" t="e"><v>#REF!</v></c></row></sheetData>'
        )
    )
    found = import_file(path, FORM)
    assert found.report.cells == {}
    assert "工作表“表”的 B3 格显示的是错误（#DIV/0!），不是数，先留空。" in found.notes[0]
    assert not [note for note in found.notes if "B4" in note or "公式" in note]


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8"])
def test_pages_in_any_encoding_are_read(encoding: str, declared: str, tmp_path: Path) -> None:
    """What the bytes are binds, not what the page says they are."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = (
        f"<!DOCTYPE html><html><head>{meta}<title>x</title></head><body><p>二、主动公开政府信息情况</p>"
        "<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>7</td></tr>"
        "</table><p>本机关认真落实，群众满意。</p></body></html>"
    )
    path = tmp_path / "page.htm"
    path.write_bytes(page.encode(encoding))
    assert import_file(path, FORM).report.cells == {"disclosure.licences.decisions": 7}


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    page = "<html><body><p>一、总体情况</p><p>工作正常。</p></body></html>"
    path = tmp_path / "page.mht"
    path.write_bytes(
        b"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(page.encode("gb18030"))
        + b"\r\n--b--\r\n"
    )
    texts = import_file(path, FORM).report.texts
    assert [p.resolve(lambda _: None) for p in texts["overview"]] == ["工作正常。"]


def test_no_more_labels_are_read_than_reports_have(monkeypatch: pytest.MonkeyPatch) -> None:
    fed: list[int] = []
    feed = Aligner.feed

    def counted(self: Aligner, tokens: Iterable[Token]) -> None:
        tokens = list(tokens)
        fed.append(sum(len(one.text) for one in tokens if one.kind is TokenKind.TEXT))
        feed(self, tokens)

    monkeypatch.setattr(Aligner, "feed", counted)
    label = "2.其他法律行政法规禁止公开"
    lines = ["三、收到和处理政府信息公开申请情况", *[label] * 900]
    import_text("\n".join(lines), FORM)
    assert 0 < sum(fed) <= MOST_LETTERS
