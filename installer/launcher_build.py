"""Compiles the two launchers with mingw-w64, and draws their icons."""

import io
import os
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from installer.pins import PYTHON_TAG, ROOT, BuildError, version
from installer.windows_files import is_64_bit

HERE = Path(__file__).with_name("launcher")
SOURCES = ("launcher.c", "launcher.rc", "launcher.manifest")
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
    """Compile both programs; ``folder`` takes what is made on the way.

    Everything lies in it, and is called by its bare name: windres hands paths and definitions to a
    shell, which is another one on Windows, and takes blanks for ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw_icons(folder)
    for source in SOURCES:
        shutil.copyfile(HERE / source, folder / source)
    made = {}
    for name, options in PROGRAMS.items():
        (folder / "names.h").write_text(names_header(name), encoding="utf-8")
        windres = [tool("windres"), "--codepage=65001", "launcher.rc", "-O", "coff"]
        _run([*windres, "-o", f"{name}.res"], folder)
        gcc = [tool("gcc"), "-municode", *options, "-O2", "-s", "-static", "-Wall", "-Wextra"]
        gcc += ["-Werror", "-finput-charset=UTF-8", "-D_WIN32_WINNT=0x0A00"]
        gcc += ["-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat", "-Wl,--high-entropy-va"]
        _run([*gcc, "launcher.c", f"{name}.res", "-lshell32", "-o", name], folder)
        made[name] = (folder / name).read_bytes()
        if not is_64_bit(made[name]):
            raise BuildError(f"{tool('gcc')} makes no programs for 64-bit Windows.")
    return made


def names_header(name: str) -> str:
    """What the sources of a program take from here."""
    definitions = {
        "VERSION_NUMBERS": ",".join([*version().split("."), "0"]),
        "VERSION_TEXT": f'"{version()}"',
        "FILE_NAME": f'"{name}"',
        "PYTHON_DLL": f'L"python{PYTHON_TAG}.dll"',
    }
    return "".join(f"#define {key} {value}\n" for key, value in definitions.items())


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True)
    if done.returncode != 0:
        told = (done.stdout + done.stderr).decode("utf-8", errors="replace")
        raise BuildError(f"{Path(command[0]).name} failed:\n{told}")
