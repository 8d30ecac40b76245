"""Which reader reads a file: by its content first, by its suffix where content does not tell."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gi_desktop.form import Edition
from gi_desktop.importing.assemble import assemble
from gi_desktop.importing.result import Imported, ImportFailedError
from gi_desktop.importing.sources.text import decode, read_text

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is still read."""


@dataclass(frozen=True)
class Reader:
    """How one kind of file is read."""

    kind: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    """How such a file begins, where that tells."""
    read: Callable[[bytes, Path, Edition], Imported]


def import_text(text: str, form: Edition) -> Imported:
    """Return the report that a text holds; ImportFailedError where it holds none."""
    return assemble(read_text(text), form, "text")


def _text(data: bytes, path: Path, form: Edition) -> Imported:
    text, notes = decode(data)
    return assemble(read_text(text, notes), form, "text", path.stem)


READERS = (Reader("text", (".txt", ".text", ".md"), (), _text),)


def import_file(path: Path, form: Edition) -> Imported:
    """Return the report a file holds; ImportFailedError, in Chinese, where it cannot be read."""
    data = _bytes(path)
    return READERS[0].read(data, path, form)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ImportFailedError(
                f"“{path.name}”超过 20 MB，不像一份年度报告。请确认选对了文件。"
            )
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "读取失败"
        raise ImportFailedError(
            f"读不了“{path.name}”（{why}）。请确认文件还在，并且没有被别的程序占用。"
        ) from None
