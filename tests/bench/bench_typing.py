"""What happens at every key: the rules. What is written then is in bench_durability."""

from collections.abc import Iterator

from gi_desktop.checks import Checker
from gi_desktop.checks.checker import all_rules
from gi_desktop.form import current_edition
from gi_desktop.report.finding import Severity
from gi_desktop.report.model import Report
from tests.bench.measuring import beside, report, seconds
from tests.strategies import long_report

FORM = current_edition()
WHOLE = long_report(FORM)
ROUNDS, REPEAT = 20, 200


def balanced() -> Report:
    """A full report without errors: the case in which every rule reads everything."""
    zero = {spec.address: 0 for spec in FORM.inputs if spec.table == "applications"}
    return WHOLE.replace(cells={**WHOLE.cells, **zero})


def fresh_copies(original: Report, count: int) -> Iterator[Report]:
    """Reports of equal content in which nothing is the object that was judged before."""
    return iter(
        [
            original.replace(
                cells=dict(original.cells),
                texts=dict(original.texts),
                organ=original.organ.replace(),
                signature=original.signature.replace(),
            )
            for _ in range(count)
        ]
    )


def judging(original: Report) -> float:
    """The time in ms in which all error rules judge a report that they have not seen."""
    rules = tuple(rule for rule in all_rules() if rule.severity is Severity.ERROR)
    checker = Checker(FORM, rules)
    reports = fresh_copies(original, ROUNDS * REPEAT + 1)
    return seconds(lambda: checker.run(next(reports)), ROUNDS, REPEAT) * 1000


def test_all_error_rules_over_a_report() -> None:
    sound = balanced()
    assert not any(f.severity is Severity.ERROR for f in Checker(FORM).run(sound))
    found = judging(sound)
    met = report("all error rules over a report", found, 0.1, "ms")
    broken = sound.replace(cells={**sound.cells, "applications.received.natural": 1})
    print(f"    the same with a fault in it, a mend looked for: {judging(broken):.3g} ms")
    values = dict.fromkeys(FORM.cells, 0)
    addends = [total.addends for total in FORM.totals]

    def bare_sums() -> None:
        for cells in addends:
            sum([values[cell] for cell in cells])

    beside("bare sums of all totals", seconds(bare_sums, ROUNDS, REPEAT) * 1000, found, "ms")
    assert met
