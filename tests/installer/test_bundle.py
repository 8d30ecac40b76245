"""The built bundle: complete, without what is not used, and the same wherever it is built.

`python dev.py package --bundle` makes it; .ci/run does so before the tests.
"""

import ast
import json
import os
import sys
from pathlib import Path

import pefile
import pytest

from installer import bundle, launcher_build, pins, sbom, setup_build, trimming, windows_files
from installer.build import BUNDLE, SBOM, WORK
from installer.wine_tools import sums
from tests.conftest import absent

MOST_BYTES = 190_000_000
BESIDE = ("runtime", "runtime/Lib/site-packages/PySide6", "runtime/Lib/site-packages/shiboken6")
"""Folders whose own libraries their files find: Python adds the folder a module is loaded from."""
SEARCHED = ("runtime", "runtime/Lib/site-packages/PySide6", "runtime/Lib/site-packages/shiboken6")
"""Those that the launcher and Qt for Python add for everyone."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every file of the bundle by its place."""
    if not (WORK / "files.txt").is_file():
        absent("build/windows/bundle (python dev.py package --bundle)")
    return {name: (BUNDLE / name).read_bytes() for name in bundle.listing(BUNDLE)}


def test_the_bundle_is_of_this_version(files: dict[str, bytes]) -> None:
    module = files["runtime/Lib/site-packages/gi_desktop/__init__.pyc"]
    assert pins.version().encode() in module


def test_every_library_that_is_loaded_is_shipped_or_part_of_windows(
    files: dict[str, bytes],
) -> None:
    assert list(windows_files.unresolved(files, BESIDE, SEARCHED)) == []


@pytest.mark.parametrize(
    "missing",
    ["runtime/msvcp140.dll", "runtime/libffi-8.dll", f"{trimming.SITE}PySide6/Qt6Gui.dll"],
)
def test_a_missing_library_would_be_found(files: dict[str, bytes], missing: str) -> None:
    rest = {name: content for name, content in files.items() if name != missing}
    assert any(
        Path(missing).name.lower() in line
        for line in windows_files.unresolved(rest, BESIDE, SEARCHED)
    )


def test_no_library_is_shipped_that_nothing_loads(files: dict[str, bytes]) -> None:
    loaded = {
        name
        for path in files
        if windows_files.is_binary(path)
        for name in windows_files.imports(files[path])
    }
    asked_for_by_name = {
        "python3.dll",  # by Qt for Python's modules, which are for any Python 3
        f"python{pins.PYTHON_TAG}.dll",  # by the launcher
        "qwindows.dll",  # by Qt
        "pdfium.dll",  # by pypdfium2, through ctypes
    }
    libraries = {Path(path).name.lower() for path in files if path.lower().endswith(".dll")}
    assert libraries - loaded - asked_for_by_name == set()


def test_each_runtime_of_c_is_there_once(files: dict[str, bytes]) -> None:
    names = [Path(path).name for path in files if "140" in Path(path).name]
    assert sorted(set(names)) == sorted(names)
    assert "msvcp140.dll" in names


def test_only_bytecode_is_shipped_and_nothing_that_was_dropped(files: dict[str, bytes]) -> None:
    site = [name.removeprefix(trimming.SITE) for name in files if name.startswith(trimming.SITE)]
    for name in site:
        assert not name.endswith((".py", ".pyi", ".h", ".lib", ".pdb")), name
        assert ".dist-info/" not in name
        assert "__pycache__" not in name
    translations = [name for name in site if name.endswith(".qm")]
    assert translations == ["PySide6/translations/qtbase_zh_CN.qm"]


def test_bytecode_is_of_the_python_that_is_shipped_and_is_not_checked_against_a_source(
    files: dict[str, bytes],
) -> None:
    heads = {content[:8] for name, content in files.items() if name.endswith(".pyc")}
    assert heads == {(3531).to_bytes(2, "little") + b"\r\n" + (1).to_bytes(4, "little")}


def test_nothing_tells_where_it_was_built(files: dict[str, bytes]) -> None:
    here = str(pins.ROOT).encode()
    for name, content in files.items():
        assert here not in content, name


def test_it_is_small_enough(files: dict[str, bytes]) -> None:
    assert sum(map(len, files.values())) <= MOST_BYTES


def test_the_list_of_files_is_the_bundle(files: dict[str, bytes]) -> None:
    listed = sums(WORK / "files.txt")
    assert listed == {name: pins.sha256(BUNDLE / name) for name in files}


def test_all_of_the_program_and_its_resources_is_there(files: dict[str, bytes]) -> None:
    root = trimming.SITE + "gi_desktop/"
    expected = {
        root + path.relative_to(pins.ROOT / "gi_desktop").as_posix() + "c"
        for path in (pins.ROOT / "gi_desktop").rglob("*.py")
    }
    expected |= {
        root + "_resources/" + path.relative_to(pins.ROOT / "resources").as_posix()
        for path in (pins.ROOT / "resources").rglob("*")
        if path.suffix in {".svg", ".ttf", ".icc", ".docx", ".md", ".txt"}
    }
    assert expected <= set(files)


