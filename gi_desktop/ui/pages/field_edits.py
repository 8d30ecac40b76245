"""What a text typed in a field of 基本信息 changes in the report."""

import re
from collections.abc import Callable

from gi_desktop.report.model import EARLIEST_YEAR, LATEST_YEAR, Report


def year_of(text: str) -> int | None:
    """Return the year a text is, None where it is none."""
    match = re.fullmatch(r"\s*(\d{4})\s*年?\s*", text)
    year = int(match[1]) if match else 0
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def title_fields(_report: Report, text: str) -> dict[str, object]:
    """Return the fields of the report that a title sets."""
    return {"title": text}


def year_fields(_report: Report, text: str) -> dict[str, object]:
    """Return the fields of the report that a year sets."""
    return {"year": year_of(text)}


def signature_fields(name: str) -> Callable[[Report, str], dict[str, object]]:
    """Return what sets one field of the signature."""
    return lambda report, text: {"signature": report.signature.replace(**{name: text})}
