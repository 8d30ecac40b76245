"""The CPython that its makers publish, given by path: only with its hash, only one that fits."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from installer import build, bundle, downloads, pins, trimming
from tests.conftest import absent

LIBRARY = f"python{pins.PYTHON_TAG}.dll"
VERSION = """
1 VERSIONINFO
FILEVERSION 3,12,34150,1013
BEGIN
END
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A library for Windows that says to be CPython 3.12.34."""
    folder = tmp_path_factory.mktemp("library")
    cross = "x86_64-w64-mingw32-"
    if not shutil.which(f"{cross}gcc"):
        absent(f"{cross}gcc (apt-get install gcc-mingw-w64-x86-64)")
    (folder / "v.rc").write_text(VERSION)
    (folder / "a.c").write_text("int a;\n")
    windres = [f"{cross}windres", "v.rc", "-O", "coff", "-o", "v.res"]
    subprocess.run(windres, check=True, cwd=folder)
    gcc = [f"{cross}gcc", "-shared", "-nostdlib", "-s", "a.c", "v.res", "-o", LIBRARY]
    subprocess.run(gcc, check=True, cwd=folder)
    return (folder / LIBRARY).read_bytes()


def archive(folder: Path, files: dict[str, bytes]) -> tuple[Path, str]:
    """An archive laid out as the embeddable CPython is, and its hash."""
    path = folder / "python-3.12.34-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path, pins.sha256(path)


@pytest.fixture
def published(library: bytes) -> dict[str, bytes]:
    return {
        LIBRARY: library,
        f"python{pins.PYTHON_TAG}.zip": b"PK",
        f"python{pins.PYTHON_TAG}._pth": b"python312.zip\r\n.\r\n#import site\r\n",
        "python.exe": b"MZ",
        "python.cat": b"0",
        "_ssl.pyd": b"MZ",
        "select.pyd": b"MZ",
        "LICENSE.txt": b"PSF",
    }


def test_with_its_hash_it_is_taken_for_a_release(
    tmp_path: Path, published: dict[str, bytes]
) -> None:
    path, right = archive(tmp_path, published)
    python = downloads.official_python(path, f" {right.upper()}\n")
    assert python.version == "3.12.34"
    assert python.official
    assert python.files == published
    assert python.sha256 == right
    assert json.loads(bundle.build_note(python)) == {"test": False, "python": "3.12.34"}
    assert build.label_of(python) == f"gi-desktop-{pins.version()}"
    kept = trimming.from_python(python.files)
    assert set(kept) == {"runtime/" + name for name in (LIBRARY, "python312.zip", "select.pyd")}


def test_any_other_is_labelled_as_a_test(tmp_path: Path, published: dict[str, bytes]) -> None:
    path, right = archive(tmp_path, published)
    python = downloads.official_python(path, right)
    other = downloads.Python(python.files, python.version, official=False, sha256=right)
    assert build.label_of(other) == f"gi-desktop-{pins.version()}-test"
    assert json.loads(bundle.build_note(other))["test"] is True


def test_with_another_hash_it_is_refused(tmp_path: Path, published: dict[str, bytes]) -> None:
    path, right = archive(tmp_path, published)
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    with pytest.raises(pins.BuildError, match="SHA-256"):
        downloads.official_python(path, wrong)


def test_another_version_or_another_windows_is_refused(
    tmp_path: Path, published: dict[str, bytes]
) -> None:
    rest = {name: content for name, content in published.items() if name != LIBRARY}
    path, right = archive(tmp_path, rest | {"python313.dll": published[LIBRARY]})
    with pytest.raises(pins.BuildError, match=r"embeddable CPython 3\.12"):
        downloads.official_python(path, right)
    content = bytearray(published[LIBRARY])
    start = content.index(b"PE\0\0") + 4
    content[start : start + 2] = b"\x64\xaa"  # for ARM processors
    path, right = archive(tmp_path, rest | {LIBRARY: bytes(content)})
    with pytest.raises(pins.BuildError, match="64-bit Windows"):
        downloads.official_python(path, right)


def test_no_file_and_no_archive_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "python.zip"
    with pytest.raises(pins.BuildError, match="There is no file"):
        downloads.official_python(path, "0" * 64)
    path.write_bytes(b"not it")
    with pytest.raises(pins.BuildError, match="no zip archive"):
        downloads.official_python(path, pins.sha256(path))


@pytest.mark.parametrize("words", [["--python-zip", "a.zip"], ["--python-sha256", "00"]])
def test_file_and_hash_are_asked_for_together(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build.main(words)
    assert "go together" in capsys.readouterr().err


def test_a_build_that_is_refused_says_why_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--python-zip", str(tmp_path / "none.zip"), "--python-sha256", "00"]
    assert build.main(words) == 1
    assert "There is no file" in capsys.readouterr().err
