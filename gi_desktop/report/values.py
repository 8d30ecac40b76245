"""What a cell can hold, and how typed text becomes it.

A value is None (empty, never the same as 0), an int (a count), a Decimal (an amount in
万元, digits as entered) or Raw (what was entered and is no number: kept, shown, reported).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from gi_desktop.form import Kind


@dataclass(frozen=True, slots=True)
class Raw:
    """Text that was entered in a cell and is no number of the cell's kind."""

    text: str


Value = int | Decimal | Raw | None

MAX_DIGITS = 18
"""More digits than any count has; keeps hostile numbers from costing time."""

_FOLD = str.maketrans("０１２３４５６７８９．，。", "0123456789.,.")
"""An input method left on turns the point of the numeric keypad into 。."""
_COUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def parse_value(text: str, kind: Kind) -> Value:
    """Return what ``text`` means in a cell of that kind; Raw with the whole text otherwise.

    Full-width digits, thousands separators and surrounding blanks are understood.
    """
    folded = text.strip().translate(_FOLD)
    if not folded:
        return None
    pattern = _AMOUNT if kind is Kind.AMOUNT else _COUNT
    if len(folded) > MAX_DIGITS + MAX_DIGITS // 2 or not pattern.fullmatch(folded):
        return Raw(text)
    digits = folded.replace(",", "")
    return Decimal(digits) if kind is Kind.AMOUNT else int(digits)


Number = int | Decimal


def number(value: Value) -> Number | None:
    """Return the number a value is, None where it is none."""
    return None if value is None or isinstance(value, Raw) else value


def format_value(value: Value) -> str:
    """Return the text a value is shown and edited as; empty for None."""
    if value is None:
        return ""
    if isinstance(value, Raw):
        return value.text
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
