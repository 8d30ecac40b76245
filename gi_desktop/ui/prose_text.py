"""Paragraphs of a report as a text document, and back. A reference to a cell is one character."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from gi_desktop.report.prose import (
    BLANK,
    BODY,
    CellRun,
    Level,
    Lookup,
    Paragraph,
    ReferenceFormat,
    Run,
    Text,
    TextRun,
)
from gi_desktop.report.values import format_value
from gi_desktop.ui import theme
from gi_desktop.ui.theme import Role

_LEVELS: dict[int, Level] = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
_CELL = QTextFormat.Property.UserProperty.value + 1
_FORMAT = QTextFormat.Property.UserProperty.value + 2
_OBJECT = "\ufffc"

# Within a paragraph a text may hold what would end one in a text document.
_INTO = str.maketrans({"\n": "\u2028", "\u2029": "\u2028", "\r": "\u2028", _OBJECT: "\ufffd"})
_OUT = {"\u2028": "\n"}

LINES = 1.5
"""Times the size of letters; 28 characters a line want air between the lines."""


class Chips(QPyTextObject):
    """Draws references to cells: the number on a tint, as one character."""

    def __init__(self, lookup: Lookup, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lookup = lookup

    def text(self, char_format: QTextFormat) -> str:
        """Return what the reference reads as."""
        return format_value(self._lookup(char_format.stringProperty(_CELL))) or BLANK

    def intrinsicSize(
        self, document: QTextDocument, position: int, char_format: QTextFormat
    ) -> QSizeF:
        metrics = QFontMetricsF(document.defaultFont())
        return QSizeF(metrics.horizontalAdvance(self.text(char_format)) + 8, metrics.ascent())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        position: int,
        char_format: QTextFormat,
    ) -> None:
        metrics = QFontMetricsF(document.defaultFont())
        painter.save()
        painter.setFont(document.defaultFont())
        place = QRectF(rect)
        tint = place.adjusted(1, -1, -1, metrics.descent())
        painter.fillRect(tint, theme.color(Role.ACCENT_GROUND))
        painter.setPen(theme.color(Role.ACCENT_DARK))
        painter.drawText(place.bottomLeft() + QPointF(4, 0), self.text(char_format))
        painter.restore()


def block_format(level: int) -> QTextBlockFormat:
    """Return how a paragraph of that level stands: the first line two characters in."""
    made = QTextBlockFormat()
    made.setHeadingLevel(level)
    made.setTextIndent(2 * theme.text_size())
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    made.setLineHeight(theme.line_percent(LINES), kind.value)
    return made


def insert_paragraph(cursor: QTextCursor, paragraph: Paragraph) -> None:
    """Insert a paragraph's runs at the cursor and give the block its level."""
    cursor.setBlockFormat(block_format(paragraph.level))
    insert_runs(cursor, paragraph.runs)


def _chip_format(run: CellRun) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(CHIP)
    made.setProperty(_CELL, run.cell)
    made.setProperty(_FORMAT, run.format.value)
    return made


def level_of(block: QTextBlock) -> Level:
    """Return the level of a paragraph."""
    return _LEVELS.get(block.blockFormat().headingLevel(), BODY)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of a document."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def read(document: QTextDocument) -> Text:
    """Return the paragraphs of a document; none where nothing stands in it."""
    found = tuple(paragraph_of(block) for block in blocks(document))
    return () if found == (Paragraph(),) else found


def paragraph_of(block: QTextBlock) -> Paragraph:
    """Return the paragraph that a block holds."""
    return Paragraph(runs=_runs(_fragments(block)), level=level_of(block))


