"""Paragraphs of a report as a text document, and back. A reference to a cell is one character."""

from collections.abc import Iterator

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
from gi_desktop.ui.theme import MEASURES, Role

_LEVELS: dict[int, Level] = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
_CELL = QTextFormat.Property.UserProperty.value + 1
_FORMAT = QTextFormat.Property.UserProperty.value + 2
_OBJECT = "\ufffc"

# Within a paragraph a text may hold what would end one in a text document.
_INTO = str.maketrans({"\n": "\u2028", "\u2029": "\u2028", "\r": "\u2028", _OBJECT: "\ufffd"})
_OUT = {"\u2028": "\n"}

INDENT = 2 * MEASURES.text
LINE_HEIGHT = 150
"""Per cent; 28 characters a line want air between the lines."""


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
    made.setTextIndent(INDENT)
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def insert_paragraph(cursor: QTextCursor, paragraph: Paragraph) -> None:
    """Insert a paragraph's runs at the cursor and give the block its level."""
    cursor.setBlockFormat(block_format(paragraph.level))
    for run in paragraph.runs:
        if isinstance(run, TextRun):
            cursor.insertText(run.text.translate(_INTO), QTextCharFormat())
        else:
            cursor.insertText(_OBJECT, _chip_format(run))


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
    found = tuple(_paragraph(block) for block in blocks(document))
    return () if found == (Paragraph(),) else found


def _paragraph(block: QTextBlock) -> Paragraph:
    runs: list[Run] = []
    words = ""
    for text, char_format in _fragments(block):
        if char_format.objectType() != CHIP:
            words += text
            continue
        if words:
            runs.append(TextRun(text=words))
            words = ""
        # References that stand side by side with one format come as one fragment.
        runs.extend(_reference(char_format) for _ in text)
    if words:
        runs.append(TextRun(text=words))
    return Paragraph(runs=tuple(runs), level=level_of(block))


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


def qt_length(text: str) -> int:
    """Return the length as Qt counts it: a rare character outside the BMP counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def _qt_slice(text: str, first: int, last: int) -> str:
    units = text.encode("utf-16-le", errors="surrogatepass")
    part = units[2 * max(first, 0) : 2 * max(last, 0)]
    return part.decode("utf-16-le", errors="replace")
