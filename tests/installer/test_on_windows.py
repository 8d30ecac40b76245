"""What is done otherwise where the package is built on Windows; no Windows is needed for it."""

import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from installer import bundle, compile_tree, launcher_build, setup_build
from installer.downloads import Python
from installer.pins import PYTHON_TAG, BuildError, version
from installer.trimming import SITE

PYTHON = Python({"python.exe": b"MZ"}, "3.12.0", official=True, sha256="")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle with one source in it."""
    place = tmp_path / "bundle 1" / SITE / "package"
    place.mkdir(parents=True)
    (place / "module.py").write_text("A = 1\n", encoding="utf-8")
    return tmp_path / "bundle 1"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were started; each compiles what its last word names."""
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        compile_tree.main(Path(command[-1]))
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_windows_runs_the_python_of_the_package_itself(
    folder: Path, tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    bundle.compile_packages(folder, PYTHON, tmp_path / "work")
    ((program, script, place),) = started
    assert Path(program) == tmp_path / "work" / "compiler" / "python" / "python.exe"
    assert Path(program).read_bytes() == b"MZ"
    assert Path(script).name == "compile_tree.py"
    assert Path(place) == folder / SITE
    assert bundle.listing(folder) == [f"{SITE}package/module.pyc"]


def test_linux_runs_it_under_wine_and_says_where_that_is_missing(
    folder: Path, tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    bundle.compile_packages(folder, PYTHON, tmp_path / "work")
    assert started[0][:4] == ["wine", "start", "/wait", "/unix"]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(BuildError, match="wine is missing"):
        bundle.compile_packages(folder, PYTHON, tmp_path / "work")


def test_sources_that_were_not_compiled_stop_the_build(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = subprocess.CompletedProcess("python.exe", 0, b"", b"why")
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: done)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(BuildError, match="Byte-compiling failed"):
        bundle.compile_packages(folder, PYTHON, tmp_path / "work")


def test_bytecode_tells_the_place_in_the_package_and_not_where_it_was_built(
    folder: Path,
) -> None:
    compile_tree.main(folder / SITE)
    content = (folder / SITE / "package" / "module.pyc").read_bytes()
    assert b"package/module.py" in content
    assert str(folder).encode() not in content


def compiler(system: str, there: set[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The compiler that is taken on that system where these programs are there."""
    with monkeypatch.context() as patch:
        patch.setattr("shutil.which", lambda name: name if name in there else None)
        patch.setattr(os, "name", system)
        return launcher_build.tool("gcc")


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_the_compiler_for_windows_is_taken_where_it_is_there(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cross = "x86_64-w64-mingw32-gcc"
    assert compiler(system, {cross, "gcc"}, monkeypatch) == cross


def test_the_compiler_has_a_plain_name_on_windows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiler("nt", {"gcc"}, monkeypatch) == "gcc"
    for system, there in (("posix", {"gcc"}), ("nt", set())):
        with pytest.raises(BuildError, match="install mingw-w64"):
            compiler(system, there, monkeypatch)


def test_what_the_launchers_are_told_needs_no_quoting_by_a_shell() -> None:
    assert launcher_build.names_header("GI.exe").splitlines() == [
        f"#define VERSION_NUMBERS {version().replace('.', ',')},0",
        f'#define VERSION_TEXT "{version()}"',
        '#define FILE_NAME "GI.exe"',
        f'#define PYTHON_DLL L"python{PYTHON_TAG}.dll"',
    ]


def test_nsis_gets_the_paths_of_windows() -> None:
    lines = setup_build.install_list(PureWindowsPath(r"C:\打包 1"), ["GI.exe", "runtime/a.dll"])
    assert lines.splitlines() == [
        'SetOutPath "$INSTDIR"',
        'File "C:\\打包 1\\GI.exe"',
        'SetOutPath "$INSTDIR\\runtime"',
        'File "C:\\打包 1\\runtime\\a.dll"',
    ]
