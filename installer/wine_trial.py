"""The steps of the trial under Wine: install, use, upgrade, remove. Needs no package but Python's own."""

import getpass
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from installer.throwaway import signed_by
from installer.wine_pictures import take_pictures
from installer.wine_prefix import Prefix, Snapshot, TrialError, waited
from installer.wine_tools import export_words, must, sha256, sums, windows_path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "windows"
PLACE = Path("users/张三/我的 程序/gi-desktop")
SETUP_WORDS = ("/S", r"/D=C:\users\张三\我的", r"程序\gi-desktop")
"""NSIS takes the rest of the line for the folder, without quotes: in two words Wine adds none."""
FORMER = Path("users/张三/旧的 地方/gi-desktop")
FORMER_WORDS = ("/S", r"/D=C:\users\张三\旧的", r"地方\gi-desktop")
KINDS = ("docx", "pdf", "html", "xlsx", "json")
DRAFT = Path("users/张三/2025年报.xxgk")
DATA = Path("AppData/Local/gi-desktop")
VERSION_KEY = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion"
FOREIGN = {
    "PYTHONHOME": r"C:\nowhere",
    "PYTHONPATH": r"C:\nowhere",
    "PYTHONSTARTUP": r"C:\nowhere.py",
    "QT_PLUGIN_PATH": r"C:\nowhere",
    "QT_QPA_PLATFORM": "minimal",
    "QT_QPA_PLATFORM_PLUGIN_PATH": r"C:\nowhere",
}
"""What another Python or Qt on a PC may have set."""
REFUSED_WINDOWS, REFUSED_RUNNING = 10, 11
NAME = "政府信息公开年报"


