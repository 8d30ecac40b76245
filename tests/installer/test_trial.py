"""The trial under Wine itself: it leaves out no step, and what fails makes it fail."""

import subprocess
from pathlib import Path

import pytest

from installer import try_on_wine
from installer.wine_codes import Codes
from installer.wine_prefix import Prefix, TrialError
from installer.wine_tools import must, need_tools
from installer.wine_trial import Trial

HELPERS = {"older_setup", "installed_whole", "pictures"}
"""Called by steps, or asked for."""


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """A trial that is not run: nothing of it lies on the disk."""
    root = tmp_path / "root.pem"
    return Trial(Prefix(tmp_path / "wine"), tmp_path / "setup.exe", None, "python", root)


def names(steps: list[try_on_wine.Step]) -> list[str]:
    return [step.__name__ for step in steps]


def public(kind: type) -> set[str]:
    return {
        name for name, member in vars(kind).items() if callable(member) and not name.startswith("_")
    }


def test_the_whole_trial_makes_every_step_once(trial: Trial) -> None:
    made = names(try_on_wine.whole(trial, None))
    assert len(made) == len(set(made))
    assert set(made) == (public(Trial) | public(Codes) | {"create"}) - HELPERS


def test_pictures_are_taken_if_asked_for(trial: Trial, tmp_path: Path) -> None:
    plain = try_on_wine.whole(trial, None)
    assert len(try_on_wine.whole(trial, tmp_path)) == len(plain) + 1


def test_the_fast_trial_installs_runs_and_removes(trial: Trial) -> None:
    made = names(try_on_wine.fast(trial))
    assert set(made) < set(names(try_on_wine.whole(trial, None)))
    order = [made.index(name) for name in ("create", "install", "self_test", "uninstall")]
    assert order == sorted(order)


class Screen(Prefix):
    """A prefix that notes that it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


def failing(error: Exception) -> try_on_wine.Step:
    def broken_step() -> None:
        raise error

    return broken_step


@pytest.mark.parametrize(
    "error",
    [TrialError("it did not"), subprocess.TimeoutExpired("wine", 60), FileNotFoundError("wine")],
)
def test_a_step_that_fails_ends_the_trial_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    made: list[str] = []
    prefix = Screen(tmp_path)
    steps = [lambda: made.append("first"), failing(error), lambda: made.append("third")]
    assert try_on_wine.follow(steps, prefix) == 1
    assert made == ["first"]
    assert prefix.closed
    assert "FAILED: broken step: " in capsys.readouterr().out


def test_steps_that_all_hold_pass(tmp_path: Path) -> None:
    prefix = Screen(tmp_path)
    assert try_on_wine.follow([lambda: must(holds=True, otherwise="no")], prefix) == 0
    assert prefix.closed


def test_missing_tools_are_named_with_the_line_that_installs_them() -> None:
    need_tools({"sh": "dash"})
    with pytest.raises(TrialError) as caught:
        need_tools({"sh": "dash", "no-such-a": "one", "no-such-b": "two", "no-such-c": "one"})
    told = str(caught.value)
    assert "missing: no-such-a no-such-b no-such-c" in told
    assert told.endswith("apt-get install -y --no-install-recommends one two")


def test_tools_that_cannot_be_installed_end_the_trial(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr("sys.argv", ["try_on_wine.py"])
    assert try_on_wine.main() == 1
    assert "FAILED: missing: wine" in capsys.readouterr().out
