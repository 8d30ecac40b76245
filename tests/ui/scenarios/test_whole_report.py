"""A published report typed from beginning to end, taken back to nothing and made again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gi_desktop.report.canonical import canonical
from gi_desktop.report.model import Report
from gi_desktop.report.serial import to_json, to_record
from gi_desktop.session import Session
from gi_desktop.ui.window import Window
from tests.ui.conftest import OpenWindow
from tests.ui.hands import CONTROL, Key, press, session_of
from tests.ui.scenarios.typing import Source, type_report, written

ZHOUKOU = "004_12aabf008c6d6cb6"
"""The one with the largest numbers, decimals among them."""
QINGYUAN = "000_c6e477359f189cff"
"""The one with a preface and a signature."""


@pytest.fixture
def on_paper(shared: Path) -> Callable[[str], Source]:
    def read(name: str) -> Source:
        path = shared / "reports" / f"{name}.expected.json"
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content

    return read


@pytest.fixture
def fresh(open_window: OpenWindow) -> Window:
    """A new report, begun by key."""
    window = open_window()
    press(Key.Key_N, CONTROL)
    assert window.number == 0
    return window


@pytest.mark.parametrize("name", [ZHOUKOU, QINGYUAN])
def test_a_published_report_is_typed(
    fresh: Window, on_paper: Callable[[str], Source], name: str
) -> None:
    source = on_paper(name)
    type_report(fresh, source)
    assert written(fresh) == source


def test_it_is_taken_back_to_the_empty_form_and_made_again(
    fresh: Window, on_paper: Callable[[str], Source]
) -> None:
    session = session_of(fresh)
    empty = everything(session)
    type_report(fresh, on_paper(QINGYUAN))
    whole = everything(session)
    steps = press_while(Key.Key_Z, lambda: session.undo_label)
    assert everything(session) == empty
    assert not session.is_modified
    assert not fresh.actions_.undo.isEnabled()
    assert press_while(Key.Key_Y, lambda: session.redo_label) == steps
    assert everything(session) == whole
    assert not fresh.actions_.redo.isEnabled()


def everything(session: Session) -> tuple[Report, bytes, str, str]:
    """Return the report in every shape that is written of it."""
    report, form = session.report, session.form
    public, record = to_json(report, form), to_record(report, form)
    return report, canonical(report, form), text(public), text(record)


def text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def press_while(key: Key, more: Callable[[], object]) -> int:
    """Press a key with Ctrl as long as there is more; return how many times."""
    for number in range(2000):
        if not more():
            return number
        press(key, CONTROL)
    raise AssertionError("there is no end of it")
