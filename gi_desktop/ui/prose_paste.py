"""What goes to the clipboard from a text of the report, and what comes from there."""

from collections.abc import Container
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor

from gi_desktop.report.cleaning import clean_html, clean_text
from gi_desktop.report.prose import CellRun, Paragraph, Text, paragraphs
from gi_desktop.ui import prose_text
from gi_desktop.ui.prose_text import Chips
from gi_desktop.ui.widgets import files_in

_OWN = "application/x-gi-desktop-text"
"""Paragraphs with levels and references, for another place in a report."""
_TEXT = TypeAdapter(Text)


@dataclass(frozen=True)
class Pasted:
    """What is pasted: as it came, and put in order with notes on what was changed."""

    raw: Text
    tidy: Text
    notes: tuple[str, ...] = ()


def copied(cursor: QTextCursor, chips: Chips) -> QMimeData:
    """Return the selection: for other programs as text, in which references are numbers."""
    data = QMimeData()
    data.setText(prose_text.selected_text(cursor, chips))
    data.setData(_OWN, QByteArray(_TEXT.dump_json(prose_text.selected(cursor))))
    return data


def can_paste(source: QMimeData) -> bool:
    """Whether there is text in it; where a file lies is none."""
    return (source.hasText() or source.hasHtml()) and not files_in(source)


def read(source: QMimeData, cells: Container[str]) -> Pasted:
    """Return what is on the clipboard; references only to ``cells`` that the form has."""
    own = _own(source, cells)
    if own is not None:
        return Pasted(own, own)
    text = source.text()
    # Spreadsheets and browsers give the same words twice: the markup tells what is a heading.
    tidy = clean_html(source.html()) if source.hasHtml() else clean_text(text)
    if not tidy.text:
        tidy = clean_text(text)
    raw = paragraphs(text)
    if len(text.splitlines()) == 1:
        raw = (Paragraph.of(text.splitlines()[0]),)
        if not tidy.notes and len(tidy.text) <= 1 and not any(p.level for p in tidy.text):
            return Pasted(raw, raw)  # a part of a line keeps the blanks at its ends
    return Pasted(raw, tidy.text, tidy.notes)


def insert(cursor: QTextCursor, pasted: Text) -> None:
    """Put paragraphs where the cursor is; the first goes on in the one that stands there."""
    for number, paragraph in enumerate(pasted):
        if number:
            cursor.insertBlock(prose_text.block_format(paragraph.level), QTextCharFormat())
        elif paragraph.level and cursor.block().length() == 1:
            cursor.setBlockFormat(prose_text.block_format(paragraph.level))
        prose_text.insert_runs(cursor, paragraph.runs)


def _own(source: QMimeData, cells: Container[str]) -> Text | None:
    """Return what this program copied; None where another did."""
    data = bytes(source.data(_OWN).data())
    if not data:
        return None
    try:
        text = _TEXT.validate_json(data)
    except ValidationError:
        return None  # of another version of the program: its plain text is there too
    runs = (run for paragraph in text for run in paragraph.runs)
    known = all(run.cell in cells for run in runs if isinstance(run, CellRun))
    return text if known else None
