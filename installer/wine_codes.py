"""Setup's exit codes under Wine: each that README.md names is made to come about.

Code 0 and the refusal of an old Windows (10) and of a running program (11) are in wine_trial.py.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer.wine_prefix import compile_for_windows, waited
from installer.wine_tools import must, windows_path
from installer.wine_trial import NAME, PLACE, Trial

CANCELLED, BROKEN_OFF = 1, 2
HELD, NO_PLACE, OPEN_ALREADY = 12, 13, 14


@dataclass(frozen=True)
class Codes:
    """The steps; those before the installation first."""

    trial: Trial

    def _must_end_with(self, expected: int, why: str, setup: Path, *words: str) -> None:
        code = self.trial.prefix.run(setup, *words)
        must(code == expected, f"{why}: it ended with {code}, not {expected}")

    def damaged(self) -> None:
        """A setup file that did not arrive whole unpacks nothing (2)."""
        prefix = self.trial.prefix
        damaged = prefix.folder / "damaged-setup.exe"
        shutil.copy(self.trial.setup, damaged)
        with damaged.open("r+b") as file:
            file.seek(damaged.stat().st_size // 2)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))
        self._must_end_with(BROKEN_OFF, "a damaged file", damaged, "/S")
        must(not list(prefix.drive.rglob("GI.exe")), "something was installed")
        damaged.unlink()

    def no_place(self) -> None:
        """A drive without room and a folder that cannot be written are refused (13)."""
        prefix = self.trial.prefix
        full = prefix.folder / "dosdevices" / "s:"
        full.symlink_to("/proc")  # of size 0, and nothing can be made in it
        self._must_end_with(NO_PLACE, "no room", self.trial.setup, "/S", r"/D=S:\gi-desktop")
        full.unlink()
        closed = r"/D=Z:\proc\gi-desktop"
        self._must_end_with(NO_PLACE, "a folder without writing", self.trial.setup, "/S", closed)
        must(not list(prefix.drive.rglob("GI.exe")), "something was installed")

    def broken_off(self) -> None:
        """A file that cannot be written ends setup (2), and no entry says that it is installed."""
        prefix = self.trial.prefix
        blocked = prefix.drive / "blocked"
        (blocked / "GI.exe").mkdir(parents=True)  # in the way of the file of that name
        self._must_end_with(BROKEN_OFF, "in the way", self.trial.setup, "/S", r"/D=C:\blocked")
        listed = prefix.tool("reg", "query", r"HKCU\Software\Classes\.xxgk")
        must("gi-desktop" not in listed, "it says that it is installed")
        shutil.rmtree(blocked)

    def cancelled(self) -> None:
        """Setup opens once (14); cancelled on its first page it changes nothing (1)."""
        prefix = self.trial.prefix
        silent = subprocess.DEVNULL
        command = ["wine", "start", "/wait", "/unix", str(self.trial.setup)]
        first = subprocess.Popen(command, env=prefix.environ, stdout=silent, stderr=silent)
        prefix.wait_for_window(NAME)
        self._must_end_with(OPEN_ALREADY, "opened again", self.trial.setup, "/S")

        def gone() -> str:
            # Cancel, and confirm; asked again while the page is not yet ready for keys.
            prefix.keys("Escape")
            prefix.keys("alt+y")
            return "" if first.poll() is None else "gone"

        waited(gone, 60, "setup does not close")
        must(first.returncode == CANCELLED, f"cancelled, it ended with {first.returncode}")
        must(not list(prefix.drive.rglob("GI.exe")), "something was installed")

    def held(self) -> None:
        """A file that another program has open is found before anything is removed (12)."""
        trial = self.trial
        with self._held(PLACE / "runtime" / "python312.zip"):
            self._must_end_with(HELD, "a held file", trial.setup, "/S")
            trial.installed_whole()
            words = f"_?={windows_path(PLACE)}".split(" ")
            remover = trial.place / "uninstall.exe"
            self._must_end_with(HELD, "removal of a held file", remover, "/S", *words)
            trial.installed_whole()

    def kept_from_running(self) -> None:
        """An uninstaller that does not start, as where it is blocked, leaves all as it was (12)."""
        remover = self.trial.place / "uninstall.exe"
        content = remover.read_bytes()
        remover.write_bytes(b"no program")
        self._must_end_with(HELD, "the uninstaller does not start", self.trial.setup, "/S")
        self.trial.installed_whole()
        remover.write_bytes(content)

    @contextmanager
    def _held(self, place: Path) -> Iterator[None]:
        prefix = self.trial.prefix
        program, sign = prefix.folder / "hold.exe", prefix.drive / "held.txt"
        compile_for_windows("hold", program, "-municode")
        prefix.start(program, windows_path(place), r"C:\held.txt")
        waited(lambda: "held" if sign.exists() else "", 30, "the file is not held")
        try:
            yield
        finally:
            sign.unlink()
            waited(lambda: "" if prefix.running("hold.exe") else "gone", 30, "it is still held")
