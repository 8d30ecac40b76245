"""Reports to render as text, and the comparison of an import with what is true."""

import random
from dataclasses import dataclass

from gi_desktop.form import Edition
from gi_desktop.importing import Imported, import_text
from gi_desktop.report.model import Organ, Report, Seal, Signature, new_report
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.sheet import Plan
from gi_desktop.report.source import MarkKind
from tests.importing.dumps import Style, dump, random_cells, truth

ORGAN = "某某市人民政府办公室"
SENTENCES = (
    "本机关全年主动公开信息120条，其中文件12件，通过政府网站、政务新媒体发布解读材料35篇。",
    "依申请公开方面，全年收到申请若干件，均在法定期限内答复，没有发生被纠正的情形。",
    "加强平台建设，完善栏目设置，规范信息发布审查，做好保密审查工作，确保合法合规准确。",
    "存在的问题主要是人员变动较多、业务不够熟悉、解读形式单一，公开的深度还要提升。",
    "下一步将加强培训，健全制度，压实责任，细化分工，推动政务公开提质增效，更好服务群众。",
)


def sample(form: Edition, seed: int = 1, largest: int = 40) -> Report:
    """Return a whole report with sums that hold; ``largest`` is the largest number in it."""
    dice = random.Random(seed)

    def prose(count: int) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph.of("".join(dice.sample(SENTENCES, dice.randint(1, 3)))) for _ in range(count)
        )

    texts = {text_id: prose(3) for text_id in form.texts}
    return new_report(form, 2023).replace(
        organ=Organ(name=ORGAN),
        cells=random_cells(form, seed, largest),
        texts=texts,
        signature=Signature(name=ORGAN, date="2024年1月15日", seal=Seal.UNSEALED),
    )


@dataclass(frozen=True)
class Outcome:
    """What an import gave beside what is true."""

    imported: Imported
    wrong: dict[str, tuple[object, object]]
    """Cells with another value than the true one: must never be."""
    empty: tuple[str, ...]
    unnamed: tuple[str, ...]
    """Empty cells that no mark names."""


def outcome(report: Report, form: Edition, style: Style) -> Outcome:
    """Return what importing the dump of a report gives."""
    return compare(report, form, import_text(dump(report, form, style), form))


def compare(report: Report, form: Edition, imported: Imported) -> Outcome:
    """Return what an import gave beside the report it was made from."""
    sheet = Plan.of(form).sheet(imported.report.cells)
    true = truth(report, form)
    empty = tuple(cell for cell in true if sheet.value(cell) is None)
    return Outcome(
        imported,
        {
            cell: (value, sheet.value(cell))
            for cell, value in true.items()
            if sheet.value(cell) is not None and sheet.value(cell) != value
        },
        empty,
        tuple(cell for cell in empty if imported.source.marks[cell].kind is not MarkKind.NOT_FOUND),
    )


def text_of(report: Report, text_id: str) -> str:
    """Return a text in one piece."""
    return "".join(lines_of(report, text_id))


def lines_of(report: Report, text_id: str) -> list[str]:
    """Return a text's paragraphs."""
    return [paragraph.resolve(lambda _: None) for paragraph in report.text(text_id)]
