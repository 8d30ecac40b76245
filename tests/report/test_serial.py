"""The report as JSON: what goes out comes in again, and what is none is refused in words."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.form import Edition, Kind, current_edition
from gi_desktop.report.exact_json import ReportError, loads
from gi_desktop.report.model import (
    Organ,
    OrganKind,
    Period,
    Report,
    Scope,
    Seal,
    Signature,
    new_report,
)
from gi_desktop.report.prose import CellRun, Paragraph, TextRun, plain_text
from gi_desktop.report.serial import decode, from_json, to_json, to_record
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import MAX_DIGITS, Raw, parse_value
from tests.strategies import reports, usual_reports
from tests.toy import TOY

FORM = current_edition()
every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)
RECEIVED = "letters.received"
FILLED = {f"{RECEIVED}.paper": 3, f"{RECEIVED}.mail": 4}


def through_text(data: object) -> object:
    return loads(json.dumps(data, ensure_ascii=False))


def read(text: str, form: Edition = TOY) -> Report:
    return from_json(loads(text), form)


# Round trips --------------------------------------------------------------------------------


@every_form
@given(data=st.data())
def test_the_record_keeps_everything(data: st.DataObject, form: Edition) -> None:
    report = data.draw(reports(form))
    record = to_record(report, form)
    unknown: list[str] = []
    found = from_json(through_text(record), form, unknown)
    assert found == report
    assert to_record(found, form) == record  # equal numbers may differ in digits: 0 and 0.00
    assert unknown == []


@every_form
@given(data=st.data())
def test_the_public_shape_stays_the_same(data: st.DataObject, form: Edition) -> None:
    public = to_json(data.draw(reports(form)), form)
    assert to_json(from_json(through_text(public), form), form) == public


@every_form
@given(data=st.data())
def test_of_a_usual_report_the_public_shape_keeps_all_but_the_ids(
    data: st.DataObject, form: Edition
) -> None:
    report = data.draw(usual_reports(form))
    found = from_json(through_text(to_json(report, form)), form)
    organ = found.organ.replace(id=report.organ.id)
    assert found.replace(id=report.id, organ=organ) == report


def test_an_organ_has_an_id_of_its_own_that_a_record_keeps() -> None:
    first, second = read("{}"), read("{}")
    assert first.organ.id
    assert first.organ.id != second.organ.id
    assert from_json(through_text(to_record(first, TOY)), TOY).organ.id == first.organ.id


def test_the_true_content_of_real_reports_is_kept_exactly(
    real_reports: dict[str, Path],
) -> None:
    for source in real_reports.values():
        expected = json.loads(
            (source.parent / f"{source.stem}.expected.json").read_text(encoding="utf-8")
        )
        ours = to_json(from_json(through_text(expected), FORM), FORM)
        assert [ours["organ"], ours["year"]] == [expected["organ"], expected["year"]]
        for table in FORM.tables:
            for row, columns in expected[table.id].items():
                for column, value in columns.items():
                    assert ours[table.id][row][column] == value, (source.name, row, column)
        for text_id in FORM.texts:
            text = "".join(paragraph["text"] for paragraph in ours["texts"][text_id])
            assert text == (expected["texts"].get(text_id) or ""), (source.name, text_id)


# The public shape ---------------------------------------------------------------------------


def test_the_public_shape_of_a_report() -> None:
    report = Report(
        edition="toy",
        organ=Organ(id="own-7", name="某局", kind=OrganKind.DEPARTMENT, telephone="123"),
        year=2024,
        cells={
            **FILLED,
            "letters.open.paper": Raw("12a"),
            "letters.postage.amount": Decimal("1.50"),
        },
        texts={
            "work": (
                Paragraph.of("（一）办理", 2),
                Paragraph(runs=(TextRun(text="收到"), CellRun(cell=f"{RECEIVED}.total"))),
            )
        },
        signature=Signature(name="某局", date="2025年1月8日", seal=Seal.UNSEALED),
    )
    counts = {"paper": None, "mail": None, "total": None}
    assert to_json(report, TOY) == {
        "edition": "toy",
        "scope": "own",
        "organ": "某局",
        "year": 2024,
        "letters": {
            "received": {"paper": 3, "mail": 4, "total": 7},
            "answered": counts,
            "open": counts | {"paper": "12a"},
            "postage": {"amount": "1.50"},
        },
        "texts": {
            "preface": [],
            "work": [{"level": 2, "text": "（一）办理"}, {"level": 0, "text": "收到7"}],
        },
        "contact": {"telephone": "123"},
        "signature": {"name": "某局", "date": "2025年1月8日"},
    }


def test_the_top_level_of_the_current_form() -> None:
    assert list(to_json(new_report(FORM, 2024), FORM)) == [
        "edition", "scope", "organ", "year", "disclosure", "applications", "review", "texts",
        "contact", "signature",
    ]  # fmt: skip


def test_what_is_left_out_is_empty() -> None:
    for text in ("{}", '{"letters": null, "texts": {"work": null}, "contact": null}'):
        report = read(text)
        empty = Report(edition="toy", id=report.id, organ=Organ(id=report.organ.id))
        assert report == empty


def test_a_plain_string_is_one_paragraph_per_line() -> None:
    report = read('{"texts": {"work": "第一段。\\n\\n 第二段。 ", "preface": ["甲", "乙"]}}')
    assert report.text("work") == (Paragraph.of("第一段。"), Paragraph.of("第二段。"))
    assert report.text("preface") == (Paragraph.of("甲"), Paragraph.of("乙"))


def test_numbers_may_come_as_numbers_or_as_text() -> None:
    report = read(
        '{"letters": {"received": {"paper": "1,234", "mail": 5},'
        ' "open": {"paper": 1.5, "mail": true}, "postage": {"amount": 1.50}}}'
    )
    assert report.cells == {
        f"{RECEIVED}.paper": 1234,
        f"{RECEIVED}.mail": 5,
        "letters.open.paper": Raw("1.5"),
        "letters.open.mail": Raw("true"),
        "letters.postage.amount": Decimal("1.50"),
    }
    assert repr(report.cells["letters.postage.amount"]) == "Decimal('1.50')"


@pytest.mark.parametrize("kind", Kind)
@given(found=st.integers(-(10**MAX_DIGITS), 10 ** (2 * MAX_DIGITS) - 1))
def test_a_whole_number_is_what_its_digits_are(kind: Kind, found: int) -> None:
    read = decode(loads(str(found)), kind)
    as_text = parse_value(str(found), kind)
    assert (type(read), read) == (type(as_text), as_text)


@pytest.mark.parametrize("number", ["-1", "1e3", "100000000000000000000000000000"])
def test_a_number_that_is_no_count_stays_visible(number: str) -> None:
    report = read(f'{{"letters": {{"received": {{"paper": {number}}}}}}}')
    stored = report.stored(f"{RECEIVED}.paper")
    assert stored == (1000 if number == "1e3" else Raw(number))


@pytest.mark.parametrize("total, stored", [(7, None), (8, 8), ("7件", Raw("7件"))])
def test_a_total_that_equals_its_sum_becomes_automatic(total: object, stored: object) -> None:
    data = {"letters": {"received": {"paper": 3, "mail": 4, "total": total}}}
    assert from_json(data, TOY).stored(f"{RECEIVED}.total") == stored


def test_a_record_says_which_totals_were_typed() -> None:
    typed = Report(edition="toy", cells={**FILLED, f"{RECEIVED}.total": 7})
    record = to_record(typed, TOY)
    assert record["typed_totals"] == [f"{RECEIVED}.total"]
    assert from_json(record, TOY) == typed
    assert to_json(typed, TOY) == to_json(typed.replace(cells=FILLED), TOY)


def test_an_unusual_title_period_and_seal_are_kept() -> None:
    text = (
        '{"organ": "某局", "year": 2024, "title": "某局的报告", "scope": "aggregated",'
        ' "period": {"start": "2024-03-01", "end": "2024-12-31"},'
        ' "signature": {"name": "某局", "seal": "sealed"}}'
    )
    report = read(text)
    assert report.title == "某局的报告"
    assert report.scope is Scope.AGGREGATED
    assert report.period == Period(start=date(2024, 3, 1), end=date(2024, 12, 31))
    assert report.signature.seal is Seal.SEALED
    assert to_json(report, TOY)["period"] == {"start": "2024-03-01", "end": "2024-12-31"}


def test_the_usual_title_is_not_stored() -> None:
    report = read('{"organ": "某局", "year": 2024, "title": "某局2024年来信办理年度报告"}')
    assert report.title == ""
    assert report.printed_title(TOY) == "某局2024年来信办理年度报告"


def test_names_that_the_form_does_not_know_are_told() -> None:
    unknown: list[str] = []
    from_json({"organ": "某局", "weather": 1, "budget": {}}, TOY, unknown)
    assert unknown == ["weather", "budget"]


def test_references_read_as_their_cells() -> None:
    record = {
        "letters": {"received": {"paper": 3, "mail": 4}},
        "texts": {"work": [{"runs": [{"text": "共"}, {"cell": f"{RECEIVED}.total"}]}]},
    }
    report = from_json(record, TOY)
    assert plain_text(report.text("work"), Plan.of(TOY).sheet(report.cells).value) == "共7"


# Refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, words",
    [
        ("null", "不是一份报告"),
        ("[]", "不是一份报告"),
        ('"text"', "不是一份报告"),
        ('{"edition": "2021"}', "报告的格式是“2021”"),
        ('{"edition": ["toy"]}', "报告的格式是“一组值”"),
        ('{"year": "2024"}', "“year”应为年份"),
        ('{"year": true}', "“year”应为年份"),
        ('{"year": 2024.0}', "“year”应为年份"),
        ('{"year": [[]]}', "“year”应为年份"),
        ('{"year": 1066}', "年份 1066 超出"),
        ('{"year": 2101}', "年份 2101 超出"),
        ('{"organ": 5}', "“organ”应为文字"),
        ('{"title": []}', "“title”应为文字"),
        ('{"scope": "mine"}', "“scope”不能是“mine”"),
        ('{"scope": []}', "“scope”不能是"),
        ('{"organ_kind": "club"}', "“organ_kind”不能是"),
        ('{"contact": []}', "“contact”应为一组"),
        ('{"contact": {"email": 1}}', "“email”应为文字"),
        ('{"signature": "某局"}', "“signature”应为一组"),
        ('{"signature": {"seal": "wax"}}', "“seal”不能是"),
        ('{"period": {"start": "2024-01-01"}}', "起止日期"),
        ('{"period": {"start": "2024-01-01", "end": "2024-02-30"}}', "起止日期"),
        ('{"period": 2024}', "“period”应为一组"),
        ('{"letters": []}', "“letters”应为一组"),
        ('{"letters": {"received": 5}}', "“letters.received”应为一组"),
        ('{"letters": {"received": {"fax": 5}}}', "“letters.received.fax”不是表中的格子"),
        ('{"letters": {"returned": {"paper": 5}}}', "“letters.returned.paper”不是表中的格子"),
        ('{"letters": {"received": {"paper": [1]}}}', "现在是一组值"),
        ('{"letters": {"received": {"paper": {"a": 1}}}}', "现在是一组值"),
        ('{"typed_totals": "all"}', "“typed_totals”应为一列"),
        ('{"typed_totals": [1]}', "“typed_totals”应为一列"),
        ('{"texts": []}', "“texts”应为一组"),
        ('{"texts": {"poem": "x"}}', "“poem”不是报告的一部分"),
        ('{"texts": {"work": 5}}', "“texts.work”应为段落"),
        ('{"texts": {"work": [5]}}', "“texts.work”应为一组"),
        ('{"texts": {"work": [{"text": 5}]}}', "“text”应为文字"),
        ('{"texts": {"work": [{"level": 5, "text": ""}]}}', "level 不是 0 至 4"),
        ('{"texts": {"work": [{"level": 1.0, "text": ""}]}}', "level 不是 0 至 4"),
        ('{"texts": {"work": [{"level": true, "text": ""}]}}', "level 不是 0 至 4"),
        ('{"texts": {"work": [{"level": [1], "text": ""}]}}', "level 不是 0 至 4"),
        ('{"texts": {"work": [{"runs": {}}]}}', "runs 不是列表"),
        ('{"texts": {"work": [{"runs": [5]}]}}', "“texts.work”应为一组"),
        ('{"texts": {"work": [{"runs": [{"cell": "a.b.c"}]}]}}', "引用的“a.b.c”不是"),
        (
            '{"texts": {"work": [{"runs": [{"cell": "letters.received.paper", "format": "x"}]}]}}',
            "“format”不能是",
        ),
        ('{"id": "123"}', "报告编号“123”不完整"),
        ('{"id": [1]}', "报告编号"),
        ("", "不是完整的 JSON"),
        ('{"organ": "某', "第 1 行第 11 个字符"),
        ('{\n"organ": tru}', "第 2 行"),
        ('{"year": NaN}', "“NaN”不是数"),
        ('{"year": -Infinity}', "“-Infinity”不是数"),
        ('{"year": 1, "organ": "甲", "year": 2}', "“year”写了两次"),
        ('{"texts": {"work": [{"text": "1", "text": "2"}]}}', "“text”写了两次"),
        ('{"year": 1e9999}', "这个数太长"),
        (f'{{"year": {"9" * 5000}}}', "这个数太长"),
        (f'{{"year": 0.{"9" * 5000}}}', "这个数太长"),
        ("[" * 100_000, "嵌套过深"),
        ('{"a":' * 100_000, "嵌套过深"),
    ],
)
def test_what_is_no_report_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ReportError) as caught:
        read(text)
    sentence = str(caught.value)
    assert words in sentence
    assert re.fullmatch(r"[^\n]{5,120}。", sentence)


def test_many_names_are_searched_for_a_repeated_one_in_linear_time() -> None:
    pairs: list[Any] = [f'"{number}": 0' for number in range(200_000)]
    with pytest.raises(ReportError, match="“199999”写了两次"):
        loads("{" + ",".join([*pairs, '"199999": 1']) + "}")