def _runs(fragments: Iterable[tuple[str, QTextCharFormat]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    words = ""
    for text, char_format in fragments:
        if char_format.objectType() != CHIP:
            words += text
            continue
        if words and text:
            runs.append(TextRun(text=words))
            words = ""
        # References that stand side by side with one format come as one fragment.
        runs.extend(_reference(char_format) for _ in text)
    if words:
        runs.append(TextRun(text=words))
    return tuple(runs)


def _reference(char_format: QTextCharFormat) -> CellRun:
    return CellRun(
        cell=char_format.stringProperty(_CELL),
        format=ReferenceFormat(char_format.stringProperty(_FORMAT)),
    )


def _fragments(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        text = fragment.text()
        for inside, outside in _OUT.items():
            text = text.replace(inside, outside)
        yield text, fragment.charFormat()
        iterator += 1


def selected_text(cursor: QTextCursor, chips: Chips) -> str:
    """Return the selection as plain text, references written out."""
    words = ""
    for block in blocks(cursor.document()):
        start = block.position()
        if start + block.length() <= cursor.selectionStart() or start >= cursor.selectionEnd():
            continue
        words += _selected_in(block, cursor, chips)
        if start + block.length() <= cursor.selectionEnd():
            words += "\n"
    return words


def _selected_in(block: QTextBlock, cursor: QTextCursor, chips: Chips) -> str:
    words = ""
    place = block.position()
    for text, char_format in _fragments(block):
        first = cursor.selectionStart() - place
        last = cursor.selectionEnd() - place
        part = _qt_slice(text, first, last)
        is_chip = char_format.objectType() == CHIP
        words += chips.text(char_format) * len(part) if is_chip else part
        place += qt_length(text)
    return words


def selected(cursor: QTextCursor) -> Text:
    """Return the selection as paragraphs; only one that is selected from its start has a level."""
    found: list[Paragraph] = []
    for block in blocks(cursor.document()):
        start = block.position()
        if start + block.length() <= cursor.selectionStart() or start > cursor.selectionEnd():
            continue
        first, last = cursor.selectionStart() - start, cursor.selectionEnd() - start
        runs = _runs(
            (_qt_slice(text, first - at, last - at), char_format)
            for text, char_format, at in _placed(block)
        )
        level = level_of(block) if first <= 0 else BODY
        found.append(Paragraph(runs=runs, level=level if runs else BODY))
    return tuple(found)


def _placed(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat, int]]:
    """Yield text, format and place within the block of each fragment."""
    at = 0
    for text, char_format in _fragments(block):
        yield text, char_format, at
        at += qt_length(text)


def cell_at(document: QTextDocument, position: int) -> str:
    """Return the cell that the character at a position refers to; "" where it is text."""
    cursor = QTextCursor(document)
    if not 0 <= position < document.characterCount() - 1:
        return ""
    cursor.setPosition(position + 1)  # the format of a place is that of the character before
    if document.characterAt(position) != _OBJECT:
        return ""
    return cursor.charFormat().stringProperty(_CELL)


def insert_runs(cursor: QTextCursor, runs: Iterable[Run]) -> None:
    """Insert text and references at the cursor, in place of what is selected."""
    for run in runs:
        if isinstance(run, TextRun):
            cursor.insertText(run.text.translate(_INTO), QTextCharFormat())
        else:
            cursor.insertText(_OBJECT, _chip_format(run))


def position_of(spans: Sequence[tuple[str, str]], at: int, *, is_end: bool = False) -> int:
    """Return where character ``at`` of what a paragraph reads stands in its block.

    Within the number of a reference: before it, or behind it where an end is asked for.
    """
    place = 0
    for words, cell in spans:
        if at < len(words) or (at == len(words) and is_end):
            if not cell:
                return place + qt_length(words[:at])
            return place + (1 if is_end and at else 0)
        at -= len(words)
        place += 1 if cell else qt_length(words)
    return place


def shown(paragraph: Paragraph) -> str:
    """Return the characters of a paragraph as they stand in a document."""
    return "".join(
        run.text.translate(_INTO) if isinstance(run, TextRun) else _OBJECT for run in paragraph.runs
    )


def rewrite(document: QTextDocument, old: Text, new: Text) -> None:
    """Make a document that holds ``old`` hold ``new``: other levels and other beginnings.

    Cursors stay with the characters they stand at.
    """
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if one == other:
            continue
        cursor.setPosition(document.findBlockByNumber(number).position())
        if one.level != other.level:
            cursor.setBlockFormat(block_format(other.level))
        before, after = shown(one), shown(other)
        same = _common(before[::-1], after[::-1])
        gone, come = before[: len(before) - same], after[: len(after) - same]
        keep = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(cursor.position() + qt_length(gone), keep)
        cursor.insertText(come, QTextCharFormat())
    cursor.endEditBlock()


def load(document: QTextDocument, wanted: Text) -> int:
    """Make a document hold ``wanted``, changing only what differs; return where that ends."""
    old = read(document) or (Paragraph(),)
    new = wanted or (Paragraph(),)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    cursor = QTextCursor(document)
    before = document.findBlockByNumber(head).text()
    cursor.beginEditBlock()
    end = _replace(cursor, (head, len(old) - tail), new[head : len(new) - tail])
    cursor.endEditBlock()
    if len(old) == len(new) == head + tail + 1:
        after = document.findBlockByNumber(head).text()
        same = _common(before, after)
        behind = _common(before[same:][::-1], after[same:][::-1])
        end -= qt_length(after[len(after) - behind :])
    return end


def _replace(cursor: QTextCursor, span: tuple[int, int], new: Text) -> int:
    """Put ``new`` in place of the blocks of ``span``; return where the change ends."""
    document = cursor.document()
    first, last = span
    if first == last:  # only new paragraphs: make room for one
        if first == document.blockCount():
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock()
        else:
            cursor.setPosition(document.findBlockByNumber(first).position())
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    else:
        start = document.findBlockByNumber(first)
        stop = document.findBlockByNumber(last - 1)
        cursor.setPosition(start.position())
        keep = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(stop.position() + stop.length() - 1, keep)
        cursor.removeSelectedText()
    if not new:
        return _drop_block(cursor)
    for number, paragraph in enumerate(new):
        if number:
            cursor.insertBlock()
        insert_paragraph(cursor, paragraph)
    return cursor.position()


def _drop_block(cursor: QTextCursor) -> int:
    """Remove the empty block with the cursor; the others keep their formats."""
    block = cursor.block()
    kept = (block.previous() if cursor.atEnd() else block.next()).blockFormat()
    if cursor.atEnd():
        cursor.deletePreviousChar()
    else:
        cursor.deleteChar()
    cursor.setBlockFormat(kept)
    return cursor.position()


def _common(old: Sequence[object], new: Sequence[object]) -> int:
    """Return how many paragraphs or characters two texts begin with alike."""
    number = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        number += 1
    return number


def qt_length(text: str) -> int:
    """Return the length as Qt counts it: a rare character outside the BMP counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def _qt_slice(text: str, first: int, last: int) -> str:
    units = text.encode("utf-16-le", errors="surrogatepass")
    part = units[2 * max(first, 0) : 2 * max(last, 0)]
    return part.decode("utf-16-le", errors="replace")
