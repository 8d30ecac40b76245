"""The canonical form: what two reports must share to say the same.

Each version is one function for ever, since codes on paper rest on it; a change of it is a new
version beside the old ones. Left out of all: id, times, whether a total was automatic or typed,
and what nobody prints. Nothing in it depends on the system or on Python's tables of characters
(version 2; version 1 folds composed characters, which those tables say).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from gi_desktop.form import Edition, FindEdition, Kind
from gi_desktop.report.days import chinese_date, read_day
from gi_desktop.report.exact_json import ReportError, loads
from gi_desktop.report.model import Report, Seal
from gi_desktop.report.serial import encode, from_json
from gi_desktop.report.sheet import Plan, Sheet
from gi_desktop.report.values import format_value

CANONICAL_VERSION = 2
"""That of new seals and codes."""

_EDGES = " \t\u3000\xa0"
"""Blanks that nobody sees at the ends of a line."""


def canonical(report: Report, form: Edition, version: int = CANONICAL_VERSION) -> bytes:
    """Return the content of a report as UTF-8 bytes, equal for equal content.

    KeyError for a version that this program does not know.
    """
    make = _VERSIONS[version]
    content = {"canonical": version, **make(report, form, Plan.of(form).sheet(report.cells))}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half of a surrogate pair is no character; two halves side by side are one.
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return paired.encode("utf-8", errors="surrogatepass")


def known_version(version: int) -> bool:
    """Whether this program can make the canonical form of that version."""
    return version in _VERSIONS


def version_of(content: str) -> int:
    """Return the version of a canonical form. ReportError where it is none."""
    version = _object(content).get("canonical")
    if isinstance(version, bool) or not isinstance(version, int):
        raise ReportError("没有写明内容的版本。")
    return version


def report_of(content: str, find_edition: FindEdition) -> tuple[Report, Edition]:
    """Return a report that says what a canonical form says, and its edition.

    ReportError where it is no canonical form; UnknownEditionError for a foreign edition.
    """
    data = _object(content)
    form = find_edition(str(data.get("edition")))
    title, cells, texts = (data.get(name) for name in ("title", "cells", "texts"))
    signed = data.get("signature")
    if (
        not isinstance(cells, Mapping)
        or not isinstance(texts, Mapping)
        or not isinstance(signed, list)
        or len(signed) != 2
    ):
        raise ReportError("内容不完整。")
    public: dict[str, Any] = {
        name: data.get(name) for name in ("edition", "scope", "organ", "year")
    }
    public["title"] = "\n".join(map(str, title)) if isinstance(title, list) else title
    public["signature"] = dict(zip(("name", "date"), signed, strict=True))
    public["texts"] = {text_id: _paragraphs(text) for text_id, text in texts.items()}
    if isinstance(period := data.get("period"), list) and len(period) == 2:
        public["period"] = dict(zip(("start", "end"), period, strict=True))
    for cell, value in cells.items():
        table, _, rest = str(cell).partition(".")
        row, _, column = rest.partition(".")
        public.setdefault(table, {}).setdefault(row, {})[column] = value
    return from_json(public, form), form


def _object(content: str) -> dict[str, Any]:
    data = loads(content)
    if not isinstance(data, dict):
        raise ReportError("内容不完整。")
    return data


def _paragraphs(text: object) -> list[dict[str, Any]]:
    if not isinstance(text, list) or not all(isinstance(p, list) and len(p) == 2 for p in text):
        raise ReportError("内容不完整。")
    return [{"level": level, "text": line} for level, line in text]


# Version 1 ----------------------------------------------------------------------------------


def _version_1(report: Report, form: Edition, sheet: Sheet) -> dict[str, Any]:
    """Fold runs of white space and composed characters."""
    return {
        "edition": report.edition,
        "scope": report.scope.value,
        "organ": _normal(report.organ.name),
        "year": report.year,
        "title": _normal(report.printed_title(form)),
        "cells": _cells(form, sheet),
        "texts": {
            text_id: [
                [paragraph.level, _normal(paragraph.resolve(sheet.value))]
                for paragraph in report.text(text_id)
            ]
            for text_id in sorted(form.texts)
        },
        "signature": [_normal(report.signature.name), _normal(report.signature.date)],
    }


def _cells(form: Edition, sheet: Sheet) -> dict[str, int | str | None]:
    return {
        cell: encode(value)
        for cell in sorted(form.cells)
        if (value := sheet.value(cell)) is not None
    }


def _normal(text: str) -> str:
    """Fold what looks the same: composed characters and runs of white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


# Version 2 ----------------------------------------------------------------------------------


def _version_2(report: Report, form: Edition, sheet: Sheet) -> dict[str, Any]:
    """Take every character as it is, in the lines that are printed.

    A line break inside a paragraph is content, since it prints another paragraph; an empty
    paragraph and blanks at the ends of a line are none. What is not printed of the signature
    (落款) does not count, nor how its date was typed.
    """
    signature, period = report.signature, report.period
    signed = signature.seal is not Seal.NONE
    return {
        "edition": report.edition,
        "scope": report.scope.value,
        "organ": _one_line(report.organ.name),
        "year": report.year,
        "title": _lines(report.printed_title(form)),
        "period": [period.start.isoformat(), period.end.isoformat()] if period else None,
        "cells": {
            # An amount is a string whatever it is held as: it reads so from a file.
            cell: format_value(sheet.value(cell)) if form.kind(cell) is Kind.AMOUNT else value
            for cell, value in _cells(form, sheet).items()
        },
        "texts": {
            text_id: [
                [paragraph.level, line]
                for paragraph in report.text(text_id)
                for line in _lines(paragraph.resolve(sheet.value))
            ]
            for text_id in sorted(form.texts)
        },
        "signature": [_one_line(signature.name), _day(signature.date)] if signed else ["", ""],
    }


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := one.strip(_EDGES))]


def _one_line(text: str) -> str:
    return " ".join(_lines(text))


def _day(text: str) -> str:
    """Return a day as documents write it, whatever way it was typed."""
    day = read_day(text)
    return chinese_date(day) if day is not None else _one_line(text)


_VERSIONS: Mapping[int, Callable[[Report, Edition, Sheet], dict[str, Any]]] = {
    1: _version_1,
    2: _version_2,
}
