"""A document is saved whole, or a clear sentence says why not and nothing is left behind."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gi_desktop.document import DocumentError, write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.saving import save
from gi_desktop.form import Edition
from tests.document.samples import sample
from tests.document.test_typeset import FORM

NAME = "年度报告.pdf"

Write = Callable[..., list[str]]


@pytest.mark.parametrize("write, start", [(write_pdf, b"%PDF-"), (write_docx, b"PK")])
def test_a_path_gets_the_whole_document(
    write: Write, start: bytes, fonts: FontSet, tmp_path: Path
) -> None:
    target = tmp_path / "报告"
    target.write_bytes(b"old")
    write(sample(FORM), FORM, target, fonts)
    assert target.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("write", [write_pdf, write_docx])
def test_a_missing_folder_is_named(write: Write, fonts: FontSet, tmp_path: Path) -> None:
    folder = tmp_path / "没有"
    with pytest.raises(DocumentError, match="没有”不存在，请换个文件夹"):
        write(sample(FORM), FORM, folder / NAME, fonts)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_named(tmp_path: Path) -> None:
    target = tmp_path / NAME
    target.mkdir()
    with pytest.raises(DocumentError, match="是一个文件夹"):
        save(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


def failing(error: OSError) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_a_file_open_in_another_program_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / NAME
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", failing(PermissionError(errno.EACCES, "locked")))
    with pytest.raises(DocumentError, match="正在 Word、WPS 等程序里打开"):
        save(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "number, sentence",
    [
        (errno.ENOSPC, "磁盘空间不够"),
        (errno.EDQUOT, "磁盘空间不够"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EINVAL, "不能作文件名"),
        (errno.EROFS, "不能写入（只读"),
        (errno.EIO, "系统错误 5"),
    ],
)
def test_every_error_becomes_a_sentence(
    number: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(OSError(number, "in English")))
    with pytest.raises(DocumentError) as raised:
        save(tmp_path / NAME, b"x")
    assert sentence in str(raised.value)
    assert "in English" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_for_the_system_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        save(tmp_path / ("长" * 300 + ".pdf"), b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_a_nul_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="不能作文件名"):
        save(tmp_path / "年度\0报告.pdf", b"x")


def test_a_missing_font_is_told_in_words(
    form: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_desktop.document.fonts._bundled", lambda _: tmp_path / "no.ttf")
    for write in (write_pdf, write_docx):
        with pytest.raises(DocumentError, match="请重新安装本程序"):
            write(sample(form), form, tmp_path / NAME, FontSet.discover(()))
    assert list(tmp_path.iterdir()) == []
