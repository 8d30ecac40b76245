"""What an import says to its user: sentences that name what was not read or was repaired."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gi_desktop.form import CellSpec, Edition, Row, Table
from gi_desktop.report.source import FILL_IN, Mark, MarkKind

_LIST_AT_MOST = 6
_RUN_AT_LEAST = 3
_QUOTE_AT_MOST = 80


def shorten(text: str, most: int = _QUOTE_AT_MOST) -> str:
    """Return the text, or its beginning where it is long."""
    return text if len(text) <= most else f"{text[:most]}……"


@dataclass(frozen=True)
class _RowNote:
    """Cells of one row that share a mark."""

    row: Row
    cells: tuple[CellSpec, ...]
    whole: bool
    mark: Mark


def cell_notes(form: Edition, marks: Mapping[str, Mark]) -> list[str]:
    """Return a sentence for each row, or group of rows, with something not read or repaired."""
    return [note for table in form.tables for note in _table_notes(table, marks)]


def _table_notes(table: Table, marks: Mapping[str, Mark]) -> Iterator[str]:
    missing = [
        cell
        for cell in table.cells
        if (mark := marks.get(cell.address)) is not None and mark.kind is MarkKind.NOT_FOUND
    ]
    reasons = {marks[cell.address].how for cell in missing}
    if len(missing) == len(table.cells) and len(reasons) == 1:
        yield f"{table.number}没有读到（{reasons.pop()}），{len(missing)} 格留空，{FILL_IN}。"
        return
    notes = list(_row_notes(table, marks))
    by_mark: dict[tuple[Mark, bool], list[_RowNote]] = {}
    for note in notes:
        by_mark.setdefault((note.mark, note.whole), []).append(note)
    for same in by_mark.values():
        # Empty cells here and there: whichever way needs fewer sentences, by rows or by columns.
        rows, columns = list(_alike(same)), list(_alike(_single(same)))
        few = rows if same[0].whole or len(rows) <= len(columns) else columns
        for group in few:
            yield _sentence(table, group)


def _single(notes: Iterable[_RowNote]) -> Iterator[_RowNote]:
    """The same, a note for each cell."""
    return (
        _RowNote(note.row, (cell,), note.whole, note.mark) for note in notes for cell in note.cells
    )


def _row_notes(table: Table, marks: Mapping[str, Mark]) -> Iterator[_RowNote]:
    for row in table.rows:
        cells = [cell for cell in table.cells if cell.row == row]
        for kind in (MarkKind.NOT_FOUND, MarkKind.REPAIRED, MarkKind.READ):
            chosen = [
                cell
                for cell in cells
                if (mark := marks.get(cell.address)) is not None
                and mark.kind is kind
                and mark.is_doubtful
            ]
            for mark in dict.fromkeys(marks[cell.address] for cell in chosen):
                same = tuple(cell for cell in chosen if marks[cell.address] == mark)
                yield _RowNote(row, same, len(same) == len(cells), mark)


def _alike(notes: Iterable[_RowNote]) -> Iterator[list[_RowNote]]:
    """Rows together that have the same mark in the same columns."""
    groups: dict[object, list[_RowNote]] = {}
    for note in notes:
        columns = () if note.whole else tuple(cell.column.id for cell in note.cells)
        groups.setdefault((note.mark, columns), []).append(note)
    yield from groups.values()


def _sentence(table: Table, notes: list[_RowNote]) -> str:
    mark = notes[0].mark
    where = f"{table.number}{_named(table, [note.row for note in notes])}行"
    if len(notes) > _LIST_AT_MOST:
        where += f"（共 {len(notes)} 行）"
    count = sum(len(note.cells) for note in notes)
    if not notes[0].whole:
        where += "的" + "".join(f"“{cell.column.label}”" for cell in notes[0].cells)
    if mark.kind is MarkKind.REPAIRED:
        return f"{where}：{mark.how}，请核对。"
    if mark.kind is MarkKind.READ:
        return f"{where}：{mark.how}，请改成数。"
    return f"{where}没有读到（{mark.how}），{count} 格留空，{FILL_IN}。"


def _named(table: Table, rows: list[Row]) -> str:
    """Name rows; three or more that follow each other, where there are many, by first and last."""
    if len(rows) <= _LIST_AT_MOST:
        return "".join(f"“{row.name}”" for row in rows)
    runs: list[list[Row]] = []
    last = None
    for row in rows:
        place = table.rows.index(row)
        if last is not None and place == last + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
        last = place
    return "".join(_run(run) for run in runs)


def _run(rows: list[Row]) -> str:
    if len(rows) < _RUN_AT_LEAST:
        return "".join(f"“{row.name}”" for row in rows)
    return f"“{rows[0].name}”至“{rows[-1].name}”"
