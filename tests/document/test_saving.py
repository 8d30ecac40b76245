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
    with pytest.raises(DocumentError, match="没有”不存在"):
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


def windows(code: int, number: int = errno.EINVAL) -> OSError:
    """An error as Windows gives it, with the number Python makes of it."""
    error = OSError(number, "in English")
    error.winerror = code  # type: ignore[attr-defined]  # has a place of its own on Windows only
    return error


def on_windows(error: Exception) -> bool:
    return getattr(error, "winerror", None) is not None


SENTENCES = [
    (OSError(errno.ENOSPC, ""), "磁盘空间不够"),
    (OSError(errno.EDQUOT, ""), "磁盘空间不够"),
    (windows(112, errno.ENOSPC), "磁盘空间不够"),
    (windows(39), "磁盘空间不够"),
    (windows(32, errno.EACCES), "正在 Word、WPS 等程序里打开"),
    (windows(33, errno.EACCES), "正在 Word、WPS 等程序里打开"),
    (PermissionError(errno.EACCES, "", "a.tmp", 5, "a"), "正在 Word、WPS 等程序里打开"),
    (OSError(errno.EBUSY, ""), "正在 Word、WPS 等程序里打开"),
    (OSError(errno.EROFS, ""), "不能写入（只读"),
    (PermissionError(errno.EACCES, "", "a.tmp"), "不能写入（只读"),
    (PermissionError(errno.EPERM, "", "a.tmp"), "不能写入（只读"),
    (windows(19, errno.EACCES), "不能写入（只读"),
    (OSError(errno.ENAMETOOLONG, ""), "太长"),
    (windows(206, errno.ENOENT), "太长"),
    (OSError(errno.EINVAL, ""), "不能作文件名"),
    (windows(123), "不能作文件名"),
    (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), "不能作文件名"),
    (OSError(errno.ENOENT, ""), "不能写入（只读"),
    (windows(2, errno.ENOENT), "不能写入（只读"),
    (OSError(errno.ENODEV, ""), "断开了（网络盘"),
    (windows(53, errno.ENOENT), "断开了（网络盘"),
    (windows(59), "断开了（网络盘"),
    (windows(21, errno.EACCES), "断开了（网络盘"),
    (OSError(errno.EIO, ""), "系统错误 5"),
    (windows(1117, errno.EIO), "系统错误 1117"),
]


@pytest.mark.parametrize("old", [None, b"old"])
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("error, sentence", SENTENCES)
def test_every_error_becomes_a_sentence_and_leaves_what_was_there(
    error: OSError,
    sentence: str,
    step: str,
    old: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if (
        step == "os.fsync"
        and getattr(error, "errno", None) == errno.EINVAL
        and not on_windows(error)
    ):
        step = "pathlib.Path.replace"  # at a sync it means a disk that has none: no failure
    target = tmp_path / NAME
    if old is not None:
        target.write_bytes(old)
    monkeypatch.setattr(step, failing(error))
    with pytest.raises(DocumentError) as raised:
        save(target, b"new")
    monkeypatch.undo()
    told = str(raised.value)
    assert sentence in told
    assert "没有导出" in told
    assert "请" in told, "what to do"
    assert "in English" not in told
    assert ("原来的同名文件没有改动" in told) == (old is not None)
    assert [path.name for path in tmp_path.iterdir()] == ([NAME] if old is not None else [])
    assert old is None or target.read_bytes() == old


def test_a_file_set_read_only_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / NAME
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != target)
    with pytest.raises(DocumentError, match="是只读文件"):
        save(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_set_read_only_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "open", failing(PermissionError(errno.EACCES, "")))
    with pytest.raises(DocumentError, match="folder_set_read_only_is0”不能写入"):
        save(tmp_path / NAME, b"new")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="absent: /dev/full")
def test_a_disk_that_is_full_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def full(path: Path, flags: int, mode: int = 0o777) -> int:
        made = real(path, flags, mode)
        os.close(made)
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(DocumentError, match="磁盘空间不够"):
        save(tmp_path / NAME, b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_for_the_system_is_named_in_short(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="太长") as raised:
        save(tmp_path / ("长" * 300 + ".pdf"), b"x")
    assert len(str(raised.value)) < 150
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_a_nul_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"年度□报告\.pdf”不能作文件名"):
        save(tmp_path / "年度\0报告.pdf", b"x")


def test_a_link_that_leads_nowhere_is_refused_and_stays(tmp_path: Path) -> None:
    link = tmp_path / NAME
    link.symlink_to(link)
    with pytest.raises(DocumentError, match="没有导出"):
        save(link, b"x")
    assert link.is_symlink()
    assert list(tmp_path.iterdir()) == [link]


def test_a_missing_font_is_told_in_words(
    form: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gi_desktop.document.fonts._bundled", lambda _: tmp_path / "no.ttf")
    for write in (write_pdf, write_docx):
        with pytest.raises(DocumentError, match="请重新安装本程序"):
            write(sample(form), form, tmp_path / NAME, FontSet.discover(()))
    assert list(tmp_path.iterdir()) == []
