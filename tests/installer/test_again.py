"""Comparing two builds: whatever differs is named, down to the file inside the package."""

from pathlib import Path

import pytest

from installer import build
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


@pytest.mark.parametrize("words", [["--bundle"], ["--sign", "true"]])
def test_what_cannot_be_compared_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build.main(["--twice", *words])
    assert "--twice compares" in capsys.readouterr().err


@pytest.mark.parametrize("second", ["MZ", "MZ2"])
def test_a_second_build_that_differs_fails_and_stays_to_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], second: str
) -> None:
    first = made(tmp_path / "dist", {"gi-desktop-1-setup.exe": "MZ"})
    copy = tmp_path / "again" / "gi"
    copy.mkdir(parents=True)
    asked: list[list[str]] = []

    def build_again(words: list[str], *_places: Path) -> Path:
        asked.append(words)
        made(copy / "dist", {"gi-desktop-1-setup.exe": second})
        return copy

    monkeypatch.setattr(build, "OUTPUT", first)
    monkeypatch.setattr(build, "build", lambda _options: None)
    monkeypatch.setattr(build, "build_again", build_again)
    differs = second != "MZ"
    assert build.main(["--quick", "--twice"]) == int(differs)
    assert asked == [["--quick"]]
    assert ("differs: gi-desktop-1-setup.exe" in capsys.readouterr().err) is differs
    assert copy.exists() is differs