def imported_modules() -> set[str]:
    """Every module of other packages that the program imports, early or late."""
    found: set[str] = set()
    for path in (pins.ROOT / "gi_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    own = sys.stdlib_module_names | {"gi_desktop"}
    return {name for name in found if name.split(".")[0] not in own}


def test_every_module_that_the_program_imports_is_there(files: dict[str, bytes]) -> None:
    there = {
        name.removeprefix(trimming.SITE).split(".")[0].replace("/", ".").removesuffix(".__init__")
        for name in files
        if name.startswith(trimming.SITE) and name.endswith((".pyc", ".pyd"))
    }
    assert imported_modules() - there == set()
    assert "lxml.etree" in there


def test_python_looks_nowhere_else(files: dict[str, bytes]) -> None:
    path = files[f"runtime/python{pins.PYTHON_TAG}._pth"].decode().splitlines()
    assert path == [f"python{pins.PYTHON_TAG}.zip", ".", r"Lib\site-packages"]


@pytest.mark.parametrize("program", launcher_build.PROGRAMS)
def test_a_launcher_has_version_manifest_and_icons(files: dict[str, bytes], program: str) -> None:
    content = files[program]
    numbers = tuple(int(part) for part in pins.version().split("."))
    assert windows_files.file_version(content) == (*numbers, 0)
    assert b"longPathAware" in content
    assert b'level="asInvoker"' in content
    assert "政府信息公开年报".encode("utf-16-le") in content
    assert windows_files.imports(content) <= windows_files.windows_libraries()


@pytest.mark.parametrize("program", launcher_build.PROGRAMS)
def test_a_launcher_has_the_icons_of_program_and_document_in_every_size(
    files: dict[str, bytes], program: str
) -> None:
    icon, group = pefile.RESOURCE_TYPE["RT_ICON"], pefile.RESOURCE_TYPE["RT_GROUP_ICON"]
    with pefile.PE(data=files[program]) as image:
        counted = {
            entry.id: len(entry.directory.entries)
            for entry in image.DIRECTORY_ENTRY_RESOURCE.entries
        }
    assert counted[group] == len(launcher_build.ICONS) == 2
    assert counted[icon] == 2 * len(launcher_build.SIZES)


# --- components and licences --------------------------------------------------------------------


def test_every_component_has_version_licence_and_its_text(files: dict[str, bytes]) -> None:
    listed = json.loads(files[SBOM])
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    names = {component["name"] for component in listed["components"]}
    assert names >= set(pins.requirements()) - sbom.LEFT_OUT
    assert names >= {"cpython", "qt", "noto-cjk", "fandol-fonts", "lxgw-wenkai"}
    for component in listed["components"]:
        assert component["version"]
        (licence,) = component["licenses"]
        told = licence.get("expression") or licence["license"]["id"]
        assert told
        assert told != "NOASSERTION"
        folder = f"{sbom.LICENCES}{component['name']}/"
        texts = [name for name in files if name.startswith(folder)]
        assert texts, component["name"]
        assert max(len(files[text]) for text in texts) > 200


def test_every_package_in_the_bundle_is_a_component(files: dict[str, bytes]) -> None:
    tops = {
        name.removeprefix(trimming.SITE).split("/")[0].removesuffix(".pyc")
        for name in files
        if name.startswith(trimming.SITE)
    }
    other_names = {
        "PIL": "pillow",
        "PySide6": "pyside6-essentials",
        "docx": "python-docx",
        "pypdfium2_cfg": "pypdfium2",
        "pypdfium2_raw": "pypdfium2",
        "gi_desktop": "gi-desktop",
    }
    known = {component["name"] for component in json.loads(files[SBOM])["components"]}
    for top in tops:
        assert other_names.get(top, pins.canonical(top)) in known | {"gi-desktop"}, top


# --- setup --------------------------------------------------------------------------------------


def test_setup_takes_away_exactly_what_it_laid_down() -> None:
    names = ["GI.exe", "runtime/a b/$x.dll", "runtime/python312.dll"]
    laid = setup_build.install_list(Path("/bundle"), names)
    taken = setup_build.remove_list(names)
    assert laid.count("File ") == taken.count("Delete ") == len(names)
    assert 'Delete "$INSTDIR\\runtime\\a b\\$$x.dll"' in taken
    folders = [line for line in taken.splitlines() if line.startswith("RMDir")]
    assert folders == ['RMDir "$INSTDIR\\runtime\\a b"', 'RMDir "$INSTDIR\\runtime"']
    assert "/r" not in taken


def test_the_script_needs_no_administrator_and_is_made_for_64_bit() -> None:
    script = setup_build.SCRIPT.read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert "Target amd64-unicode" in script
    assert "RMDir /r" not in script
    assert "HKLM" not in script
    assert "SimpChinese" in script


def test_setup_and_launcher_look_at_the_same_mutex() -> None:
    launcher = (launcher_build.HERE / "launcher.c").read_text(encoding="utf-8")
    script = setup_build.SCRIPT.read_text(encoding="utf-8")
    assert r'L"Local\\gi-desktop"' in launcher
    assert r'"Local\gi-desktop"' in script


@pytest.mark.parametrize("code", [10, 11, 12, 13])
def test_every_exit_code_of_setup_is_explained(code: int) -> None:
    script = setup_build.SCRIPT.read_text(encoding="utf-8")
    manual = (pins.ROOT / "installer" / "README.md").read_text(encoding="utf-8")
    assert f"Refuse {code}" in script or f"SetErrorLevel {code}" in script
    assert f"| {code} |" in manual


def test_the_same_bundle_gives_the_same_archive(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        bundle.write(folder, {"GI.exe": b"program", "runtime/甲.txt": "字".encode()})
        os.utime(folder / "GI.exe", (1, 1))
        target = tmp_path / f"{name}.zip"
        bundle.portable_archive(folder, target, {"portable.txt": b""})
        made.append(target.read_bytes())
    assert made[0] == made[1]
