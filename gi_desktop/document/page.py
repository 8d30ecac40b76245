"""The page of GB/T 9704—2012 and the styles of its texts: every measure stands here once.

Lengths are points (72 to the inch) unless a name says otherwise.
"""

from dataclasses import dataclass
from enum import Enum

from gi_desktop.document.fonts import Role

MM = 72 / 25.4
TWIP = 1 / 20
"""Word's unit."""


def twips(points: float) -> int:
    """Return a length in Word's unit."""
    return round(points / TWIP)


WIDTH, HEIGHT = twips(210 * MM) * TWIP, twips(297 * MM) * TWIP
TOP, BOTTOM, LEFT, RIGHT = (twips(mm * MM) * TWIP for mm in (37, 35, 28, 26))
"""天头, and the margins that leave a 版心 of 156 × 225 mm."""
TEXT_WIDTH, TEXT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

EM = 16.0
"""三号, the size of the text."""
TRACKING = -0.25
"""Added after each character, so that 28 of them fill a line of 156 mm."""
CHARACTER = EM + TRACKING
PITCH = 28.95
"""From line to line: 22 of them fill 225 mm."""
BASELINE = 0.8
"""Share of a line's pitch above its baseline where the pitch is exact, as in LibreOffice."""


class Align(Enum):
    """How a line stands in its measure."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "both"


@dataclass(frozen=True)
class TextStyle:
    """How a paragraph is set."""

    role: Role
    size: float = EM
    pitch: float = PITCH
    tracking: float = TRACKING
    indent: float = 2 * CHARACTER
    """Of the first line."""
    align: Align = Align.JUSTIFIED
    level: int = 0
    """1 to 4 for headings."""


TITLE = TextStyle(Role.TITLE, 22.0, 35.0, 0.0, 0.0, Align.CENTRE)
"""二号小标宋."""
AFTER_TITLE = PITCH
"""One empty line."""
BODY = TextStyle(Role.BODY)
HEADINGS = {
    1: TextStyle(Role.LEVEL1, level=1),
    2: TextStyle(Role.LEVEL2, level=2),
    3: TextStyle(Role.BODY, level=3),
    4: TextStyle(Role.BODY, level=4),
}
"""一、黑体; （一）楷体; 1. and （1）仿宋."""
SIGNATURE = TextStyle(Role.BODY, indent=0.0, align=Align.LEFT)
SIGNATURE_GAP = PITCH
"""落款 stands one empty line below the text."""
SEAL_GAP = 2 * PITCH
"""With a seal: its centre falls between name and date, its top within a line of the text."""


def style_of(level: int) -> TextStyle:
    """Return the style of prose: 0 for body, 1 to 4 for headings."""
    return HEADINGS.get(level, BODY)


# Page number --------------------------------------------------------------------------------

FOLIO_ROLE, FOLIO_SIZE = Role.TABLE, 14.0
"""四号宋体."""
FOLIO_INDENT = FOLIO_SIZE
"""空一字: from the right on odd pages, from the left on even ones."""
FOLIO_BASELINE = HEIGHT - BOTTOM + 7 * MM + 0.36 * FOLIO_SIZE
"""From the top of the page. Its dashes, 0.36 em above, lie 7 mm below the text."""


def folio(number: int) -> str:
    """Return a page number as printed."""
    return f"— {number} —"


CODE_ROLE, CODE_SIZE = Role.TABLE, 7.5
"""六号宋体, of the code (核对码) at the other side of the page number's line."""
CODE_INDENT = FOLIO_INDENT


# Line above the text of a proof (送审稿) -------------------------------------------------------

HEADER_ROLE, HEADER_SIZE = Role.TABLE, 10.5
"""五号宋体."""
HEADER_BASELINE = 25 * MM
"""From the top of the page, well above the text at 37 mm."""
WATERMARK_ROLE, WATERMARK_SIZE = Role.TITLE, 120.0
WATERMARK_COLOUR = "E4E4E4"
WATERMARK_ANGLE = 45.0
"""Degrees upwards to the right, about the middle of the page."""
WATERMARK_DROP = 0.38 * WATERMARK_SIZE
"""Its baseline lies so far below the middle of the page, before it is turned."""


# Tables -------------------------------------------------------------------------------------

CAPTION_FILL = "C6D9F1"
"""Shading of a caption line, as on the official template."""
BORDER = 0.75
CELL_PADDING = 2.85
"""Left and right of a cell's text: 57 twips on the official template."""
NARROW_PADDING = 0.75
"""The same where a typist's line would not fit otherwise."""
NUMBER_PADDING = 1.5
"""The same beside a number, at the least."""
TABLE_GAP = 5.0
"""Between a heading and its table."""
TABLE_PITCH = 1.25
"""Line pitch of a table's text in its size."""
