import codecs
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_file, import_text
from gi_desktop.importing import files as files_module
from gi_desktop.importing.sources import source_kinds
from gi_desktop.report.serial import to_json
from tests.importing.dumps import PLAIN, dump
from tests.importing.helpers import compare, sample

FORM = current_edition()
TEXT = dump(sample(FORM, 1), FORM, PLAIN)

ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16 le": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 be": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "windows line ends": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_is_read_in_the_encodings_offices_use(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(ENCODINGS[encoding])
    found = import_file(path, FORM)
    outcome = compare(sample(FORM, 1), FORM, found)
    assert (outcome.wrong, outcome.empty) == ({}, ())
    assert found.report.texts == sample(FORM, 1).texts


def test_a_few_damaged_bytes_are_named(tmp_path: Path) -> None:
    data = bytearray(TEXT.encode())
    data[TEXT.encode().index("本机关".encode())] = 0xFF
    path = tmp_path / "report.txt"
    path.write_bytes(bytes(data))
    found = import_file(path, FORM)
    assert any("损坏" in note for note in found.notes)
    assert compare(sample(FORM, 1), FORM, found).wrong == {}


def test_the_file_name_may_tell_organ_and_year(tmp_path: Path) -> None:
    path = tmp_path / "某市教育局2023年政府信息公开工作年度报告.txt"
    path.write_text("一、总体情况\n工作正常。\n", encoding="utf-8")
    report = import_file(path, FORM).report
    assert (report.organ.name, report.year) == ("某市教育局", 2023)


def test_json_in_the_public_shape_is_read(tmp_path: Path) -> None:
    report = sample(FORM, 1)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(to_json(report, FORM) | {"extra": 1}), encoding="utf-8")
    found = import_file(path, FORM)
    assert to_json(found.report, FORM) == to_json(report, FORM)
    assert found.source.kind == "json"
    assert any("extra" in note for note in found.notes)


REFUSED = {
    "page.html": b"<!DOCTYPE html><html><body>x</body></html>",
    "blank.html": b"<!DOCTYPE html><html><body></body></html>",
    "page.txt": "  <html><body>报告</body></html>".encode(),
    "book.xlsx": b"PK\x03\x04 xl/workbook.xml",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "draft.xxgk": "草稿".encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\t\r\n",
    "binary.txt": bytes(range(256)) * 10,
    "broken.json": b'{"organ": ',
    "list.json": b"[1, 2]",
    "other.txt": "今天天气很好。\n我们去公园。\n".encode(),
    "zip.txt": b"PK\x03\x04nothing inside",
    "half.txt": codecs.BOM_UTF16_LE + b"\x00",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_plain_chinese(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[name])
    with pytest.raises(ImportFailedError) as refusal:
        import_file(path, FORM)
    sentence = str(refusal.value)
    assert sentence.endswith("。")
    assert not any(word in sentence for word in ("Error", "Traceback", "codec"))


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ADVICE = {
    "old.doc": (OLE, "另存为 .docx"),
    "old.xls": (OLE, "另存为 .xlsx"),
    "kingsoft.wps": (OLE, "WPS.*另存为 .docx"),
    "kingsoft.et": (OLE, "WPS.*另存为 .xlsx"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "fixed.ofd": (_zip("OFD.xml", "Doc_0/Document.xml"), "OFD.*PDF"),
    "open.odt": (_zip("mimetype", "content.xml"), "另存为 .docx"),
    "rich.rtf": (b"{\\rtf1\\ansi x}", "另存为 .docx"),
    "scan.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
    "scan.tif": (b"II*\x00" + bytes(50), "图片"),
    "many.zip": (_zip("a.docx", "b.docx"), "解压"),
    "many.rar": (b"Rar!\x1a\x07\x00" + bytes(50), "解压"),
    "empty.txt": (codecs.BOM_UTF8 + b"\r\n", "空的"),
    "empty16.txt": (codecs.BOM_UTF16_LE, "空的"),
    "broken.docx": (b"PK\x03\x04" + bytes(90), "损坏"),
}


@pytest.mark.parametrize("name", ADVICE)
def test_a_refusal_says_what_to_do(name: str, tmp_path: Path) -> None:
    data, advice = ADVICE[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ImportFailedError, match=advice):
        import_file(path, FORM)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError, match="找不到"):
        import_file(tmp_path / "none.txt", FORM)
    with pytest.raises(ImportFailedError, match="文件夹"):
        import_file(tmp_path, FORM)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    with pytest.raises(ImportFailedError, match="不是普通文件"):
        import_file(pipe, FORM)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(ImportFailedError, match="不是普通文件"):
        import_file(Path("/dev/zero"), FORM)


def test_a_name_that_no_system_takes_is_refused() -> None:
    with pytest.raises(ImportFailedError, match="读不了"):
        import_file(Path("a\0b.txt"), FORM)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "LARGEST", 100)
    path = tmp_path / "big.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ImportFailedError, match="20 MB"):
        import_file(path, FORM)


def test_plain_text_is_asked_last_and_every_kind_once() -> None:
    kinds = source_kinds()
    assert kinds[-1].id == "text"
    assert len({kind.id for kind in kinds}) == len(kinds)
    assert [kind.order for kind in kinds] == sorted(kind.order for kind in kinds)


def test_text_without_any_report_is_refused() -> None:
    with pytest.raises(ImportFailedError, match="没有认出"):
        import_text("甲乙丙丁", FORM)


def test_a_draft_is_to_be_opened_not_imported(tmp_path: Path) -> None:
    path = tmp_path / "saved.xxgk"
    path.write_text('{"format": "gi-desktop-draft", "report": {}}', encoding="utf-8")
    with pytest.raises(ImportFailedError, match="请用“打开”"):
        import_file(path, FORM)


def test_json_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text('{"name": "x", "version": 1}', encoding="utf-8")
    with pytest.raises(ImportFailedError, match="没有认出年度报告"):
        import_file(path, FORM)
