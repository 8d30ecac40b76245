"""A Windows to try the package on: a Wine prefix of its own, with a screen in memory.

Wine 8 lacks two libraries; stand-ins of a few lines are compiled into the prefix, and never shipped.
Needs no package but Python's own.
"""

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAND_INS = ("icuuc", "bcryptprimitives")
FONT = HERE.parent / "resources" / "fonts" / "heiti.ttf"
FAMILY = "GI HeiTi"
REPLACED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "SimSun",
    "宋体",
    "MS Shell Dlg",
    "MS Shell Dlg 2",
    "Tahoma",
)
SCREEN = "1440x900x24"

NOT_OURS = (
    r"\\Software\\Wine\\",  # Wine's own settings
    r"\\Explorer\\(MountPoints2|SessionInfo|RunMRU|ComDlg32|FileExts)",  # kept by Windows itself
    r"\\Volatile Environment",  # of this session
    r"\\Microsoft\\Windows NT\\CurrentVersion\\(Fonts|Print|Ports)",  # Wine lists what Linux has
    r"\\System\\CurrentControlSet\\",  # devices, as Wine finds them
    r"\\HARDWARE\\",  # the same
    r"\\Microsoft\\Cryptography",  # random seed
    r"\\Fonts\\Cache",  # Wine's cache
    r"\\Printers",  # as Linux has them
    r"\\Console",  # colours of the window that the command line opens
)
"""Registry keys that Wine or Windows writes by itself, whatever program runs."""


NOT_OURS_FILES = (
    r"/Temp/~nsu\w*\.tmp",  # NSIS removes itself from there; Windows clears it at the next start
)
"""The same for files."""


ALWAYS_THERE = (
    r"HKCU\Software\Classes",
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall",
)
"""Keys that every Windows has, and a new Wine prefix has not."""


class TrialError(Exception):
    """A step did not do what it must; the message says what."""


@dataclass(frozen=True)
class Snapshot:
    """What is on the disk and in the registry of a prefix."""

    files: frozenset[str]
    registry: frozenset[tuple[str, str]]

    def added_since(self, before: "Snapshot") -> list[str]:
        """What is there now and was not before, one line each."""
        files = [f"file {name}" for name in sorted(self.files - before.files)]
        return files + [f"key {k}: {v}" for k, v in sorted(self.registry - before.registry)]


