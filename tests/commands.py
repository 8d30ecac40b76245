"""What the tests of the command line share: drafts made up for them, and files."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from gi_desktop.drafts import Draft, write_draft
from gi_desktop.form import Kind, current_edition
from gi_desktop.report.model import Organ, Report
from gi_desktop.report.prose import paragraphs

FORM = current_edition()
SENTENCE = (
    "主动公开、依申请公开、信息管理、平台建设、监督保障都已按要求办理并改进，没有收取信息处理费。"
)
SOUND = Report(
    edition=FORM.id,
    organ=Organ(name="某市某局"),
    year=2024,
    cells={s.address: Decimal(0) if s.kind is Kind.AMOUNT else 0 for s in FORM.inputs},
    texts={text_id: paragraphs(SENTENCE) for text_id in FORM.texts},
)
UNBALANCED = SOUND.replace(cells={**SOUND.cells, "applications.received.natural": 1})

Run = Callable[..., tuple[int, str, str]]


def files() -> set[str]:
    return {path.name for path in Path.cwd().iterdir()}


def save(name: str, report: Report) -> str:
    write_draft(Path(name), Draft(report), FORM)
    return name
