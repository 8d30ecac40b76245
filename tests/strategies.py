"""Hypothesis strategies for reports of any edition, shared by the tests of every room."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gi_desktop.form import CellSpec, Edition, Kind
from gi_desktop.report.model import (
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
from gi_desktop.report.prose import LEVELS, CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.sheet import Plan, settle_totals
from gi_desktop.report.values import Raw, Value, parse_value

_SYLLABLES = "政府信息公开工作年度报告主动依申请办理结果本机关平台建设监督保障问题改进措施情况"
_MARKS = "，。；、：“”（）《》"

characters = st.characters(codec="utf-8")
"""Every character that a file can hold."""

any_text = st.text(characters, max_size=30)
"""Text with any accident in it: blanks, controls, line ends, characters outside the plane."""

chinese = st.text(st.sampled_from(_SYLLABLES), min_size=1, max_size=12)
"""A few Chinese characters."""


@st.composite
def sentences(draw: DrawFn) -> str:
    """One Chinese sentence as reports have them: with digits, quotes and a full stop."""
    parts = draw(
        st.lists(
            st.one_of(
                chinese,
                st.integers(0, 9999).map(str),
                chinese.map("“{}”".format),
                chinese.map("《{}》".format),
                st.sampled_from(("，", "；", "、")),
            ),
            min_size=1,
            max_size=8,
        )
    )
    text = "".join(parts).strip(_MARKS[:4])
    return f"{text or '已办结'}。"


prose_lines = st.lists(sentences(), min_size=1, max_size=3).map("".join)
"""One paragraph of real-looking prose, without references."""

counts = st.integers(0, 99_999)
amounts = st.decimals(0, 99_999, places=4, allow_nan=False, allow_infinity=False) | st.sampled_from(
    [Decimal(0), Decimal("0.00"), Decimal("12.50"), Decimal(3)]
)


def numbers(kind: Kind) -> SearchStrategy[int] | SearchStrategy[Decimal]:
    """Numbers of a kind of cell."""
    return amounts if kind is Kind.AMOUNT else counts


def raws(kind: Kind) -> SearchStrategy[Value]:
    """Entries of a kind of cell that are no numbers."""
    entered = any_text | st.sampled_from(
        ["12a", "-1", "1.5", "无", "/", "1,2", "1 2", "１２.", "五"]
    )
    return entered.map(lambda text: parse_value(text, kind)).filter(
        lambda value: isinstance(value, Raw)
    )


def values(spec: CellSpec) -> SearchStrategy[Value]:
    """What the cell may hold: empty, a number of its kind, or raw text."""
    return st.one_of(st.none(), numbers(spec.kind), raws(spec.kind))


@st.composite
def filled_cells(draw: DrawFn, form: Edition) -> dict[str, Any]:
    """Numbers in every cell that no total derives; totals automatic."""
    return {spec.address: draw(numbers(spec.kind)) for spec in form.inputs}


@st.composite
def any_cells(draw: DrawFn, form: Edition) -> dict[str, Any]:
    """Any accident: empty cells, raw text, totals typed in place of the sum or automatic."""
    chosen = draw(st.lists(st.sampled_from(list(form.cells.values())), max_size=12, unique=True))
    cells = {spec.address: draw(numbers(spec.kind)) for spec in form.inputs if draw(st.booleans())}
    for spec in chosen:
        value = draw(values(spec))
        if value is None:
            cells.pop(spec.address, None)
        else:
            cells[spec.address] = value
    return cells


def texts_of(
    paragraph: SearchStrategy[Paragraph], form: Edition
) -> SearchStrategy[dict[str, Text]]:
    """Some of the edition's texts, each with at least one paragraph."""
    return st.dictionaries(
        st.sampled_from(form.texts), st.lists(paragraph, min_size=1, max_size=4).map(tuple)
    )


