"""单位可能是元: an amount so large that it looks entered in 元 instead of 万元."""

from collections.abc import Iterable
from decimal import Decimal

from gi_desktop.checks.prose import is_government
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Scope
from gi_desktop.report.values import format_value

_LARGE = 10_000
"""万元: more than a small organ takes in a year."""
_HUGE = 1_000_000
"""The same for governments, whose reports take in those of their departments."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding an amount without any 角 or 分 of a 万元 that is very large."""
    big = is_government(facts) or facts.report.scope is Scope.AGGREGATED
    for cell in facts.form.meaning.amounts:
        amount = facts.sheet.number(cell)
        if amount is None or amount < (_HUGE if big else _LARGE) or _decimals(amount) > 2:
            continue
        spec = facts.form.cells[cell]
        yield Finding(
            "amount_unit",
            Severity.HINT,
            f"{facts.form.table(spec.table).number}“{spec.row.name}”填的是"
            f" {format_value(amount)} 万元，看起来像是以元为单位的数。",
            (cell,),
            f"单位是万元：{format_value(amount)} 元应填 {format_value(_in_ten_thousands(amount))}。",
        )


def _decimals(amount: int | Decimal) -> int:
    """Return how many decimals were entered; 元 has two at the most."""
    exponent = Decimal(amount).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _in_ten_thousands(amount: int | Decimal) -> Decimal:
    return Decimal(amount).scaleb(-4)


RULE = Rule(
    code="amount_unit",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS, Input.FIELDS}),
    basis="国办公开办函〔2021〕30号附件（单位：万元）",
    find=find,
)
