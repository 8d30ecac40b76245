"""Rows of a block that follow each other in lines: whose their numbers are, where order tells."""

from collections.abc import Sequence

from gi_desktop.importing.decided import UNCERTAIN, Decided
from gi_desktop.importing.doubts import CONTRADICTED, is_contradicted
from gi_desktop.importing.fit import Fit
from gi_desktop.importing.misplaced import is_below_header, is_beside_too_many, is_misplaced
from gi_desktop.importing.occurrences import Gathered, Occurrence, Segment, header_is_foreign
from gi_desktop.importing.outdated import old_rows
from gi_desktop.importing.placed import FOREIGN_COLUMNS
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.stretches import cut_in, has_numbers, lacks_numbers, mostly_odd
from gi_desktop.importing.surplus import kept_of_lines
from gi_desktop.importing.tokens import Token, TokenKind, values_of
from gi_desktop.importing.undecided import Undecided
from gi_desktop.importing.vocabulary import Vocabulary
from gi_desktop.importing.wrapped_rows import unwrapped
from gi_desktop.report.values import number, parse_value

SHIFTED = "原文数字与行标签错开，按先后次序对应"
PARTED = "原文的栏目和数字交错，不能确定哪个数属于哪一栏"
_ENOUGH_TRUE = 3
"""Rows with numbers whose sums hold: by chance so many do not."""
_WHOLE_HEADER = 4
"""Headings of columns that make a header, and no scraps of one."""


class SegmentReader:
    """Reads one segment after the other; what it cannot decide it leaves."""

    def __init__(
        self,
        gathered: Gathered,
        vocabulary: Vocabulary,
        relations: Relations,
        decided: Decided,
        undecided: Undecided,
    ) -> None:
        self.gathered = gathered
        self.vocabulary = vocabulary
        self.relations = relations
        self.decided = decided
        self.undecided = undecided
        self.torn = undecided.torn
        self.fitter = undecided.fitter
        self.numbers_first = any(has_numbers(segment.before) for segment in gathered.segments)
        """Somewhere in the source numbers stand before the first label of their rows."""

    def read(self, segment: Segment) -> None:
        """Decide the rows of a segment, or leave them undecided."""
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
        pairs = _fitting(segment.rows, plain)
        self.undecided.leave(segment.rows, pairs)

    def _other_columns(self, segment: Segment, plain: Sequence[Fit | None]) -> str:
        """Why the columns are others than the form's, or in another order; "" where they are not.

        What carries over from an outdated form is taken.
        """
        if header_is_foreign(segment, self.vocabulary):
            for row, fit in old_rows(segment, self.vocabulary) or ():
                self.decided.accept(row.slot, fit)
            return FOREIGN_COLUMNS
        fits = [(row.slot, fit.values) for row, fit in _fitting(segment.rows, plain)]
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
            for row, fit in _fitting(segment.rows, fits)
            if not row.parted and self.relations.proves(row.slot.addresses, fit.values)
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
                self._displaced(rows, plain, place, end)
                place = end
                continue
            if fit is not None:
                self._plain(segment, place, fit)
            elif row.count:
                self.undecided.later.append(row)
            elif any(token.kind is TokenKind.BLANK for token in row.tokens):
                self.decided.accept(row.slot, Fit({}, complete=True))
            else:
                self.decided.fail(row.slot, "原文这一行没有数字")
            place += 1

    def _displaced(
        self, rows: Sequence[Occurrence], plain: Sequence[Fit | None], start: int, end: int
    ) -> None:
        """Leave a stretch of rows with its numbers in their order, or with what each has."""
        own = rows[start:end]
        stretch = self._stretch(own)
        pairs = stretch or _fitting(own, plain[start:end])
        by_lines = stretch is not None and not any(row.loose for row in own)
        # A label that was not recognised has its numbers among those of the stretch.
        before = rows[start - 1] if start else None
        by_lines = by_lines and not (before and self._skips(before, own[0]))
        by_lines = by_lines and (before is None or bool(before.tokens))
        self.undecided.leave(own, pairs, by_lines=by_lines)

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
            self.undecided.below.append((row, fit))
            self.decided.fail(row.slot, UNCERTAIN)
        elif is_beside_too_many(segment.rows, place):
            self.undecided.beside.append((row, fit))
        else:
            self.decided.accept_row(row, fit)

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
        self.undecided.leave((row, lost), pairs)
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


def _fitting(
    rows: Sequence[Occurrence], fits: Sequence[Fit | None]
) -> list[tuple[Occurrence, Fit]]:
    return [(row, fit) for row, fit in zip(rows, fits, strict=True) if fit]


def _count_filled(fit: Fit) -> int:
    return sum(bool(number(value)) for value in fit.values.values())
