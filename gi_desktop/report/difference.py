"""What differs between two reports (差异), in the order of the form, and carrying it over.

Compared is what is shown: an automatic total and a typed one that say the same are equal, and a
reference to a cell is compared by its number. What two reports say of the form's cells is found
here, of its prose in ``difference_prose.py``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gi_desktop.form import Edition
from gi_desktop.report.alignment import normal
from gi_desktop.report.days import chinese_date
from gi_desktop.report.difference_model import Both, Difference, DifferenceKind, Key, Spot
from gi_desktop.report.difference_prose import carried_text, prose_differences
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText, Together
from gi_desktop.report.model import SCOPE_NAMES, SEAL_NAMES, Period, Report
from gi_desktop.report.profile import KIND_NAMES
from gi_desktop.report.values import Value, format_value

__all__ = ["Difference", "DifferenceKind", "Spot", "cell_place", "differences", "edit_of"]


def differences(
    old: Report, new: Report, form: Edition, key: Key = normal
) -> tuple[Difference, ...]:
    """Return what ``new`` says differently, in the order of the form: fields, then the parts.

    ``key`` tells which texts count as the same; without it white space that nobody sees does
    not count.
    """
    both = Both.of(old, new, form, key)
    found = [*_fields(both), *prose_differences(both, form.preface)]
    for section in form.sections:
        if section.table:
            found += _cells(both, section.table)
        else:
            found += prose_differences(both, section.text)
    return tuple(found)


def edit_of(
    chosen: Collection[Difference],
    old: Report,
    new: Report,
    form: Edition,
    label: str = "采用改动",
    key: Key = normal,
) -> Edit:
    """Return the one edit of ``old`` that carries the chosen differences over from ``new``.

    ``chosen`` are some of those that :func:`differences` gives for the same reports. References
    to cells stay in prose where the words around them do.
    """
    both = Both.of(old, new, form, key)
    wanted = frozenset(one for one in chosen if not one.follows)
    edits: list[Edit] = []
    if fields := _carried_fields(both, wanted):
        edits.append(SetFields(label, fields))
    if cells := _carried_cells(both, wanted):
        edits.append(SetCells(label, cells))
    edits += [
        SetText(label, text_id, carried_text(both, text_id, wanted))
        for text_id in form.texts
        if any(one.text == text_id for one in wanted)
    ]
    return Together(label, tuple(edits))


# Cells -----------------------------------------------------------------------------------------


def cell_place(form: Edition, cell: str) -> str:
    """Return what a clerk calls the cell, such as 表三“（一）予以公开·自然人”."""
    spec = form.cells[cell]
    return f"{form.table(spec.table).number}“{spec.name}”"


def _cells(both: Both, table: str) -> Iterator[Difference]:
    for cell in both.form.table(table).by_address:
        if both.changed(cell):
            yield Difference(
                DifferenceKind.CELL,
                cell_place(both.form, cell),
                format_value(both.old_sheet.value(cell)),
                format_value(both.new_sheet.value(cell)),
                cell=cell,
                follows=_behind(both, cell),
            )


def _behind(both: Both, cell: str) -> tuple[str, ...]:
    """Return the entered cells that change an automatic total; none for what was entered."""
    if not (both.old_sheet.is_automatic(cell) and both.new_sheet.is_automatic(cell)):
        return ()
    found: list[str] = []
    for addend in both.form.derived[cell].addends:
        if both.changed(addend):
            found += _behind(both, addend) or (addend,)
    return tuple(found)


def _carried_cells(both: Both, wanted: Collection[Difference]) -> dict[str, Value]:
    places = {one.cell for one in wanted}
    chosen = [cell for cell in both.form.cells if cell in places]
    entered: dict[str, Value] = {cell: both.new.stored(cell) for cell in chosen}
    touched = set(chosen)
    for total in both.form.derived.values():
        if touched.isdisjoint(total.addends) and total.cell not in touched:
            continue
        touched.add(total.cell)
        # Typed in one and automatic in the other, it may show the same only by chance.
        stored = both.new.stored(total.cell)
        if not both.changed(total.cell) and both.old.stored(total.cell) != stored:
            entered[total.cell] = stored
    carried = SetCells("", entered).apply(both.old)
    for cell in both.form.derived:
        sheet = both.new_sheet.plan.sheet(carried.cells)
        if cell in chosen and (shown := both.new_sheet.value(cell)) != sheet.value(cell):
            entered[cell] = shown  # its addends were left as they are
            carried = SetCells("", {cell: shown}).apply(carried)
    return entered


# Fields ----------------------------------------------------------------------------------------

_TITLE = "title"


@dataclass(frozen=True)
class _Field:
    """One field: its place in the report (a field, or a field of one), its name, how it shows."""

    path: str
    name: str
    shown: Callable[[Any], str] = field(default=lambda value: value)

    def value(self, report: Report) -> Any:  # noqa: ANN401 - a field of any type
        """Return what the report holds there."""
        value: Any = report
        for part in self.path.split("."):
            value = getattr(value, part)
        return value

    def carried(self, target: Report, source: Report) -> Report:
        """Return ``target`` with the value of ``source``."""
        name, _, inner = self.path.partition(".")
        value = self.value(source)
        if inner:
            value = getattr(target, name).replace(**{inner: value})
        return target.replace(**{name: value})


def _period(period: Period | None) -> str:
    if period is None:
        return "全年"
    return f"{chinese_date(period.start)}至{chinese_date(period.end)}"


_FIELDS = (
    _Field("organ.name", "机关名称"),
    _Field("organ.kind", "机关类型", KIND_NAMES.__getitem__),
    _Field("year", "年度", lambda year: "" if year is None else f"{year}年"),
    _Field("scope", "数据范围", SCOPE_NAMES.__getitem__),
    _Field("period", "统计期限", _period),
    _Field("organ.website", "网站"),
    _Field("organ.address", "地址"),
    _Field("organ.postcode", "邮政编码"),
    _Field("organ.telephone", "电话"),
    _Field("organ.email", "电子邮箱"),
    _Field("signature.name", "落款名称"),
    _Field("signature.date", "落款日期"),
    _Field("signature.seal", "落款方式", SEAL_NAMES.__getitem__),
)


def _fields(both: Both) -> Iterator[Difference]:
    if both.old.title != both.new.title:
        old, new = both.old.printed_title(both.form), both.new.printed_title(both.form)
        if both.key(old) != both.key(new):
            yield Difference(DifferenceKind.FIELD, "标题", old, new, field=_TITLE)
    for one in _FIELDS:
        values = one.value(both.old), one.value(both.new)
        if values[0] == values[1]:
            continue
        old, new = map(one.shown, values)
        if both.key(old) != both.key(new):
            yield Difference(DifferenceKind.FIELD, one.name, old, new, field=one.path)


def _carried_fields(both: Both, wanted: Iterable[Difference]) -> Mapping[str, Any]:
    paths = {one.field for one in wanted if one.field}
    carried = both.old
    for one in _FIELDS:
        if one.path in paths:
            carried = one.carried(carried, both.new)
    if _TITLE in paths:
        carried = carried.replace(title=both.new.title)
        printed = partial(Report.printed_title, form=both.form)
        if printed(carried) != printed(both.new):  # it follows names that were not carried over
            carried = carried.replace(title=printed(both.new))
    return {
        name: getattr(carried, name)
        for name in ("organ", "year", "scope", "period", "signature", "title")
        if getattr(carried, name) != getattr(both.old, name)
    }
