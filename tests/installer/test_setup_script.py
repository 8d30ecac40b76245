"""The script of setup: its exit codes are those that README.md explains, its lists the bundle's."""

import os
import re
import shutil
from pathlib import Path

import pytest

from installer import setup_build
from installer.pins import ROOT, BuildError

SCRIPT = setup_build.SCRIPT.read_text(encoding="utf-8")
README = (ROOT / "installer" / "README.md").read_text(encoding="utf-8")
OF_NSIS = {0, 1, 2}
"""Codes that NSIS gives by itself."""


def test_every_exit_code_is_explained_and_every_one_explained_is_given() -> None:
    given = {int(code) for code in re.findall(r"(?:SetErrorLevel|Refuse) (\d+)", SCRIPT)}
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert given | OF_NSIS == explained


def test_a_refusal_says_that_nothing_changed_unless_something_did() -> None:
    refusals = re.findall(r'Refuse (\d+) "(.+)"', SCRIPT)
    assert {code for code, _ in refusals} == {"2", "10", "11", "12", "14"}
    for code, sentence in refusals:
        if code in {"11", "12"}:
            assert "什么都还没有改动" in sentence
        if code == "2":
            assert "草稿和报告不受影响" in sentence


def test_removal_takes_each_file_that_the_program_keeps_in_its_data_folder_but_reports() -> None:
    removed = set(re.findall(r'Delete "\$\{DATA\}\\(.+?)"', SCRIPT))
    named = re.compile(r'folder(?:\(\))? / "([\w.]+\.(?:json|txt|ini))"')
    kept = {
        name
        for path in (ROOT / "gi_desktop").rglob("*.py")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert removed == kept | {r"recovery\*.lock"}
    assert kept >= {"organs.json", "recent.json", "window.ini", "error.txt", "selftest.txt"}


def test_the_lists_name_each_file_once_and_folders_after_what_is_in_them() -> None:
    files = ["GI.exe", "runtime/a.dll", "runtime/Lib/文件 $1.txt"]
    removed = setup_build.remove_list(files).splitlines()
    assert removed == [
        'Delete "$INSTDIR\\GI.exe"',
        'Delete "$INSTDIR\\runtime\\Lib\\文件 $$1.txt"',
        'Delete "$INSTDIR\\runtime\\a.dll"',
        'RMDir "$INSTDIR\\runtime\\Lib"',
        'RMDir "$INSTDIR\\runtime"',
    ]
    held = setup_build.held_list(files).splitlines()
    assert held[::2] == [line.replace("Delete", "StrCpy $0") for line in removed[:3]]
    assert set(held[1::2]) == {"Call un.TryFile"}


def test_makensis_is_found_on_the_path_or_where_its_setup_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    places = {"ProgramFiles(x86)": str(tmp_path / "x86"), "ProgramFiles": str(tmp_path / "x64")}
    with pytest.raises(BuildError, match="makensis is missing"):
        setup_build.find_makensis(places)
    with pytest.raises(BuildError, match="makensis is missing"):
        setup_build.find_makensis({})
    usual = tmp_path / "x86" / "NSIS" / "makensis.exe"
    usual.parent.mkdir(parents=True)
    usual.touch()
    assert setup_build.find_makensis(places) == str(usual)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert setup_build.find_makensis(places) == "/bin/makensis"


@pytest.mark.parametrize("packing", ["small", "fast", "none"])
def test_the_script_has_no_warnings_whatever_the_language_of_the_pc(
    tmp_path: Path, parts: tuple[Path, Path], packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    setup = tmp_path / "安装 程序" / "gi-setup.exe"
    setup.parent.mkdir()
    setup_build.build_setup(*parts, setup, "", packing)
    assert setup.read_bytes()[:2] == b"MZ"


def test_the_same_bundle_gives_the_same_setup_in_another_folder_and_time_zone(
    tmp_path: Path, parts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one", tmp_path / "另 一个"
    for folder, zone in ((one, "UTC"), (other, "Asia/Shanghai")):
        shutil.copytree(parts[0], folder / "bundle")
        shutil.copytree(parts[1], folder / "lists")
        for number, path in enumerate(sorted(folder.rglob("*"))):
            os.utime(path, (1e9 + number, len(zone) * 1e8 + number))
        monkeypatch.setenv("TZ", zone)
        setup = folder / "gi-setup.exe"
        setup_build.build_setup(folder / "bundle", folder / "lists", setup, "", "none")
    assert (one / "gi-setup.exe").read_bytes() == (other / "gi-setup.exe").read_bytes()
