"""Compiles the two launchers with mingw-w64, and draws their icons."""

import io
import os
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from installer.pins import PYTHON_TAG, ROOT, BuildError, version

HERE = Path(__file__).with_name("launcher")
PROGRAMS = {"GI.exe": ("-mwindows",), "gi-desktop.exe": ("-mconsole", "-DCONSOLE")}
"""File name → how it is compiled."""
ICONS = {
    "program.ico": ROOT / "resources" / "icons" / "app.svg",
    "document.ico": HERE / "document.svg",
}
"""Icon file → the picture it is drawn from."""
SIDE, SIDE_SIZE = "side.bmp", (328, 628)
"""The picture on the first and last page of setup, for screens of up to 200 %."""
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_CROSS = "x86_64-w64-mingw32-"


def tool(name: str) -> str:
    """A program of mingw-w64: by its name for cross building, or on Windows by its plain name."""
    found = shutil.which(_CROSS + name) or (shutil.which(name) if os.name == "nt" else None)
    if found is None:
        raise BuildError(f"{_CROSS}{name} is missing: install mingw-w64.")
    return found


def draw_icons(folder: Path) -> None:
    """Draw each picture in every size into an .ico file, and the side of setup's pages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    for name, picture in ICONS.items():
        images = [drawn(picture, size) for size in SIZES]
        largest = images[-1]
        largest.save(
            folder / name,
            format="ICO",
            sizes=[(size, size) for size in SIZES],
            append_images=images[:-1],
        )
    drawn(HERE / "setup.svg", *SIDE_SIZE).convert("RGB").save(folder / SIDE)
    del application


def drawn(svg: Path, wide: int, high: int = 0) -> Image.Image:
    """The picture in one size; drawn anew, not scaled. A QGuiApplication must be there."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(wide, high or wide, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def compile_launchers(folder: Path) -> dict[str, bytes]:
    """Compile both programs; ``folder`` takes what is made on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_icons(folder)
    made = {}
    for name, options in PROGRAMS.items():
        resources = folder / f"{name}.res"
        numbers = ",".join([*version().split("."), "0"])
        definitions = {
            "VERSION_NUMBERS": numbers,
            "VERSION_TEXT": f'\\"{version()}\\"',
            "FILE_NAME": f'\\"{name}\\"',
        }
        windres = [tool("windres"), "--codepage=65001", "-I", str(folder), "-I", str(HERE)]
        windres += [f"-D{key}={value}" for key, value in definitions.items()]
        _run([*windres, str(HERE / "launcher.rc"), "-O", "coff", "-o", str(resources)])
        gcc = [tool("gcc"), "-municode", *options, "-O2", "-s", "-static", "-Wall", "-Wextra"]
        gcc += ["-Werror", "-finput-charset=UTF-8", f'-DPYTHON_DLL=L"python{PYTHON_TAG}.dll"']
        gcc += ["-D_WIN32_WINNT=0x0A00", "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat"]
        gcc += ["-Wl,--high-entropy-va"]
        target = folder / name
        _run([*gcc, str(HERE / "launcher.c"), str(resources), "-lshell32", "-o", str(target)])
        made[name] = target.read_bytes()
    return made


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise BuildError(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")
