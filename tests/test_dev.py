"""dev.py: the set-up is made once, repaired after an accident, and refused in plain words."""

import ast
import importlib.metadata
import shutil
import subprocess
import sys
import tomllib
import venv as stdlib_venv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


class Steps:
    """Stands in for the outside world: notes each command and answers with an exit code."""

    def __init__(self, fail_on: str = "") -> None:
        self.fail_on = fail_on
        self.commands: list[list[str]] = []

    def __call__(
        self, command: Sequence[object], **_options: object
    ) -> "subprocess.CompletedProcess[str]":
        words = [str(word) for word in command]
        self.commands.append(words)
        if words[1:3] == ["-m", "venv"]:
            make_venv(Path(words[3]))
        answer = "{} {}\n".format(*sys.version_info[:2])
        failed = bool(self.fail_on) and self.fail_on in words
        return subprocess.CompletedProcess(words, int(failed), answer, "")

    def ran(self, *words: str) -> bool:
        return any(set(words) <= set(command) for command in self.commands)


def make_venv(folder: Path) -> None:
    python = dev.Venv(folder).python
    python.parent.mkdir(parents=True)
    python.touch()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose system has all libraries."""
    (tmp_path / "pyproject.toml").write_text(
        (dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    monkeypatch.setattr(dev, "missing_libraries", list)
    return tmp_path


def steps(monkeypatch: pytest.MonkeyPatch, fail_on: str = "") -> Steps:
    made = Steps(fail_on)
    monkeypatch.setattr(subprocess, "run", made)
    return made


def test_a_fresh_checkout_is_set_up_and_a_second_call_does_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = steps(monkeypatch)
    venv = dev.ready(root)
    assert first.ran("-m", "venv", str(root / ".venv"))
    assert first.ran(str(venv.python), "pip", "install", "-e", f"{root}[dev]")
    second = steps(monkeypatch)
    assert dev.ready(root) == venv
    assert second.commands == []


def test_a_changed_dependency_is_installed_into_the_environment_that_is_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    dev.ready(root)
    project = root / "pyproject.toml"
    project.write_text(dev.read(project).replace("pytest==", "pytest==1"), encoding="utf-8")
    again = steps(monkeypatch)
    dev.ready(root)
    assert again.ran("pip", "install")
    assert not again.ran("-m", "venv")


def test_the_yardsticks_of_the_benches_are_installed_once_and_only_for_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = steps(monkeypatch)
    venv = dev.ready(root)
    assert not any("[bench]" in word for command in first.commands for word in command)
    dev.with_yardsticks(venv, root)
    assert first.ran(str(venv.python), "pip", "install", "-e", f"{root}[bench]")
    second = steps(monkeypatch)
    assert dev.with_yardsticks(dev.ready(root), root) == venv
    assert second.commands == []


def test_yardsticks_that_cannot_be_had_are_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    venv = dev.ready(root)
    steps(monkeypatch, fail_on=f"{root}[bench]")
    with pytest.raises(dev.SetupError, match="安装没有完成"):
        dev.with_yardsticks(venv, root)
    again = steps(monkeypatch)
    dev.with_yardsticks(venv, root)
    assert again.ran("pip", "install", f"{root}[bench]")


@pytest.mark.parametrize("group", ["bench", "package"])
def test_what_only_one_command_needs_is_pinned(group: str) -> None:
    for line in PROJECT["project"]["optional-dependencies"][group]:
        assert [specifier.operator for specifier in Requirement(line).specifier] == ["=="], line


def test_a_changed_lint_setting_installs_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    dev.ready(root)
    project = root / "pyproject.toml"
    project.write_text(dev.read(project).replace("max-args = 7", "max-args = 6"), encoding="utf-8")
    again = steps(monkeypatch)
    dev.ready(root)
    assert again.commands == []


def test_a_moved_checkout_is_set_up_anew(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    dev.ready(root)
    moved = root.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    again = steps(monkeypatch)
    dev.ready(moved)
    assert again.ran("pip", "install")


def test_an_installation_that_broke_off_is_repaired_by_the_next_call(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch, fail_on="pip")
    with pytest.raises(dev.SetupError, match="安装没有完成"):
        dev.ready(root)
    half = root / ".venv" / "half-written"
    half.touch()
    again = steps(monkeypatch)
    dev.ready(root)
    assert again.ran("-m", "venv")
    assert not half.exists()
    assert again.ran("pip", "install")


def test_an_update_without_a_network_keeps_the_environment_that_is_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    kept = dev.ready(root).folder / "kept"
    kept.touch()
    project = root / "pyproject.toml"
    project.write_text(dev.read(project).replace("pytest==", "pytest==1"), encoding="utf-8")
    steps(monkeypatch, fail_on="pip")
    with pytest.raises(dev.SetupError, match="网络"):
        dev.ready(root)
    again = steps(monkeypatch)
    dev.ready(root)
    assert again.ran("pip", "install")
    assert kept.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps(monkeypatch)
    dev.ready(root).python.unlink()
    again = steps(monkeypatch)
    dev.ready(root)
    assert again.ran("-m", "venv")


def test_whether_an_environment_works_is_asked_of_its_own_python(tmp_path: Path) -> None:
    assert dev.Venv(Path(sys.prefix)).works()
    assert not dev.Venv(tmp_path / "absent").works()
    stdlib_venv.create(tmp_path / "without-pip", with_pip=False, symlinks=sys.platform != "win32")
    assert not dev.Venv(tmp_path / "without-pip").works()


def is_locked(path: Path) -> bool:
    """Whether another holder of the lock file would have to wait."""
    with path.open("a+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def test_only_one_call_at_a_time_sets_up(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with dev.locked(lock):
        assert is_locked(lock)
    assert not is_locked(lock)


# --- the operating system -----------------------------------------------------------------------


def linker_cache(folder: Path, libraries: Sequence[str]) -> Path:
    cache = folder / "ld.so.cache"
    cache.write_bytes(b"".join(b"/usr/lib/" + name.encode() + b"\0" for name in libraries))
    return cache


def test_missing_libraries_are_those_the_linker_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    known = [name for name in dev.LIBRARIES if name not in {"libEGL.so.1", "libxcb.so.1"}]
    assert dev.missing_libraries(linker_cache(tmp_path, known)) == ["libegl1", "libxcb1"]
    assert dev.missing_libraries(linker_cache(tmp_path, list(dev.LIBRARIES))) == []


def test_other_systems_need_no_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.missing_libraries(linker_cache(tmp_path, [])) == []
    assert dev.missing_tools() == []


class Apt:
    """Stands in for apt-get: can install the given packages, one command at a time."""

    def __init__(self, *available: str) -> None:
        self.available = available
        self.installed: set[str] = set()

    def __call__(self, packages: Sequence[str]) -> bool:
        possible = set(packages) <= set(self.available)
        if possible:
            self.installed.update(packages)
        return possible

    def lacking(self, *packages: str) -> Callable[[], list[str]]:
        return lambda: [package for package in packages if package not in self.installed]


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "apt_prefix", list)


def test_all_that_is_missing_is_installed(debian: None, monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt("libegl1", "tool")
    monkeypatch.setattr(dev, "apt_install", apt)
    dev.supply(apt.lacking("libegl1"), apt.lacking("tool"))
    assert apt.installed == {"libegl1", "tool"}


def test_without_the_right_to_install_one_command_for_everything_is_printed(
    debian: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "apt_prefix", lambda: None)
    with pytest.raises(dev.SetupError, match=r"apt-get install .* libegl1 libxcb1 tool$"):
        dev.supply(Apt().lacking("libegl1", "libxcb1"), Apt().lacking("tool"))


def test_a_tool_that_cannot_be_had_is_named_and_stops_nothing(
    debian: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = Apt("libegl1", "small-tool")
    monkeypatch.setattr(dev, "apt_install", apt)
    dev.supply(apt.lacking("libegl1"), apt.lacking("big-tool", "small-tool"))
    assert apt.installed == {"libegl1", "small-tool"}
    said = capsys.readouterr().out
    assert "big-tool" in said
    assert "small-tool" not in said


def test_without_apt_the_libraries_are_named_and_the_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    dev.supply(Apt().lacking("libegl1"), list)
    assert "libegl1" in capsys.readouterr().out


def test_the_tools_are_tried_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch)
    asked: list[str] = []

    def missing_tools() -> list[str]:
        asked.append("asked")
        return ["tool"]

    monkeypatch.setattr(dev, "missing_tools", missing_tools)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    dev.ready(root)
    assert asked == []
    dev.ready(root, tools=True)
    assert asked
    asked.clear()
    dev.ready(root, tools=True)
    assert asked == []


def test_a_window_without_a_screen_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(dev.SetupError, match="没有图形桌面"):
        dev.command_run(["draft.xxgk"])


def test_a_subcommand_needs_no_screen_and_stays_in_the_callers_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[tuple[object, ...]] = []

    def call(venv: dev.Venv, *words: str, cwd: Path | None) -> int:
        called.append((venv.folder, *words, cwd))
        return 1

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(dev, "ready", lambda: dev.Venv(Path("env")))
    monkeypatch.setattr(dev, "call", call)
    assert dev.command_run(["check", "草稿.xxgk"]) == 1
    assert called == [(Path("env"), "-m", "gi_desktop", "check", "草稿.xxgk", None)]


def test_the_package_is_built_with_its_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    installed: list[Sequence[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "ready", lambda: dev.Venv(Path("env")))
    monkeypatch.setattr(dev, "with_group", lambda venv, *_words: venv)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "makensis" else name)
    monkeypatch.setattr(dev, "apt_install", installed.append)
    monkeypatch.setattr(dev, "call", lambda _venv, *words: called.append(words))
    dev.command_package(["--bundle"])
    assert installed == [["nsis"]]
    assert called == [("-m", "installer.build", "--bundle")]


# --- versions -----------------------------------------------------------------------------------


def test_an_old_python_is_refused_in_words() -> None:
    with pytest.raises(SystemExit) as refusal:
        dev.refuse_old_python((3, 10))
    assert "需要 Python 3.11" in str(refusal.value)
    dev.refuse_old_python((3, 11))
    dev.refuse_old_python((4, 0))


def test_an_old_python_can_read_the_script_that_refuses_it() -> None:
    source = (dev.ROOT / "dev.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def pins() -> dict[str, Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    requirements = [Requirement(line) for line in lines]
    return {canonical(requirement.name): requirement for requirement in requirements}


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_every_pin_is_exact_and_installed() -> None:
    for name, requirement in pins().items():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], name
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(importlib.metadata.version(name)), name


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_what_comes_along_is_pinned_too(platform: str, python: str) -> None:
    environment = {
        "sys_platform": platform,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "extra": "",
    }
    for name in pins():
        if name == "colorama" and sys.platform != "win32":
            continue  # not installed here, and it needs nothing
        for line in importlib.metadata.requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate(environment):
                assert canonical(needed.name) in pins(), f"{name} needs {needed.name}"


def test_the_stamp_is_readable(root: Path) -> None:
    place, python, digest = dev.wanted(root).split()
    assert place == str(root)
    assert python == "{}.{}".format(*sys.version_info[:2])
    assert len(digest) == 64