@dataclass
class Trial:
    """The steps, in their order; each raises where something is not as it must be."""

    prefix: Prefix
    setup: Path
    portable: Path | None
    python: str
    """One that can run the program on Linux."""
    root: Path | None = None
    """The certificate that the programs are signed by; None where they are not."""
    before: Snapshot = field(default_factory=lambda: Snapshot(frozenset(), frozenset()))

    @property
    def place(self) -> Path:
        """Where the program is installed."""
        return self.prefix.drive / PLACE

    @property
    def data(self) -> Path:
        """The data folder of the installed program."""
        user = os.environ.get("USER") or getpass.getuser()
        return self.prefix.drive / "users" / user / DATA

    @property
    def draft(self) -> Path:
        """A draft where a user would save it."""
        return self.prefix.drive / DRAFT

    # Installing -----------------------------------------------------------------------------

    def refuse_old_windows(self) -> None:
        """Setup leaves Windows 7, 8.1 and a Windows 10 before 1809 as they are."""
        for version, build in (("win7", ""), ("win81", ""), ("win10", "17134")):
            self.prefix.tool("winecfg", "-v", version)
            for value in ("CurrentBuild", "CurrentBuildNumber") if build else ():
                self.prefix.tool("reg", "add", VERSION_KEY, "/v", value, "/d", build, "/f")
            code = self.prefix.run(self.setup, *SETUP_WORDS)
            must(code == REFUSED_WINDOWS, f"{version} {build}: setup ended with {code}")
            must(not self.place.exists(), f"{version} {build}: something was installed")
        self.prefix.tool("winecfg", "-v", "win10")

    def older_setup(self) -> Path:
        """The setup of an older version, with a file that the new one no longer has."""
        older = self.prefix.folder / "older-setup.exe"
        if older.exists():
            return older
        bundle, work = self.prefix.folder / "older", self.prefix.folder / "older-lists"
        for folder in (bundle / "runtime", work):
            folder.mkdir(parents=True)
        shutil.copy(WORK / "bundle" / "GI.exe", bundle)
        (bundle / "runtime" / "old.dll").write_bytes(b"old")
        for picture in ("program.ico", "side.bmp"):
            shutil.copy(WORK / "launcher" / picture, work)
        script = (
            "import sys; from pathlib import Path; from installer.setup_build import build_setup"
        )
        script += "; build_setup(*map(Path, sys.argv[1:]), '', packing='fast')"
        linux(self.python, "-c", script, str(bundle), str(work), str(older))
        return older

    def remove_keeping(self) -> None:
        """Removal with /KEEP leaves settings and profiles of organs."""
        code = self.prefix.run(self.older_setup(), *SETUP_WORDS)
        must(code == 0, f"the older setup ended with {code}")
        kept = [self.data / name for name in ("window.ini", "organs.json")]
        self.data.mkdir(parents=True)
        for path in kept:
            path.touch()
        words = f"/S /KEEP _?={windows_path(PLACE)}".split(" ")
        code = self.prefix.run(self.place / "uninstall.exe", *words)
        must(code == 0, f"the removal ended with {code}")
        must([*self.place.iterdir()] == [self.place / "uninstall.exe"], "not removed")
        must(all(path.exists() for path in kept), "settings were removed")
        shutil.rmtree(self.data)
        shutil.rmtree(self.place.parent)

    def install_older(self) -> None:
        """An older version is there; it was in another folder before."""
        self.prefix.settle()
        self.before = self.prefix.snapshot()
        older = self.older_setup()
        former = self.prefix.drive / FORMER
        for place, words in ((former, FORMER_WORDS), (self.place, SETUP_WORDS)):
            code = self.prefix.run(older, *words)
            must(code == 0, f"the older setup ended with {code}")
            must((place / "runtime" / "old.dll").is_file(), "the older version is not there")
        must(not former.exists(), "moved to another folder, it stayed in the former one too")
        former.parent.rmdir()

    def install(self) -> None:
        """Setup runs silently, over an older version, into a path with Chinese and a space."""
        code = self.prefix.run(self.setup, "/S", seconds=300)
        must(code == 0, f"setup ended with {code}")
        self.installed_whole()
        must(bool(list(self.prefix.drive.rglob(f"{NAME}.lnk"))), "no entry in the start menu")
        keys = {key for key, _ in self.prefix.snapshot().registry - self.before.registry}
        for part in ("Classes\\.xxgk", "Classes\\gi-desktop.draft", "Uninstall\\gi-desktop"):
            must(any(part in key for key in keys), f"no registry key {part}")

    def installed_whole(self) -> None:
        """Every file of the bundle is there as it was built, and no other."""
        listed = sums(WORK / "files.txt")
        there = {p.relative_to(self.place).as_posix() for p in self.place.rglob("*") if p.is_file()}
        extra = there - set(listed) - {"uninstall.exe", "我的笔记.txt"}
        must(not extra, f"files that are not in the bundle: {sorted(extra)[:5]}")
        for name, expected in listed.items():
            must(name in there, f"missing: {name}")
            must(sha256(self.place / name) == expected, f"changed: {name}")

    def signatures(self) -> None:
        """Setup, both programs and the uninstaller, as it lies there, are signed."""
        if self.root is None:
            raise TrialError("nothing to verify signatures by")
        names = ("GI.exe", "gi-desktop.exe", "uninstall.exe")
        for program in (self.setup, *(self.place / name for name in names)):
            must(signed_by(self.root, program), f"not signed, or changed since: {program.name}")

    # Using ----------------------------------------------------------------------------------

    def self_test(self) -> None:
        """The installed program says 通过, whatever another Python or Qt has set."""
        told = self._self_test()
        must("随程序附带的仿宋" in told, "a font was found that is not there")
        print("\n".join(f"           {line}" for line in told.splitlines()))

    def _self_test(self) -> str:
        result = self.prefix.folder / "自检 结果.txt"
        result.unlink(missing_ok=True)
        words = ("--self-test", "--quiet", "--report", f"Z:{result}")
        self.prefix.extra = FOREIGN
        code = self.prefix.run(self.place / "GI.exe", *words, seconds=240)
        self.prefix.extra = {}
        told = result.read_text(encoding="utf-8") if result.exists() else "nothing"
        must(code == 0 and "\n通过：" in told, f"the self-test ended with {code}:\n{told}")
        return told

    def fonts_of_the_user(self) -> None:
        """A font in the user's own folder serves, one of all users too."""
        fonts = ROOT / "resources" / "fonts"
        own = self.data.parent / "Microsoft" / "Windows" / "Fonts" / "simfang.ttf"
        shared = self.prefix.drive / "windows" / "Fonts" / "simkai.ttf"
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fonts / "fangsong.ttf", own)
        shutil.copy(fonts / "kaiti.ttf", shared)
        told = self._self_test()
        for role in ("仿宋", "楷体"):
            must(f"随程序附带的{role}" not in told, f"{role} of this PC was not found:\n{told}")
        must("随程序附带的黑体" in told, "a font was found that is not there")
        own.unlink()
        own.parent.rmdir()
        shared.unlink()

    def command_line(self) -> None:
        """What the command line prints is UTF-8 when it goes into a file."""
        output = self.prefix.drive / "output.txt"
        command = f"gi-desktop.exe check {windows_path(DRAFT)} > C:\\output.txt"
        self.prefix.tool("cmd", "/c", command, seconds=120, folder=self.place)
        must(output.is_file(), "the command line printed nothing")
        told = output.read_bytes().decode("utf-8")
        must("核实 " in told and "错误 " in told, f"it printed: {told}")
        output.unlink()

    def _write_draft(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        script = "import sys, pathlib; from gi_desktop.selftest import sample; "
        script += "sample().save(pathlib.Path(sys.argv[1]))"
        linux(self.python, "-c", script, str(path))

    def same_documents(self) -> None:
        """DOCX, PDF and the rest have the bytes that they have when made on Linux."""
        self._write_draft(self.draft)
        made = {}
        for system in ("linux", "windows"):
            folder = self.prefix.folder / system
            folder.mkdir(exist_ok=True)
            made[system] = {k: folder / f"报告 1.{k}" for k in KINDS}
        here = export_words(made["linux"], "")
        linux(self.python, "-m", "gi_desktop", "export", str(self.draft), *here)
        there = export_words(made["windows"], "Z:")
        program = self.place / "gi-desktop.exe"
        code = self.prefix.run(program, "export", f"Z:{self.draft}", *there, seconds=180)
        must(code == 0, f"the export ended with {code}")
        for kind, path in made["windows"].items():
            same = path.read_bytes() == made["linux"][kind].read_bytes()
            must(same, f"the {kind} differs from that made on Linux: {path.parent}")

    def same_imports(self) -> None:
        """What is read from each kind of file is what is read from it on Linux."""
        program = self.place / "gi-desktop.exe"
        for kind in KINDS:
            read = {}
            source = self.prefix.folder / "linux" / f"报告 1.{kind}"
            for system, drive in (("linux", ""), ("windows", "Z:")):
                target = self.prefix.folder / system / f"导入 {kind}"
                words = ["import", f"{drive}{source}", "-o", f"{drive}{target}.xxgk"]
                words += ["--json", f"{drive}{target}.json"]
                if system == "linux":
                    linux(self.python, "-m", "gi_desktop", *words)
                else:
                    code = self.prefix.run(program, *words, seconds=180)
                    must(code == 0, f"the import of {kind} ended with {code}")
                read[system] = Path(f"{target}.json").read_bytes()
            must(read["linux"] == read["windows"], f"{kind} is read differently")

    def open_by_type(self) -> None:
        """A double click on a draft opens it; Wine needs the type for all users, Windows does not."""
        self._write_draft(self.draft)
        self._mirror_type()
        self.prefix.start(self.draft)
        self.prefix.wait_for_window("云溪市示例局")

    def _mirror_type(self) -> None:
        for part in (r"\.xxgk", r"\gi-desktop.draft"):
            key = r"Software\Classes" + part
            self.prefix.tool("reg", "copy", rf"HKCU\{key}", rf"HKLM\{key}", "/s", "/f")

    def pictures(self, folder: Path) -> None:
        """Setup, program and removal are shown and their pictures kept, to be looked at."""
        draft = self.prefix.folder / "示例 年报.xxgk"
        self._write_draft(draft)
        take_pictures(self.prefix, self.setup, draft, folder)

    # Setup over a running program -----------------------------------------------------------

    def refuse_while_running(self) -> None:
        """Neither setup nor removal touches anything while the program runs."""
        must(self.prefix.running("GI.exe"), "the program no longer runs")
        code = self.prefix.run(self.setup, "/S")
        must(code == REFUSED_RUNNING, f"setup over the running program ended with {code}")
        remover = self.place / "uninstall.exe"
        code = self.prefix.run(remover, "/S", *f"_?={windows_path(PLACE)}".split(" "))
        must(code == REFUSED_RUNNING, f"removal of the running program ended with {code}")
        self.installed_whole()
        must(self.prefix.running("GI.exe"), "the program no longer runs")

    def close_program(self) -> None:
        """The program is closed as a user closes it."""
        self.prefix.quit("GI.exe")

    def upgrade(self) -> None:
        """Setup over the installed version keeps settings, recovery copies and drafts."""
        settings = self.data / "window.ini"
        must(settings.is_file(), "the program kept no settings")
        kept = {path: path.read_bytes() for path in (settings, *self._files_of_the_user())}
        code = self.prefix.run(self.setup, "/S", seconds=300)
        must(code == 0, f"the upgrade ended with {code}")
        self.installed_whole()
        for path, content in kept.items():
            must(path.is_file() and path.read_bytes() == content, f"not kept: {path.name}")
        self._self_test()

    def _files_of_the_user(self) -> tuple[Path, Path, Path]:
        """A draft, a recovery copy of it, and something put beside the program."""
        copy, own = self.data / "recovery" / "copy.xxgk", self.place / "我的笔记.txt"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(self.draft, copy)
        own.write_text("自己的文件", encoding="utf-8")
        return self.draft, copy, own

    # Removing -------------------------------------------------------------------------------

    def uninstall(self) -> None:
        """Removal leaves what the user made, and nothing else on the disk or in the registry."""
        draft, copy, own = self._files_of_the_user()
        for name in ("organs.json", "recent.json", "error.txt"):
            (self.data / name).touch()
        self.prefix.run(self.place / "uninstall.exe", "/S")
        gone = lambda: "" if (self.place / "uninstall.exe").exists() else "gone"  # noqa: E731
        waited(gone, 120, "the program is still there")
        self.prefix.settle(120)
        must(own.is_file(), "a file that the user put beside the program is gone")
        own.unlink()
        for folder in (self.place, self.place.parent):
            must(not any(folder.iterdir()), f"left: {[p.name for p in folder.iterdir()]}")
            folder.rmdir()
        must(copy.is_file() and draft.is_file(), "a report of the user is gone")
        rest = [path for path in self.data.rglob("*") if path.is_file()]
        must(rest == [copy], f"left: {rest}")
        shutil.rmtree(self.data)
        shutil.rmtree(draft.parent)
        for key in (r"HKLM\Software\Classes\.xxgk", r"HKLM\Software\Classes\gi-desktop.draft"):
            self.prefix.tool("reg", "delete", key, "/f")  # what was mirrored for Wine
        self._nothing_added()

    def _nothing_added(self) -> None:
        self.prefix.settle()
        left = self.prefix.snapshot().added_since(self.before)
        must(not left, "left behind:\n" + "\n".join(left[:20]))

    def carry(self) -> None:
        """The portable folder works from a path with Chinese and keeps everything beside itself."""
        if self.portable is None:
            raise TrialError("no portable archive was built")
        stick = self.prefix.folder / "U 盘"
        with zipfile.ZipFile(self.portable) as archive:
            archive.extractall(stick)
        (program,) = stick.glob("*/GI.exe")
        result = program.parent / "data" / "selftest.txt"
        code = self.prefix.run(program, "--self-test", "--quiet", seconds=180)
        must(code == 0 and result.is_file(), f"the portable self-test ended with {code}")
        must("U 盘" in result.read_text(encoding="utf-8"), "the data lie elsewhere")
        self.prefix.start(program)
        self.prefix.wait_for_window(NAME)
        self.prefix.quit("GI.exe")
        must((program.parent / "data" / "window.ini").is_file(), "no settings beside the program")
        temporary = program.parent / "data" / "temp"
        must(not list(temporary.iterdir()), f"left in {temporary}")
        self._nothing_added()


def linux(*command: str) -> None:
    """Run the program as it is on Linux."""
    environ = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environ, timeout=120)
    must(done.returncode == 0, f"{command[1:3]} ended with {done.returncode}")
