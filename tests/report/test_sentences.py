from dataclasses import replace
from datetime import date

import pytest

from gi_desktop.form import Edition, Section, current_edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Organ, Period, Report, new_report
from gi_desktop.report.prose import CellRun, Paragraph, paragraphs, plain_text
from gi_desktop.report.sentences import (
    Sentence,
    compose_preface,
    facts_for,
    preface_differs,
)
from gi_desktop.report.sheet import Plan
from tests.toy import TOY

FORM = current_edition()
PLAN = Plan.of(FORM)
RECEIVED, CARRIED = FORM.meaning.applications
OVERVIEW = next(section for section in FORM.sections if section.text == "overview")
PROBLEMS = next(section for section in FORM.sections if section.text == "problems")
MATTERS = next(section for section in FORM.sections if section.text == "other_matters")


def facts(cells: dict[str, int], section: Section = OVERVIEW) -> list[Sentence]:
    return facts_for(section, FORM, PLAN.sheet(cells))


def reads(sentence: Sentence, cells: dict[str, int]) -> str:
    return plain_text((Paragraph(runs=sentence.runs),), PLAN.sheet(cells).value)


def cells(number: int) -> dict[str, int]:
    return dict.fromkeys(FORM.cells, number)


def test_an_empty_report_offers_nothing_and_says_why() -> None:
    for sentence in facts({}, MATTERS):
        assert not sentence.runs
        assert "还没有填" in sentence.why


def test_a_year_without_applications() -> None:
    offered = {sentence.name: reads(sentence, cells(0)) for sentence in facts(cells(0))}
    assert offered == {
        "收到申请": "本年未收到政府信息公开申请。",
        "收到和办理申请": "本年未收到政府信息公开申请，也没有上年结转的申请。",
        "行政复议、行政诉讼": "本年未发生因政府信息公开引起的行政复议、行政诉讼。",
    }


def test_numbers_are_references_that_follow_the_tables() -> None:
    given = cells(0) | {RECEIVED: 41, CARRIED: 2, FORM.meaning.handled: 40}
    given[FORM.meaning.carried_out] = 3
    short, long, _ = facts(given)
    assert reads(short, given) == "本年新收政府信息公开申请41件。"
    assert reads(long, given) == (
        "本年新收政府信息公开申请41件，上年结转2件，本年办理40件，结转下年度继续办理3件。"
    )
    assert [run.cell for run in long.runs if isinstance(run, CellRun)] == [
        RECEIVED,
        CARRIED,
        FORM.meaning.handled,
        FORM.meaning.carried_out,
    ]


def test_a_number_that_is_missing_is_named() -> None:
    known = {RECEIVED: 41}
    short, long, appeals = facts(known)
    assert reads(short, known) == "本年新收政府信息公开申请41件。"
    assert "“二、上年结转·总计”" in long.why
    assert "表四" in appeals.why


def test_appeals_are_told_with_their_numbers() -> None:
    given = cells(0) | {FORM.meaning.appeals[1]: 2}
    assert reads(facts(given)[-1], given) == (
        "本年因政府信息公开发生行政复议0件，未经复议直接起诉2件，复议后起诉0件。"
    )


def test_no_fee_is_for_the_user_to_say() -> None:
    (fee, *_) = facts(cells(0), MATTERS)
    assert reads(fee, cells(0)) == "本年没有收取信息处理费。"
    assert "确实没有收取" in fee.confirm


def test_a_fee_notice_in_the_table_forbids_to_say_there_was_no_fee() -> None:
    given = cells(0) | {FORM.meaning.fee_notices[0]: 1}
    fees = [sentence for sentence in facts(given, MATTERS) if sentence.name == "信息处理费"]
    assert [reads(fee, given) for fee in fees] == [
        "本年发出收费通知后申请人逾期未缴纳费用的申请有1件。"
    ]


def test_numbers_that_do_not_add_up_are_told_with_the_sentence() -> None:
    natural = RECEIVED.replace(".total", ".natural")
    wrong = Finding("balance", Severity.ERROR, "不平。", (natural,))
    short, long, appeals = facts(cells(0))
    assert short.fault([wrong]) == long.fault([wrong]) == "不平。"
    assert appeals.fault([wrong]) == "", "other rows"
    asked = replace(wrong, severity=Severity.VERIFY)
    assert short.fault([asked]) == ""
    assert facts({})[0].fault([wrong]) == "", "nothing is offered that could be wrong"


def test_nothing_is_offered_where_no_fact_belongs() -> None:
    assert facts(cells(0), PROBLEMS) == []
    (work,) = (section for section in TOY.sections if section.text)
    assert facts_for(work, TOY, Plan.of(TOY).sheet({})) == []


def preface(report: Report, form: Edition = FORM) -> str:
    return plain_text(compose_preface(report, form), lambda _cell: None)


def test_a_preface_without_facts_is_empty() -> None:
    assert compose_preface(new_report(FORM), FORM) == ()


@pytest.mark.parametrize(
    "period,days",
    [
        (None, "自2025年1月1日起，至2025年12月31日止"),
        (
            Period(start=date(2025, 3, 1), end=date(2025, 12, 31)),
            "自2025年3月1日起，至2025年12月31日止",
        ),
    ],
)
def test_a_preface_tells_period_and_contact(period: Period | None, days: str) -> None:
    organ = Organ(name="某某局", telephone="010-1234", email="a@b.cn", website="www.b.cn")
    words = preface(new_report(FORM, 2025).replace(organ=organ, period=period))
    assert days in words
    assert "（电话：010-1234；电子邮箱：a@b.cn）" in words
    assert "网站（www.b.cn）" in words
    assert FORM.basis in words


WAYS = Organ(
    name="某局",
    website="https://www.example.gov.cn/",
    address="人民路 1 号",
    postcode="123456",
    telephone="0431-1",
    email="a@example.gov.cn",
)


def told_otherwise(organ: Organ, preface: str) -> tuple[str, ...]:
    report = new_report(FORM, 2025).replace(organ=organ, texts={FORM.preface: paragraphs(preface)})
    return preface_differs(report, FORM, PLAN.sheet({}).value)


def test_a_preface_that_was_just_written_differs_in_nothing() -> None:
    report = new_report(FORM, 2025).replace(organ=WAYS)
    written = plain_text(compose_preface(report, FORM), PLAN.sheet({}).value)
    assert told_otherwise(WAYS, written) == ()


def test_what_the_preface_tells_otherwise_is_named() -> None:
    old = "网址：www.old.gov.cn，地址：人民路2号，邮编：１２３４５６，电话：0431-9，邮箱：B@example.gov.cn。"
    assert told_otherwise(WAYS, old) == ("网站", "地址", "电话", "电子邮箱")


@pytest.mark.parametrize(
    "preface",
    [
        "",
        "依照条例编制。",
        "网站地址：http://WWW.example.gov.cn，电话：０４３１－１，地址：人民路1号。",
    ],
)
def test_what_it_does_not_tell_is_no_difference(preface: str) -> None:
    assert told_otherwise(WAYS, preface) == ()
    assert told_otherwise(Organ(name="某局"), preface) == ()
