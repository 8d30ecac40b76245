"""Comments (批注) in a Word document: what they say, and about which words."""

from collections import defaultdict
from typing import TYPE_CHECKING

from gi_desktop.importing.packages import Package, holds
from gi_desktop.importing.result import ImportFailedError
from gi_desktop.importing.word_tables import W
from gi_desktop.report.characters import clean, compact

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMMENTS = "word/comments.xml"
_DOCUMENT = "word/document.xml"
_MOST = 50
_LONGEST = 200
_QUOTED = 20
"""Characters of the words a comment is about; more would not be found sooner."""


def read_remarks(data: bytes) -> tuple[str, ...]:
    """Return the comments in the order of the words they are about; none where there are none.

    Who wrote one is left out: a draft goes from hand to hand.
    """
    if not holds(data, _COMMENTS):
        return ()
    package = Package(data, "批注读不出来。")
    try:
        comments, document = package.xml(_COMMENTS), package.xml(_DOCUMENT)
    except ImportFailedError:
        return ("文件里的批注读不出来，请在 Word 里看。",)
    if comments is None or document is None:
        return ()
    said = {
        comment.get(f"{W}id") or "": _words(comment) for comment in comments.iterfind(f"{W}comment")
    }
    about = _about(document)
    order = [number for number in about if number in said]
    order += [number for number in said if number not in about]
    found = [_sentence(said[number], about.get(number, "")) for number in order if said[number]]
    if len(found) > _MOST:
        found[_MOST:] = [f"还有 {len(found) - _MOST} 条批注，请在 Word 里看。"]
    return tuple(found)


def _sentence(words: str, about: str) -> str:
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
    if not about:
        return f"批注：{short}"
    quoted = about if len(about) <= _QUOTED else f"{about[:_QUOTED]}……"
    return f"“{quoted}”处的批注：{short}"


def _words(comment: "Element") -> str:
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")]
    return " ".join(filter(None, (clean(text).strip() for text in paragraphs)))


def _about(document: "Element") -> dict[str, str]:
    """Return the id of each comment with the words it is about, in order."""
    words: dict[str, list[str]] = {}
    opened: dict[str, int] = defaultdict(int)
    for element in document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        number = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            words.setdefault(number, [])
            opened[number] = 1
        elif element.tag == f"{W}commentRangeEnd":
            opened[number] = 0
        else:
            for one, is_open in opened.items():
                if is_open and len(words[one]) < _QUOTED:
                    words[one].append(element.text or "")
    return {number: compact(clean("".join(texts))) for number, texts in words.items()}
