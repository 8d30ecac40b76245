"""What an edition's tables look like to a reader of text: labels, and lines of cells.

All of it derives from the edition. A *slot* is a row of cells in the grid with the label that
heads it; a slot without a label of its own (table four of the 2021 form) is known by the
headers above it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gi_desktop.form import Edition, Field, GridCell, Label, LabelRole, Table

_KEPT = re.compile("[^0-9A-Za-z\u3007\u3400-\u9fff\U00020000-\U0002ffff]+")
_FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_SHORT = 60
"""Characters of a text whose key is kept: longer than most labels, too short to fill memory."""
_PLACEHOLDER = re.compile(r"\{year\}")
SAMPLE_YEAR = "0000"
"""Stands for any year in a key; digits in a label are compared as such."""
ENUMERATOR = re.compile("[0-9]|[一二三四五六七八九十]+")


def key(text: str) -> str:
    """Return what of a label counts when labels are compared: characters and digits."""
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    return _KEPT.sub("", text.translate(_FULL_WIDTH)).lower()


_known_key = lru_cache(2048)(_key)  # the labels of a table are asked for again and again


@dataclass(frozen=True)
class Slot:
    """One line of cells to be read together."""

    index: int
    table: str
    addresses: tuple[str, ...]
    name: str
    """How sentences call it."""
    keys: tuple[str, ...]
    """Spellings of the label; none where only headers head the cells."""
    collapsed: frozenset[str]
    """Those of ``keys`` that are the label of a whole group, printed as one row."""
    groups: frozenset[str]
    """The labels of the groups it belongs to, as keys."""
    group: str
    """The label of the innermost of them, "" where it belongs to none."""
    block: int
    """Slots below the same headers share a block."""
    headers: tuple[int, ...]
    """Labels (by index) that head the columns of this slot."""
    paths: tuple[tuple[int, ...], ...] = ()
    """For each cell all labels (by index) above it, from the top down to its column's own."""

    @property
    def size(self) -> int:
        """How many cells it has."""
        return len(self.addresses)


@dataclass(frozen=True)
class SideLabel:
    """A printed label that heads no single row: header, caption, note, group."""

    index: int
    table: str
    text: str
    keys: tuple[str, ...]
    is_group: bool
    block: int
    """The block whose slots it stands above or among."""
    enters: int | None = None
    """The slot without a label that this header leads to."""


@dataclass(frozen=True)
class Start:
    """A place where the label of a slot can begin: ``offset`` skips a lost enumerator."""

    slot: int
    key: str
    offset: int
    collapsed: bool


class Vocabulary:
    """The labels of an edition, indexed for matching."""

    def __init__(self, form: Edition) -> None:
        self.form = form
        self.slots: list[Slot] = []
        self.sides: list[SideLabel] = []
        for table in form.tables:
            _TableReader(self, table).read()
        self.foreign = {
            label_key: label
            for outdated in form.outdated
            for label in outdated.labels
            if len(label_key := key(label)) >= 4
        }
        self._index()

    def _index(self) -> None:
        self.starts: dict[str, list[Start]] = {}
        for slot in self.slots:
            for label in slot.keys:
                for offset in sorted({0, _enumerator(label)}):
                    start = Start(slot.index, label, offset, label in slot.collapsed)
                    self.starts.setdefault(label[offset], []).append(start)
        row_labels = [label for slot in self.slots for label in slot.keys]
        side_labels = [(label, side) for side in self.sides for label in side.keys]
        self.side_pieces: dict[str, SideLabel] = {}
        self.piece_blocks: dict[str, set[int]] = {}
        for label, side in side_labels:
            for piece in _pieces(label):
                self.side_pieces.setdefault(piece, side)
                self.piece_blocks.setdefault(piece, set()).add(side.block)
        self.foreign_pieces = {
            piece: printed
            for label, printed in self.foreign.items()
            for piece in _pieces(label)
            if len(piece) >= 4 and piece not in self.side_pieces
        }
        self.pieces = set(self.side_pieces)
        for label in (*row_labels, *self.foreign):
            self.pieces.update(_pieces(label))
        self.whole = {*row_labels, *(label for label, _ in side_labels)}

    def of_table(self, table: str) -> list[Slot]:
        """Return the slots of a table."""
        return [slot for slot in self.slots if slot.table == table]

    def longest(self, text: str, start: int) -> int:
        """Return the length of the longest piece of any label that ``text`` has at ``start``."""
        length = 0
        while start + length < len(text) and text[start : start + length + 1] in self.pieces:
            length += 1
        return length

    def longest_side(self, text: str, start: int) -> int:
        """Return the length of the longest piece of a header or group at ``start``."""
        length = 0
        while start + length < len(text) and text[start : start + length + 1] in self.side_pieces:
            length += 1
        return length

    def numbered(self, digit: str, text: str, fewest: int = 2) -> bool:
        """Whether a row label has this digit before the first characters of ``text``."""
        wanted = digit + key(text)[:3]
        return len(wanted) > fewest and any(
            label.startswith(wanted) for slot in self.slots for label in slot.keys
        )


