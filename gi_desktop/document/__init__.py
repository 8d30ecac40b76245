"""From a report to PDF, DOCX, HTML and XLSX: blocks, one typesetter, painters.

``write_pdf``, ``write_docx``, ``write_html`` and ``write_xlsx`` are all that other rooms need
for files.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from gi_desktop.document.blocks import Block, blocks, one_line
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import PROOF, Furniture, final
from gi_desktop.document.pages import TypesetReport
from gi_desktop.document.record import Record
from gi_desktop.document.saving import DocumentError, save
from gi_desktop.document.stretching import stretched_in_word
from gi_desktop.document.truetype import FontFileError
from gi_desktop.document.typeset import PLAIN, typeset
from gi_desktop.form import Edition
from gi_desktop.report.fingerprint import version_in
from gi_desktop.report.model import Report

__all__ = [
    "DocumentError",
    "FontSet",
    "Furniture",
    "TypesetReport",
    "final",
    "typeset_blocks",
    "typeset_report",
    "write_blocks_docx",
    "write_blocks_pdf",
    "write_docx",
    "write_html",
    "write_pdf",
    "write_xlsx",
]


def typeset_report(
    report: Report, form: Edition, fonts: FontSet, furniture: Furniture = PLAIN
) -> TypesetReport:
    """Return the report's pages, which the PDF, the preview and the printer all paint.

    DocumentError where a font file cannot be read.
    """
    try:
        return typeset(blocks(report, form), fonts, furniture)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error


def typeset_blocks(made: Sequence[Block], fonts: FontSet) -> TypesetReport:
    """Return the pages of what is no report, such as a comparison. DocumentError as above."""
    try:
        return typeset(made, fonts)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error


def write_blocks_docx(
    made: Sequence[Block], title: str, author: str, target: Path | BinaryIO, fonts: FontSet
) -> list[str]:
    """Write what is no report as a DOCX, as :func:`write_docx` does with one."""
    from gi_desktop.document.word import draw_docx

    try:
        data = draw_docx(made, fonts, title, author, PLAIN)
        notes = stretched_in_word(made, fonts)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error
    _deliver(target, data)
    return list(notes)


def write_blocks_pdf(
    made: Sequence[Block], title: str, author: str, target: Path | BinaryIO, fonts: FontSet
) -> list[str]:
    """Write what is no report as a PDF, as :func:`write_pdf` does with one."""
    from gi_desktop.document.pdf import draw_pdf

    pages = typeset_blocks(made, fonts)
    try:
        data = draw_pdf(pages, fonts, title, author)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error
    _deliver(target, data)
    return list(pages.notes)


def write_pdf(
    report: Report,
    form: Edition,
    target: Path | BinaryIO,
    fonts: FontSet | None = None,
    furniture: Furniture = PLAIN,
) -> list[str]:
    """Write the report as a PDF; the same report and fonts give the same bytes.

    Returns what there is to tell the user, in Chinese: characters that no font has.
    DocumentError where it cannot be saved; nothing is left behind then.
    """
    from gi_desktop.document.pdf import draw_pdf

    fonts = fonts or FontSet.discover()
    try:
        pages = typeset(blocks(report, form), fonts, furniture)
        record = _record(report, form, furniture)
        data = draw_pdf(pages, fonts, *_properties(report, form, furniture), record)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error
    _deliver(target, data)
    return list(pages.notes)


def write_docx(
    report: Report,
    form: Edition,
    target: Path | BinaryIO,
    fonts: FontSet | None = None,
    furniture: Furniture = PLAIN,
) -> list[str]:
    """Write the report as a DOCX; the same report and fonts give the same bytes.

    Returns what there is to tell the user, in Chinese: lines that Word stretches; it finds fonts
    by itself. DocumentError where it cannot be saved; nothing is left behind then.
    """
    from gi_desktop.document.word import draw_docx

    fonts = fonts or FontSet.discover()
    try:
        made = blocks(report, form)
        about = _properties(report, form, furniture)
        data = draw_docx(made, fonts, *about, furniture, _record(report, form, furniture))
        notes = stretched_in_word(made, fonts)
    except (FontFileError, FileNotFoundError) as error:
        raise _broken_font(error) from error
    _deliver(target, data)
    return list(notes)


def write_html(report: Report, form: Edition, target: Path | BinaryIO) -> list[str]:
    """Write the report as one web page; the same report gives the same bytes.

    Returns what there is to tell the user, in Chinese: nothing, since a browser finds fonts by
    itself. DocumentError where it cannot be saved; nothing is left behind then.
    """
    from gi_desktop.document.html import draw_html

    title, author = _properties(report, form)
    data = draw_html(blocks(report, form), form, title or form.document_type, author)
    _deliver(target, data)
    return []


def write_xlsx(report: Report, form: Edition, target: Path | BinaryIO) -> list[str]:
    """Write the report's tables as a workbook; the same report gives the same bytes.

    Returns what there is to tell the user, in Chinese: cells that hold no number and stay empty,
    as in every document, and numbers too long for a spreadsheet. DocumentError where it cannot
    be saved; nothing is left behind then.
    """
    from gi_desktop.document.workbook import draw_xlsx

    data, notes = draw_xlsx(report, form, *_properties(report, form))
    _deliver(target, data)
    return notes


def _properties(report: Report, form: Edition, furniture: Furniture = PLAIN) -> tuple[str, str]:
    """Return title and author: the organ, never a person. The title of a proof says so."""
    kind = f"（{PROOF}）" if furniture.front else ""
    return one_line(report.printed_title(form)) + kind, one_line(report.organ.name)


def _record(report: Report, form: Edition, furniture: Furniture) -> Record | None:
    """Return what the file keeps of its content; nothing where no code is printed."""
    return Record.of(report, form, version_in(furniture.code)) if furniture.code else None


def _broken_font(error: Exception) -> DocumentError:
    # What an installed font was is passed over from now on; a bundled one must be there.
    return DocumentError(
        f"字体文件读不出来。请再试一次，程序会改用别的字体；还是不行，请重新安装本程序。（{error}）"
    )


def _deliver(target: Path | BinaryIO, data: bytes) -> None:
    if isinstance(target, Path):
        save(target, data)
    else:
        target.write(data)
