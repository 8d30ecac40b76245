"""Which files are read, and what is said of the others."""

import json
from pathlib import Path

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import ImportFailedError, import_file

FORM = current_edition()


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("草稿.xxgk", b'{"format": "gi-desktop-draft"}', "请用“打开”"),
        ("别的.json", b'{"name": "x", "version": 1}', "没有认出"),
        ("坏的.json", b'{"year": 20', "不是完整的 JSON"),
        ("旧的.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "另存为 .docx"),
        ("网页.html", b"<!DOCTYPE html><html><body>x</body></html>", "还不能导入网页"),
        ("扫描.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "还不能导入图片"),
        ("空.txt", b" \r\n ", "文件是空的"),
    ],
)
def test_what_is_no_source_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ImportFailedError, match=words):
        import_file(path, FORM)
    assert path.read_bytes() == data


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError, match="是一个文件夹"):
        import_file(tmp_path, FORM)
    with pytest.raises(ImportFailedError, match="找不到文件"):
        import_file(tmp_path / "没有.txt", FORM)


def test_a_report_in_json_is_read_and_what_has_no_place_is_named(tmp_path: Path) -> None:
    path = tmp_path / "报告.json"
    path.write_text(json.dumps({"organ": "某局", "year": 2025, "remark": "x"}), "utf-8")
    found = import_file(path, FORM)
    assert (found.report.organ.name, found.report.year) == ("某局", 2025)
    assert any("“remark”" in note for note in found.notes)