def _enumerator(label: str) -> int:
    """Return the length of the number a label begins with, 0 where it has none."""
    found = ENUMERATOR.match(label)
    return found.end() if found and found.end() + 2 <= len(label) else 0


def _pieces(label: str) -> Iterator[str]:
    for start in range(len(label)):
        for end in range(start + 1, len(label) + 1):
            yield label[start:end]


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    filled = (_PLACEHOLDER.sub(SAMPLE_YEAR, text) for text in texts)
    return tuple(dict.fromkeys(found for text in filled if (found := key(text))))


class _TableReader:
    """Adds one table's slots and side labels to the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, table: Table) -> None:
        self.vocabulary = vocabulary
        self.table = table
        self.rows = {row.id: row for row in table.rows}
        self.specs = {spec.address: spec for spec in table.cells}
        self.block = len({slot.block for slot in vocabulary.slots})
        self.heads: list[tuple[GridCell, SideLabel]] = []

    def read(self) -> None:
        lines: dict[int, list[GridCell]] = {}
        for cell in sorted(self.table.grid, key=lambda cell: (cell.row, cell.column)):
            lines.setdefault(cell.row, []).append(cell)
        has_slots = False
        for line in lines.values():
            if not any(isinstance(cell.content, Field) for cell in line):
                if has_slots and self._is_new_heading(line):
                    self.heads, has_slots = [], False
                    self.block += 1
                self._add_sides(line)
                continue
            has_slots = True
            self._add_slots(line)

    @staticmethod
    def _is_new_heading(line: list[GridCell]) -> bool:
        return any(
            isinstance(cell.content, Label)
            and cell.content.role in (LabelRole.HEADER, LabelRole.CAPTION)
            for cell in line
        )

    def _add_sides(self, line: list[GridCell]) -> None:
        for cell in line:
            if isinstance(cell.content, Label):
                self._add_side(cell, cell.content)

    def _add_side(self, cell: GridCell, label: Label) -> None:
        spellings = [label.text, *label.spellings]
        for column in self.table.columns:
            if column.label == label.text:
                spellings.extend(column.spellings)
        side = SideLabel(
            index=len(self.vocabulary.sides),
            table=self.table.id,
            text=label.text,
            keys=_keys(spellings),
            is_group=label.role is LabelRole.GROUP,
            block=self.block,
        )
        self.vocabulary.sides.append(side)
        if label.role is LabelRole.HEADER:
            self.heads.append((cell, side))

    def _add_slots(self, line: list[GridCell]) -> None:
        label: Label | None = None
        run: list[GridCell] = []
        for cell in line:
            if isinstance(cell.content, Field):
                run.append(cell)
                continue
            if cell.content.role is LabelRole.ROW:
                self._add_slot(label, run)
                label, run = cell.content, []
            else:
                self._add_side(cell, cell.content)
        self._add_slot(label, run)

    def _add_slot(self, label: Label | None, run: list[GridCell]) -> None:
        addresses = tuple(cell.content.address for cell in run if isinstance(cell.content, Field))
        if not addresses:
            return
        spec = self.specs[addresses[0]]
        groups = frozenset(key(group) for group in spec.row.group)
        spellings = (label.text, *label.spellings, *spec.row.spellings) if label else ()
        keys = _keys(spellings)
        slot = Slot(
            index=len(self.vocabulary.slots),
            table=self.table.id,
            addresses=addresses,
            name=spec.row.name if label else "",
            keys=keys,
            collapsed=frozenset(keys) & groups,
            groups=groups,
            group=spec.row.group[-1] if spec.row.group else "",
            block=self.block,
            headers=self._heads_of(run),
            paths=tuple(self._path_to(cell) for cell in run),
        )
        self.vocabulary.slots.append(slot)
        if not keys:
            self._lead_to(slot)

    def _heads_of(self, run: list[GridCell]) -> tuple[int, ...]:
        """The lowest header above each cell."""
        found: dict[int, None] = {}
        for field in run:
            columns = range(field.column, field.column + field.column_span)
            above = [
                (cell.row, side.index)
                for cell, side in self.heads
                if cell.column in columns or field.column in cell.columns
            ]
            if above:
                lowest = max(row for row, _ in above)
                found.update((index, None) for row, index in above if row == lowest)
        return tuple(found)

    def _path_to(self, field: GridCell) -> tuple[int, ...]:
        """The headers above a cell, from the top down."""
        above = [
            (cell.row, side.index)
            for cell, side in self.heads
            if field.column in cell.columns or cell.column in field.columns
        ]
        return tuple(index for _, index in sorted(above))

    def _lead_to(self, slot: Slot) -> None:
        for _, side in self.heads:
            old = self.vocabulary.sides[side.index]
            self.vocabulary.sides[side.index] = replace(old, enters=slot.index)
