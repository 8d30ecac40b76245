"""What stands in one line and does not belong together, where a program lost the line's end.

Lines that stand close are put out as one: the last number of a row and the number of the next
label (“0 0 12．其他法律…”: 1 and 2．), the last row of a table and the heading below it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gi_desktop.form import Edition
from gi_desktop.importing.lines import Line
from gi_desktop.importing.vocabulary import Vocabulary, key

_NUMBER_AND_LABEL = re.compile(
    r"(?<!\S)(?P<last>\d*)(?P<own>\d)\s*(?P<quote>[“”‘’\"']*)\s*[.．、]+(?=\s*(?P<label>[^\s\d].*))"
)
"""The quotation mark of a label is now and then put out too soon: “3“．危及 三安全…”."""
_HEADING = re.compile(r"(?<=[\d\s/])[一二三四五六七八九十]{1,2}\s*[、.．]\s*(?=\S)")
_ENDS_IN_NUMBER = re.compile(r"(?:^|\s)(?:\d+(?:[.．]\d+)?|/)$")
_SENTENCE = re.compile("[。；，！？]")
_FEWEST = 6
"""Characters of a heading that tell it from the label of a row."""
_LONGEST = 400


def with_label_parted(text: str, vocabulary: Vocabulary) -> str:
    """Return a line with a blank between a row's last number and the next label's own."""

    def parted(found: re.Match[str]) -> str:
        is_plain = not (found["last"] or found["quote"])
        if is_plain or not vocabulary.numbered(found["own"], found["label"], fewest=1):
            return found[0]
        return f"{found['last']} {found['own']}."

    return _NUMBER_AND_LABEL.sub(parted, text)


def with_headings_parted(lines: Sequence[Line], form: Edition) -> tuple[Line, ...]:
    """Return the lines, those that hold a row of a table and a heading behind it as two."""
    names = [key(name) for s in form.sections for name in (s.heading, *s.spellings)]
    return tuple(part for line in lines for part in _parts(line, names))


def _parts(line: Line, names: Sequence[str]) -> Iterator[Line]:
    if line.cells is not None or line.whole or len(line.text) > _LONGEST:
        yield line
        return
    for found in _HEADING.finditer(line.text):
        before, rest = line.text[: found.start()].rstrip(), line.text[found.start() :]
        is_row = bool(_ENDS_IN_NUMBER.search(before)) and not _SENTENCE.search(before)
        if not is_row and not before.endswith("。"):
            continue
        # Behind a row the heading may be cut, or prose may go on; behind prose it stands whole.
        end = _end_of_heading(rest, names, is_whole=not is_row)
        if end:
            yield replace(line, text=before)
            yield Line(rest[:end].rstrip(), page=line.page)
            if rest[end:].strip():
                yield Line(rest[end:].strip(), page=line.page)
            return
    yield line


def _end_of_heading(text: str, names: Sequence[str], *, is_whole: bool) -> int:
    """Where the heading ends that a text begins with; 0 where it begins with none."""
    said = key(text)
    if said in names or (
        not is_whole and len(said) >= _FEWEST and any(name.startswith(said) for name in names)
    ):
        return len(text)
    if is_whole:
        return 0
    longest = max((name for name in names if said.startswith(name)), key=len, default="")
    if not longest:
        return 0
    return next(end for end in range(len(longest), len(text) + 1) if key(text[:end]) == longest)
