"""Days as clerks type them, and as official documents write them (成文日期)."""

import re
import unicodedata
from datetime import date

_TYPED = re.compile(
    r"(?P<year>\d{4})(?:"
    r"\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]?"
    r"|\s*(?P<sign>[-./])\s*(?P<m2>\d{1,2})\s*(?P=sign)\s*(?P<d2>\d{1,2})"
    r"|(?P<m3>\d{2})(?P<d3>\d{2})"
    r")"
)
_DASHES = str.maketrans(dict.fromkeys("。．·", ".") | dict.fromkeys("‐‑–—−", "-"))


def chinese_date(day: date) -> str:
    """Return a day as documents write it, such as 2026年1月16日."""
    return f"{day.year}年{day.month}月{day.day}日"


def read_day(text: str) -> date | None:
    """Return the day that ``text`` names by digits; None where it names none that exists."""
    parts = _parts(text)
    if parts is None:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def names_no_day(text: str) -> bool:
    """Whether ``text`` is written as a day, but of one that does not exist."""
    return _parts(text) is not None and read_day(text) is None


def day_note(text: str) -> str:
    """Return what to say about a day as typed; nothing about one as documents write it."""
    day = read_day(text)
    if day is not None:
        return "" if text == chinese_date(day) else f"公文里写作 {chinese_date(day)}。"
    if names_no_day(text):
        return "没有这一天，请改成实有的日期。"
    return "日期请写成 2026年1月16日 的样子。" if text.strip() else ""


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as typed, in digits of any width."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text.translate(_DASHES)).strip())
    if found is None:
        return None
    month, day = (found[name + "1"] or found[name + "2"] or found[name + "3"] for name in "md")
    return int(found["year"]), int(month), int(day)
