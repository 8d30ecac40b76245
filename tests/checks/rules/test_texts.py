"""Rules about what texts cite, name, list and give away."""

from collections.abc import Callable

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition
from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Organ, Report, Seal, Signature
from gi_desktop.report.prose import paragraphs

CODES = {"superseded_reference", "personal_data", "other_organ", "section_list"}
OWN = Organ(name="某市水利局")

Judge = Callable[..., list[Finding]]


@pytest.fixture
def judge(form: Edition, sound: Report) -> Judge:
    """Judge the sound report with one text that reads so."""

    def judged(words: str, text_id: str = "overview", **fields: object) -> list[Finding]:
        texts = {**sound.texts, text_id: paragraphs(words)}
        report = sound.replace(organ=OWN, texts=texts).replace(**fields)
        checker = Checker(form)
        found = checker.run(report)
        assert checker.faults == ()
        return [finding for finding in found if finding.code in CODES]

    return judged


# superseded_reference -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, name, instead",
    [
        ("按照国办公开办函〔2019〕60号编制。", "国办公开办函〔2019〕60号", "〔2021〕30号"),
        ("按照国办公开办函[2019] 60 号编制。", "国办公开办函〔2019〕60号", "〔2021〕30号"),
        ("根据条例（国务院令第492号）编制。", "国务院令第492号", "国务院令第711号"),
    ],
)
def test_a_document_in_force_no_more(judge: Judge, words: str, name: str, instead: str) -> None:
    (finding,) = judge(words, "preface")
    assert (finding.code, finding.severity) == ("superseded_reference", "verify")
    assert finding.message == f"前言引用了“{name}”，它已经不再适用。"
    assert instead in finding.remedy
    assert finding.text == "preface"


@pytest.mark.parametrize(
    "words",
    [
        "按照国办公开办函〔2021〕30号编制。",
        "根据条例（国务院令第711号）编制。",
        "条例（国务院令第492号公布，第711号修订）。",
        "国办公开办函〔2019〕60号已经废止。",
        "国办公开办函〔2019〕6号。",
    ],
)
def test_documents_in_force(judge: Judge, words: str) -> None:
    assert judge(words, "preface") == []


# personal_data ------------------------------------------------------------------------------

IDENTITY = "11010519491231002X"
"""The example of the standard GB 11643."""


@pytest.mark.parametrize(
    "words, shown",
    [
        (f"申请人身份证号{IDENTITY}。", "身份证号 1101…"),
        ("联系手机13800001234。", "手机号 1380…"),
        ("联系手机138-0000-1234。", "手机号 138-…"),
        ("答复了申请人李某女士。", "“申请人李某女士”"),
        ("申请人王小明申请公开规划。", "“申请人王小明”"),
    ],
)
def test_personal_data(judge: Judge, words: str, shown: str) -> None:
    (finding,) = judge(words)
    assert (finding.code, finding.severity) == ("personal_data", "verify")
    assert finding.message == f"第一部分里好像有个人信息：{shown}。"
    assert IDENTITY not in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "统一编号110105194912310021。",
        "电话0763-3363956，邮编511518。",
        "共有 13800001234567 字节。",
        "申请人向本机关提出申请。",
        "申请人张贴的告示。",
        "已答复各位女士、先生的来信。",
    ],
)
def test_what_is_no_personal_data(judge: Judge, words: str) -> None:
    assert judge(words) == []


# other_organ --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "现公布某市教育局2025年政府信息公开工作年度报告。",
        "根据条例，编制《某市教育局2025年政府信息公开工作年度报告》。",
    ],
)
def test_another_organs_report(judge: Judge, words: str) -> None:
    (finding,) = judge(words, "preface")
    assert (finding.code, finding.severity) == ("other_organ", "verify")
    assert finding.message == "前言写的是“某市教育局”，本机关是“某市水利局”。"
    assert finding.text == "preface"


@pytest.mark.parametrize(
    "words",
    [
        "现公布某市水利局2025年政府信息公开工作年度报告。",
        "现公布市水利局2025年政府信息公开工作年度报告。",
        "编制2025年政府信息公开工作年度报告。",
        "由各部门2025年度政府信息公开工作年度报告汇总而成。",
    ],
)
def test_the_own_name_in_several_ways(judge: Judge, words: str) -> None:
    assert judge(words, "preface") == []


def test_another_organ_signs(judge: Judge) -> None:
    signed = Signature(name="某市教育局", date="2026年1月9日", seal=Seal.SEALED)
    (finding,) = judge("文字。", signature=signed)
    assert finding.message == "落款写的是“某市教育局”，本机关是“某市水利局”。"
    assert finding.field == "signed_by"
    assert judge("文字。", signature=signed.replace(seal=Seal.NONE)) == []


def test_another_organ_in_the_title(judge: Judge) -> None:
    (finding,) = judge("文字。", title="某市教育局2025年政府信息公开工作年度报告")
    assert finding.message.startswith("标题写的是“某市教育局”")
    assert finding.field == "title"


def test_a_government_and_its_office_are_called_alike(judge: Judge) -> None:
    words = "现公布某市人民政府2025年政府信息公开工作年度报告。"
    assert judge(words, "preface", organ=Organ(name="某市人民政府办公室")) == []
    assert judge(words, "preface", organ=Organ()) == []


# section_list -------------------------------------------------------------------------------

PARTS = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议及行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"
)


def test_the_parts_as_they_are(judge: Judge) -> None:
    assert judge(f"本报告由{PARTS}等六部分组成。", "preface") == []


def test_a_part_is_called_otherwise(judge: Judge) -> None:
    words = f"本报告由{PARTS.replace('存在的主要', '存在')}等六部分组成。"
    (finding,) = judge(words, "preface")
    assert (finding.code, finding.severity) == ("section_list", "hint")
    assert finding.message == "前言列的各部分和标题不同：没有“存在的主要问题及改进情况”。"


def test_another_number_of_parts(judge: Judge) -> None:
    (finding,) = judge(f"本报告由{PARTS}等五部分组成。", "preface")
    assert "写的是五部分，报告有 6 个部分" in finding.message


def test_a_list_of_something_else(judge: Judge) -> None:
    assert judge("平台由网站和公众号组成。", "preface") == []