def any_paragraphs(form: Edition) -> SearchStrategy[Paragraph]:
    """Paragraphs of any level, runs of any text and references to any cell."""
    text_run = any_text.filter(bool).map(lambda text: TextRun(text=text))
    cell_run = st.sampled_from(list(form.cells)).map(lambda cell: CellRun(cell=cell))
    return st.builds(
        lambda runs, level: Paragraph(runs=tuple(runs), level=level),
        st.lists(st.one_of(text_run, cell_run), max_size=4),
        st.sampled_from(LEVELS),
    )


def prose_paragraphs() -> SearchStrategy[Paragraph]:
    """Body paragraphs and headings as offices write them."""
    return st.builds(Paragraph.of, prose_lines, st.just(0)) | st.builds(
        Paragraph.of, chinese, st.sampled_from(LEVELS[1:])
    )


years = st.integers(EARLIEST_YEAR, LATEST_YEAR)


def organs(text: SearchStrategy[str] = any_text) -> SearchStrategy[Organ]:
    """Organs with any of their particulars."""
    return st.builds(
        Organ,
        id=text,
        name=text,
        kind=st.sampled_from(OrganKind),
        website=text,
        address=text,
        postcode=text,
        telephone=text,
        email=text,
    )


_periods = st.none() | st.builds(
    lambda year, start, length: Period(
        start=date.fromordinal(date(year, 1, 1).toordinal() + start),
        end=date.fromordinal(date(year, 1, 1).toordinal() + start + length),
    ),
    years,
    st.integers(0, 365),
    st.integers(0, 365),
)


@st.composite
def reports(
    draw: DrawFn,
    form: Edition,
    cells: Callable[[Edition], SearchStrategy[Mapping[str, Any]]] = any_cells,
) -> Report:
    """Any report that the program can hold, with every kind of accident in it."""
    report = Report(
        edition=form.id,
        id=draw(st.uuids()),
        scope=draw(st.sampled_from(Scope)),
        organ=draw(organs()),
        year=draw(st.none() | years),
        title=draw(st.just("") | any_text),
        period=draw(_periods),
        cells=draw(cells(form)),
        texts=draw(texts_of(any_paragraphs(form), form)),
        signature=draw(
            st.builds(Signature, name=any_text, date=any_text, seal=st.sampled_from(Seal))
        ),
    )
    return report.replace(title="") if report.title == report.usual_title(form) else report


@st.composite
def usual_reports(draw: DrawFn, form: Edition) -> Report:
    """Reports as offices write them: whole tables, plain prose, a name and a date."""
    year = draw(st.integers(2021, 2035))
    name = draw(chinese.map("{}局".format))
    return Report(
        edition=form.id,
        id=draw(st.uuids()),
        organ=Organ(name=name, website="www.example.cn", telephone="0311-5550000"),
        year=year,
        cells=settle_totals(Plan.of(form), draw(filled_cells(form))),
        texts={
            text_id: draw(st.lists(prose_paragraphs(), min_size=1, max_size=4).map(tuple))
            for text_id in form.texts
        },
        signature=Signature(name=name, date=f"{year + 1}年1月20日", seal=Seal.UNSEALED),
    )


def long_report(form: Edition, characters_of_prose: int = 4500) -> Report:
    """One report of fixed content, whole tables and that much prose: for documents and benches."""
    sentence = (
        "本机关认真落实政府信息公开条例，主动公开政府信息120条，办理依申请公开38件，及时回应关切。"
    )
    share = characters_of_prose // len(form.texts) // len(sentence)
    return Report(
        edition=form.id,
        organ=Organ(name="某某市某某局", website="www.example.cn", telephone="0311-5550000"),
        year=2024,
        cells={
            spec.address: Decimal("1.25") if spec.kind is Kind.AMOUNT else number % 7
            for number, spec in enumerate(form.inputs)
        },
        texts={
            text_id: paragraphs("\n".join([sentence * 3] * (share // 3 + 1)))
            for text_id in form.texts
        },
        signature=Signature(name="某某市某某局", date="2025年1月20日", seal=Seal.UNSEALED),
    )
