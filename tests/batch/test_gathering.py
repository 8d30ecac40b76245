"""Which files are meant by files and folders."""

import os
from pathlib import Path

import pytest

from gi_desktop.batch import gather, gathering, meant


def made(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return paths


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_gives_what_can_be_a_report_in_order_with_all_below_it(tmp_path: Path) -> None:
    made(tmp_path, "b.xxgk", "a.DOCX", "c.png", "d", "下级/e.pdf", "下级/再下级/f.txt")
    assert names(gather([tmp_path]).files) == ["a.DOCX", "b.xxgk", "e.pdf", "f.txt"]


def test_hidden_files_and_those_of_an_open_document_are_left_out(tmp_path: Path) -> None:
    made(tmp_path, ".a.xxgk", "~$a.docx", ".hidden/b.xxgk", "a.docx")
    assert names(gather([tmp_path]).files) == ["a.docx"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    (odd,) = made(tmp_path, "报告.bak")
    assert gather([odd, tmp_path / "没有.xxgk"]).files == (odd, tmp_path / "没有.xxgk")


def test_a_file_meant_twice_comes_once(tmp_path: Path) -> None:
    first, second = made(tmp_path, "a.xxgk", "b.xxgk")
    assert gather([second, tmp_path, first, tmp_path]).files == (second, first)


def test_the_list_of_units_in_the_folder_is_no_report(tmp_path: Path) -> None:
    report, units = made(tmp_path, "a.xxgk", "名单.xlsx")
    assert gather([tmp_path], leave_out=[units]).files == (report,)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    made(tmp_path, "里面/a.xxgk")
    try:
        (tmp_path / "里面" / "圈").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert names(gather([tmp_path]).files) == ["a.xxgk"]


def test_a_whole_disk_is_no_folder_of_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST", 3)
    made(tmp_path, *(f"{number}.xxgk" for number in range(5)))
    gathered = gather([tmp_path])
    assert len(gathered.files) == 3
    [(place, said)] = gathered.problems
    assert place == tmp_path
    assert "超过 3 个" in said
    monkeypatch.setattr(gathering, "MOST", 5)
    assert gather([tmp_path]).problems == ()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that is closed")
def test_a_folder_that_is_closed_is_named(tmp_path: Path) -> None:
    (inside,) = made(tmp_path, "锁着/a.xxgk")
    inside.parent.chmod(0)
    try:
        [(place, said)] = gather([tmp_path]).problems
    finally:
        inside.parent.chmod(0o700)
    assert place == inside.parent
    assert "锁着" in said


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "a.xxgk")

    def refuse(path: object) -> object:
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    gathered = gather([tmp_path])
    assert gathered.files == ()
    [(place, said)] = gathered.problems
    assert place == tmp_path
    assert "打不开" in said


def test_files_come_as_they_are_found(tmp_path: Path) -> None:
    made(tmp_path, "a.xxgk", "下级/b.xxgk")
    found = meant([tmp_path], [])
    assert next(found).name == "a.xxgk"
    made(tmp_path, "下级/c.xxgk")
    assert [path.name for path in found] == ["b.xxgk", "c.xxgk"]
