"""Ruling lines and characters of a page → tables, each cell with its place and its text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from gi_desktop.importing.grids import Grid, SourceCell
from gi_desktop.importing.pdf_page import Char, Rule
from gi_desktop.report.characters import clean

_NEAR = 2.5
"""Points between lines that are one, and between a line's end and the line it meets."""
_COVERED = 0.6
"""Share of a cell's side that a line must cover to part it from its neighbour."""
_MOST_LINES = 400
"""Lines of one direction in one table; the form has 43 rows."""
IN_LINES = "原文的数字在格子里折成几行，按格子的宽度接上"
_DIGITS = "0123456789.,-/"
_TOUCHING = 0.15
"""Times its height: digits so close are those of one number."""
_SAME_LINE = 0.5
"""Times its height: so far from each other characters of one line may stand."""
_PADDING = 12.0
"""Points that a cell keeps free on both sides together: Word and WPS 10.8."""


_Box = tuple[int, int, int, int]
"""A cell: its row and column, and how many of each it covers."""


@dataclass(frozen=True)
class PageTable:
    """One table of one page."""

    grid: Grid
    columns: tuple[float, ...]
    """Where its columns have their edges."""
    top: float
    bottom: float
    chars: frozenset[int]
    """Which of the page's characters stand in it."""
    full: frozenset[tuple[int, int]]
    """Cells (row, column) whose number fills its last line: a page end may have cut it."""


def find_tables(chars: Sequence[Char], rules: Iterable[Rule]) -> list[PageTable]:
    """Return the tables of a page from top to bottom."""
    found = []
    for across, down in _components(_merged(rules)):
        table = _Frame(across, down).table(chars)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: table.top)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on each other as one, pieces of a line joined."""
    found: list[Rule] = []
    for _, group in groupby(sorted(rules), key=lambda rule: rule.across):
        for line in _levels(list(group)):
            at = median(rule.at for rule in line)
            line.sort(key=lambda rule: rule.start)
            start, end = line[0].start, line[0].end
            for rule in line:
                if rule.start > end + _NEAR:
                    found.append(Rule(rule.across, at, start, end))
                    start, end = rule.start, rule.end
                end = max(end, rule.end)
            found.append(Rule(line[0].across, at, start, end))
    return [rule for rule in found if rule.end - rule.start > 2 * _NEAR]


def _levels(rules: list[Rule]) -> Iterable[list[Rule]]:
    """Split sorted lines of one direction by where they lie."""
    level: list[Rule] = []
    for rule in rules:
        if level and rule.at - level[-1].at > _NEAR:
            yield level
            level = []
        level.append(rule)
    if level:
        yield level


def _components(rules: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet each other, by table: those across, those down."""
    across = [rule for rule in rules if rule.across]
    down = [rule for rule in rules if not rule.across]
    if len(across) > _MOST_LINES or len(down) > _MOST_LINES:
        return []
    owner: dict[Rule, Rule] = {rule: rule for rule in (*across, *down)}

    def root(rule: Rule) -> Rule:
        while owner[rule] is not rule:
            owner[rule] = owner[owner[rule]]
            rule = owner[rule]
        return rule

    for line in across:
        for other in down:
            if _meets(line, other):
                owner[root(other)] = root(line)
    tables: dict[Rule, tuple[list[Rule], list[Rule]]] = {}
    for rule in owner:
        tables.setdefault(root(rule), ([], []))[0 if rule.across else 1].append(rule)
    return [table for table in tables.values() if len(table[0]) > 1 and table[1]]


