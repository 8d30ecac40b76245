"""落款日期: not in the year after the reported one, or no day at all."""

import re
import unicodedata
from collections.abc import Iterable

from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.days import names_no_day
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Seal

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)|(?<!\d)(\d{4})\d{4}(?!\d)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding; nothing where no signature is printed or no year is named."""
    report = facts.report
    written = report.signature.date.strip()
    if report.signature.seal is Seal.NONE or not written:
        return
    if names_no_day(written):
        yield _finding(f"落款日期“{written}”：没有这一天。", "请改成实有的日期。")
        return
    year = _year(written)
    if year is not None and report.year is not None and year != report.year + 1:
        yield _finding(
            f"落款日期“{written}”不在 {report.year + 1} 年；{report.year} 年度的报告在下一年签发。",
            "请改正日期；补报、更正的，请写明理由。",
        )


def _year(written: str) -> int | None:
    """Return the year the date names, in digits of any width or in Chinese numerals."""
    digits = unicodedata.normalize("NFKC", written).translate(_NUMERALS)
    found = _YEAR.search(digits)
    return int(found[1] or found[2]) if found else None


def _finding(message: str, remedy: str) -> Finding:
    return Finding("signature_date", Severity.VERIFY, message, remedy=remedy, field="signed_on")


RULE = Rule(
    code="signature_date",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.FIELDS}),
    basis="《政府信息公开条例》第四十九条（每年 1 月 31 日前）",
    find=find,
)
