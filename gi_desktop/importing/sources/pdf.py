"""PDF: how it is known. What reads it is loaded when one is read."""

from gi_desktop.importing.lines import Content
from gi_desktop.importing.sources import SourceKind


def _recognises(data: bytes, _suffix: str) -> bool:
    return b"%PDF-" in data[:1024]


def _read(data: bytes) -> Content:
    from gi_desktop.importing.pdf_file import read_pdf

    return read_pdf(data)


SOURCE = SourceKind("pdf", "PDF（.pdf）", 10, _recognises, _read)
