"""Our own document, changed in Word (读回): what it says differently from the draft it was made of.

What the document does not tell, or what could not be read in it, stays as it is in the draft.
What it shows a place for and nothing in (an empty cell, a heading without text) was emptied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gi_desktop.form import Edition
from gi_desktop.importing.decided import EMPTY_CELL
from gi_desktop.importing.files import import_file
from gi_desktop.importing.remarks import read_remarks
from gi_desktop.importing.result import Imported
from gi_desktop.report.alignment import normal
from gi_desktop.report.characters import clean, compact
from gi_desktop.report.difference import Difference, cell_place, differences
from gi_desktop.report.model import Report, Seal, Signature
from gi_desktop.report.sheet import Plan, settle_totals
from gi_desktop.report.source import Mark, MarkKind
from gi_desktop.report.values import format_value


def loosely(text: str) -> str:
    """Return what two texts must share: Word and its users put blanks where nobody sees them."""
    return compact(clean(normal(text)))


@dataclass(frozen=True)
class ReadBack:
    """What a document says beside a draft."""

    found: Report
    """The draft as the document has it."""
    differences: tuple[Difference, ...]
    unread: tuple[str, ...] = ()
    """Sentences on what could not be read, and so stays."""
    remarks: tuple[str, ...] = ()
    """Comments (批注) in the document."""
    stranger: str = ""
    """Why it may be the document of another report; empty where it is not."""


def read_back(path: Path, report: Report, form: Edition) -> ReadBack:
    """Compare a document with the report it was made of; ImportFailedError where it is none."""
    imported = import_file(path, form)
    found = _completed(report, imported, form)
    return ReadBack(
        found,
        differences(report, found, form, loosely),
        tuple(_unread(report, imported, form)),
        read_remarks(path.read_bytes()),
        _stranger(report, imported.report),
    )


def _completed(report: Report, imported: Imported, form: Edition) -> Report:
    """Return the report as the document has it; what it does not tell as it was."""
    read = imported.report
    titled = bool(read.organ.name or read.title)
    return report.replace(
        organ=report.organ.replace(name=read.organ.name or report.organ.name),
        year=report.year if read.year is None else read.year,
        title=read.title if titled else report.title,
        cells=settle_totals(Plan.of(form), {**_kept(report, imported), **read.cells}),
        texts={
            name: read.text(name) or report.text(name)
            for name in (*report.texts, *read.texts)
            if name not in imported.silent
        },
        signature=_signature(report.signature, read.signature),
    )


def _kept(report: Report, imported: Imported) -> dict[str, object]:
    """Return the cells of the draft that the document leaves open."""
    marks = imported.source.marks
    return {
        cell: value
        for cell, value in report.cells.items()
        if cell not in marks or _is_unread(marks[cell])
    }


def _is_unread(mark: Mark) -> bool:
    """Whether nobody knows what a cell of the document says; one that is empty says so."""
    return mark.kind is MarkKind.NOT_FOUND and mark.how != EMPTY_CELL


def _signature(before: Signature, read: Signature) -> Signature:
    if read.seal is Seal.NONE:
        return before
    # Whether room is left for a seal is no word of the document.
    seal = Seal.UNSEALED if before.seal is Seal.NONE else before.seal
    return Signature(name=read.name or before.name, date=read.date or before.date, seal=seal)


def _unread(report: Report, imported: Imported, form: Edition) -> Iterator[str]:
    sheet = Plan.of(form).sheet(report.cells)
    for cell in form.cells:
        mark = imported.source.marks.get(cell)
        kept = format_value(sheet.value(cell))
        if mark is not None and _is_unread(mark) and kept:
            yield f"{cell_place(form, cell)}没有读到（{mark.how}），保留 {kept}。"
    for text_id in form.texts:
        silent = text_id in imported.silent
        if report.text(text_id) and not imported.report.text(text_id) and not silent:
            section = form.section_of_text(text_id)
            name = f"第{section.ordinal}部分" if section else "前言"
            yield f"{name}没有读到文字，保留原来的。"
    if report.signature.seal is not Seal.NONE and imported.report.signature.seal is Seal.NONE:
        yield "没有读到落款，保留原来的。"


def _stranger(report: Report, read: Report) -> str:
    one, other = report.organ.name, read.organ.name
    foreign = bool(one and other) and loosely(one) != loosely(other)
    other_year = None not in (report.year, read.year) and report.year != read.year
    if not foreign and not other_year:
        return ""
    names = f"“{other}”" if foreign else ""
    year = f"{read.year} 年" if other_year else ""
    mine = f"“{one}”" if foreign else ""
    mine_year = f"{report.year} 年" if other_year else ""
    return f"这个文件是{names}{year}的报告，打开的是{mine}{mine_year}的，可能选错了文件。"
