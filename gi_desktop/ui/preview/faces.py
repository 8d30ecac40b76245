"""The documents' font files as Qt paints with them: the same outlines, no hinting, no substitute.

``FileFaces`` reads the files themselves. What Qt reads so it prints as outlines; a font that it
knows as installed becomes text in print, 25 times as quick and 60 times as small:
``PrintFaces``.
"""

from collections.abc import Iterable
from pathlib import Path
from struct import pack

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from gi_desktop.document.saving import DocumentError
from gi_desktop.document.truetype import COLLECTION, TrueType

_UNHINTED = QFont.HintingPreference.PreferNoHinting
_ANY_SIZE = 16.0
_SIZES_KEPT = 64
"""So many sizes of fonts are kept ready: those of a few zooms."""
_TELLING = ("head", "hhea", "hmtx", "maxp", "name")
"""Tables that differ between any two fonts, also of one collection."""
_Key = tuple[Path, int]


class FileFaces:
    """Fonts read from their files. DocumentError where Qt cannot read one."""

    def __init__(self) -> None:
        self._faces: dict[_Key, QRawFont] = {}
        self._sized: dict[tuple[_Key, float], QRawFont] = {}

    def need(self, fonts: Iterable[TrueType]) -> None:
        """Read the fonts now. DocumentError where one cannot be read."""
        for font in set(fonts):
            self._face(font)

    def sized(self, font: TrueType, px: float) -> QRawFont:
        """Return the font at ``px`` to the em."""
        key = (font.path, font.index)
        if (key, px) not in self._sized:
            if len(self._sized) >= _SIZES_KEPT:
                self._sized.clear()
            made = QRawFont(self._face(font))
            made.setPixelSize(px)
            self._sized[key, px] = made
        return self._sized[key, px]

    def _face(self, font: TrueType) -> QRawFont:
        key = (font.path, font.index)
        if key not in self._faces:
            self._faces[key] = self.load(font)
        return self._faces[key]

    def load(self, font: TrueType) -> QRawFont:
        """Return the font at any size."""
        try:
            data = single_font(font)
        except OSError as error:
            raise _unreadable(font, error.strerror or "") from error
        made = QRawFont(QByteArray(data), _ANY_SIZE, _UNHINTED)
        if not made.isValid():
            raise _unreadable(font, "")
        return made


class PrintFaces(FileFaces):
    """Fonts made known to the application while a document is printed; ``close`` at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: list[int] = []

    def load(self, font: TrueType) -> QRawFont:
        """Return the font as an installed one, or as its file where Qt takes another for it."""
        number = QFontDatabase.addApplicationFont(str(font.path))
        if number >= 0:
            self._numbers.append(number)
        for family in QFontDatabase.applicationFontFamilies(number):
            asked = QFont(family)
            asked.setHintingPreference(_UNHINTED)
            asked.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
            made = QRawFont.fromFont(asked)
            if _is_same(made, font):
                return made
        return super().load(font)

    def close(self) -> None:
        """Take back what was made known."""
        self._sized.clear()
        self._faces.clear()
        for number in self._numbers:
            QFontDatabase.removeApplicationFont(number)
        self._numbers.clear()


def _is_same(made: QRawFont, font: TrueType) -> bool:
    """Whether Qt's font is that of the file, and not another one of the same name."""
    if not made.isValid():
        return False
    with font.path.open("rb") as file:
        for tag in _TELLING:
            position, length = font.tables[tag]
            file.seek(position)
            if file.read(length) != made.fontTable(tag).data():
                return False
    return True


def single_font(font: TrueType) -> bytes:
    """Return the font's file; of a collection, which Qt reads the first of, the font alone."""
    data = font.path.read_bytes()
    if data[:4] != COLLECTION:
        return data
    count = len(font.tables)
    power = count.bit_length() - 1
    start = 12 + 16 * count
    search = 16 << power
    head = pack(">4s4H", b"\0\1\0\0", count, search, power, 16 * count - search)
    records, tables = [], []
    for tag, (position, length) in sorted(font.tables.items()):
        table = data[position : position + length]
        table += bytes(-length % 4)
        # Checksums are not looked at where a font is only painted.
        records.append(pack(">4s3L", tag.encode("latin-1"), 0, start, length))
        tables.append(table)
        start += len(table)
    return b"".join((head, *records, *tables))


def _unreadable(font: TrueType, why: str) -> DocumentError:
    detail = f"{font.path.name}：{why}" if why else font.path.name
    return DocumentError(f"字体文件读不出来，请重新安装本程序或者另选字体。（{detail}）")
