"""What a report is written as, and what stands around its pages; fonts are loaded late.

A job holds on to the report as it stood, so that another thread may write it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gi_desktop.drafts import Draft
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Report

if TYPE_CHECKING:  # reading and checking a report needs no fonts
    from gi_desktop.document import FontSet, Furniture

ExportKind = Literal["docx", "pdf", "html", "xlsx"]
"""What a report can be written as; the suffix of the file too."""
Job = Callable[[], tuple[str, ...]]
"""Writes a file; returns what there is to say about it. DocumentError where that fails."""


def own_furniture(draft: Draft, form: Edition) -> "Furniture":
    """Return what stands around the report's own pages: of a 定稿 its code (核对码) alone."""
    from gi_desktop.document import Furniture

    final = draft.is_as_sealed(form)
    return Furniture(code=draft.seals[-1].code) if final else Furniture()


def proof_furniture(
    draft: Draft, form: Edition, judged: Sequence[tuple[Finding, str]], at: datetime
) -> "Furniture":
    """Return what stands around a proof (送审稿) printed at ``at``: findings with reasons."""
    from gi_desktop.document.proof import proof

    return proof(draft.report, form, judged, at, draft.state_words)


def export_job(
    kind: ExportKind,
    what: tuple[Report, Edition, Path],
    fonts: "FontSet | None",
    around: "Furniture",
) -> Job:
    """Return what writes a report to a file, with those fonts, and with that around its pages."""
    from gi_desktop import document

    writers: dict[str, Callable[[], list[str]]] = {
        "docx": partial(document.write_docx, *what, fonts, around),
        "pdf": partial(document.write_pdf, *what, fonts, around),
        "html": partial(document.write_html, *what),
        "xlsx": partial(document.write_xlsx, *what),
    }
    write = writers[kind]
    return lambda: tuple(write())
