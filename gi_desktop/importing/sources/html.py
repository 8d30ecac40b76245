"""Web pages and web archives: how they are known. What reads them is loaded when one is read."""

import re

from gi_desktop.importing.lines import Content
from gi_desktop.importing.sources import SourceKind

_BEGINNINGS = (
    r"(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|table|div|p|title|span|font|h[1-6])\b"
)
_ARCHIVE = rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,12}?mime-version:"


def _is_archive(data: bytes) -> bool:
    return bool(re.match(_ARCHIVE, data[:3000], re.IGNORECASE))


def _recognises(data: bytes, suffix: str) -> bool:
    if suffix in (".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml"):
        return not data.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0"))
    if _is_archive(data):
        return True
    text = data[:3000].replace(b"\0", b"").decode("latin-1").lstrip("\xff\xfe\xef\xbb\xbf \t\r\n")
    return bool(re.match(_BEGINNINGS, text, re.IGNORECASE | re.DOTALL))


def _read(data: bytes) -> Content:
    from gi_desktop.importing.sources.text import decode
    from gi_desktop.importing.web_file import page_of_archive, read_html

    if _is_archive(data):
        data = page_of_archive(data)
    text, notes = decode(data)
    return read_html(text, notes)


SOURCE = SourceKind("html", "网页（.html）", 30, _recognises, _read)
