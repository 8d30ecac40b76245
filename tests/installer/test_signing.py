"""Signing: one command for every program, the uninstaller included; without a certificate nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer import signing
from installer.pins import BuildError
from installer.setup_build import build_setup
from installer.signing import sign_file
from installer.throwaway import ThrowAway, signed_by
from tests.conftest import absent

SIGNER = """
import pathlib, sys
program = pathlib.Path(sys.argv[1])
assert program.read_bytes()[:2] == b"MZ"
with program.open("ab") as file:
    file.write(b"SIGNED")
"""


@pytest.fixture
def sign(tmp_path: Path) -> str:
    """A command that puts a mark at the end of a program; with a blank and a quote in its path."""
    script = tmp_path / "sign it.py"
    script.write_text(SIGNER, encoding="utf-8")
    return f"'{Path(sys.executable).as_posix()}' '{script.as_posix()}'"


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


@pytest.mark.parametrize("command", ["true", "no-such-program", "'no end"])
def test_a_command_that_does_nothing_or_is_none_stops_the_build(
    tmp_path: Path, command: str
) -> None:
    program = tmp_path / "GI.exe"
    program.write_bytes(b"MZ")
    with pytest.raises(BuildError, match=r"GI\.exe was not signed"):
        sign_file(command, program)


def test_windows_splits_a_command_by_itself() -> None:
    command = r'"C:\Program Files\signtool.exe" sign /f C:\cert\a.pfx'
    expected = command + ' "GI 1.exe"'
    assert signing.command_line(command, Path("GI 1.exe"), "nt") == expected
    assert signing.command_line("sh 'my sign.sh'", Path("GI 1.exe"), "posix") == [
        *("sh", "my sign.sh", "GI 1.exe")
    ]


def small_program(folder: Path) -> Path:
    """A real program for Windows, which does nothing."""
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if not compiler:
        absent("x86_64-w64-mingw32-gcc (apt-get install gcc-mingw-w64-x86-64)")
    source, target = folder / "small.c", folder / "GI.exe"
    source.write_text("int main(void) { return 0; }\n")
    subprocess.run([str(compiler), "-s", str(source), "-o", str(target)], check=True)
    return target


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    """A small bundle, and the folder for lists and icon."""
    if not shutil.which("makensis"):
        absent("makensis (apt-get install nsis)")
    from PIL import Image

    bundle, lists = tmp_path / "bundle", tmp_path / "lists"
    (bundle / "runtime").mkdir(parents=True)
    lists.mkdir()
    small_program(bundle.parent).rename(bundle / "GI.exe")
    (bundle / "runtime" / "文件 $1.txt").write_text("字", encoding="utf-8")
    Image.new("RGBA", (16, 16)).save(lists / "program.ico")
    Image.new("RGB", (16, 16)).save(lists / "side.bmp")
    return bundle, lists


@pytest.fixture
def certificate(tmp_path: Path) -> ThrowAway:
    """A certificate that nobody trusts, in a folder with a blank, and a command that signs by it."""
    for tool in ("openssl", "osslsigncode"):
        if not shutil.which(tool):
            absent(f"{tool} (apt-get install {tool})")
    return ThrowAway.make(tmp_path / "证书 1")


def test_program_uninstaller_and_setup_are_signed_by_a_certificate(
    tmp_path: Path, parts: tuple[Path, Path], certificate: ThrowAway
) -> None:
    program, setup = parts[0] / "GI.exe", tmp_path / "gi-setup.exe"
    assert not signed_by(certificate.root, program)
    sign_file(certificate.command, program)
    build_setup(*parts, setup, certificate.command, packing="fast")
    assert not signed_by(certificate.root, setup)
    sign_file(certificate.command, setup)
    # NSIS builds the uninstaller under a name of its own.
    (uninstaller,) = set(certificate.signed()) - {program, setup}
    for signed in (program, uninstaller, setup):
        assert signed_by(certificate.root, signed), signed


def test_another_certificate_and_a_changed_program_are_found_out(
    tmp_path: Path, parts: tuple[Path, Path], certificate: ThrowAway
) -> None:
    program = parts[0] / "GI.exe"
    sign_file(certificate.command, program)
    other = ThrowAway.make(tmp_path / "other")
    assert not signed_by(other.root, program)
    content = bytearray(program.read_bytes())
    content[0x600] ^= 1
    program.write_bytes(content)
    assert not signed_by(certificate.root, program)


def test_an_uninstaller_that_cannot_be_signed_stops_the_build(
    tmp_path: Path, parts: tuple[Path, Path]
) -> None:
    with pytest.raises(BuildError, match=r"makensis failed(.|\n)*was not signed"):
        build_setup(*parts, tmp_path / "gi-setup.exe", "false", packing="fast")


@pytest.mark.parametrize("packing", ["small", "fast", "none"])
def test_the_script_has_no_warnings_whatever_the_language_of_the_pc(
    tmp_path: Path, parts: tuple[Path, Path], packing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    setup = tmp_path / "安装 程序" / "gi-setup.exe"
    setup.parent.mkdir()
    build_setup(*parts, setup, "", packing)
    assert setup.read_bytes()[:2] == b"MZ"
