"""The canonical form: what two reports must share to say the same.

One function with a version of its own for ever; a change of it is a new version beside the
old one. Left out: id, times, and whether a total was automatic or typed.
"""

import json
import re
import unicodedata

from gi_desktop.form import Edition
from gi_desktop.report.model import Report
from gi_desktop.report.serial import encode
from gi_desktop.report.sheet import Plan

CANONICAL_VERSION = 1


def canonical(report: Report, form: Edition) -> bytes:
    """Return the content of a report as UTF-8 bytes, equal for equal content."""
    sheet = Plan.of(form).sheet(report.cells)
    content = {
        "canonical": CANONICAL_VERSION,
        "edition": report.edition,
        "scope": report.scope.value,
        "organ": _normal(report.organ.name),
        "year": report.year,
        "title": _normal(report.printed_title(form)),
        "cells": {
            cell: encode(value)
            for cell in sorted(form.cells)
            if (value := sheet.value(cell)) is not None
        },
        "texts": {
            text_id: [
                [paragraph.level, _normal(paragraph.resolve(sheet.value))]
                for paragraph in report.text(text_id)
            ]
            for text_id in sorted(form.texts)
        },
        "signature": [_normal(report.signature.name), _normal(report.signature.date)],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")  # half a surrogate pair is no character


def _normal(text: str) -> str:
    """Fold what looks the same: composed characters and runs of white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
