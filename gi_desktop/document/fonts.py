"""Which font file serves which part of the document, how wide text is, what no font can show."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from gi_desktop.document.font_files import Catalogue, windows_folders
from gi_desktop.document.font_names import read_faces
from gi_desktop.document.font_roles import (
    MAIN,
    RELATIVES,
    STANDARD,
    USES,
    Role,
    WordFont,
    word_font,
)
from gi_desktop.document.truetype import FontFileError, TrueType, unopened
from gi_desktop.resources import resource

__all__ = [
    "MAIN",
    "STANDARD",
    "USES",
    "FontChoice",
    "FontSet",
    "FontSource",
    "InstalledFont",
    "Role",
    "WordFont",
    "windows_folders",
    "word_font",
]


class FontChoice(NamedTuple):
    """A font that the user chose for a role."""

    path: Path
    subfont: int = 0
    """Number of the font in a collection."""


class FontSource(NamedTuple):
    """The font that serves a role."""

    path: Path
    subfont: int
    bundled: bool


class InstalledFont(NamedTuple):
    """A font that can serve a role."""

    name: str
    """To show: in Chinese if the font has such a name."""
    path: Path
    subfont: int
    lacking: int
    """How many of the 6,763 characters of GB 2312 it lacks; other fonts show those."""

    @property
    def choice(self) -> FontChoice:
        """What to remember of it."""
        return FontChoice(self.path, self.subfont)


_MOST_LACKING = 3400
"""Half of GB 2312: a font that lacks more is none for simplified Chinese."""


class _Served(dict[str, tuple[Role, float]]):
    """Character → the role whose font shows it, and its advance in em; filled as asked."""

    def __init__(self, own: Role, fonts: "FontSet") -> None:
        super().__init__()
        self._own = own
        self._fonts = fonts

    def __missing__(self, char: str) -> tuple[Role, float]:
        asked = self._fonts.asked(self._own, char)
        role = next((role for role in asked if self._fonts.covers(char, role)), self._own)
        self[char] = role, self._fonts.font(role).width(char)
        return self[char]


class FontSet:
    """The fonts of one document. A font file is read when its role is first asked for."""

    def __init__(
        self, catalogue: Catalogue, choices: Mapping[Role, FontChoice] | None = None
    ) -> None:
        self._catalogue = catalogue
        self.choices = dict(choices or {})
        """What the user wants; what serves may be another font, see ``notes``."""
        self._fonts: dict[Role, TrueType] = {}
        self._served: dict[Role, _Served] = {}
        self._gone: set[Path] = set()
        self._notes: dict[Role, str] = {}

    @classmethod
    def discover(
        cls,
        folders: Sequence[Path] | None = None,
        choices: Mapping[Role, FontChoice] | None = None,
    ) -> "FontSet":
        """The fonts chosen, else those in these folders, else the bundled ones.

        An earlier folder comes before a later. Without folders those of Windows are searched;
        elsewhere only the bundled fonts are used, so that output is the same on every machine.
        `discover(())` does so on Windows too. A folder that is missing or cannot be read counts
        as empty.
        """
        return cls(Catalogue.of_this_pc() if folders is None else Catalogue(folders), choices)

    def choosing(self, choices: Mapping[Role, FontChoice]) -> "FontSet":
        """The same PC's fonts with other choices; what is read of folders and fonts is shared."""
        made = FontSet(self._catalogue, choices)
        same = {role for role in Role if choices.get(role) == self.choices.get(role)}
        made._fonts = {role: font for role, font in self._fonts.items() if role in same}
        made._notes = {role: note for role, note in self._notes.items() if role in same}
        made._gone = set(self._gone)
        return made

    @property
    def rejected(self) -> dict[Path, str]:
        """The files passed over so far and why, in Chinese."""
        return dict(self._catalogue.rejected)

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each choice that cannot be followed."""
        for role in self.choices:
            self.font(role)
        return tuple(self._notes.values())

    # Which font serves ---------------------------------------------------------------------------

    def font(self, role: Role) -> TrueType:
        """The font that serves a role: the one chosen, the best installed, the bundled stand-in."""
        if role not in self._fonts:
            self._fonts[role] = self._chosen(role) or self._installed(role) or self._stand_in(role)
        return self._fonts[role]

    def _stand_in(self, role: Role) -> TrueType:
        # Without 宋体-ExtB the font for rare characters shows those beyond U+FFFF, too.
        return self.font(Role.FALLBACK) if role is Role.BEYOND else TrueType(_bundled(role))

    def _chosen(self, role: Role) -> TrueType | None:
        choice = self.choices.get(role)
        if choice is None:
            return None
        try:
            return self._usable(choice, role)
        except FontFileError as error:
            self._catalogue.reject(error)
            self._notes[role] = (
                f"给{USES[role]}选的字体文件“{choice.path.name}”不能用：{error.reason}。"
                "现在改用自动选定的字体；可以在“文档字体”里另选一种。"
            )
            return None

    def _usable(self, choice: FontChoice, role: Role) -> TrueType:
        """The font chosen; FontFileError where it cannot serve the role."""
        if choice.path in self._gone:
            raise FontFileError(choice.path, "文件不见了")
        font = TrueType(*choice)
        if reason := _unfit(role, _lacking(font)):
            raise FontFileError(choice.path, reason)
        return font

    def _installed(self, role: Role) -> TrueType | None:
        for path, subfont, _ in self._catalogue.search(role):
            if path in self._gone:
                continue
            try:
                font = TrueType(path, subfont)
            except FontFileError as error:
                self._catalogue.reject(error)
                continue
            lacking = _lacking(font) if role in MAIN else 0
            if not lacking:
                return font
            self._catalogue.reject(FontFileError(path, f"缺少 {lacking} 个常用汉字"))
        return None

    def source(self, role: Role) -> FontSource:
        """The file that serves a role."""
        font = self.font(role)
        return FontSource(font.path, font.index, bundled=font.path == _bundled(role))

    def name(self, role: Role) -> str:
        """What the font that serves a role calls itself; 随程序附带 of a bundled one."""
        path, subfont, bundled = self.source(role)
        if bundled:
            return f"随程序附带的{STANDARD[role]}" if role in STANDARD else "随程序附带的字体"
        try:
            return read_faces(path)[subfont].display
        except FontFileError:  # it was read a moment ago; its file name tells as much
            return path.stem

    def stand_in(self, role: Role) -> InstalledFont:
        """The bundled font of a role, to be chosen although the PC has others."""
        return InstalledFont(f"随程序附带的{STANDARD[role]}", _bundled(role), 0, 0)

    def installed(self, role: Role) -> tuple[InstalledFont, ...]:
        """The usable fonts of the PC: the role's own kinds first, then those of the other roles."""
        found: dict[FontChoice, InstalledFont] = {}
        for kind in (role, *RELATIVES[role]):
            for path, subfont, _ in self._catalogue.search(kind):
                choice = FontChoice(path, subfont)
                if choice in found or path in self._gone:
                    continue
                try:
                    found[choice] = self.examine(choice, role)
                except FontFileError as error:
                    self._catalogue.reject(error)
        return tuple(found.values())

    def examine(self, choice: FontChoice, role: Role) -> InstalledFont:
        """What choosing this font for a role would mean; FontFileError where it cannot serve."""
        lacking = self._catalogue.lacking.get(choice)
        if lacking is None:
            lacking = self._catalogue.lacking[choice] = _lacking(TrueType(*choice))
        if reason := _unfit(role, lacking):
            raise FontFileError(choice.path, reason)
        faces = read_faces(choice.path)
        return InstalledFont(faces[choice.subfont].display, *choice, lacking)

    # Characters and widths -----------------------------------------------------------------------

    def covers(self, char: str, role: Role) -> bool:
        """Whether the role's own font has the character."""
        return ord(char) in self.font(role).glyphs

    def asked(self, role: Role, char: str) -> Iterator[Role]:
        """The roles whose fonts are asked for a character, in turn.

        After the role's own font those of the PC, the nearest in weight first; then the bundled
        one for rare characters; the other bundled ones last, for what a chosen font lacks. What a
        private character (自造字) looks like only its own font knows.
        """
        yield role
        if _is_private(char):
            return
        relatives = RELATIVES[role]
        for relative in (*relatives, *((Role.BEYOND,) if ord(char) > 0xFFFF else ())):
            if not self.source(relative).bundled:
                yield relative
        yield Role.FALLBACK
        for relative in relatives:
            if self.source(relative).bundled:
                yield relative

    def _map(self, role: Role) -> _Served:
        if role not in self._served:
            self._served[role] = _Served(role, self)
        return self._served[role]

    def width(self, text: str, role: Role, size: float) -> float:
        """The width in pt of a text set in `size` pt, rare characters in the fallback font."""
        served = self._map(role)
        return size * sum([served[char][1] for char in text])

    def runs(self, text: str, role: Role) -> list[tuple[Role, str]]:
        """The text cut where the font changes, each piece with the role whose font shows it.

        A character that no font has stays with its own role, whose font shows a box for it.
        """
        served = self._map(role)
        return [
            (used, "".join(chars)) for used, chars in groupby(text, lambda char: served[char][0])
        ]

    def missing(self, text: str, role: Role) -> set[str]:
        """The characters that neither the role's font nor any other has."""
        served = self._map(role)
        return {char for char in set(text) if not self.covers(char, served[char][0])}

    def pdf_name(self, role: Role) -> str:
        """Register the role's font with reportlab, once per process; the name for `setFont`.

        FontFileError where the file has vanished since it was read; another font serves the role
        from then on.
        """
        from reportlab.pdfbase import pdfmetrics

        from gi_desktop.document.pdf_font import PdfFont

        font = self.font(role)
        name, number = font.name, 1
        # Two files may bear the same name: 仿宋 of Windows and a copy of another edition.
        while name in pdfmetrics.getRegisteredFontNames():
            known = pdfmetrics.getFont(name)
            if isinstance(known, PdfFont) and known.serves(font):
                return name
            number += 1
            name = f"{font.name}-{number}"
        try:
            pdfmetrics.registerFont(PdfFont(name, font))
        except OSError as error:
            self.forget(font.path)
            raise unopened(font.path, error) from error
        return name

    def forget(self, path: Path) -> None:
        """Let other fonts serve in the place of one whose file has vanished."""
        self._gone.add(path)
        self._fonts = {role: font for role, font in self._fonts.items() if font.path != path}
        self._served.clear()


def _gb2312() -> str:
    """The 6,763 Chinese characters of GB 2312."""
    codes = ((lead, trail) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    unassigned = range(0xFA, 0xFF)  # after D7F9, the last character of level one
    return b"".join(
        bytes(code) for code in codes if not (code[0] == 0xD7 and code[1] in unassigned)
    ).decode("gb2312")


def _lacking(font: TrueType) -> int:
    """How many Chinese characters of GB 2312 a font lacks."""
    return sum(ord(char) not in font.glyphs for char in _gb2312())


def _unfit(role: Role, lacking: int) -> str:
    """Why a font that can be read does not serve a role all the same; empty where it does.

    One role at least needs all of GB 2312, for what the fonts chosen for the others lack.
    """
    if lacking > _MOST_LACKING:
        return f"缺少 {lacking} 个常用汉字，不是简体中文字体"
    if lacking and role is Role.TABLE:
        return f"缺少 {lacking} 个常用汉字，不能用于{USES[role]}"
    return ""


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def _bundled(role: Role) -> Path:
    stand_in = Role.FALLBACK if role is Role.BEYOND else role
    return resource("fonts", f"{stand_in.value}.ttf")
