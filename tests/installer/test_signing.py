"""Signing: one command for every program, the uninstaller included; without a certificate nothing."""

import shutil
import sys
from pathlib import Path

import pytest

from installer.pins import BuildError
from installer.setup_build import build_setup
from installer.signing import sign_file
from tests.conftest import absent

SIGNER = """
import pathlib, sys
program = pathlib.Path(sys.argv[1])
assert program.read_bytes()[:2] == b"MZ"
with program.open("ab") as file:
    file.write(b"SIGNED")
with pathlib.Path(__file__).with_name("signed.txt").open("a") as file:
    file.write(program.name + "\\n")
"""


@pytest.fixture
def sign(tmp_path: Path) -> str:
    """A command that puts a mark at the end of a program."""
    script = tmp_path / "sign.py"
    script.write_text(SIGNER, encoding="utf-8")
    return f"{Path(sys.executable).as_posix()} {script.as_posix()}"


def test_a_program_is_signed_in_place_and_without_a_command_left_alone(
    tmp_path: Path, sign: str
) -> None:
    program = tmp_path / "GI 1.exe"
    program.write_bytes(b"MZ")
    sign_file("", program)
    assert program.read_bytes() == b"MZ"
    sign_file(sign, program)
    assert program.read_bytes() == b"MZSIGNED"


def test_a_program_that_cannot_be_signed_stops_the_build(tmp_path: Path, sign: str) -> None:
    program = tmp_path / "text.exe"
    program.write_bytes(b"no program")
    with pytest.raises(BuildError, match=r"text\.exe was not signed"):
        sign_file(sign, program)


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    """A small bundle, and the folder for lists and icon."""
    if not shutil.which("makensis"):
        absent("makensis (apt-get install nsis)")
    from PIL import Image

    bundle, lists = tmp_path / "bundle", tmp_path / "lists"
    (bundle / "runtime").mkdir(parents=True)
    lists.mkdir()
    (bundle / "GI.exe").write_bytes(b"MZ")
    (bundle / "runtime" / "文件 $1.txt").write_text("字", encoding="utf-8")
    Image.new("RGBA", (16, 16)).save(lists / "program.ico")
    Image.new("RGB", (16, 16)).save(lists / "side.bmp")
    return bundle, lists


def test_the_uninstaller_is_signed_while_setup_is_built(
    tmp_path: Path, parts: tuple[Path, Path], sign: str
) -> None:
    build_setup(*parts, tmp_path / "gi-setup.exe", sign, quick=True)
    assert (tmp_path / "gi-setup.exe").read_bytes()[:2] == b"MZ"
    assert len((tmp_path / "signed.txt").read_text().splitlines()) == 1


def test_an_uninstaller_that_cannot_be_signed_stops_the_build(
    tmp_path: Path, parts: tuple[Path, Path]
) -> None:
    with pytest.raises(BuildError, match="makensis failed"):
        build_setup(*parts, tmp_path / "gi-setup.exe", "false", quick=True)


def test_the_script_has_no_warnings(tmp_path: Path, parts: tuple[Path, Path]) -> None:
    build_setup(*parts, tmp_path / "gi-setup.exe", "", quick=True)
    assert not (tmp_path / "signed.txt").exists()
