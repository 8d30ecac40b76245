"""Comparing two builds: whatever differs is named, down to the file inside the package."""

from pathlib import Path

from installer.again import compare


def made(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_two_builds_that_are_the_same_have_no_differences(tmp_path: Path) -> None:
    files = {"gi-desktop-1-setup.exe": "MZ", "gi-desktop-1-files.txt": "00  GI.exe\n"}
    assert compare(made(tmp_path / "a", files), made(tmp_path / "b", files)) == []


def test_what_differs_is_named_down_to_the_file_in_the_package(tmp_path: Path) -> None:
    one = {
        "gi-desktop-1-setup.exe": "MZ",
        "gi-desktop-1-files.txt": "00  GI.exe\n11  runtime/a.dll\n22  old.txt\n",
    }
    other = {
        "gi-desktop-1-setup.exe": "MZ2",
        "gi-desktop-1-files.txt": "00  GI.exe\n12  runtime/a.dll\n",
        "gi-desktop-1-portable.zip": "PK",
    }
    first, second = made(tmp_path / "a", one), made(tmp_path / "b", other)
    assert compare(first, second) == [
        "differs: gi-desktop-1-files.txt",
        "  old.txt",
        "  runtime/a.dll",
        f"only in {second}: gi-desktop-1-portable.zip",
        "differs: gi-desktop-1-setup.exe",
    ]
