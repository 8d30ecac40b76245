"""Lines whose characters a reader would spread too far, named in Chinese with their places."""

from collections.abc import Sequence

from gi_desktop.document.blocks import Block, TextBlock
from gi_desktop.document.fitting import Fitted, FittedText, Fitter
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.notes import listed, section_headings, text_place

_QUOTED = 10
"""So many characters at the beginning of a line tell which one it is."""


def stretched_notes(fitted: Sequence[Fitted]) -> tuple[str, ...]:
    """Return a sentence that names the over-stretched lines of a report; none without any."""
    headings = section_headings(one.block for one in fitted)
    places = [
        f"{text_place(one.block, headings)}“{line[:_QUOTED]}…”"
        for one in fitted
        if isinstance(one, FittedText) and isinstance(one.block, TextBlock)
        for line in one.stretched
    ]
    if not places:
        return ()
    sentence = (
        f"有 {len(places)} 行后面紧跟着很长、不能拆开的网址或数字，在 Word 里这些行的字距会拉得过大："
        f"{listed(places)}。请把长的内容挪个位置，或者把前后的话增减几个字。"
    )
    return (sentence,)


def stretched_in_word(blocks: Sequence[Block], fonts: FontSet) -> tuple[str, ...]:
    """Return the same of blocks that were not set in lines yet."""
    prose = [block for block in blocks if isinstance(block, TextBlock)]
    return stretched_notes(Fitter(fonts, substitute=False).fit(prose))
