"""What the window looks like, in one place: colours by role, measures, fonts.

A widget names a role, never a number, so that another palette (a dark one) is another
``Palette`` and nothing else. Lengths are in device-independent px.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)

from gi_desktop.resources import resource


class Role(StrEnum):
    """What a colour is for."""

    GROUND = "ground"
    """Behind pages."""
    SURFACE = "surface"
    """Bars, lists, fields, cells."""
    LINE = "line"
    """Hairlines between parts."""
    CONTROL = "control"
    """Border of what can be operated; 3:1 on the surface."""
    TEXT = "text"
    SECONDARY = "secondary"
    """Text that explains."""
    ACCENT = "accent"
    """What is current, and what can be clicked."""
    ACCENT_DARK = "accent_dark"
    """The accent under the pointer, pressed."""
    ACCENT_GROUND = "accent_ground"
    """Behind what is current."""
    ON_ACCENT = "on_accent"
    """Text on the accent."""
    HEADER = "header"
    """Behind the printed labels of a table."""
    COMPUTED = "computed"
    """Behind an automatic total."""
    COMPUTED_TEXT = "computed_text"
    """The number of an automatic total."""
    SELECTED = "selected"
    """Behind cells that are selected together."""
    SELECTED_LINE = "selected_line"
    """Hairlines between them."""
    ERROR = "error"
    ERROR_GROUND = "error_ground"
    ERROR_LINE = "error_line"
    VERIFY = "verify"
    VERIFY_GROUND = "verify_ground"
    VERIFY_LINE = "verify_line"
    GOOD = "good"
    GOOD_GROUND = "good_ground"
    DISABLED = "disabled"
    """Text of what cannot be used now."""
    DESK = "desk"
    """Behind sheets of paper."""
    PAPER = "paper"
    """Paper is white under any palette: it shows what will be printed."""
    INK = "ink"
    """And ink is black."""


Palette = dict[Role, str]

LIGHT: Palette = {
    Role.GROUND: "#F4F6F9",
    Role.SURFACE: "#FFFFFF",
    Role.LINE: "#DDE3EA",
    Role.CONTROL: "#8492A6",
    Role.TEXT: "#1C2430",
    Role.SECONDARY: "#5B6B84",
    Role.ACCENT: "#1F5FBF",
    Role.ACCENT_DARK: "#184C99",
    Role.ACCENT_GROUND: "#E8F0FB",
    Role.ON_ACCENT: "#FFFFFF",
    Role.HEADER: "#F7F9FC",
    Role.COMPUTED: "#EEF3FA",
    Role.COMPUTED_TEXT: "#3D5680",
    Role.SELECTED: "#D3E3FA",
    Role.SELECTED_LINE: "#A9C3E8",
    Role.ERROR: "#B02A24",
    Role.ERROR_GROUND: "#FDECEB",
    Role.ERROR_LINE: "#EDB5B1",
    Role.VERIFY: "#8F5400",
    Role.VERIFY_GROUND: "#FFF8EC",
    Role.VERIFY_LINE: "#E8CD9C",
    Role.GOOD: "#1F6B38",
    Role.GOOD_GROUND: "#EAF5EE",
    Role.DISABLED: "#667080",
    Role.DESK: "#DFE5EC",
    Role.PAPER: "#FFFFFF",
    Role.INK: "#000000",
}


@dataclass(frozen=True)
class Measures:
    """Lengths in px at 100 %."""

    grid: int = 8
    text: int = 14
    title: int = 19
    table: int = 13
    small: int = 12
    last: int = 11
    """Numbers of last year's report in a table."""
    row: int = 25
    """Height of a table row of one line."""
    corner: int = 6
    frame: int = 2
    """Frame of what has the focus."""
    steps: int = 236
    """Width of the list of steps."""
    side: int = 262
    """Width of findings and help."""
    control: int = 32
    """Height of buttons and fields."""
    bar: int = 44
    """Height of the bar at the top."""
    foot: int = 52
    """Height of the bar at the bottom."""


MEASURES = Measures()

_CHINESE_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Screen fonts for simplified Chinese, best first."""


def value(role: Role, palette: Palette = LIGHT) -> str:
    """Return the colour of a role as #RRGGBB."""
    return palette[role]


def color(role: Role, palette: Palette = LIGHT) -> QColor:
    """Return the colour of a role."""
    return QColor(palette[role])


def printed(colour: str) -> QColor:
    """Return a colour of a document, given as RRGGBB: it is the same under any palette."""
    return QColor(f"#{colour}")


def text_size() -> int:
    """Return the size of text in px, as the user likes it; at first that of the measures."""
    px = QGuiApplication.font().pixelSize()
    return px if px > 0 else MEASURES.text  # before the font is installed it is in points


def scaled(px: int) -> int:
    """Return a length that goes with text, given for text of the usual size."""
    return round(px * text_size() / MEASURES.text)


def font(px: int = MEASURES.text, *, bold: bool = False) -> QFont:
    """Return the application's font at ``px``, larger where the user likes text larger."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(scaled(px))
    made.setBold(bold)
    return made


def line_percent(ratio: float, px: int = MEASURES.text) -> int:
    """Return in percent, as Qt takes it, how high lines are: ``ratio`` times as high as letters.

    Qt counts from the height a font gives its lines, and fonts differ much in that.
    """
    asked = font(px)
    return max(100, round(100 * ratio * asked.pixelSize() / QFontMetrics(asked).height()))


def number_font(px: int = MEASURES.table, *, bold: bool = False) -> QFont:
    """Return the font for numbers in columns: every digit equally wide."""
    made = font(px, bold=bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def install_font(app: QGuiApplication) -> None:
    """Give the application the system's font, with one that has Chinese behind it.

    Where the system has no Chinese font the bundled one is loaded, so that Chinese shows.
    """
    chosen = QFont(QGuiApplication.font())
    families = _with_chinese(chosen.families() or [chosen.family()])
    chosen.setFamilies(families)
    chosen.setPixelSize(MEASURES.text)
    app.setFont(chosen)


def _with_chinese(families: list[str]) -> list[str]:
    """Return the families with one first that has Chinese, digits and Latin letters."""
    known = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    for family in _CHINESE_FAMILIES:
        if family in known:
            return [family, *families]
    # What else claims to have Chinese may be a brush script, or have a part of it only.
    number = QFontDatabase.addApplicationFont(str(resource("fonts", "heiti.ttf")))
    return [*QFontDatabase.applicationFontFamilies(number), *families]


def qt_palette(palette: Palette = LIGHT) -> QPalette:
    """Return the palette for what Qt's own style draws."""
    made = QPalette()
    groups = QPalette.ColorRole
    for target, role in (
        (groups.Window, Role.GROUND),
        (groups.WindowText, Role.TEXT),
        (groups.Base, Role.SURFACE),
        (groups.AlternateBase, Role.GROUND),
        (groups.Text, Role.TEXT),
        (groups.PlaceholderText, Role.SECONDARY),
        (groups.Button, Role.SURFACE),
        (groups.ButtonText, Role.TEXT),
        (groups.ToolTipBase, Role.SURFACE),
        (groups.ToolTipText, Role.TEXT),
        (groups.Highlight, Role.ACCENT),
        (groups.HighlightedText, Role.ON_ACCENT),
        (groups.Accent, Role.ACCENT),
        (groups.Link, Role.ACCENT),
    ):
        made.setColor(target, color(role, palette))
    for target in (groups.WindowText, groups.Text, groups.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, color(Role.DISABLED, palette))
    return made
