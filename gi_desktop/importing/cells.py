"""From rows with their numbers to cells with marks.

What is plain is read. What is doubtful is decided by the sums of the form or not at all.
"""

from collections.abc import Mapping
from dataclasses import replace

from gi_desktop.importing.decided import UNCERTAIN, CellReading, Decided
from gi_desktop.importing.fit import Fitter
from gi_desktop.importing.grid_doubts import against_sums, without_glued
from gi_desktop.importing.misplaced import Torn
from gi_desktop.importing.occurrences import Gathered
from gi_desktop.importing.placed import GridReading, Placed
from gi_desktop.importing.relations import Relations
from gi_desktop.importing.segments import SegmentReader
from gi_desktop.importing.sequence import InOrder
from gi_desktop.importing.undecided import Undecided
from gi_desktop.importing.vocabulary import Vocabulary

AGAINST_HEADER = "原文的栏目标题错位，按合计核对后的次序对应"
UNCERTAIN_COLUMNS = "原文的栏目标题和数字对不上，不能确定哪个数属于哪一栏"


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
        self.gathered = gathered
        self.grids = grids
        self.in_order = in_order
        self.relations = Relations(vocabulary.form)
        self.decided = Decided(gathered, grids, vocabulary)
        fitter = Fitter(vocabulary.form, self.relations)
        self.undecided = Undecided(self.decided, self.relations, fitter, torn)
        self.segments = SegmentReader(
            gathered, vocabulary, self.relations, self.decided, self.undecided
        )

    def read(self) -> CellReading:
        self._prefer_home()
        self._grids()
        for segment in self.gathered.segments:
            self.segments.read(segment)
        self.undecided.decide()
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
        guessed: list[Placed] = []
        for placed in self.grids.placed:
            if why := counted.get(id(placed), ""):
                self.decided.fail(placed.slot, why)
            elif placed.row.how and self.relations.refutes(
                placed.slot.addresses, placed.fit.values
            ):
                self.decided.fail(placed.slot, UNCERTAIN)
            elif placed.row.how:
                guessed.append(placed)
            else:
                fit = without_glued(placed, self.relations)
                self.decided.accept_row(placed.occurrence, fit)
        known = self.decided.known()
        for placed in guessed:
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
            self.undecided.leave([row for row, _ in pairs], pairs, UNCERTAIN_COLUMNS)
        self.undecided.later += [one.occurrence for one in self.grids.doubtful]
        for one in self.grids.failed:
            self.decided.fail(one.slot, one.fit.how)
