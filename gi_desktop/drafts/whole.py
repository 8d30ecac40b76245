"""Whether the record of a report is whole: every part is there, and none that nobody knows.

An import takes what it finds. A draft was written whole: where a name is missing or was
changed, something that was typed would silently not be there, and be lost at the next save.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from gi_desktop.form import Edition
from gi_desktop.report.exact_json import ReportError

_ALWAYS = frozenset(
    {
        "edition", "scope", "organ", "year", "texts", "contact", "signature",
        "id", "organ_id", "organ_kind", "typed_totals",
    }
)  # fmt: skip
_WHERE_GIVEN = frozenset({"title", "period"})
_NONE: frozenset[str] = frozenset()
_CONTACT = frozenset({"website", "address", "postcode", "telephone", "email"})
_SIGNATURE = frozenset({"name", "date", "seal"})
_PERIOD = frozenset({"start", "end"})
_PARAGRAPHS = (frozenset({"level", "text"}), frozenset({"level", "runs"}))
_RUNS = (frozenset({"text"}), frozenset({"cell", "format"}))


def check_whole(record: Mapping[str, Any], form: Edition) -> None:
    """Raise ReportError, in words, where a name is missing or unknown. Values are not judged."""
    tables = _names(form)
    _check(record, "report", _ALWAYS | tables.keys(), _WHERE_GIVEN)
    for table, rows in tables.items():
        _check(record[table], table, rows.keys())
        for row, columns in rows.items():
            _check(record[table][row], f"{table}.{row}", columns)
    _check(record["contact"], "contact", _NONE, _CONTACT)
    _check(record["signature"], "signature", _NONE, _SIGNATURE)
    if record.get("period") is not None:
        _check(record["period"], "period", _PERIOD)
    _check(record["texts"], "texts", frozenset(form.texts))
    for text_id, paragraphs in record["texts"].items():
        where = f"texts.{text_id}"
        for paragraph in _items(paragraphs, where):
            _check_one_of(paragraph, where, _PARAGRAPHS)
            for run in _items(paragraph.get("runs", []), where):
                _check_one_of(run, where, _RUNS)


@cache
def _names(form: Edition) -> Mapping[str, Mapping[str, AbstractSet[str]]]:
    """Return table → row → columns."""
    found: dict[str, dict[str, set[str]]] = {table.id: {} for table in form.tables}
    for table in form.tables:
        for spec in table.cells:
            found[table.id].setdefault(spec.row.id, set()).add(spec.column.id)
    return found


def _check(
    value: object, where: str, needed: AbstractSet[str], allowed: AbstractSet[str] = _NONE
) -> None:
    names = _mapping(value, where).keys()
    if names == needed:  # as nearly all are
        return
    for name in needed - names:
        raise ReportError(f"“{where}”里缺少“{name}”。")
    for name in names - needed - allowed:
        raise ReportError(f"“{where}”里有不认识的内容“{name[:40]}”。")


def _check_one_of(value: object, where: str, known: tuple[AbstractSet[str], ...]) -> None:
    names = _mapping(value, where).keys()
    if names not in known:
        odd = sorted(names - frozenset().union(*known))
        raise ReportError(
            f"“{where}”里有不认识的内容“{odd[0][:40]}”。" if odd else f"“{where}”里有段落不完整。"
        )


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, (dict, Mapping)):  # asking for a dict first is faster
        raise ReportError(f"“{where}”应为一组有名字的值。")
    return value


def _items(value: object, where: str) -> Iterator[Any]:
    if not isinstance(value, list):
        raise ReportError(f"“{where}”应为列表。")
    return iter(value)
