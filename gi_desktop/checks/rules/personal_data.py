"""个人信息: numbers of identity cards and mobile phones, and persons by name, in a text (P17)."""

import re
from collections.abc import Iterable, Iterator

from gi_desktop.checks.prose import by_hand, text_place
from gi_desktop.checks.rule import Facts, Input, Rule
from gi_desktop.report.finding import Finding, Severity

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![\d.-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_WHO = "(?:申请人|当事人|举报人|信访人|原告)(?:姓名)?[：:]?"
_FAMILY = "王李张刘陈杨赵黄吴徐孙胡朱郭罗宋郑谢韩唐冯董曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛潘杜戴夏汪姜姚谭廖邹熊"
"""Usual family names that begin no other word which might follow."""
_PERSON = re.compile(
    rf"{_WHO}(?:[一-鿿]{{1,3}}(?:先生|女士)"
    rf"|[{_FAMILY}][一-鿿]{{1,2}}(?=申请|提出|提起|要求|不服|向|通过|（|，))"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHOWN = 4
"""So many characters of a number are shown, so that the finding does not spread it."""


def find(facts: Facts) -> Iterable[Finding]:
    """Yield one finding a text; what was found is only hinted at."""
    for text_id in facts.form.texts:
        written = by_hand(facts, text_id)
        found = list(dict.fromkeys(what for words in written for what in _personal(words)))
        if found:
            yield Finding(
                "personal_data",
                Severity.VERIFY,
                f"{text_place(facts, text_id)}里好像有个人信息：{'、'.join(found)}。",
                remedy="公布以前请删去或者隐去；不是个人信息的，请写明理由。",
                text=text_id,
            )


def _personal(words: str) -> Iterator[str]:
    for match in _IDENTITY.finditer(words):
        if _is_identity(match[0]):
            yield f"身份证号 {match[0][:_SHOWN]}…"
    for match in _MOBILE.finditer(words):
        yield f"手机号 {match[0][:_SHOWN]}…"
    for match in _PERSON.finditer(words):
        yield f"“{match[0]}”"


def _is_identity(number: str) -> bool:
    """Whether the last digit is the one that belongs to the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


RULE = Rule(
    code="personal_data",
    severity=Severity.VERIFY,
    inputs=frozenset({Input.TEXTS}),
    basis="《政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》",
    find=find,
)
