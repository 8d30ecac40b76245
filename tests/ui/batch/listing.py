"""What the tests of many reports share: drafts, and what the list shows."""

from collections.abc import Callable
from pathlib import Path

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.report.model import Organ
from gi_desktop.ui.batch.window import BatchWindow
from tests.commands import FORM, SOUND, UNBALANCED

LOW = {"disclosure.normative.issued": 3}
Wait = Callable[[], None]


def draft(
    folder: Path, organ: str, name: str = "", *, wrong: bool = False, year: int = 2024
) -> Path:
    path = folder / f"{name or organ}.xxgk"
    report = (UNBALANCED if wrong else SOUND).replace(organ=Organ(name=organ), year=year)
    write_draft(path, Draft(report), FORM)
    return path


def units(page: BatchWindow) -> list[str]:
    return [line.name for line in page.table.lines.lines]


def shown(page: BatchWindow, row: int, column: int) -> str:
    model = page.table.lines
    return str(model.data(model.index(row, column)))
