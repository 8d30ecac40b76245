"""Set up and use the project with one command. Needs Python 3.11 or newer and nothing else.

    python dev.py run [FILE]         open the program
    python dev.py test [ARGUMENTS]   run all tests (arguments go to pytest)
    python dev.py lint               check formatting, style and types
    python dev.py bench              measure speed and memory
    python dev.py shots              make the pictures of docs/ anew
    python dev.py package [OPTIONS]  build the Windows package (installer/README.md)

Each command first makes good what is missing: the folder .venv with the pinned packages and, on
Debian-like Linux, the shared libraries Qt loads and the tools the tests use. What is in place is
left alone, so that a second call costs next to nothing and needs no network.

An older Python must be able to read this file as far as the sentence that refuses it:
no syntax newer than 3.6 here.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)

# Shared libraries that Qt's modules and platform plugins (xcb, wayland, offscreen) load and its
# wheel does not bring, with the Debian package of each; found by ldd on a bare Debian 12.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# Programs the tests call: independent readers of our documents, a screen in memory, and what signs
# and verifies programs with a certificate made for the test.
TOOLS = {
    "pdftotext": "poppler-utils",
    "xvfb-run": "xvfb",
    "xauth": "xauth",  # xvfb-run calls it
    "soffice": "libreoffice-writer-nogui",
    "openssl": "openssl",
    "osslsigncode": "osslsigncode",
}

# Programs that build the Windows package.
PACKAGE_TOOLS = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "wine": "wine",  # runs the Python for Windows that byte-compiles
}

TOOLS_KEY = " ".join(TOOLS.values())

PIP_FAILED = """\
安装没有完成，原因见上面 pip 的话；多半是网络不通。解决后再执行同一条命令即可。
(pip did not finish; see its message above, then run the same command again)"""

QUALITY = {
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "ruff check": ("-m", "ruff", "check", "."),
    "mypy": ("-m", "mypy"),
}

# Subcommands of the program that open no window.
WITHOUT_WINDOW = ("import", "check", "export", "-h", "--help", "--version")


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    """Print a line at once, before the output of a program started next."""
    print(text, flush=True)


# --- the operating system: shared libraries and tools -------------------------------------------


def missing_libraries(cache: Path = Path("/etc/ld.so.cache")) -> "list[str]":
    """Packages of the libraries that the dynamic linker does not know; none where it has no cache.

    Reading the linker's cache takes a millisecond and works without any package manager.
    """
    if sys.platform != "linux" or not cache.is_file():
        return []
    known = cache.read_bytes()
    return [
        package
        for library, package in LIBRARIES.items()
        if b"/" + library.encode() + b"\0" not in known  # the end of a path
    ]


def missing_tools(tools: "dict[str, str]" = TOOLS) -> "list[str]":
    """Packages of the tools, by default those of the tests, that are not on the path."""
    if sys.platform != "linux":
        return []
    return [package for tool, package in tools.items() if not shutil.which(tool)]


def apt_prefix() -> "list[str] | None":
    """What goes before an apt-get command; None where there is no apt-get or no right to use it."""
    if not shutil.which("apt-get"):
        return None
    prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if sys.platform != "win32" and os.geteuid() == 0:
        return prefix
    asked = shutil.which("sudo") and subprocess.run(
        ["sudo", "-n", "true"], check=False, capture_output=True
    )
    return ["sudo", "-n", *prefix] if asked and asked.returncode == 0 else None


def apt_install(packages: "Sequence[str]") -> bool:
    """Install Debian packages; False where that is not possible. Says what it does."""
    prefix = apt_prefix()
    if prefix is None:
        return False
    say(f"正在安装系统软件包（installing system packages）：{' '.join(packages)}")
    # A bare system has no package lists. Where updating fails, old lists may still do.
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False)
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode == 0


def by_hand(packages: "Sequence[str]") -> str:
    """The one command that installs the packages, or their names where there is no apt-get."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        return f"请用系统的软件包管理器安装（names as in Debian）：{names}"
    return (
        "请复制下面一行执行，然后再来一次（run this line, then try again）：\n"
        f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    )


def supply(required: "Callable[[], list[str]]", optional: "Callable[[], list[str]]") -> None:
    """Install the packages that both functions name as missing, all with one command.

    SetupError where Debian lacks a required one and may not be changed; what else cannot be had is
    named, and the work goes on without it.
    """
    missing = required() + optional()
    if not missing:
        return
    if not apt_install(missing) and apt_prefix() is not None:
        for package in missing:  # one that fails must not keep the others away
            apt_install([package])
    needed, wished = required(), optional()
    if needed and shutil.which("apt-get"):
        raise SetupError(
            f"缺少系统软件包（system packages are missing）。{by_hand(needed + wished)}"
        )
    if needed:  # elsewhere names and search path may differ: let Qt itself judge
        say(f"可能缺少 Qt 要用的系统库（libraries may be missing）。{by_hand(needed)}")
    if wished:
        say(
            f"没有 {' '.join(wished)}，用到它的测试会跳过（tests that use it skip）。{by_hand(wished)}"
        )


