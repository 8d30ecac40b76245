"""A save that fails says why and leaves the old file whole."""

import errno
import os
from pathlib import Path

import pytest

from gi_desktop import files
from gi_desktop.drafts import (
    Draft,
    SaveError,
    file,
    write_draft,
)
from gi_desktop.drafts.file import encode_draft
from gi_desktop.report.model import new_report
from tests.drafts.helpers import FORM, REPORT


@pytest.mark.parametrize(
    "code, words",
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "磁盘空间不足"),
        (errno.EACCES, "没有写入这个文件夹或文件的权限"),
        (errno.EROFS, "没有写入这个文件夹或文件的权限"),
        (errno.ETXTBSY, "另一个程序正在使用"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.ENOENT, "没有写入这个文件夹或文件的权限"),
        (errno.EIO, "系统错误 5"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "open"])
def test_a_failed_save_says_why_and_leaves_the_old_file(
    path: Path, code: int, words: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    write_draft(path, Draft(REPORT), FORM)
    before = path.read_bytes()
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(SaveError) as caught:
        write_draft(path, Draft(new_report(FORM)), FORM)
    monkeypatch.undo()
    assert words in str(caught.value)
    assert path.name in str(caught.value)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_saving_where_it_cannot_be(tmp_path: Path) -> None:
    def failure(path: Path) -> str:
        with pytest.raises(SaveError) as caught:
            write_draft(path, Draft(REPORT), FORM)
        return str(caught.value)

    (tmp_path / "folder.xxgk").mkdir()
    assert "文件夹不存在" in failure(tmp_path / "gone" / "a.xxgk")
    assert "同名的文件夹" in failure(tmp_path / "folder.xxgk")
    assert "太长" in failure(tmp_path / ("长" * 200 + ".xxgk"))
    assert "不能用的字符" in failure(tmp_path / "a\0.xxgk")
    assert [p.name for p in tmp_path.iterdir()] == ["folder.xxgk"]


def test_a_report_too_large_to_open_again_is_not_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_draft(path, Draft(REPORT), FORM)
    before = path.read_bytes()
    monkeypatch.setattr(file, "MAX_BYTES", len(before) - 1)
    with pytest.raises(SaveError, match="内容超过"):
        write_draft(path, Draft(REPORT), FORM)
    assert path.read_bytes() == before


def test_the_bytes_go_through_the_atomic_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Path, bytes]] = []
    monkeypatch.setattr(files, "write_atomic", lambda *given, **_: seen.append(given))
    written = write_draft(path, Draft(REPORT), FORM)
    assert seen == [(path, encode_draft(written, FORM))]