def _meets(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _edges(places: Iterable[float]) -> list[float]:
    """The places, those that are one taken together."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


class _Frame:
    """The lines of one table as a lattice, whose cells are joined where no line parts them."""

    def __init__(self, across: Sequence[Rule], down: Sequence[Rule]) -> None:
        self.across = across
        self.down = down
        # A side that is left open ends where the lines that lead to it end.
        self.xs = _edges(
            [*(rule.at for rule in down), *(x for rule in across for x in (rule.start, rule.end))]
        )
        self.ys = _edges(
            [*(rule.at for rule in across), *(y for rule in down for y in (rule.start, rule.end))]
        )

    def table(self, chars: Sequence[Char]) -> PageTable | None:
        """Return the table; None where these lines make none, or what is in them is unclear."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        if width < 2 or height < 1 or width > _MOST_LINES or height > _MOST_LINES:
            return None
        boxes = self._boxes(height, width)
        if len(boxes) < 2:
            return None
        inside = self._contents(chars, boxes)
        if inside is None:
            return None
        cells = []
        full = set()
        for box, content in inside.items():
            lines = cell_lines(content.values())
            wide = self.xs[box[1] + box[3]] - self.xs[box[1]]
            if _is_heap(lines, wide):
                return None
            if lines and _is_number(_text(lines[-1])) and _is_full(lines[-1], wide):
                full.add(box[:2])
            cells.append(_cell(box, lines))
        grid = Grid(height, width, tuple(sorted(cells, key=lambda c: (c.row, c.column))))
        taken = frozenset(place for content in inside.values() for place in content)
        return PageTable(grid, tuple(self.xs), self.ys[0], self.ys[-1], taken, frozenset(full))

    def _contents(
        self, chars: Sequence[Char], boxes: Sequence[_Box]
    ) -> dict[_Box, dict[int, Char]] | None:
        """Each cell's characters by their places; None where a line runs through a number."""
        owner = {
            (row, column): box
            for box in boxes
            for row in range(box[0], box[0] + box[2])
            for column in range(box[1], box[1] + box[3])
        }
        inside: dict[_Box, dict[int, Char]] = {box: {} for box in boxes}
        before: tuple[Char, _Box] | None = None
        for place, char in enumerate(chars):
            where = self._where(char)
            if where is None:
                before = None
                continue
            box = owner[where]
            if before is not None and before[1] != box and _is_cut(before[0], char):
                return None
            before = char, box
            inside[box][place] = char
        return inside

    def _where(self, char: Char) -> tuple[int, int] | None:
        x, y = char.middle
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return (row, column) if inside and char.right > char.left else None

    def _boxes(self, height: int, width: int) -> list[_Box]:
        right = {
            (row, column): self._parted(self.down, self.xs[column + 1], self.ys[row : row + 2])
            for row in range(height)
            for column in range(width)
        }
        below = {
            (row, column): self._parted(self.across, self.ys[row + 1], self.xs[column : column + 2])
            for row in range(height)
            for column in range(width)
        }
        boxes = []
        free = {(row, column) for row in range(height) for column in range(width)}
        for row in range(height):
            for column in range(width):
                if (row, column) not in free:
                    continue
                columns = 1
                while column + columns < width and not right[row, column + columns - 1]:
                    columns += 1
                rows = 1
                while row + rows < height and not any(
                    below[row + rows - 1, place] for place in range(column, column + columns)
                ):
                    rows += 1
                places = {
                    (row + down, column + along) for down in range(rows) for along in range(columns)
                }
                while not places <= free:
                    # Lines that make no rectangle: as much of it as is still free.
                    columns, rows = (columns - 1, rows) if columns > 1 else (columns, rows - 1)
                    places = {
                        (row + down, column + along)
                        for down in range(rows)
                        for along in range(columns)
                    }
                free -= places
                boxes.append((row, column, rows, columns))
        return boxes

    @staticmethod
    def _parted(rules: Sequence[Rule], at: float, side: Sequence[float]) -> bool:
        covered = sum(
            max(0.0, min(rule.end, side[1]) - max(rule.start, side[0]))
            for rule in rules
            if abs(rule.at - at) <= _NEAR
        )
        return covered >= _COVERED * (side[1] - side[0])


def cell_lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Return the characters by line, from top to bottom and left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if char.text.isspace():
            continue
        line = lines[-1] if lines else None
        if line is not None and char.base - line[0].base < _SAME_LINE * (char.bottom - char.top):
            line.append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda char: char.left) for line in lines]


def _cell(box: _Box, lines: Sequence[Sequence[Char]]) -> SourceCell:
    # What is left of numbers one above the other is one, cut where the cell ends.
    is_number = all(_is_number(_text(line)) for line in lines)
    between = "" if is_number else "\n"
    text = between.join(clean(_text(line)).strip() for line in lines)
    how = IN_LINES if is_number and len(lines) > 1 else ""
    return SourceCell(*box, text, how)


def _text(line: Iterable[Char]) -> str:
    return "".join(char.text for char in line)


def _is_cut(before: Char, after: Char) -> bool:
    """Whether a line of the table runs through a number: it is too long for its cell."""
    return (
        before.text in _DIGITS
        and after.text in _DIGITS
        and abs(before.base - after.base) < 1
        and abs(after.left - before.right) < _TOUCHING * (after.bottom - after.top)
    )


def _is_heap(lines: Sequence[Sequence[Char]], width: float) -> bool:
    """Whether numbers stand one above the other that are not one number, cut where a cell ends.

    So they stand where lines between rows are missing, or between columns.
    """
    texts = [_text(line) for line in lines]
    if not all(_is_number(text) for text in texts):
        return False
    for line in lines:
        gaps = [right.left - left.right for left, right in pairwise(line)]
        if any(gap > 0.8 * (line[0].bottom - line[0].top) for gap in gaps):
            return True
    return not all(_is_full(line, width) for line in lines[:-1])


def _is_full(line: Sequence[Char], width: float) -> bool:
    """Whether one digit more has no room in the line: a number may go on in the next one."""
    digit = max(char.right - char.left for char in line)
    return width - (line[-1].right - line[0].left) < _PADDING + digit


def _is_number(text: str) -> bool:
    return bool(text) and all(char in _DIGITS for char in text)