# --- the virtual environment --------------------------------------------------------------------


class Venv(NamedTuple):
    """A folder with a Python of its own, and the marks this script leaves in it."""

    folder: Path

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Written last: what was installed, and for which Python and place."""
        return self.folder / "setup-done.txt"

    @property
    def tools_stamp(self) -> Path:
        """Written when the test tools were seen to."""
        return self.folder / "tools-done.txt"

    def group_stamp(self, group: str) -> Path:
        """Written when a group of packages for few was installed; says what and where."""
        return self.folder / f"{group}-done.txt"

    @property
    def unfinished(self) -> Path:
        """Stands while packages are being installed: found later, the installation broke off."""
        return self.folder / "setup-unfinished.txt"

    def works(self) -> bool:
        """Whether its Python starts, has pip, and is of this script's version."""
        if self.unfinished.exists() or not self.python.exists():
            return False
        code = "import sys, pip; print(*sys.version_info[:2])"
        asked = subprocess.run(
            [str(self.python), "-c", code], check=False, capture_output=True, text=True
        )
        return asked.stdout.split() == [str(part) for part in sys.version_info[:2]]


def read(path: Path) -> str:
    """The text of a file; empty where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def wanted(root: Path) -> str:
    """What the stamp must say: place, Python and a hash of what is to be installed."""
    import tomllib  # here, since Pythons older than OLDEST do not have it

    project = tomllib.loads(read(root / "pyproject.toml"))
    parts = {"install": project["project"], "build": project["build-system"]}
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return "\n".join([str(root), "{}.{}".format(*sys.version_info[:2]), digest, ""])


def run_or_fail(command: "Sequence[object]", failure: str) -> None:
    """Run a step of the set-up; SetupError with the given words where it fails."""
    if subprocess.run([str(part) for part in command], check=False, cwd=ROOT).returncode != 0:
        raise SetupError(failure)


def missing_venv_module() -> "list[str]":
    """Debian packs a part of Python's venv separately: the package, where that part is absent."""
    # Asked in a new process: this one would not see what is installed meanwhile.
    ask = [sys.executable, "-c", "import ensurepip, venv"]
    if subprocess.run(ask, check=False, capture_output=True).returncode == 0:
        return []
    return ["python{}.{}-venv".format(*sys.version_info[:2])]


def set_up(venv: Venv, root: Path) -> None:
    """Make the environment what pyproject.toml asks for, from nothing or from what is there."""
    fresh = not venv.works()
    if fresh:
        say("正在创建 .venv（creating the virtual environment）……")
        if venv.folder.exists():
            shutil.rmtree(venv.folder)
        run_or_fail([sys.executable, "-m", "venv", venv.folder], "无法创建 .venv（venv failed）。")
    venv.stamp.unlink(missing_ok=True)
    venv.unfinished.write_text("", encoding="utf-8")
    say("正在安装依赖，第一次约需一两分钟（installing packages）……")
    try:
        install(venv, f"{root}[dev]")
    except SetupError:
        if not fresh:  # pip has put back what it took away; without a network that is worth keeping
            venv.unfinished.unlink()
        raise
    venv.unfinished.unlink()
    venv.stamp.write_text(wanted(root), encoding="utf-8")


def install(venv: Venv, project: str) -> None:
    """Install the project with a group of its dependencies; SetupError where pip fails."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [venv.python, "-m", "pip", "--disable-pip-version-check", "install", *quiet]
    run_or_fail([*pip, "-e", project], PIP_FAILED)


def with_yardsticks(venv: Venv, root: Path = ROOT) -> Venv:
    """The environment with what the benches measure against, which the tests do without."""
    return with_group(venv, "bench", "对照用的软件包（what the benches measure against）", root)


def with_group(venv: Venv, group: str, what: str, root: Path = ROOT) -> Venv:
    """The environment with a group of packages that only one command needs."""
    stamp = venv.group_stamp(group)
    if read(stamp) != wanted(root):
        say(f"正在安装{what}……")
        install(venv, f"{root}[{group}]")
        stamp.write_text(wanted(root), encoding="utf-8")
    return venv


@contextlib.contextmanager
def locked(path: Path) -> "Iterator[None]":
    """Hold a lock file, so that two calls do not set up the same folder at once."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield  # the system releases the lock with the file, also when this process is killed


