"""The certain mend, held against trying every change of every cell."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.checks.arithmetic import Arithmetic
from gi_desktop.report.finding import Mend
from gi_desktop.report.sheet import Plan
from tests.toy import TOY

PLAN = Plan.of(TOY)
ARITHMETIC = Arithmetic(PLAN)
COUNTS = tuple(spec.address for spec in TOY.cells.values() if spec.row.id != "postage")
INPUTS = tuple(spec.address for spec in TOY.inputs if spec.row.id != "postage")

sound_inputs = st.tuples(*[st.integers(0, 3)] * 4).map(
    lambda n: {
        "letters.received.paper": n[0] + n[2],
        "letters.received.mail": n[1] + n[3],
        "letters.answered.paper": n[0],
        "letters.answered.mail": n[1],
        "letters.open.paper": n[2],
        "letters.open.mail": n[3],
    }
)
typed = st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 7), max_size=3)


def _holds(cells: Mapping[str, int]) -> bool:
    return not ARITHMETIC.violations(PLAN.sheet(cells), cells)


def _by_trying(cells: Mapping[str, int]) -> list[Mend]:
    return [
        Mend(cell, value)
        for cell, old in cells.items()
        for value in range(30)
        if value != old and _holds({**cells, cell: value})
    ]


@given(sound_inputs, typed, st.sets(st.sampled_from(INPUTS), max_size=1))
def test_a_mend_is_offered_exactly_where_one_change_clears_everything(
    sound: dict[str, int], changed: dict[str, int], emptied: set[str]
) -> None:
    cells = {cell: n for cell, n in (sound | changed).items() if cell not in emptied}
    sheet = PLAN.sheet(cells)
    if _holds(cells):
        assert ARITHMETIC.mend(sheet, cells) is None
        return
    mends = _by_trying(cells)
    assert ARITHMETIC.mend(sheet, cells) == (mends[0] if len(mends) == 1 else None)
