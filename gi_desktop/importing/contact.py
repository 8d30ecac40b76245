"""How to reach an organ, read where its report says it: usually in the opening paragraph.

What is said once is taken; where two places say different things, nothing is.
"""

import re
from collections.abc import Iterator

from gi_desktop.form import Edition
from gi_desktop.report.model import Organ
from gi_desktop.report.prose import Text

_SAYS = r"\s*(?:是|为)?\s*[:：]?\s*"
_END = r"(?=[，,。；;）)\s]|$|邮编|邮政编码|联系电话|电话|传真|电子邮|联系人|邮箱)"
_ADDRESS = re.compile(rf"(?<![网站])(?:地址|联系地点)\s*[:：]\s*([^，,。；;：:）)]{{4,60}}?){_END}")
_POSTCODE = re.compile(rf"(?:邮编|邮政编码|邮码){_SAYS}([0-9]{{6}})(?![0-9])")
_TELEPHONE = re.compile(
    rf"电话(?:号码)?{_SAYS}"
    r"((?:[(（]?0[0-9]{2,3}[)）]?\s*[-－—–]?\s*)?[1-9][0-9]{6,7}(?:\s*[-－转]\s*[0-9]{1,5})?|1[0-9]{10})"
    r"(?![0-9])"
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}", re.ASCII)
_WEBSITE = re.compile(
    r"(?<![@\w.])(?:https?[:：]//)?(?:[A-Za-z0-9-]+\.){1,5}(?:cn|com|net|org)(?![A-Za-z0-9-])"
    r"(?:/[A-Za-z0-9_./?=&%#~-]*)?",
    re.ASCII,
)
_DASHES = str.maketrans("－—–（）", "---()")
_LONGEST = 20_000
"""Characters of a text that are looked through."""


def find_contact(texts: dict[str, Text], form: Edition) -> Organ:
    """Return an organ with what the texts say of its website, address and so on."""
    first = _plain(texts.get(form.preface, ()))
    rest = [_plain(texts.get(name, ())) for name in reversed(form.texts) if name != form.preface]
    found = {
        name: next((value for text in (first, *rest) if (value := _only(_all(name, text)))), "")
        for name in ("website", "address", "postcode", "telephone", "email")
    }
    return Organ().replace(**found)


def _plain(text: Text) -> str:
    return "\n".join(p.resolve(lambda _: None) for p in text)[:_LONGEST]


def _only(values: Iterator[str]) -> str:
    """The one value; "" where there is none, or more than one."""
    found = dict.fromkeys(values)
    return next(iter(found)) if len(found) == 1 else ""


def _all(name: str, text: str) -> Iterator[str]:
    if name == "website":
        for match in _WEBSITE.finditer(text):
            yield match[0].replace("：", ":").rstrip("./")
    elif name == "email":
        yield from (match[0].rstrip(".") for match in _EMAIL.finditer(text))
    elif name == "telephone":
        for match in _TELEPHONE.finditer(text):
            yield "".join(match[1].translate(_DASHES).split())
    elif name == "postcode":
        yield from (match[1] for match in _POSTCODE.finditer(text))
    else:
        yield from (match[1].strip() for match in _ADDRESS.finditer(text))
