"""A small bundle to build a setup of."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import absent


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
