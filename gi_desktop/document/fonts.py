"""Which font file serves which part of the document, how wide text is, what no font can show."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from gi_desktop.document.truetype import FontFileError, TrueType
from gi_desktop.resources import resource


class Role(Enum):
    """What a font is for; the value names the bundled stand-in in resources/fonts."""

    BODY = "fangsong"
    """仿宋: text, headings of level three and four."""
    LEVEL1 = "heiti"
    """黑体: headings 一、"""
    LEVEL2 = "kaiti"
    """楷体: headings （一）"""
    TABLE = "songti"
    """宋体: tables, page numbers."""
    TITLE = "title"
    """小标宋: the title."""
    FALLBACK = "fallback"
    """Characters that the font of another role lacks."""


@dataclass(frozen=True)
class WordFont:
    """How a DOCX names a font: w:rFonts, and the entry in word/fontTable.xml."""

    name: str
    alternatives: tuple[str, ...]
    """w:altName: names to look for where the first is not installed, joined by commas."""
    panose: str | None
    """w:panose1, ten bytes in hexadecimal, for the choice of a substitute; None if unknown."""
    family: str
    """w:family: roman, modern, script or auto."""
    charset: str = "86"
    """w:charset: GB 2312."""


class Candidate(NamedTuple):
    """A font file that Windows, Office or a user may have installed."""

    file: str
    subfont: int = 0
    """Number of the font in a collection."""


class FontSource(NamedTuple):
    """The font that serves a role."""

    path: Path
    subfont: int
    bundled: bool


# File names: Windows' own first, so that a PDF looks as Word shows the DOCX on the same PC; then
# the GB2312 editions, 方正's and Office's 华文. Those outside Windows are unverified.
_CANDIDATES: tuple[tuple[Role, tuple[Candidate, ...]], ...] = (
    (
        Role.BODY,
        (
            Candidate("simfang.ttf"),
            Candidate("仿宋_GB2312.ttf"),
            Candidate("simfang_GB2312.ttf"),
            Candidate("FZFSJW.TTF"),
            Candidate("FZFSK.TTF"),
            Candidate("STFANGSO.TTF"),
        ),
    ),
    (
        Role.LEVEL1,
        (Candidate("simhei.ttf"), Candidate("FZHTJW.TTF"), Candidate("FZHTK.TTF")),
    ),
    (
        Role.LEVEL2,
        (
            Candidate("simkai.ttf"),
            Candidate("楷体_GB2312.ttf"),
            Candidate("simkai_GB2312.ttf"),
            Candidate("FZKTJW.TTF"),
            Candidate("FZKTK.TTF"),
            Candidate("STKAITI.TTF"),
        ),
    ),
    (
        Role.TABLE,
        (
            Candidate("simsun.ttc"),
            Candidate("simsun.ttf"),
            Candidate("FZSSJW.TTF"),
            Candidate("FZSSK.TTF"),
            Candidate("STSONG.TTF"),
        ),
    ),
    (
        Role.TITLE,
        (
            Candidate("FZXBSJW.TTF"),
            Candidate("FZXBSJW--GB1-0.TTF"),
            Candidate("方正小标宋简体.ttf"),
            Candidate("FZXBSK.TTF"),
            Candidate("FZXBSK--GBK1-0.TTF"),
            Candidate("方正小标宋_GBK.ttf"),
            Candidate("STZHONGS.TTF"),
        ),
    ),
    (Role.FALLBACK, ()),
)

_WORD_FONTS: tuple[tuple[Role, WordFont], ...] = (
    (
        Role.BODY,
        WordFont(
            "仿宋", ("FangSong", "仿宋_GB2312", "方正仿宋_GBK"), "02010609060101010101", "modern"
        ),
    ),
    (Role.LEVEL1, WordFont("黑体", ("SimHei", "方正黑体_GBK"), "02010609060101010101", "modern")),
    (
        Role.LEVEL2,
        WordFont(
            "楷体", ("KaiTi", "楷体_GB2312", "方正楷体_GBK"), "02010609060101010101", "modern"
        ),
    ),
    (Role.TABLE, WordFont("宋体", ("SimSun", "方正书宋_GBK"), "02010600030101010101", "auto")),
    (
        Role.TITLE,
        WordFont(
            "方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体"), None, "script"
        ),
    ),
    # Word finds a font for a rare character by itself, if the text is set in one that it knows.
    (Role.FALLBACK, WordFont("宋体", ("SimSun",), "02010600030101010101", "auto")),
)


def candidates(role: Role) -> tuple[Candidate, ...]:
    """The files to look for on a PC, the best first; none for rare characters."""
    return dict(_CANDIDATES)[role]


def word_font(role: Role) -> WordFont:
    """How a DOCX names the font of a role."""
    return dict(_WORD_FONTS)[role]


def windows_folders() -> tuple[Path, ...]:
    """The folders of installed fonts: all users' and the user's own; none outside Windows."""
    if sys.platform != "win32":
        return ()
    places = (("WINDIR", ("Fonts",)), ("LOCALAPPDATA", ("Microsoft", "Windows", "Fonts")))
    return tuple(
        Path(os.environ[variable], *parts) for variable, parts in places if variable in os.environ
    )


class _Served(dict[str, tuple[Role, float]]):
    """Character → the role whose font shows it, and its advance in em; filled as asked."""

    def __init__(self, own: Role, fonts: "FontSet") -> None:
        super().__init__()
        self._own = own
        self._fonts = fonts

    def __missing__(self, char: str) -> tuple[Role, float]:
        role = self._own
        if not self._fonts.covers(char, role) and self._fonts.covers(char, Role.FALLBACK):
            role = Role.FALLBACK
        self[char] = role, self._fonts.font(role).width(char)
        return self[char]


@dataclass(eq=False)
class FontSet:
    """The fonts of one document. A font file is read when its role is first asked for."""

    files: dict[str, Path] = field(default_factory=dict)
    """Installed files by name in lower case."""
    rejected: list[str] = field(default_factory=list)
    """Why installed files were passed over, for a log."""
    _fonts: dict[Role, TrueType] = field(default_factory=dict, repr=False)
    _served: dict[Role, _Served] = field(default_factory=dict, repr=False)

    @classmethod
    def discover(cls, folders: Sequence[Path] | None = None) -> "FontSet":
        """The fonts in these folders, an earlier folder before a later; bundled ones for the rest.

        Without folders those of Windows are searched; elsewhere only the bundled fonts are used,
        so that output is the same on every machine. `discover(())` does so on Windows too. A
        folder that is missing or cannot be read counts as empty.
        """
        files: dict[str, Path] = {}
        for folder in windows_folders() if folders is None else folders:
            try:
                entries = sorted(folder.iterdir())
            except OSError:
                continue
            for path in entries:
                files.setdefault(path.name.lower(), path)
        return cls(files)

    def font(self, role: Role) -> TrueType:
        """The font that serves a role; the first usable candidate, else the bundled stand-in."""
        if role not in self._fonts:
            self._fonts[role] = self._installed(role) or TrueType(_bundled(role))
        return self._fonts[role]

    def _installed(self, role: Role) -> TrueType | None:
        for file, subfont in candidates(role):
            path = self.files.get(file.lower())
            if path is None:
                continue
            try:
                font = TrueType(path, subfont)
            except FontFileError as error:
                self.rejected.append(str(error))
                continue
            # The fallback font has only what is not in GB 2312.
            lacking = [char for char in _gb2312() if ord(char) not in font.glyphs]
            if not lacking:
                return font
            self.rejected.append(f"{path}: lacks {len(lacking)} characters of GB 2312")
        return None

    def source(self, role: Role) -> FontSource:
        """The file that serves a role."""
        font = self.font(role)
        return FontSource(font.path, font.index, bundled=font.path == _bundled(role))

    def covers(self, char: str, role: Role) -> bool:
        """Whether the role's own font has the character."""
        return ord(char) in self.font(role).glyphs

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
        """The characters that neither the role's font nor the fallback font has."""
        served = self._map(role)
        return {char for char in set(text) if not self.covers(char, served[char][0])}

    def pdf_name(self, role: Role) -> str:
        """Register the role's font with reportlab, once per process; the name for `setFont`."""
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
        pdfmetrics.registerFont(PdfFont(name, font))
        return name


def _gb2312() -> str:
    """The 6,763 Chinese characters of GB 2312."""
    codes = ((lead, trail) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    unassigned = range(0xFA, 0xFF)  # after D7F9, the last character of level one
    return b"".join(
        bytes(code) for code in codes if not (code[0] == 0xD7 and code[1] in unassigned)
    ).decode("gb2312")


def _bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")
