"""What a proof (送审稿) or final version (定稿) keeps of its content, in PDF and DOCX.

Years later the file tells its code (核对码) and what it said when it was made, cell by cell and
sentence by sentence, whatever was done to it since. Whether the pages still are those that were
made is told by a digest: of a whole PDF, of the text of a DOCX.
"""

import hashlib
import re
import zlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from gi_desktop.form import Edition
from gi_desktop.report.canonical import CANONICAL_VERSION, canonical
from gi_desktop.report.exact_json import ReportError
from gi_desktop.report.fingerprint import NAME, code_of_text, find_codes
from gi_desktop.report.model import Report

NAMESPACE = "urn:gi-desktop:record:1#"
PREFIX = "gidesktop"
PROPERTIES = {
    "code": "Code of the content, as printed on the pages",
    "content": "Content in its canonical form: UTF-8 JSON, deflated, base64",
    "digest": "Length of the file and its SHA-256, worked out with zeros in place of both",
}
"""Name → meaning, of what a PDF keeps."""

DOCX_TEXT = "word/document.xml"
DOCX_RECORD = "customXml/item1.xml"
_MOST_BYTES = 100_000_000
"""Of a file that is looked into; ours have some hundred thousand."""
_MOST_CONTENT = 8_000_000
"""Of a record, unpacked: twice the largest draft."""
_EMPTY_DIGEST = b"0" * 12 + b":" + b"0" * 64
_DIGEST = re.compile(rb"(?<=<gidesktop:digest>)\d{12}:[0-9a-f]{64}(?=</gidesktop:digest>)")
_CODE = re.compile(rb"<gidesktop:code>([0-9A-Z-]{14})</gidesktop:code>")
_CONTENT = re.compile(rb"<gidesktop:content>([A-Za-z0-9+/=]*)</gidesktop:content>")
_DOCX = re.compile(rb"<record\b([^<>]*urn:gi-desktop:record:1#[^<>]*)>([A-Za-z0-9+/=\s]*)</record>")
_DOCX_CODE = re.compile(rb"""\bcode=["']([0-9A-Z-]{14})["']""")
_DOCX_TEXT = re.compile(rb"""\btext=["']([0-9a-f]{64})["']""")


class State(Enum):
    """What became of the pages since they were made."""

    WHOLE = auto()
    """Nothing: the file is the one that was written, or the text of the DOCX is."""
    ADDED_TO = auto()
    """The PDF stands in front as it was written; something was added, such as a seal (电子印章)."""
    CHANGED = auto()
    """They may say something else now."""


@dataclass(frozen=True)
class Record:
    """The content of a report, as a file keeps it."""

    code: str
    content: str
    """The canonical form."""

    @classmethod
    def of(cls, report: Report, form: Edition, version: int = CANONICAL_VERSION) -> "Record":
        """Return the record of a report, in that version of the canonical form."""
        content = canonical(report, form, version).decode("utf-8", errors="surrogatepass")
        return cls(code_of_text(content), content)

    @property
    def keywords(self) -> str:
        """What the file's properties show."""
        return f"{NAME} {self.code}"

    def packed(self) -> str:
        """Return the content as letters that any file can hold."""
        data = self.content.encode("utf-8", errors="surrogatepass")
        return b64encode(zlib.compress(data, 9)).decode("ascii")

    def xmp(self, prefix: str) -> Iterator[str]:
        """Yield the properties of a PDF; :func:`sealed_pdf` puts the digest in."""
        values = {"code": self.code, "content": self.packed(), "digest": _EMPTY_DIGEST.decode()}
        for name in PROPERTIES:
            yield f"<{prefix}:{name}>{values[name]}</{prefix}:{name}>"

    def docx_part(self, text: bytes) -> bytes:
        """Return the part of a DOCX whose document part is ``text``."""
        digest = hashlib.sha256(text).hexdigest()
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
            f'<record xmlns="{NAMESPACE}" code="{self.code}" text="{digest}">'
            f"{self.packed()}</record>"
        ).encode("ascii")


@dataclass(frozen=True)
class Found:
    """What a file keeps, and what became of its pages since."""

    record: Record
    state: State
    original: bytes | None = None
    """The PDF as it was written, where something was added behind it."""


def sealed_pdf(data: bytes) -> bytes:
    """Return the PDF with the digest of its own bytes in place of zeros."""
    digest = f"{len(data):012}:{hashlib.sha256(data).hexdigest()}".encode("ascii")
    return data.replace(_EMPTY_DIGEST, digest, 1)


def read_record(path: Path) -> Found | None:
    """Return what a PDF or DOCX keeps of its content; None where it keeps nothing sound.

    OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        return None
    if data.startswith(b"PK\x03\x04"):
        return _of_docx(data)
    return _of_pdf(data) if b"%PDF-" in data[:1024] else None


def printed_codes(path: Path) -> tuple[str, ...]:
    """Return the codes that stand on the first pages of a PDF, or anywhere in a DOCX.

    A file that other software wrote anew keeps no record, but its pages still show the code.
    Nothing for what cannot be read.
    """
    try:
        if path.suffix.lower() == ".docx":
            with ZipFile(path) as package:
                names = [name for name in package.namelist() if name.endswith(".xml")]
                text = "\n".join(_member(package, n).decode("utf-8", "replace") for n in names)
            return find_codes(text)
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pages:
            shown = (pages[number].get_textpage() for number in range(min(len(pages), 3)))
            return find_codes("\n".join(page.get_text_bounded() for page in shown))
    except (OSError, BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return ()


def _of_pdf(data: bytes) -> Found | None:
    """Return the first record: what was added behind a PDF may hold another."""
    code, content = _CODE.search(data), _CONTENT.search(data)
    record = _record(code[1], content[1]) if code and content else None
    if record is None:
        return None
    digest = _DIGEST.search(data)
    if digest is None:
        return Found(record, State.CHANGED)
    length = int(digest[0][:12])
    original = data[:length]
    blank = original[: digest.start()] + _EMPTY_DIGEST + original[digest.end() :]
    if len(original) != length or hashlib.sha256(blank).hexdigest().encode() != digest[0][13:]:
        return Found(record, State.CHANGED)
    if len(data) == length:
        return Found(record, State.WHOLE)
    return Found(record, State.ADDED_TO, original)


def _of_docx(data: bytes) -> Found | None:
    try:
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                if not re.fullmatch(r"customXml/item\d+\.xml", name):
                    continue
                found = _DOCX.search(_member(package, name))
                code = _DOCX_CODE.search(found[1]) if found else None
                record = _record(code[1], found[2]) if found and code else None
                if found and record:
                    kept = _DOCX_TEXT.search(found[1])
                    digest = hashlib.sha256(_member(package, DOCX_TEXT)).hexdigest()
                    same = kept is not None and digest.encode("ascii") == kept[1]
                    return Found(record, State.WHOLE if same else State.CHANGED)
    except (
        BadZipFile,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
        EOFError,
    ):
        return None
    return None


def _member(package: ZipFile, name: str) -> bytes:
    """Return a part, no more of it than any of ours has."""
    with package.open(name) as part:
        return part.read(_MOST_BYTES)


def _record(code: bytes, packed: bytes) -> Record | None:
    """Return the record where its content has the code that it names."""
    try:
        unpack = zlib.decompressobj()
        data = unpack.decompress(b64decode(b"".join(packed.split()), validate=True), _MOST_CONTENT)
        content = data.decode("utf-8", errors="surrogatepass")
        made = Record(code_of_text(content), content)
    except (Base64Error, zlib.error, ReportError, ValueError, RecursionError):
        return None
    return made if made.code.encode("ascii") == code else None
