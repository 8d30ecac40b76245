"""百分比不符: a share or rate in a text that no rounding of the tables gives."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from gi_desktop.checks.mentions import SHARE, places, total
from gi_desktop.checks.prose import text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.form import Rate
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.last_prose import Said
from gi_desktop.report.values import Number

_ABOVE = re.compile(r"占[^，。；\d]{0,10}?(\d+(?:\.\d+)?)\s*[%％]")
_SIGN = re.compile("[%％]")
_PERCENT = r"[^，。；\d]{0,8}?(\d+(?:\.\d+)?)\s*[%％]"

Cells = tuple[str, ...]


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a percentage."""
    for text_id in facts.form.texts:
        for place in places(facts, text_id):
            share = SHARE.match(place.said.own, place.end)
            if share and place.mention.wholes:
                parts = place.mention.sums
                yield from _judge(facts, text_id, share, parts, place.mention.wholes)
        said_in_percent = partial(_with_sign, facts.said[text_id])
        for said in facts.of_sentences("percent", text_id, said_in_percent):
            yield from _above(facts, text_id, said)
            for rate in facts.form.meaning.rates:
                for match in _rates(rate, said):
                    yield from _judge(facts, text_id, match, (rate.part,), rate.wholes)


def _with_sign(sentences: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(said for said in sentences if _SIGN.search(said.own))


def _rates(rate: Rate, said: Said) -> Iterator[re.Match[str]]:
    if not re.search(rate.needs, said.words) or re.search(rate.unless, said.words):
        return
    yield from re.finditer(rate.words + _PERCENT, said.own)


def _judge(
    facts: Facts,
    text_id: str,
    match: re.Match[str],
    parts: tuple[Cells, ...],
    wholes: tuple[Cells, ...],
) -> Iterable[Finding]:
    known = [(total(facts, part), total(facts, whole)) for part in parts for whole in wholes]
    if any(part is None or not whole for part, whole in known) or Decimal(match[1]) > 100:
        return
    shares = [Decimal(100) * part / whole for part, whole in known if part is not None and whole]
    if any(gives(share, match[1]) for share in shares):
        return
    first = known[0]
    yield _finding(
        facts,
        text_id,
        f"写的是“{match[0].strip('，、（( ')}”，按表是 {first[0]}÷{first[1]}＝{shares[0]:.1f}%",
        parts[0],
    )


def gives(share: Number, printed: str) -> bool:
    """Whether the percentage as printed is the share, rounded or cut off."""
    step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    return Decimal(printed) - step / 2 <= share < Decimal(printed) + step


def _above(facts: Facts, text_id: str, said: Said) -> Iterable[Finding]:
    for match in _ABOVE.finditer(said.own):
        if Decimal(match[1]) > 100:
            yield _finding(facts, text_id, f"写的是“{match[0]}”，比例不会超过 100%", ())


def _finding(facts: Facts, text_id: str, said: str, cells: Cells) -> Finding:
    return Finding(
        "text_percent",
        Severity.VERIFY,
        f"{text_place(facts, text_id)}{said}。",
        cells,
        "请核对百分比；口径不同的，请写明理由。",
        text=text_id,
        beside=((f"text.{text_id}", said),) if cells else (),
    )


RULE = Rule(
    code="text_percent",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS, Input.CELLS}),
    basis="",
    find=find,
)
