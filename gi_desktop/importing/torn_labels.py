"""Which rows of a table a dump names, and whether in the order of the form.

Labels that a dump has torn from their numbers may be torn themselves: a row is named where what
tells its label from others stands among the words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gi_desktop.importing.reading import Event, Seen
from gi_desktop.importing.vocabulary import ENUMERATOR, Slot, Vocabulary

_TELLING = 5
"""Characters of a name that no other label has in it."""
_TELLING_HEAD = 4
_REVERSE = 3


@dataclass(frozen=True)
class Named:
    """The rows of a table that a source has."""

    slots: tuple[Slot, ...]
    folded: tuple[Slot, ...] = ()
    """Rows that it prints as one of the others, below the label of their group."""
    collapsed: Slot | None = None
    """The one that stands for them."""
    in_order: bool = True
    """Their labels stand one after the other as on the form."""


def rows_named(events: Sequence[Event], slots: Sequence[Slot], words: str) -> Named | None:
    """Return the rows of a table that the source has; None where one of them has no label.

    None too where labels are not only displaced, but in no order at all.
    """
    if not slots[0].keys:
        return Named(tuple(slots))
    named = _rows_named(events, slots, words)
    return named if named is None or named.in_order or not _is_disorder(named, words) else None


def _rows_named(events: Sequence[Event], slots: Sequence[Slot], words: str) -> Named | None:
    seen = {event.number for event in events if event.seen is Seen.ROW}
    if all(slot.index in seen or _stands(slot.keys, words) for slot in slots):
        return Named(tuple(slots), in_order=_in_order(events, slots, words))
    for slot in slots:
        for label in slot.collapsed:
            group = [other for other in slots if other.group == slot.group]
            kept = [other for other in slots if other not in group or other is slot]
            if (
                label in words
                and not any(_stands(_own(other), words) for other in group)
                and all(o is slot or o.index in seen or _stands(o.keys, words) for o in kept)
            ):
                folded = tuple(other for other in group if other is not slot)
                in_order = _in_order(events, kept, words, folded)
                return Named(tuple(kept), folded, slot, in_order)
    return None


def _own(slot: Slot) -> tuple[str, ...]:
    """The labels of a row but for that of its group."""
    return tuple(label for label in slot.keys if label not in slot.collapsed)


def _stands(labels: Iterable[str], words: str) -> bool:
    return any(_name(label) in words for label in labels)


def _in_order(
    events: Iterable[Event], slots: Sequence[Slot], words: str, folded: Sequence[Slot] = ()
) -> bool:
    """Whether the labels of the rows stand one after the other as on the form."""
    order = {slot.index: place for place, slot in enumerate(slots)}
    rows = [order[e.number] for e in events if e.seen is Seen.ROW and e.number in order]
    # A label that stands where no reading follows it is not seen as a row's; its name is there.
    stands = _places(slots, words, whole_groups=bool(folded))
    return all(one <= following for one, following in pairwise(rows)) and all(
        one <= following for one, following in pairwise(stands)
    )


def _places(slots: Iterable[Slot], words: str, *, whole_groups: bool) -> list[int]:
    """Where the labels stand among the words, in the order of the form; nothing for torn ones."""
    labels = [slot.keys if whole_groups else _own(slot) for slot in slots]
    names = [[_name(label) for label in own] for own in labels]
    found = [min((words.find(n) for n in own if n in words), default=-1) for own in names]
    return [at for at in found if at >= 0]


def _is_disorder(named: Named, words: str) -> bool:
    """Whether three labels stand in reverse order: no two passes from top to bottom see so."""
    places = _places(named.slots, words, whole_groups=bool(named.folded))
    # For each label, how many before it on the form stand behind it, one behind the other.
    reverse: list[int] = []
    for at, place in enumerate(places):
        behind = [reverse[i] for i in range(at) if places[i] > place]
        reverse.append(1 + max(behind, default=0))
    return max(reverse, default=0) >= _REVERSE


def headers_in_order(slot: Slot, words: str, vocabulary: Vocabulary) -> bool:
    """Whether the columns are headed as on the form, from left to right.

    Where headers alone say whose a number is, all must be seen; elsewhere none in another order.
    """
    heads = [vocabulary.sides[path[-1]].keys for path in slot.paths]
    wanted = [keys[0] for keys in heads if len(keys[0]) >= _TELLING_HEAD]
    first = {spelling: keys[0] for keys in heads for spelling in keys}
    spellings = sorted((s for s in first if first[s] in wanted), key=len, reverse=True)
    if not spellings:
        return False
    found = [first[one[0]] for one in re.finditer("|".join(spellings), words)]
    if not slot.keys:
        return found == wanted
    once = list(dict.fromkeys(found))
    return once == [head for head in wanted if head in once]


def is_torn(events: Sequence[Event], slots: Sequence[Slot], words: str) -> bool:
    """Whether labels of a table's rows stand out of order."""
    return all(slot.keys for slot in slots) and not _in_order(events, slots, words)


def are_heads_torn(slots: Sequence[Slot], words: str, vocabulary: Vocabulary) -> bool:
    """Whether headings of a table's columns stand there in pieces or in another order.

    Where there is nothing of a heading, there is nothing torn either.
    """
    heads = [vocabulary.sides[path[-1]].keys for path in slots[0].paths]
    rows = {character for slot in slots for label in slot.keys for character in label}
    torn = [
        keys[0]
        for keys in heads
        if len(keys[0]) >= _TELLING_HEAD and not any(spelling in words for spelling in keys)
    ]
    if torn:
        return any((set(head) - rows) & set(words) for head in torn)
    return not headers_in_order(slots[0], words, vocabulary)


def headers_torn(slot: Slot, words: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are the headers of a table without labels of rows, torn in pieces.

    Which number belongs to which of them nothing tells, but there is nothing else.
    """
    heads = "".join(side.keys[0] for side in vocabulary.sides if side.table == slot.table)
    return not slot.keys and Counter(words) == Counter(heads)


def _name(label: str) -> str:
    """What of a label tells it from others by itself, wherever it stands; a short one whole."""
    name = ENUMERATOR.sub("", label, count=1)
    return name if len(name) >= _TELLING else label
