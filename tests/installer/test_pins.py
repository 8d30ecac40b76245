"""What is downloaded for the Windows package: pinned once, hashed completely, refused otherwise."""

import re
from pathlib import Path

import pytest

from installer import downloads, pins, sbom, trimming, windows_files

ROOT = pins.ROOT


def test_every_pinned_package_has_the_hash_of_its_wheel_for_windows() -> None:
    listed = {pins.package_of(name) for name in pins.hashes() if name.endswith(".whl")}
    assert listed == set(pins.requirements().items())


def test_the_hashes_are_hashes_and_name_no_host() -> None:
    for name, value in pins.hashes().items():
        assert "/" not in name
        assert re.fullmatch(r"[0-9a-f]{64}", value)


def test_a_wheel_is_for_any_windows_or_for_64_bit() -> None:
    for name in pins.hashes():
        if name.endswith(".whl"):
            assert name.endswith(("-win_amd64.whl", "-none-any.whl")), name


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.whl"
    path.write_bytes(b"content")
    right = pins.sha256(path)
    pins.check_hash(path, right)
    with pytest.raises(pins.BuildError, match="not the one"):
        pins.check_hash(path, right[:-1] + ("0" if right[-1] != "0" else "1"))
    with pytest.raises(pins.BuildError, match="pinned is nothing"):
        pins.check_hash(path, None)


def test_a_version_whose_hash_is_not_written_down_is_not_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "requirements", lambda: pins.requirements() | {"lxml": "0.1"})
    with pytest.raises(pins.BuildError, match="--pin"):
        downloads.wheels(tmp_path)


def test_a_python_given_by_path_must_be_the_published_one(tmp_path: Path) -> None:
    path = tmp_path / "python.zip"
    path.write_bytes(b"not it")
    with pytest.raises(pins.BuildError, match="SHA-256"):
        downloads.official_python(path, "0" * 64)


def test_the_markers_of_a_dependency_are_judged_for_windows(tmp_path: Path) -> None:
    lines = ['a==1; sys_platform == "win32"', 'b==2; sys_platform == "linux"', "c==3"]
    text = f"[project]\nversion = '1'\ndependencies = {lines!r}\n"
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert pins.requirements(tmp_path) == {"a": "1", "c": "3"}


def test_the_kept_modules_of_qt_are_those_the_window_imports() -> None:
    imported = {
        found
        for path in (ROOT / "gi_desktop" / "ui").rglob("*.py")
        for found in re.findall(r"PySide6\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert imported == set(trimming.QT_MODULES)


def test_every_wheel_has_a_licence_written_down() -> None:
    assert set(pins.requirements()) == set(sbom.SPDX) | sbom.LEFT_OUT


def test_the_libraries_of_windows_are_listed_once_and_in_order() -> None:
    path = Path(windows_files.__file__).with_name("windows_libraries.txt")
    lines = [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines()]
    names = [line for line in lines if line != "#"]
    assert names == sorted(set(names))
