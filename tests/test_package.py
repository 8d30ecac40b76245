"""`pip install .` gives a working program: everything it needs is inside the wheel."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gi_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the wheel, as pip would lay it down."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_there(unpacked: Path, *arguments: str) -> str:
    """The output of Python started in the unpacked wheel, which then comes before the checkout."""
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=unpacked,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_its_resources_and_licences(unpacked: Path) -> None:
    source = {path.relative_to(ROOT / "gi_desktop") for path in ROOT.glob("gi_desktop/**/*.py")}
    packed = {
        path.relative_to(unpacked / "gi_desktop") for path in unpacked.glob("gi_desktop/**/*")
    }
    assert source <= packed
    resources = {path.relative_to(ROOT / "resources") for path in ROOT.glob("resources/**/*.*tf")}
    assert resources
    assert resources <= {
        path.relative_to(unpacked / "gi_desktop" / "_resources")
        for path in unpacked.glob("gi_desktop/_resources/**/*")
    }
    assert (unpacked / "gi_desktop" / "py.typed").is_file()
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))
    assert {path.name for path in unpacked.iterdir()} == {
        "gi_desktop",
        f"gi_desktop-{__version__}.dist-info",
    }


def test_the_installed_program_finds_its_resources(unpacked: Path) -> None:
    code = "from gi_desktop.resources import resource; print(next(resource('fonts').glob('*.ttf')))"
    found = Path(run_there(unpacked, "-c", code).strip())
    assert found.is_relative_to(unpacked / "gi_desktop" / "_resources")


def test_the_command_and_the_module_start(unpacked: Path) -> None:
    assert __version__ in run_there(unpacked, "-m", "gi_desktop", "--version")
    (entry,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert re.search(r"^gi-desktop = gi_desktop\.cli:main$", entry.read_text(), re.MULTILINE)


def test_the_version_is_the_same_in_both_places() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in project
