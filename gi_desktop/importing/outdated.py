"""Tables of a superseded form: which of their columns the present form still has.

A number is taken over only where the form's declaration says that its column counts the same;
whatever is not taken over is named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gi_desktop.form import Edition, OutdatedForm
from gi_desktop.importing.fit import Fit, windows
from gi_desktop.importing.occurrences import Occurrence, Segment
from gi_desktop.importing.reading import Seen
from gi_desktop.importing.tokens import TokenKind
from gi_desktop.importing.vocabulary import Slot, Vocabulary
from gi_desktop.report.source import SourceTable
from gi_desktop.report.values import Value, parse_value

_SHORTEST = 4
"""Characters of a piece of a heading that is known by itself."""
TAKEN_OVER = "原文是旧格式的“{}”，按现行格式的“{}”填入"
_NOT_IN_IT = "原文用的是旧格式，没有这一栏"


@dataclass(frozen=True)
class OldColumn:
    """One column as the source heads it; ``column`` is today's id, "" where there is none."""

    label: str
    column: str
    old: bool


def old_column(label: str, slot: Slot, form: Edition) -> OldColumn | None:
    """Return what a superseded heading above a row means; None where none is declared."""
    for outdated in form.outdated:
        for block in outdated.blocks:
            row = slot.addresses[0].split(".")[1]
            columns = dict(block.columns)
            if block.table == slot.table and row in block.rows and label in columns:
                return OldColumn(label, columns[label], old=True)
    return None


def old_columns(
    segment: Segment, slot: Slot, vocabulary: Vocabulary
) -> tuple[OldColumn, ...] | None:
    """Return the columns above the rows, from left to right; None where one is not known."""
    found: dict[str, OldColumn] = {}
    for event in segment.heads:
        if event.seen is Seen.FOREIGN:
            label = vocabulary.foreign_pieces[event.text]
            column = old_column(label, slot, vocabulary.form)
            if column is None:
                return None
            found.setdefault(label, column)
        elif event.seen is Seen.SIDE and len(event.text) >= _SHORTEST:
            for address in slot.addresses:
                spec = vocabulary.form.cells[address]
                side = vocabulary.sides[event.number]
                if side.text == spec.column.label:
                    column = OldColumn(side.text, spec.column.id, old=False)
                    found.setdefault(side.text, column)
    return tuple(found.values()) if any(column.old for column in found.values()) else None


def old_rows(segment: Segment, vocabulary: Vocabulary) -> list[tuple[Occurrence, Fit]] | None:
    """Return what the rows below a superseded header say; None where that is not certain."""
    pairs = []
    for row in segment.rows:
        columns = old_columns(segment, row.slot, vocabulary)
        if not columns or row.parted or any(t.kind is TokenKind.VALUE for t in segment.before):
            return None
        fit = _fit(row, columns, vocabulary.form)
        if fit is None:
            return None
        pairs.append((row, fit))
    return pairs


def _fit(row: Occurrence, columns: Sequence[OldColumn], form: Edition) -> Fit | None:
    ways = list(windows(row.tokens, len(columns)))
    if len(ways) != 1:
        return None
    values: dict[str, Value] = {}
    how = ""
    addresses = {form.cells[address].column.id: address for address in row.slot.addresses}
    for column, token in zip(columns, ways[0], strict=True):
        address = addresses.get(column.column)
        if address is not None and token is not None and token.kind is TokenKind.VALUE:
            values[address] = parse_value(token.text, form.kind(address))
            if column.old:
                how = TAKEN_OVER.format(column.label, form.cells[address].column.label)
    return Fit(values, complete=False, how=how, missing=_NOT_IN_IT)


def outdated_notes(form: Edition, tables: Iterable[SourceTable]) -> list[str]:
    """Return a sentence for each superseded form: what of it was taken over and what was not."""
    labels = dict.fromkeys(label for table in tables for label in table.labels)
    return [note for outdated in form.outdated if (note := _note(outdated, list(labels), form))]


def _note(outdated: OutdatedForm, labels: Sequence[str], form: Edition) -> str:
    old = [label for label in outdated.labels if label in labels]
    if not old:
        return ""
    meant = {
        label: next(c.label for c in form.table(block.table).columns if c.id == column)
        for block in outdated.blocks
        for label, column in block.columns
        if column
    }
    parts = [f"“{label}”按“{meant[label]}”填入" for label in old if label in meant]
    dropped = "".join(f"“{label}”" for label in old if label not in meant)
    if dropped:
        parts.append(f"{dropped}现行格式没有，其中的数字没有导入")
    return f"原文有 {outdated.name}的栏目：{'；'.join(parts)}。请按现行格式的口径核对。"
