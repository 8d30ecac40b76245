"""What every test shares: an offscreen Qt, hypothesis profiles, the real reports."""

import gc
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

# Before anything imports Qt: tests open windows, and no screen is needed for that.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest

from gi_desktop import files

ROOT = Path(__file__).resolve().parent.parent

# A slow machine must not fail a test: no deadline anywhere. In CI every run tries the same cases.
_SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("dev", deadline=None, suppress_health_check=_SLOW)
hypothesis.settings.register_profile(
    "ci", deadline=None, suppress_health_check=_SLOW, derandomize=True, print_blob=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session", autouse=True)
def _no_pauses() -> Iterator[None]:
    """Try a file that another program holds again at once: no test sleeps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_pause", lambda _seconds: None)
        yield


_TESTS_BETWEEN_COLLECTIONS = 100


def pytest_sessionstart() -> None:
    """Leave collecting garbage to this thread, as the program does (``ui/collecting.py``).

    A failing test keeps its window in the traceback; a thread of a later test may not be the one
    that takes it apart.
    """
    gc.disable()


@pytest.fixture(scope="session")
def _count_tests() -> Iterator[int]:
    return count(1)


@pytest.fixture(autouse=True)
def _garbage(_count_tests: Iterator[int]) -> Iterator[None]:
    yield
    gc.collect(1 if next(_count_tests) % _TESTS_BETWEEN_COLLECTIONS else 2)


def absent(what: str) -> None:
    """Skip the test and name what it lacks; in CI (CI=true) that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"absent: {what}")
    pytest.skip(f"absent: {what}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the official template and real reports.

    It lies beside the checkout (../shared), or where the environment variable GI_SHARED says.
    """
    folder = Path(os.environ.get("GI_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        absent(f"{folder} (official template and real reports)")
    return folder


@pytest.fixture(scope="session")
def official_template(shared: Path) -> Path:
    """The Word copy of the blank official form."""
    path = shared / "official" / "template-2021.docx"
    if not path.is_file():
        absent(str(path))
    return path


@pytest.fixture(scope="session")
def real_reports(shared: Path) -> dict[str, Path]:
    """The published reports by name: the source file beside each NAME.expected.json."""
    suffix = ".expected.json"
    found = {
        expected.name.removesuffix(suffix): source
        for expected in sorted((shared / "reports").glob(f"*{suffix}"))
        for source in expected.parent.glob(f"{expected.name.removesuffix(suffix)}.*")
        if source != expected
    }
    if not found:
        absent(f"reports in {shared / 'reports'}")
    return found


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own: what a command writes by accident is seen there."""
    folder = tmp_path / "工作 目录"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GI_DESKTOP_DATA", str(tmp_path / "data"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process; return exit code, output and messages."""

    def run(*arguments: str) -> tuple[int, str, str]:
        from gi_desktop import cli

        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run
