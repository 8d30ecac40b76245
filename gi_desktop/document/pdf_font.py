"""A font of reportlab's that takes its tables from the reader shared with the typesetter."""

import mmap
import re
import zlib
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFObjectReference, PDFStreamFilterZCompress
from reportlab.pdfbase.ttfonts import (
    FF_FIXED,
    FF_FORCEBOLD,
    FF_ITALIC,
    FF_SYMBOLIC,
    TTEncoding,
    TTFont,
    TTFontFace,
)

from gi_desktop.document.pdf_archive import Stream
from gi_desktop.document.truetype import TrueType

BOLD = 600  # weight from which reportlab, too, marks a font as bold


class _Window:
    """A part of a mapped file; copies what is sliced out of it, not the whole."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _Quickly(PDFStreamFilterZCompress):
    """Compression of fonts, at which half of the time went: a third of it for 3 % more bytes."""

    def encode(self, text: bytes) -> bytes:
        return zlib.compress(text, 3)


class EmbeddedFace(TTFontFace):
    """The typeface of a font file that has been read before.

    reportlab would read the file again, which takes some 8 ms, keep all of it in memory, and refuse
    fonts whose names are not in order.
    """

    def __init__(self, font: TrueType, name: str) -> None:
        self._font = font
        self._name = name.encode("ascii")
        super().__init__(str(font.path), subfontIndex=font.index)

    def readFile(self, f: str) -> None:  # noqa: N802 - overrides reportlab's
        """Map the file instead of reading it: only the glyphs in use are ever looked at."""
        self.filename = f
        with self._font.path.open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._pos = 0

    def get_table(self, tag: str) -> bytes | _Window:
        """The data of a table; those of the outlines, megabytes, only piece by piece."""
        position, length = self.get_table_pos(tag)
        if tag == "glyf":
            return _Window(self._ttf_data, position)
        return self._ttf_data[position : position + length]

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: ARG002, N802, N803 - reportlab's
        """Set what reportlab would read from the tables."""
        font, metrics = self._font, self._font.metrics
        scale = 1000 / font.units_per_em
        self.name = self.familyName = self.fullName = self._name
        self.styleName = b"Regular"
        self.unitsPerEm = font.units_per_em
        self._pdfScale = scale.__mul__
        self.bbox = [edge * scale for edge in metrics.box]
        self.ascent = metrics.ascent * scale
        self.descent = metrics.descent * scale
        self.capHeight = metrics.cap_height * scale
        self.italicAngle = metrics.italic_angle
        self.stemV = 50 + int((metrics.weight / 65) ** 2)  # reportlab's estimate
        self.flags = (
            FF_SYMBOLIC
            | (FF_ITALIC if metrics.italic_angle else 0)
            | (FF_FORCEBOLD if metrics.weight >= BOLD else 0)
            | (FF_FIXED if metrics.fixed_pitch else 0)
        )
        self.numGlyphs = len(font.advances)
        self._full_font = False
        self.charToGlyph = font.glyphs
        self.charWidths = {
            code: font.advances[glyph] * scale for code, glyph in font.glyphs.items()
        }
        self.defaultWidth = font.advances[0] * scale
        self.hmetrics = list(zip(font.advances, font.bearings, strict=True))
        self.glyphPos = font.positions

    def addSubsetObjects(  # noqa: N802 - overrides reportlab's
        self,
        doc: Any,  # noqa: ANN401 - reportlab's document has no type
        fontname: str,
        subset: list[int],
    ) -> PDFObjectReference:
        """Add a subset to a document."""
        found: PDFObjectReference = TTFontFace.addSubsetObjects(self, doc, fontname, subset)
        key = f"fontFile:{self.filename}({fontname})"
        file = doc.idToObject[key]
        doc.idToObject[key] = Stream(file.dictionary, file.content, [_Quickly()])
        return found


class PdfFont(TTFont):
    """A font to be registered with reportlab; embedded as subsets with ToUnicode."""

    def __init__(self, name: str, font: TrueType) -> None:
        # Not super().__init__(): it would read the file once more.
        self.fontName = name
        self.source = font
        self.face = EmbeddedFace(font, name)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = rl_config.ttfAsciiReadable
        self.shapable = False

    def serves(self, font: TrueType) -> bool:
        """Whether this was made from the same font of the same file."""
        return (self.source.path, self.source.index) == (font.path, font.index)

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab's document has no type
        """Add the font to a document; mends the table from its codes to characters.

        reportlab writes characters beyond U+FFFF as five digits, where a PDF reader expects two
        UTF-16 units, and gives codes without a character U+0000.
        """
        super().addObjects(doc)
        own = f"+{self.fontName}{self.face.subfontNameX.decode('ascii')}"
        for key, item in doc.idToObject.items():
            if key.startswith("toUnicodeCMap:") and key.endswith(own):
                content = _to_unicode(item.content)
                doc.idToObject[key] = Stream(item.dictionary, content, item.filters)


_CODES = re.compile(r"\d+ beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_CODE = re.compile(r"<(..)> <([0-9A-F]+)>")
_MOST = 100  # of one group, says the format


def _to_unicode(content: str) -> str:
    """Return reportlab's table mended: codes without a character, long groups, long numbers."""
    return _CODES.sub(_groups, content)


def _groups(found: re.Match[str]) -> str:
    codes = [(code, int(char, 16)) for code, char in _CODE.findall(found[1])]
    lines = [f"<{code}> <{_utf16(char)}>" for code, char in codes if char]
    groups = [lines[start : start + _MOST] for start in range(0, len(lines), _MOST)]
    return "\n".join(
        "\n".join((f"{len(group)} beginbfchar", *group, "endbfchar")) for group in groups
    )


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
