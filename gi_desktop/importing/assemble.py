"""Neutral lines → a report, with marks and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gi_desktop.form import Edition, Section
from gi_desktop.importing.contact import find_contact
from gi_desktop.importing.excerpt import excerpts
from gi_desktop.importing.furniture import is_web_page_trim, page_numbers, without_furniture
from gi_desktop.importing.headings import find_headings
from gi_desktop.importing.lines import MOST_LINES, TOO_LONG, Content, Line, joined
from gi_desktop.importing.notes import cell_notes, shorten
from gi_desktop.importing.outdated import outdated_notes
from gi_desktop.importing.prose import judge, paragraphs_of
from gi_desktop.importing.result import Imported, ImportFailedError
from gi_desktop.importing.run_together import with_headings_parted
from gi_desktop.importing.several import grids_before, not_read, second_report
from gi_desktop.importing.tables import read_tables
from gi_desktop.importing.title import (
    Signed,
    Title,
    announced_title,
    find_signature,
    find_titles,
    period_year,
    read_title,
)
from gi_desktop.importing.vocabulary import Vocabulary, key
from gi_desktop.report.characters import compact
from gi_desktop.report.model import Report, Seal, Signature, new_report
from gi_desktop.report.prose import Text
from gi_desktop.report.sheet import Plan, settle_totals
from gi_desktop.report.source import Source
from gi_desktop.report.values import Value

_UNIT_NOTE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[:：]?.{1,12}")
_NOTHING_FOUND = (
    "没有认出年度报告：既没有找到报告的标题，也没有找到各部分的标题和表格。请确认选对了文件。"
)


def assemble(content: Content, form: Edition, kind: str, name: str = "") -> Imported:
    """Return the report that the lines hold; ``name`` is the file's, without suffix.

    ImportFailedError where nothing of the form is found, or more than a report has.
    """
    if len(content.lines) > MOST_LINES:
        raise ImportFailedError(TOO_LONG)
    return _Assembly(content, form, name).imported(kind)


@dataclass
class _Part:
    """The prose below one heading; the preface has no section."""

    section: Section | None
    lines: list[Line] = field(default_factory=list)


class _Assembly:
    def __init__(self, content: Content, form: Edition, name: str) -> None:
        self.form = form
        self.names = (content.name, name)
        self.notes = list(content.notes)
        self.vocabulary = Vocabulary(form)
        lines = with_headings_parted(content.lines, form)
        self.lines = without_furniture(lines, self._repeats_by_right)
        self.grids = content.grids
        numbers = page_numbers(lines, self.lines)
        self._find()
        second = second_report(self.lines, self.headings, form, self.vocabulary)
        if second is not None:
            self.grids = grids_before(self.lines, self.grids, second.place)
            self.lines = self.lines[: second.place]
            self._find()
            self.notes.append(not_read(self.titles.title, second.title, form))
        self.tables = read_tables(self.lines, self.grids, self._zones(), self.vocabulary, numbers)

    def _find(self) -> None:
        """Find headings and titles."""
        self.headings = find_headings(self.lines, self.form, self.vocabulary)
        heads = {place for h in self.headings.values() for place in range(h.start, h.end)}
        trim = {place for place, line in enumerate(self.lines) if is_web_page_trim(line)}
        self.titles = find_titles(self.lines, self.form, frozenset(heads | trim))
        self.apart = heads | self.titles.lines

    def _repeats_by_right(self, line: Line) -> bool:
        """Whether a line may stand on many pages and yet belong to the report."""
        text = key(line.text)
        return text in self.vocabulary.pieces or bool(
            find_headings((line,), self.form, self.vocabulary)
        )

    def _zones(self) -> list[str | None]:
        """The table whose heading is the last before each line; None for headings and titles."""
        zones: list[str | None] = []
        table = ""
        for place in range(len(self.lines)):
            heading = self.headings.get(place)
            if heading is not None:
                table = heading.section.table
            zones.append(None if place in self.apart else table)
        return zones

    # Prose --------------------------------------------------------------------------------

    def _parts(self) -> list[_Part]:
        parts = [_Part(None)]
        for place, line in enumerate(self.lines):
            heading = self.headings.get(place)
            if heading is not None:
                parts.append(_Part(heading.section))
            if heading is not None and heading.rest:
                parts[-1].lines.append(Line(heading.rest, page=line.page, whole=line.whole))
            if place not in self.apart and place not in self.tables.used:
                parts[-1].lines.append(line)
        return parts

    def _texts(self, parts: Sequence[_Part], organ: str) -> dict[str, Text]:
        prose = [line for part in parts if not _shows_table(part) for line in part.lines]
        setting = judge(prose)
        texts: dict[str, Text] = {}
        for part in parts:
            if _shows_table(part):
                self._note_leftover(part, organ)
            elif lines := _without_hint(part):
                text_id = part.section.text if part.section else self.form.preface
                texts[text_id] = texts.get(text_id, ()) + paragraphs_of(lines, setting)
        return texts

    def _note_leftover(self, part: _Part, organ: str) -> None:
        """Prose beside a table has no place on the form; it is named, not lost silently."""
        lines = [
            line
            for line in part.lines
            if not _UNIT_NOTE.fullmatch(line.text) and compact(line.text) != organ
        ]
        if lines and part.section is not None:
            text = shorten(compact(joined(lines)))
            self.notes.append(
                f"“{part.section.heading}”下面还有表格以外的文字，表上没有它的位置，没有导入：{text}"
            )

    def _without_trim(self, parts: Sequence[_Part]) -> None:
        """Drop what a web page puts around the report."""
        dropped: list[Line] = []
        for part in (parts[0], parts[-1]):
            dropped += [line for line in part.lines if is_web_page_trim(line)]
            part.lines = [line for line in part.lines if not is_web_page_trim(line)]
        if dropped:
            text = shorten("；".join(line.text for line in dropped))
            self.notes.append(f"略去了网页上不属于报告的文字：{text}")

    # The report ---------------------------------------------------------------------------

    def imported(self, kind: str) -> Imported:
        cells = self.tables.cells
        if not (self.headings or self.titles.title or cells.values):
            raise ImportFailedError(_NOTHING_FOUND)
        parts = self._parts()
        self._without_trim(parts)
        title = self.titles.title or Title()
        signed = self._signature(parts, title.organ)
        title = self._completed(title, signed, parts)
        texts = self._texts(parts, title.organ)
        self._note_missing(title, texts)
        self._note_strange()
        old = outdated_notes(self.form, cells.tables)
        notes = (*self.notes, *old, *cell_notes(self.form, cells.marks))
        tables, marks = excerpts(cells, self.lines, self.tables.used)
        source = Source(
            kind=kind,
            tables=tables,
            printed_totals=self._printed_totals(cells.values),
            marks=marks,
            notes=notes,
        )
        return Imported(self._report(title, signed, texts), source, notes, self._silent(texts))

    def _report(self, title: Title, signed: Signed | None, texts: dict[str, Text]) -> Report:
        report = new_report(self.form, title.year).replace(
            organ=find_contact(texts, self.form).replace(name=title.organ),
            cells=settle_totals(Plan.of(self.form), self.tables.cells.values),
            texts={text_id: text for text_id, text in texts.items() if text},
        )
        if signed is not None:
            signature = Signature(name=signed.name, date=signed.date, seal=Seal.UNSEALED)
            report = report.replace(signature=signature)
        if title.text and title.text != compact(report.usual_title(self.form)):
            report = report.replace(title=title.text)
        return report

    def _signature(self, parts: Sequence[_Part], organ: str) -> Signed | None:
        """The signature below the last lines of the document, taken out of them."""
        for part in reversed(parts):
            if not part.lines:
                continue
            signed = find_signature(part.lines, range(len(part.lines)), organ)
            if signed is not None:
                part.lines = [
                    line for place, line in enumerate(part.lines) if place not in signed.lines
                ]
            return signed
        return None

    def _completed(self, title: Title, signed: Signed | None, parts: Sequence[_Part]) -> Title:
        """Organ and year from elsewhere, where the title does not name them."""
        if title.organ and title.year is not None:
            return title
        prose = "".join(joined(part.lines) for part in parts[:2] if not _shows_table(part))
        others = [
            announced_title(prose, self.form),
            *(read_title(compact(name), self.form) for name in self.names),
            Title(signed.name if signed else "", period_year(prose)),
        ]
        organ, year = title.organ, title.year
        for other in others:
            if other is not None:
                organ = organ or other.organ
                year = other.year if year is None else year
        return Title(organ, year, title.text)

    def _printed_totals(self, values: dict[str, Value]) -> dict[str, int]:
        return {
            total.cell: found
            for total in self.form.totals
            if isinstance(found := values.get(total.cell), int)
        }

    def _silent(self, texts: dict[str, Text]) -> frozenset[str]:
        """The texts whose place the source shows and has nothing in."""
        found = {heading.section.text for heading in self.headings.values()}
        if self.titles.title and self.form.sections[0].text in found:
            found.add(self.form.preface)  # between the title and the first heading
        return frozenset(text_id for text_id in found if text_id and not texts.get(text_id))

    def _note_missing(self, title: Title, texts: dict[str, Text]) -> None:
        if not title.organ:
            self.notes.append("没有找到填报机关的名称，请在“基本信息”里填写。")
        if title.year is None:
            self.notes.append("没有找到报告的年度，请在“基本信息”里填写。")
        found = {heading.section.id for heading in self.headings.values()}
        for section in self.form.sections:
            if section.text and not texts.get(section.text):
                why = "有标题而没有文字" if section.id in found else "没有找到标题"
                self.notes.append(f"“{section.heading}”没有读到文字（{why}），请对照原文。")

    def _note_strange(self) -> None:
        lines = [self.lines[place].text for place in self.tables.strange]
        if lines:
            text = shorten("；".join(lines))
            self.notes.append(f"表格里有 {len(lines)} 行数字对不上表上的行，没有导入：{text}")


def _without_hint(part: _Part) -> list[Line]:
    """The lines without what the blank form says in their place."""
    hint = compact(part.section.hint) if part.section else ""
    return [line for line in part.lines if not hint or compact(line.text) != hint]


def _shows_table(part: _Part) -> bool:
    return part.section is not None and bool(part.section.table)
