"""From rows with their numbers to cells with marks.

What is plain is read. What is doubtful is decided by the sums of the form or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gi_desktop.importing.decided import EMPTY_CELL, CellReading, Decided
from gi_desktop.importing.doubts import CONTRADICTED, is_contradicted
from gi_desktop.importing.fit import COLLAPSED, Fit, Fitter
from gi_desktop.importing.geometry import FOREIGN_COLUMNS, GridReading, Placed
from gi_desktop.importing.grid_doubts import against_sums, without_glued
from gi_desktop.importing.misplaced import (
    Torn,
    is_below_header,
    is_beside_too_many,
    is_misplaced,
    is_one_line,
)
from gi_desktop.importing.occurrences import Gathered, Occurrence, Segment, header_is_foreign
from gi_desktop.importing.outdated import old_rows
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.sequence import InOrder
from gi_desktop.importing.stretches import (
    cut_in,
    has_numbers,
    lacks_numbers,
    mostly_odd,
    one_line_each,
)
from gi_desktop.importing.surplus import kept_of_lines
from gi_desktop.importing.tokens import Token, TokenKind, values_of
from gi_desktop.importing.vocabulary import Vocabulary
from gi_desktop.importing.wrapped_rows import unwrapped
from gi_desktop.report.values import number, parse_value

SHIFTED = "原文数字与行标签错开，按先后次序对应"
PARTED = "原文的栏目和数字交错，不能确定哪个数属于哪一栏"
AGAINST_HEADER = "原文的栏目标题错位，按合计核对后的次序对应"
UNCERTAIN_COLUMNS = "原文的栏目标题和数字对不上，不能确定哪个数属于哪一栏"
_ENOUGH_TRUE = 3
"""Rows with numbers whose sums hold: by chance so many do not."""
_WHOLE_HEADER = 4
"""Headings of columns that make a header, and no scraps of one."""
UNCERTAIN = "原文数字与行标签错开，不能确定属于哪一行"


@dataclass(frozen=True)
class _Unproved:
    """Rows with the numbers they may have."""

    pairs: Sequence[tuple[Occurrence, Fit]]
    by_lines: bool
    """A line of its own for each row's numbers is proof enough."""


def read_cells(
    gathered: Gathered,
    grids: GridReading,
    vocabulary: Vocabulary,
    in_order: Mapping[int, InOrder],
    torn: Torn,
) -> CellReading:
    """Return what the gathered rows and those of the grids say.

    ``in_order`` holds, by slot, what the order of all numbers of its table proves; ``torn``
    names the tables whose labels stand out of order or in pieces.
    """
    return _Reader(gathered, grids, vocabulary, in_order, torn).read()


