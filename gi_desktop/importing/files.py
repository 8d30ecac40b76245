"""Which reader reads a file: what the content shows binds, the suffix only names."""

import codecs
import stat
from pathlib import Path

from gi_desktop.form import Edition
from gi_desktop.importing.assemble import assemble
from gi_desktop.importing.packages import holds
from gi_desktop.importing.result import Imported, ImportFailedError
from gi_desktop.importing.sources import source_kinds
from gi_desktop.importing.sources.text import decode, read_text
from gi_desktop.report.exact_json import ReportError, loads
from gi_desktop.report.serial import from_json
from gi_desktop.report.source import MarkKind, Source

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is still read."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "这个文件加了密码，打不开。请在 Word、Excel 或 WPS 里去掉密码，另存一份再导入。"
_PICTURE = (
    "这是一张图片，里面没有文字，读不出来。请导入原来的 Word 文件，或者网站上的网页、带文字的 PDF。"
)
_ARCHIVE = "这是压缩包，不能直接导入。请先解压，再导入里面的报告。"
_DAMAGED = "这个文件已经损坏，打不开。请用 Word、Excel 或 WPS 打开原件，另存一份再导入。"
_RICH = "这是 RTF 文件，不能直接导入。请用 Word 或 WPS 打开，另存为 .docx 再导入。"
_OPEN = "这是 OpenDocument 文件，不能直接导入。请用 WPS 或 LibreOffice 打开，另存为 .docx 或 .xlsx 再导入。"
_OFD = "这是 OFD 版式文件，不能直接导入。请在 OFD 阅读器里另存为 PDF 再导入，或者导入原来的 Word 文件。"
_ADVICE: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"), _PICTURE),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), _ARCHIVE),
    (b"{\\rtf", _RICH),
)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What an empty file in UTF-16 holds."""
_PACKAGES = (("OFD.xml", _OFD), ("content.xml", _OPEN))
"""Parts by which packages that are not read are known."""


def import_text(text: str, form: Edition) -> Imported:
    """Return the report that a text holds; ImportFailedError where it holds none."""
    return assemble(read_text(text), form, "text")


def import_clipboard(html: str | None, text: str | None, form: Edition) -> Imported:
    """Return the report that a clipboard holds, from whichever of its shapes says more.

    ``html`` is what Word, WPS, Excel and browsers put there beside the plain text.
    ImportFailedError where neither shape holds a report.
    """
    from gi_desktop.importing.web_file import read_html

    found: list[Imported] = []
    refusal = ImportFailedError("剪贴板里没有文字，没有可以导入的内容。")
    for shape, read in ((html, read_html), (text, read_text)):
        if not shape or not shape.strip():
            continue
        if len(shape) > LARGEST:
            raise ImportFailedError("剪贴板里的内容太多，不像一份年度报告。请只复制报告。")
        try:
            found.append(assemble(read(shape), form, "clipboard"))
        except ImportFailedError as error:
            refusal = error
    if not found:
        raise refusal
    return max(found, key=_said)


def _said(imported: Imported) -> tuple[int, int]:
    """How much an import found: cells, then characters of prose."""
    report = imported.report
    read = sum(mark.kind is not MarkKind.NOT_FOUND for mark in imported.source.marks.values())
    prose = sum(len(p.resolve(lambda _: None)) for text in report.texts.values() for p in text)
    return read, prose


def import_file(path: Path, form: Edition) -> Imported:
    """Return the report a file holds; ImportFailedError, in Chinese, where it cannot be read."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix == ".xxgk":
        raise ImportFailedError("这是填报草稿，不用导入：请用“打开”。")
    _refuse(data, suffix)
    if suffix == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(data, form)
    is_archive = data.startswith(b"PK\x03\x04")
    for kind in source_kinds():
        if is_archive and kind.id == "text":
            break
        if kind.recognises(data, suffix):
            return assemble(kind.read(data), form, kind.id, path.stem)
    raise ImportFailedError(_DAMAGED if suffix in (".docx", ".xlsx") else _ARCHIVE)


def _bytes(path: Path) -> bytes:
    """Return what a file holds; a pipe or device, which may have no end, is not waited for."""
    try:
        kind = path.stat().st_mode
        data = b""
        if stat.S_ISREG(kind):
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        why = "找不到文件" if isinstance(error, FileNotFoundError) else "读取失败"
        raise ImportFailedError(
            f"读不了“{path.name}”：{why}。请确认文件还在，并且没有被别的程序占用。"
        ) from None
    if stat.S_ISDIR(kind):
        raise ImportFailedError(f"“{path.name}”是一个文件夹，请选里面的文件。")
    if not stat.S_ISREG(kind):
        raise ImportFailedError(f"“{path.name}”不是普通文件，读不了。请先存成文件再导入。")
    if len(data) > LARGEST:
        raise ImportFailedError(f"“{path.name}”超过 20 MB，不像一份年度报告。请确认选对了文件。")
    return data


def _refuse(data: bytes, suffix: str) -> None:
    """Say plainly what cannot be read, and what to do, rather than read it as something else."""
    if not data.removeprefix(codecs.BOM_UTF8).strip() or data in _MARKS:
        raise ImportFailedError("文件是空的，没有可以导入的内容。")
    if data.startswith(_OLD_OFFICE):
        raise ImportFailedError(_LOCKED if _ENCRYPTED in data else _old(suffix))
    for beginnings, advice in _ADVICE:
        if data.startswith(beginnings):
            raise ImportFailedError(advice)
    if data.startswith(b"PK"):
        for part, advice in _PACKAGES:
            if holds(data, part):
                raise ImportFailedError(advice)


def _old(suffix: str) -> str:
    """The advice on a file that Word, Excel or WPS wrote in their format of before 2007."""
    program, new = ("Excel", ".xlsx") if suffix in (".xls", ".et", ".ett") else ("Word", ".docx")
    what = "WPS" if suffix in (".wps", ".et", ".wpt", ".ett") else f"旧格式的 {program}"
    if suffix not in (".doc", ".xls", ".wps", ".et", ".wpt", ".ett"):
        what, new = "旧格式的 Word 或 Excel", ".docx（表格存为 .xlsx）"
    return f"这是{what} 文件，不能直接导入。请用 Word 或 WPS 打开，另存为 {new} 再导入。"


def _json(data: bytes, form: Edition) -> Imported:
    """A report in the public JSON shape; what the form does not know is named."""
    text, notes = decode(data)
    unknown: list[str] = []
    try:
        content = loads(text)
        report = from_json(content, form, unknown)
    except ReportError as error:
        raise ImportFailedError(f"这个 JSON 文件不是年度报告：{error}") from None
    if isinstance(content, dict) and len(unknown) == len(content):
        raise ImportFailedError("这个 JSON 文件里没有认出年度报告的内容，请确认选对了文件。")
    if unknown:
        names = "、".join(f"“{name[:40]}”" for name in unknown[:10])
        notes = (*notes, f"有 {len(unknown)} 项内容报告里没有它的位置，没有导入：{names}")
    return Imported(report, Source(kind="json", notes=notes), notes)
