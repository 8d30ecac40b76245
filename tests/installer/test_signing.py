"""Signing: one command for every program, the uninstaller included; without a certificate nothing."""

import shutil
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
