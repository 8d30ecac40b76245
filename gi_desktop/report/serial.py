"""The report as JSON: the public shape, and the lossless record a draft keeps.

Both are one shape: the record only adds keys. Reading takes either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from gi_desktop.form import Edition, Kind
from gi_desktop.report.exact_json import ReportError, short
from gi_desktop.report.model import (
    CONTACT,
    EARLIEST_YEAR,
    LATEST_YEAR,
    Organ,
    OrganKind,
    Period,
    Report,
    Scope,
    Seal,
    Signature,
)
from gi_desktop.report.prose import (
    LEVELS,
    CellRun,
    Paragraph,
    ReferenceFormat,
    Text,
    TextRun,
    paragraphs,
)
from gi_desktop.report.sheet import Plan, Sheet, settle_totals
from gi_desktop.report.values import MAX_DIGITS, Raw, Value, parse_value

_PLAIN = 10**MAX_DIGITS
_T = TypeVar("_T")


# Writing ------------------------------------------------------------------------------------


def to_json(report: Report, form: Edition) -> dict[str, Any]:
    """Return the public shape: every cell of the form, texts resolved, totals their values."""
    sheet = Plan.of(form).sheet(report.cells)
    return _common(report, form, sheet) | {
        "texts": {
            text_id: [
                {"level": paragraph.level, "text": paragraph.resolve(sheet.value)}
                for paragraph in report.text(text_id)
            ]
            for text_id in form.texts
        },
    }


def to_record(report: Report, form: Edition) -> dict[str, Any]:
    """Return the lossless record: the public shape with identity, references, typed totals."""
    sheet = Plan.of(form).sheet(report.cells)
    return {
        "id": str(report.id),
        "organ_id": report.organ.id,
        "organ_kind": report.organ.kind.value,
        "typed_totals": [cell for cell in form.derived if cell in report.cells],
        **_common(report, form, sheet),
        "texts": {
            text_id: [_paragraph_record(paragraph) for paragraph in report.text(text_id)]
            for text_id in form.texts
        },
    }


def _common(report: Report, form: Edition, sheet: Sheet) -> dict[str, Any]:
    data: dict[str, Any] = {
        "edition": report.edition,
        "scope": report.scope.value,
        "organ": report.organ.name,
        "year": report.year,
    }
    if report.title:
        data["title"] = report.title
    if report.period:
        data["period"] = {
            "start": report.period.start.isoformat(),
            "end": report.period.end.isoformat(),
        }
    for table in form.tables:
        rows: dict[str, dict[str, Any]] = {}
        for spec in table.cells:
            rows.setdefault(spec.row.id, {})[spec.column.id] = encode(sheet.value(spec.address))
        data[table.id] = rows
    data["texts"] = {}
    data["contact"] = {
        name: value for name in CONTACT if (value := str(getattr(report.organ, name)))
    }
    data["signature"] = _signature_json(report.signature)
    return data


def encode(value: Value) -> int | str | None:
    """Return a value as JSON has it: a count a number, an amount or raw text a string."""
    if isinstance(value, Raw):
        return value.text
    return f"{value:f}" if isinstance(value, Decimal) else value


def _signature_json(signature: Signature) -> dict[str, str]:
    data = {
        name: value for name, value in (("name", signature.name), ("date", signature.date)) if value
    }
    if signature.seal is not _usual_seal(signature.name, signature.date):
        data["seal"] = signature.seal.value
    return data


def _usual_seal(name: str, day: str) -> Seal:
    return Seal.UNSEALED if name or day else Seal.NONE


def _paragraph_record(paragraph: Paragraph) -> dict[str, Any]:
    if paragraph.is_plain:
        text = "".join(run.text for run in paragraph.runs if isinstance(run, TextRun))
        return {"level": paragraph.level, "text": text}
    runs: list[dict[str, str]] = [
        {"text": run.text}
        if isinstance(run, TextRun)
        else {"cell": run.cell, "format": run.format.value}
        for run in paragraph.runs
    ]
    return {"level": paragraph.level, "runs": runs}


# Reading ------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Reads one object; collects what it does not know."""

    form: Edition
    unknown: list[str] = field(default_factory=list)

    def report(self, data: Mapping[str, Any]) -> Report:
        if data.get("edition") not in (None, self.form.id):
            raise ReportError(f"报告的格式是“{short(data['edition'])}”，不是“{self.form.id}”。")
        self._note_unknown(data)
        year = self._year(data.get("year"))
        cells = self._cells(data)
        organ = self._organ(data)
        title = _text(data, "title")
        report = Report(
            edition=self.form.id,
            scope=_choice(Scope, data.get("scope", Scope.OWN.value), "scope"),
            organ=organ,
            year=year,
            period=self._period(data.get("period")),
            cells=cells,
            texts=self._texts(data.get("texts")),
            signature=_signature(data.get("signature")),
        )
        if title != report.usual_title(self.form):
            report = report.replace(title=title)
        if data.get("id") is not None:
            report = report.replace(id=_uuid(data["id"]))
        return report

    def _note_unknown(self, data: Mapping[str, Any]) -> None:
        known = {
            "edition", "scope", "organ", "year", "title", "period", "texts", "contact",
            "signature", "id", "organ_id", "organ_kind", "typed_totals",
        } | {table.id for table in self.form.tables}  # fmt: skip
        self.unknown.extend(name for name in data if name not in known)

    @staticmethod
    def _year(value: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise ReportError(f"“year”应为年份，如 2025，现在是“{short(value)}”。")
        if not EARLIEST_YEAR <= value <= LATEST_YEAR:
            raise ReportError(f"年份 {short(value)} 超出 {EARLIEST_YEAR}—{LATEST_YEAR} 年。")
        return value

    def _cells(self, data: Mapping[str, Any]) -> dict[str, Any]:
        cells: dict[str, Any] = {}
        known = self.form.cells
        for table in self.form.tables:
            for row, columns in _mapping(data.get(table.id), table.id).items():
                for column, value in _mapping(columns, f"{table.id}.{row}").items():
                    cell = f"{table.id}.{row}.{column}"
                    spec = known.get(cell)
                    if spec is None:
                        raise ReportError(f"“{short(cell)}”不是表中的格子。")
                    decoded = decode(value, spec.kind)
                    if decoded is not None:
                        cells[cell] = decoded
        if "typed_totals" not in data:
            return settle_totals(Plan.of(self.form), cells)
        typed = _strings(data["typed_totals"], "typed_totals")
        return {c: v for c, v in cells.items() if c not in self.form.derived or c in typed}

    @staticmethod
    def _organ(data: Mapping[str, Any]) -> Organ:
        contact = _mapping(data.get("contact"), "contact")
        known = {"id": _text(data, "organ_id")} if "organ_id" in data else {}
        return Organ(
            **known,
            name=_text(data, "organ"),
            kind=_choice(OrganKind, data.get("organ_kind", ""), "organ_kind"),
            **{name: _text(contact, name) for name in CONTACT},
        )

    @staticmethod
    def _period(value: object) -> Period | None:
        if value is None:
            return None
        data = _mapping(value, "period")
        try:
            start, end = (date.fromisoformat(_text(data, name)) for name in ("start", "end"))
        except ValueError:
            raise ReportError("“period”的起止日期应写成 2025-01-01 这样。") from None
        return Period(start=start, end=end)

    def _texts(self, value: object) -> dict[str, Text]:
        texts: dict[str, Text] = {}
        for text_id, content in _mapping(value, "texts").items():
            if text_id not in self.form.texts:
                raise ReportError(f"“texts”里的“{short(text_id)}”不是报告的一部分。")
            text = self._text(content, text_id)
            if text:
                texts[text_id] = text
        return texts

    def _text(self, value: object, where: str) -> Text:
        if value is None:
            return ()
        if isinstance(value, str):
            return paragraphs(value)
        if not isinstance(value, list):
            raise ReportError(f"“texts.{where}”应为段落。")
        return tuple(self._paragraph(item, where) for item in value)

    def _paragraph(self, item: object, where: str) -> Paragraph:
        if isinstance(item, str):
            return Paragraph.of(item)
        data = _mapping(item, f"texts.{where}")
        level = data.get("level", 0)
        if isinstance(level, bool | Decimal | float) or level not in LEVELS:
            raise ReportError(f"“texts.{where}”里有段落的 level 不是 0 至 4。")
        if "runs" not in data:
            return Paragraph.of(_text(data, "text"), level)
        runs = data["runs"]
        if not isinstance(runs, list):
            raise ReportError(f"“texts.{where}”里有段落的 runs 不是列表。")
        return Paragraph(runs=tuple(self._run(run, where) for run in runs), level=level)

    def _run(self, item: object, where: str) -> TextRun | CellRun:
        data = _mapping(item, f"texts.{where}")
        if "cell" not in data:
            return TextRun(text=_text(data, "text"))
        cell = _text(data, "cell")
        if cell not in self.form.cells:
            raise ReportError(f"“texts.{where}”引用的“{short(cell)}”不是表中的格子。")
        return CellRun(
            cell=cell,
            format=_choice(
                ReferenceFormat, data.get("format", ReferenceFormat.PLAIN.value), "format"
            ),
        )


def from_json(data: object, form: Edition, unknown: list[str] | None = None) -> Report:
    """Return the report that either shape describes.

    Names the form does not know at the top level are appended to ``unknown``. A total that
    equals its sum becomes automatic unless the record says it was typed. ReportError where
    the data are no report of this edition.
    """
    if not isinstance(data, Mapping):
        raise ReportError("内容不是一份报告。")
    return _Reader(form, [] if unknown is None else unknown).report(data)


def decode(value: object, kind: Kind) -> Value:
    """Return the cell value that a JSON value stands for; Raw where it is no number of the kind."""
    if value is None:
        return None
    if type(value) is int and kind is Kind.COUNT and 0 <= value < _PLAIN:
        return value  # as nearly all are; what follows would come to the same
    if isinstance(value, str):
        return parse_value(value, kind)
    if isinstance(value, bool):
        return Raw(str(value).lower())
    if not isinstance(value, int | Decimal | float):
        raise ReportError("表的一格里应是一个数或一段文字，现在是一组值。")
    return parse_value(f"{value:f}" if isinstance(value, Decimal) else str(value), kind)


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, (dict, Mapping)):  # asking for a dict first is faster
        raise ReportError(f"“{short(where)}”应为一组有名字的值。")
    return value


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReportError(f"“{name}”应为文字，现在是“{short(value)}”。")
    return value


def _strings(value: object, name: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ReportError(f"“{name}”应为一列文字。")
    return frozenset(value)


def _choice(kind: Callable[[str], _T], value: object, name: str) -> _T:
    try:
        return kind(short(value))
    except ValueError:
        raise ReportError(f"“{name}”不能是“{short(value)}”。") from None


def _uuid(value: object) -> UUID:
    try:
        return UUID(short(value))
    except ValueError:
        raise ReportError(f"报告编号“{short(value)}”不完整。") from None


def _signature(value: object) -> Signature:
    data = _mapping(value, "signature")
    name, day = _text(data, "name"), _text(data, "date")
    seal = data.get("seal")
    return Signature(
        name=name,
        date=day,
        seal=_usual_seal(name, day) if seal is None else _choice(Seal, seal, "seal"),
    )
