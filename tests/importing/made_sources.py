"""Made sources as files of every kind, read back."""

import random
from pathlib import Path

from gi_desktop.form import current_edition
from gi_desktop.importing import Imported, import_clipboard, import_file, import_text
from tests.importing import writing
from tests.importing.sources import Source


def read_source(source: Source, kind: str, folder: Path) -> Imported:
    """Return what a made source of this kind is read as."""
    form = current_edition()
    dice = random.Random(kind)
    if kind == "html":
        path = folder / "page.html"
        path.write_text(writing.as_html(source, dice), encoding="utf-8")
        return import_file(path, form)
    if kind == "docx":
        path = folder / "report.docx"
        path.write_bytes(writing.as_docx(source))
        return import_file(path, form)
    if kind == "xlsx":
        path = folder / "book.xlsx"
        path.write_bytes(writing.as_xlsx(source, dice, one_sheet=True))
        return import_file(path, form)
    if kind == "cells":
        return import_clipboard(None, writing.as_tsv(source, dice), form)
    return import_text(writing.as_markdown(source, dice), form)