@dataclass
class Prefix:
    """A Wine prefix; made anew by ``create``."""

    folder: Path
    display: str = ""
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    """Put into the environment of what is started."""

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.folder / "drive_c"

    @property
    def environ(self) -> dict[str, str]:
        """The environment that programs in the prefix are started with."""
        own = {
            "WINEPREFIX": str(self.folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=d",
            "LC_ALL": "C.UTF-8",
            "DISPLAY": self.display,
        }
        return os.environ | own | self.extra

    def create(self) -> None:
        """Start a screen and make the prefix: a Windows 10 with one Chinese font."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.display = self._start_screen()
        self.tool("wineboot", "-i", seconds=180)
        self.tool("winecfg", "-v", "win10")
        for key in ALWAYS_THERE:
            self.tool("reg", "add", key, "/f")
        for name in STAND_INS:
            target = self.drive / "windows" / "system32" / f"{name}.dll"
            compile_for_windows(name, target, "-shared", "-ladvapi32")
        shutil.copy(FONT, self.drive / "windows" / "Fonts")
        for replaced in REPLACED:
            key = r"HKCU\Software\Wine\Fonts\Replacements"
            self.tool("reg", "add", key, "/v", replaced, "/d", FAMILY, "/f")
        self.settle()

    def _start_screen(self) -> str:
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        self.started.append(subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL))
        os.close(writer)
        if not select.select([reader], [], [], 30)[0]:
            raise TrialError("Xvfb does not start")
        with os.fdopen(reader) as answer:
            display = f":{answer.readline().strip()}"
        # Without a window manager Wine draws maximised windows larger than the screen.
        manager = ["openbox", "--sm-disable"]
        environ = os.environ | {"DISPLAY": display}
        self.started.append(
            subprocess.Popen(manager, env=environ, stderr=subprocess.DEVNULL, cwd="/")
        )
        return display

    def close(self) -> None:
        """End what runs in the prefix, and the screen."""
        subprocess.run(["wineserver", "-k"], check=False, env=self.environ, timeout=60)
        for process in reversed(self.started):
            process.terminate()
            process.wait(30)

    # Running --------------------------------------------------------------------------------

    def tool(self, *command: str, seconds: int = 60, folder: Path | None = None) -> str:
        """Run one of Wine's own programs, in a folder, and return what it prints."""
        done = subprocess.run(
            ["wine", *command],
            check=False,
            cwd=folder,
            env=self.environ,
            timeout=seconds,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return done.stdout.decode("utf-8", errors="replace")

    def run(self, program: Path, *arguments: str, seconds: int = 120) -> int:
        """Start a Windows program, wait for its end, and return its exit code."""
        command = ["wine", "start", "/wait", "/unix", str(program), *arguments]
        silent = subprocess.DEVNULL
        done = subprocess.run(
            command, check=False, env=self.environ, timeout=seconds, stdout=silent, stderr=silent
        )
        return done.returncode

    def start(self, program: Path, *arguments: str) -> None:
        """Start a Windows program, or open a file by its type, and go on."""
        command = ["wine", "start", "/unix", str(program), *arguments]
        silent = subprocess.DEVNULL
        subprocess.run(
            command, check=False, env=self.environ, timeout=60, stdout=silent, stderr=silent
        )

    def settle(self, seconds: int = 60) -> None:
        """Wait until nothing runs in the prefix any more and all is on the disk."""
        subprocess.run(["wineserver", "-w"], check=False, env=self.environ, timeout=seconds)

    def running(self, program: str) -> bool:
        """Whether a program of that file name runs in this prefix."""
        mine = f"WINEPREFIX={self.folder}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                first = (process / "cmdline").read_bytes().split(b"\0")[0]
                environ = (process / "environ").read_bytes().split(b"\0")
            except OSError:  # it has ended meanwhile
                continue
            if first.endswith(f"\\{program}".encode()) and mine in environ:
                return True
        return False

    # Looking --------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """What is on the disk and in the registry now."""
        known = re.compile("|".join(NOT_OURS_FILES))
        places = (p.relative_to(self.drive).as_posix() for p in self.drive.rglob("*"))
        files = [place for place in places if not known.search(place)]
        registry: set[tuple[str, str]] = set()
        for hive in ("HKCU", "HKLM"):
            registry |= set(_entries(self._export(hive)))
        return Snapshot(frozenset(files), frozenset(registry))

    def _export(self, hive: str) -> str:
        exported = self.folder / "export.reg"

        def asked() -> str:
            # Asked again: a Wine that is about to end takes no new program.
            exported.unlink(missing_ok=True)
            self.tool("reg", "export", hive, f"Z:{exported}", "/y", seconds=120)
            return exported.read_text(encoding="utf-16") if exported.exists() else ""

        return waited(asked, 60, f"the registry ({hive}) cannot be read")

    def windows(self) -> list[str]:
        """The titles of the windows on the screen."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "."],
            check=False,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=30,
        )
        names = []
        for number in found.stdout.split():
            asked = ["xdotool", "getwindowname", number]
            done = subprocess.run(
                asked, check=False, env=self.environ, capture_output=True, text=True, timeout=30
            )
            names.append(done.stdout.strip())
        return names

    def wait_for_window(self, part: str, seconds: int = 60) -> str:
        """Wait until a window has these words in its title; return the title."""
        return waited(
            lambda: next((name for name in self.windows() if part in name), ""),
            seconds,
            f"no window “{part}” (there are: {self.windows()})",
        )

    def keys(self, *names: str) -> None:
        """Press keys, as xdotool calls them."""
        subprocess.run(["xdotool", "key", *names], check=True, env=self.environ, timeout=30)

    def quit(self, program: str) -> None:
        """Close a program by its key, pressed again while it is not yet ready for keys."""

        def gone() -> str:
            if not self.running(program):
                return "gone"
            self.keys("ctrl+q")
            time.sleep(1.5)
            return ""

        waited(gone, 90, f"{program} does not close")

    def picture(self, path: Path) -> None:
        """Save what the screen shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", "root", str(path)]
        subprocess.run(command, check=True, env=self.environ, timeout=60)


def compile_for_windows(name: str, target: Path, *options: str) -> None:
    """Compile a source of wine/, which is for the trial alone."""
    gcc = [
        "x86_64-w64-mingw32-gcc",
        "-O2",
        "-s",
        "-o",
        str(target),
        str(HERE / "wine" / f"{name}.c"),
    ]
    subprocess.run([*gcc, *options], check=True, timeout=60)


def _entries(exported: str) -> "list[tuple[str, str]]":
    """Key and value of each entry of an exported registry; a key without values is one too."""
    found, key = [], ""
    for line in exported.replace("\\\n  ", "").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
            found.append((key, ""))
        elif line:
            found.append((key, line))
    return [(key, value) for key, value in found if not re.search("|".join(NOT_OURS), f"\\{key}\\")]


def waited(look: Callable[[], str], seconds: int, otherwise: str) -> str:
    """Look again and again until there is something to see; TrialError after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.5)
    raise TrialError(otherwise)