def ready(root: Path = ROOT, *, tools: bool = False) -> Venv:
    """The environment, set up if need be; with the test tools if asked for."""
    venv = Venv(root / ".venv")
    done = venv.python.exists() and read(venv.stamp) == wanted(root)
    bare = not done and not venv.works()
    tools = tools and read(venv.tools_stamp) != TOOLS_KEY
    supply(
        lambda: missing_libraries() + (missing_venv_module() if bare else []),
        lambda: missing_tools() if tools else [],
    )
    if not done:
        make(venv, root)
    if tools:  # whatever came of it: the next call does not try again
        venv.tools_stamp.write_text(TOOLS_KEY, encoding="utf-8")
    return venv


def make(venv: Venv, root: Path) -> None:
    """Set the environment up, unless another call does so meanwhile."""
    if Path(sys.prefix).resolve() == venv.folder.resolve():
        # A Python must not replace the folder it runs from: hand over to the one it was made of.
        base = getattr(sys, "_base_executable", None)
        if not base or Path(base).parent == Path(sys.executable).parent:
            raise SetupError("请用系统的 Python 执行 dev.py（run this with the system's Python）。")
        raise SystemExit(subprocess.run([base, *sys.argv], check=False).returncode)
    with locked(root / ".dev-lock"):
        if read(venv.stamp) != wanted(root) or not venv.python.exists():
            set_up(venv, root)


# --- the commands -------------------------------------------------------------------------------


def call(venv: Venv, *arguments: str, cwd: "Path | None" = ROOT) -> int:
    """Run the environment's Python; return its exit code."""
    try:
        return subprocess.run([str(venv.python), *arguments], check=False, cwd=cwd).returncode
    except KeyboardInterrupt:  # it got the key as well, and has said what there is to say
        return 130


def command_run(arguments: "Sequence[str]") -> int:
    """Open the program, or run one of its subcommands, in the folder of the caller."""
    window = not arguments or arguments[0] not in WITHOUT_WINDOW
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if window and sys.platform == "linux" and not screen:
        raise SetupError(
            "这里没有图形桌面，打不开窗口。请在桌面环境里执行；import、check、export 不需要桌面。\n"
            "(no display: run this on a desktop; import, check and export need none)"
        )
    return call(ready(), "-m", "gi_desktop", *arguments, cwd=None)


def command_test(arguments: "Sequence[str]") -> int:
    """Run the tests."""
    # All of them: on every core; the tests of one file share what they set up.
    spread = () if arguments else ("-n", "auto", "--maxprocesses=4", "--dist=loadfile")
    return call(ready(tools=True), "-m", "pytest", *spread, *arguments)


def command_lint(_arguments: "Sequence[str]") -> int:
    """Run every check of formatting, style and types, also after one has failed."""
    venv = ready()
    return max(call(venv, *check) for check in QUALITY.values())


def command_bench(arguments: "Sequence[str]") -> int:
    """Measure; the figures are printed."""
    measuring = ("-m", "pytest", "tests/bench", "-o", "python_files=bench_*.py", "-s")
    return call(with_yardsticks(ready(tools=True)), *measuring, *arguments)


def command_shots(arguments: "Sequence[str]") -> int:
    """Make the pictures of docs/."""
    return call(ready(), "-m", "docs.make_screenshots", *arguments)


def command_package(arguments: "Sequence[str]") -> int:
    """Build the Windows package."""
    venv = with_group(ready(), "package", "打包用的软件包（what builds the package）")
    missing = missing_tools(PACKAGE_TOOLS)
    if missing:
        apt_install(missing)  # what still lacks is named by the step that needs it
    return call(venv, "-m", "installer.build", *arguments)


COMMANDS = {
    "run": command_run,
    "test": command_test,
    "lint": command_lint,
    "bench": command_bench,
    "shots": command_shots,
    "package": command_package,
}


def refuse_old_python(version: "Sequence[int]" = sys.version_info[:2]) -> None:
    """Leave with a sentence where Python is too old."""
    if tuple(version) < OLDEST:
        sys.exit(
            "需要 Python {}.{} 或更新的版本，现在是 {}.{}。\n"
            "(Python {}.{} or newer is needed, this is {}.{})".format(
                *OLDEST, *version[:2], *OLDEST, *version[:2]
            )
        )


def main() -> NoReturn:
    """Do what the command line asks and leave with its exit code."""
    refuse_old_python()
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks Chinese characters shows question marks instead of failing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if command is None:
        sys.exit((__doc__ or "").split("\n\n")[1])
    try:
        code = command(sys.argv[2:])
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:  # during the set-up; the next call repairs it
        sys.exit(130)
    sys.exit(code)


if __name__ == "__main__":
    main()