class _Reader:
    def __init__(
        self,
        gathered: Gathered,
        grids: GridReading,
        vocabulary: Vocabulary,
        in_order: Mapping[int, InOrder],
        torn: Torn,
    ) -> None:
        self.torn = torn
        self.gathered = gathered
        self.grids = grids
        self.vocabulary = vocabulary
        self.in_order = in_order
        self.relations = Relations(vocabulary.form)
        self.fitter = Fitter(vocabulary.form, self.relations)
        self.decided = Decided(gathered, grids, vocabulary)
        self.numbers_first = any(has_numbers(segment.before) for segment in gathered.segments)
        """Somewhere in the source numbers stand before the first label of their rows."""
        self.later: list[Occurrence] = []
        self.unproved: list[_Unproved] = []
        self.below: list[tuple[Occurrence, Fit]] = []
        """Rows right below a torn header."""
        self.beside: list[tuple[Occurrence, Fit]] = []
        """Rows beside one that has numbers too many, perhaps theirs."""
        self.guessed: list[Placed] = []

    def read(self) -> CellReading:
        self._prefer_home()
        self._grids()
        for segment in self.gathered.segments:
            self._segment(segment)
        self._decide_unproved()
        # A repair may need a row that is itself repaired: twice, then it is settled.
        for _ in range(2):
            self.later = [row for row in self.later if not self._repair(row)]
        for row in self.later:
            self.decided.fail(row.slot, f"原文这一行有 {row.count} 个数，应为 {row.slot.size} 个")
        return self.decided.reading(self.in_order)

    def _prefer_home(self) -> None:
        """Leave out rows elsewhere (a small table in prose, say) that their own table has too."""
        at_home = {
            row.slot.index
            for segment in self.gathered.segments
            for row in segment.rows
            if row.at_home and row.count
        }
        at_home |= {
            one.slot.index for one in self.grids.rows() if one.row.at_home and not one.row.is_blank
        }
        for one in self.grids.leave_out(at_home):
            self.decided.other_lines.add(one.row.line)
        self.decided.own_lines.update(one.row.line for one in self.grids.rows())
        for segment in self.gathered.segments:
            kept = [row for row in segment.rows if row.at_home or row.slot.index not in at_home]
            for row in segment.rows:
                (self.decided.own_lines if row in kept else self.decided.other_lines).update(
                    row.lines
                )
            segment.rows = kept
        self.gathered.segments = [segment for segment in self.gathered.segments if segment.rows]

    # Grids --------------------------------------------------------------------------------

    def _grids(self) -> None:
        """Take what the places of cells tell; leave to the sums what they do not."""
        counted = against_sums(self.grids, self.relations)
        for placed in self.grids.placed:
            if why := counted.get(id(placed), ""):
                self.decided.fail(placed.slot, why)
            elif placed.row.how and self.relations.refutes(
                placed.slot.addresses, placed.fit.values
            ):
                self.decided.fail(placed.slot, UNCERTAIN)
            elif placed.row.how:
                self.guessed.append(placed)
            else:
                fit = without_glued(placed, self.relations)
                self.decided.accept(placed.slot, _whole_group(placed.occurrence, fit))
        known = self.decided.known()
        for placed in self.guessed:
            # Its label is not whole: what the sums of the others say against it counts.
            if self.relations.refutes(placed.slot.addresses, known | placed.fit.values):
                self.decided.fail(placed.slot, UNCERTAIN)
            else:
                self.decided.accept(placed.slot, placed.fit)
        if self.grids.unproved:
            pairs = [
                (one.occurrence, replace(one.fit, how=AGAINST_HEADER))
                for one in self.grids.unproved
            ]
            self.unproved.append(_Unproved(pairs, by_lines=False))
            for one in self.grids.unproved:
                self.decided.fail(one.slot, UNCERTAIN_COLUMNS)
        self.later += [one.occurrence for one in self.grids.doubtful]
        for one in self.grids.failed:
            self.decided.fail(one.slot, one.fit.how)

    # Segments -----------------------------------------------------------------------------

    def _segment(self, segment: Segment) -> None:
        plain = [self.fitter.plain(row.slot.addresses, row.tokens) for row in segment.rows]
        if why := self._other_columns(segment, plain):
            for row in segment.rows:
                self.decided.fail(row.slot, why)
            return
        wrapped = unwrapped(segment, self.vocabulary, self.relations)
        for row, fit in wrapped:
            self.decided.accept(row.slot, fit)
        if wrapped:
            return
        # Where numbers stand before their labels elsewhere, a last row without any is no proof
        # that the others have their own.
        doubtful = self.numbers_first and not segment.rows[-1].tokens
        # Rows that stand above their own header are no table that is read row by row.
        doubtful |= segment.first and not segment.heads and lacks_numbers(segment.rows)
        out_of_step = doubtful or has_numbers(segment.before)
        if not (out_of_step or mostly_odd(segment.rows, plain)):
            self._in_order(segment, plain)
            return
        if not out_of_step and (self._rejoined(segment, plain) or self._without_surplus(segment)):
            return
        shifted = self._shifted(segment)
        if shifted is not None:
            for row, before in shifted:
                self.decided.accept(row.slot, before)
            return
        # Numbers and labels are out of step, and nothing tells how far.
        pairs = [(row, fit) for row, fit in zip(segment.rows, plain, strict=True) if fit]
        self.unproved.append(_Unproved(pairs, by_lines=False))
        for row in segment.rows:
            self.decided.fail(row.slot, UNCERTAIN)

    def _other_columns(self, segment: Segment, plain: Sequence[Fit | None]) -> str:
        """Why the columns are others than the form's, or in another order; "" where they are not.

        What carries over from an outdated form is taken.
        """
        if header_is_foreign(segment, self.vocabulary):
            for row, fit in old_rows(segment, self.vocabulary) or ():
                self.decided.accept(row.slot, fit)
            return FOREIGN_COLUMNS
        fits = [(row.slot, fit.values) for row, fit in zip(segment.rows, plain, strict=True) if fit]
        if not is_contradicted(fits, self.relations):
            return ""
        # A few rows behind a page end are not judged without those before it.
        others = [
            (row.slot, told.values)
            for other in self.gathered.segments
            if other.block == segment.block and other is not segment
            for row in other.rows
            if (told := self.fitter.plain(row.slot.addresses, row.tokens))
        ]
        return CONTRADICTED if is_contradicted([*fits, *others], self.relations) else ""

    def _without_surplus(self, segment: Segment) -> bool:
        """Take rows with a column more than the form's, where the sums of all tell which it is."""
        rows = [(row.slot, row.tokens) for row in segment.rows]
        kind = self.vocabulary.form.kind
        found = kept_of_lines(
            rows, self.relations, lambda cell, address: parse_value(cell.text, kind(address))
        )
        for slot, fit in found:
            self.decided.accept(slot, fit)
        if found:
            for row in segment.rows:
                self.decided.fail(row.slot, UNCERTAIN)
        return bool(found)

    def _rejoined(self, segment: Segment, plain: Sequence[Fit | None]) -> bool:
        """Take rows whose numbers were cut in narrow cells, where the sums of most prove it."""
        fits = [
            fit or self.fitter.repaired(row.slot.addresses, row.tokens, {})
            for row, fit in zip(segment.rows, plain, strict=True)
        ]
        true = [
            (row, fit)
            for row, fit in zip(segment.rows, fits, strict=True)
            if fit and not row.parted and self.relations.proves(row.slot.addresses, fit.values)
        ]
        telling = [fit for _, fit in true if any(fit.values.values())]
        if len(telling) < _ENOUGH_TRUE:
            return False
        if 2 * len(true) < len(segment.rows):
            # Where empty cells leave no trace, full rows are few; none may have numbers too many.
            if any(row.count > row.slot.size for row in segment.rows):
                return False
            true = [pair for pair in true if _count_filled(pair[1]) >= _ENOUGH_TRUE]
        proved = {row.slot.index for row, _ in true}
        near = [
            row
            for at, row in enumerate(segment.rows)
            if is_beside_too_many(segment.rows, at, proved)
        ]
        told = {c: value for row, fit in true if row not in near for c, value in fit.values.items()}
        for row, fit in true:
            # The ends of cut numbers, below the others, may make a true sum of their own.
            cells = row.slot.addresses
            if row not in near or not self.relations.refutes(cells, told | fit.values):
                self.decided.accept(row.slot, fit)
        for row in segment.rows:
            self.decided.fail(row.slot, UNCERTAIN)
        return True

    def _shifted(self, segment: Segment) -> list[tuple[Occurrence, Fit]] | None:
        """Every row's numbers stand before its label; None where that does not come out even."""
        if segment.rows[-1].tokens:
            return None
        groups = [segment.before, *(row.tokens for row in segment.rows[:-1])]
        return self._paired(segment.rows, groups)

    def _paired(
        self, rows: Sequence[Occurrence], groups: Sequence[Sequence[Token]]
    ) -> list[tuple[Occurrence, Fit]] | None:
        pairs = []
        for row, group in zip(rows, groups, strict=True):
            fit = self.fitter.plain(row.slot.addresses, group)
            if fit is None:
                return None
            pairs.append((row, Fit(fit.values, fit.complete, SHIFTED)))
        return pairs

    def _in_order(self, segment: Segment, plain: list[Fit | None]) -> None:
        """Rows one after the other; where counts do not fit, look for a balanced stretch."""
        rows = segment.rows
        place = 0
        while place < len(rows):
            row, fit = rows[place], plain[place]
            if row.parted:
                self.decided.fail(row.slot, PARTED)
                place += 1
                continue
            if self._lost_label(rows, place):
                place += 1
                continue
            end = self._displaced_until(rows, place)
            if end is not None:
                stretch = self._stretch(rows[place:end])
                pairs = stretch or [
                    (row, fit)
                    for row, fit in zip(rows[place:end], plain[place:end], strict=True)
                    if fit
                ]
                by_lines = stretch is not None and not any(row.loose for row in rows[place:end])
                # A label that was not recognised has its numbers among those of the stretch.
                before = rows[place - 1] if place else None
                by_lines = by_lines and not (before and self._skips(before, row))
                by_lines = by_lines and (before is None or bool(before.tokens))
                self.unproved.append(_Unproved(pairs, by_lines=by_lines))
                for other in rows[place:end]:
                    self.decided.fail(other.slot, UNCERTAIN)
                place = end
                continue
            if fit is not None:
                self._plain(segment, place, fit)
            elif row.count:
                self.later.append(row)
            elif any(token.kind is TokenKind.BLANK for token in row.tokens):
                self.decided.accept(row.slot, Fit({}, complete=True))
            else:
                self.decided.fail(row.slot, "原文这一行没有数字")
            place += 1

    def _plain(self, segment: Segment, place: int, fit: Fit) -> None:
        """Take a row that has as many numbers as cells, unless something speaks against it."""
        row = segment.rows[place]
        if self._is_torn(segment.rows, place, fit) or is_misplaced(
            segment.rows, place, fit, self.relations, self.torn
        ):
            self.decided.fail(row.slot, UNCERTAIN)
        elif row.slot.table in self.torn.heads and is_below_header(
            segment.rows, place, is_first=segment.first
        ):
            self.below.append((row, fit))
            self.decided.fail(row.slot, UNCERTAIN)
        elif is_beside_too_many(segment.rows, place):
            self.beside.append((row, _whole_group(row, fit)))
        else:
            self.decided.accept(row.slot, _whole_group(row, fit))

    def _is_torn(self, rows: Sequence[Occurrence], place: int, fit: Fit) -> bool:
        """Whether a row's own sum fails and its label does not prove its numbers.

        So it is where it has no label, and where a neighbour has numbers too many. Numbers that
        a whole header parts from the label are perhaps those of the next row, its label lost.
        """
        if rows[place].slot.keys and rows[place].heads >= _WHOLE_HEADER:
            return True
        if rows[place].how and self.relations.refutes(rows[place].slot.addresses, fit.values):
            return True
        return is_beside_too_many(rows, place) and self.relations.refutes(
            rows[place].slot.addresses, fit.values
        )

    def _lost_label(self, rows: Sequence[Occurrence], place: int) -> bool:
        """Whether a row is followed by the numbers of the next, whose label was not recognised."""
        row = rows[place]
        following = rows[place + 1] if place + 1 < len(rows) else None
        values = values_of((*row.tokens, *row.loose))
        if len(values) != 2 * row.slot.size or not self._skips(row, following):
            return False
        lost = Occurrence(self.vocabulary.slots[row.slot.index + 1])
        if following is not None and following.slot.index != lost.slot.index + 1:
            return False
        pairs = self._paired((row, lost), cut_in(values, (row.slot.size, lost.slot.size)))
        if pairs is None:
            return False
        self.unproved.append(_Unproved(pairs, by_lines=False))
        for one in (row, lost):
            self.decided.fail(one.slot, UNCERTAIN)
        return True

    def _displaced_until(self, rows: Sequence[Occurrence], start: int) -> int | None:
        """Where numbers displaced from ``start`` on come out even, or a row lacks its own.

        None where the row at ``start`` has just its own numbers and nothing is loose after it.
        """
        missing = not rows[start].tokens
        spare = rows[start].count + len(rows[start].loose) >= 2 * rows[start].slot.size
        if not missing and not spare:
            return None
        have = needed = 0
        for end in range(start, len(rows)):
            if spare and end > start and self._skips(rows[end - 1], rows[end]):
                return end
            have += rows[end].count + len(rows[end].loose)
            needed += rows[end].slot.size
            if end > start and (have == needed or (spare and not rows[end].tokens)):
                return end + 1
        return len(rows) if spare and self._skips(rows[-1], None) else None

    def _skips(self, row: Occurrence, following: Occurrence | None) -> bool:
        """Whether the source lacks the row that the form has next."""
        place = row.slot.index + 1
        slots = self.vocabulary.slots
        if place >= len(slots) or slots[place].block != row.slot.block:
            return False
        if slots[place].addresses[0] in self.decided.folded:
            return False
        return following is None or following.slot.index != place

    def _stretch(self, rows: Sequence[Occurrence]) -> list[tuple[Occurrence, Fit]] | None:
        """Pair rows with numbers in order, where there are just as many as they need."""
        tokens = values_of(token for row in rows for token in (*row.tokens, *row.loose))
        sizes = [row.slot.size for row in rows]
        if len(tokens) != sum(sizes):
            return None
        return self._paired(rows, cut_in(tokens, sizes))

    def _decide_unproved(self) -> None:
        """Take displaced rows only where sums across rows hold with them, or lines show them."""
        for unproved in (*self.unproved, _Unproved(self.below, by_lines=False)):
            trial = self.decided.known()
            for _, fit in unproved.pairs:
                trial |= fit.values
            by_lines = unproved.by_lines and one_line_each(unproved.pairs)
            for row, fit in unproved.pairs:
                cells = row.slot.addresses
                if self.relations.proves_across(cells, trial) or (
                    by_lines and not self.relations.refutes(cells, trial)
                ):
                    self.decided.accept(row.slot, fit)
        for row, fit in self.beside:
            if self.relations.refutes(row.slot.addresses, self.decided.known() | fit.values):
                self.decided.fail(row.slot, UNCERTAIN)
            else:
                self.decided.accept(row.slot, fit)

    def _repair(self, row: Occurrence) -> bool:
        known = self.decided.known()
        proof = row.crowded or (row.slot.table in self.torn.rows and not is_one_line(row))
        fit = self.fitter.repaired(row.slot.addresses, row.tokens, known, proof=proof)
        if fit is None:
            return False
        self.decided.accept(row.slot, fit)
        return True


def _count_filled(fit: Fit) -> int:
    return sum(bool(number(value)) for value in fit.values.values())


def _whole_group(row: Occurrence, fit: Fit) -> Fit:
    """Say so where the source prints a whole group as one row, or no label."""
    if row.how and not fit.how:
        return replace(fit, how=row.how)
    if not row.collapsed or fit.how:
        return fit
    return replace(fit, how=COLLAPSED.format(row.slot.group, row.slot.name), missing=EMPTY_CELL)
