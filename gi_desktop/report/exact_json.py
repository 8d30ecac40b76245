"""JSON of reports: read with exact numbers, or refused in words."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any, NoReturn

from gi_desktop.report.values import MAX_DIGITS


class ReportError(ValueError):
    """The data are no report; the message says in Chinese where and what."""


def loads(text: str) -> object:
    """Return the JSON value with exact decimals; ReportError where it is no sound JSON."""
    try:
        value: object = json.loads(
            text,
            parse_float=_parse_decimal,
            parse_int=_parse_int,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except RecursionError:
        raise ReportError("内容嵌套过深，不是年度报告。") from None
    except json.JSONDecodeError as error:
        raise ReportError(
            f"第 {error.lineno} 行第 {error.colno} 个字符处不是完整的 JSON，文件可能被截断或改坏。"
        ) from None
    return value


def _parse_int(digits: str) -> int:
    return int(digits if len(digits) <= MAX_DIGITS else _sane(digits))


def _parse_decimal(digits: str) -> Decimal:
    return Decimal(_sane(digits))


def _sane(digits: str) -> str:
    """Refuse a number that no report can hold before it costs time to convert."""
    _, _, exponent = digits.lower().partition("e")
    if len(digits) > 2 * MAX_DIGITS or len(exponent) > 3:
        raise ReportError(f"“{short(digits)}”这个数太长，不会是报告里的数。")
    return digits


def _refuse_constant(name: str) -> NoReturn:
    raise ReportError(f"“{name}”不是数。")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise ReportError(f"“{twice[:40]}”写了两次，不知道以哪个为准。")
    return found


def short(value: object) -> str:
    """Return how a sentence quotes a value, however long it is."""
    text = "一组值" if isinstance(value, dict | list) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
