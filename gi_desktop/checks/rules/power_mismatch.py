"""职权与数字不合: numbers where the profile knows no power, zeros where it knows one."""

from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import POWER_NAMES, Power, PowerUse
from gi_desktop.report.finding import Finding, Severity


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a power that profile and numbers tell differently."""
    if facts.profile is None:
        return
    for use in facts.form.meaning.powers:
        has = facts.profile.has(use.power)
        # 规章 have a rule of their own, and years without any are usual.
        if has is None or use.power is Power.RULE_MAKING:
            continue
        message = _mismatch(facts, use, has=has)
        if message:
            yield Finding(
                "power_mismatch",
                Severity.HINT,
                message,
                use.cells,
                "请核对数字；职权有变化的，请改机关档案。",
            )


def _mismatch(facts: Facts, use: PowerUse, *, has: bool) -> str:
    numbers = [facts.sheet.number(cell) for cell in use.cells]
    spec = facts.form.cells[use.cells[0]]
    place = f"{facts.form.table(spec.table).number}“{spec.row.name}”"
    name = POWER_NAMES[use.power]
    if has and all(number == 0 for number in numbers):
        return f"{place}填的是 0，但机关档案里记着本机关有{name}职权。"
    if not has and any(number is not None and number > 0 for number in numbers):
        filled = "、".join(str(number) for number in numbers if number)
        return f"{place}填的是 {filled}，但机关档案里记着本机关没有{name}职权。"
    return ""


RULE = Rule(
    code="power_mismatch",
    severity=Severity.HINT,
    inputs=frozenset({Input.CELLS, Input.PROFILE}),
    basis="",
    find=find,
)
