"""Rules that ask what the parts in prose speak of."""

import pytest

from gi_desktop.report.edits import SetText
from gi_desktop.report.model import Organ, Report, Scope
from gi_desktop.report.prose import paragraphs
from tests.checks.helpers import Check, codes, only


def write(report: Report, text_id: str, text: str) -> Report:
    return SetText("改", text_id, paragraphs(text)).apply(report)


def test_part_six_without_the_fee(check: Check, sound: Report) -> None:
    finding = only(check(write(sound, "other_matters", "没有其他事项。")), "fee_statement")
    assert finding.message == "第六部分没有写收取信息处理费的情况。"
    assert (finding.severity, finding.text) == ("verify", "other_matters")


@pytest.mark.parametrize(
    "text", ["未收取信息处理费。", "本年发出收费通知0件。", "信息\n处理费为0元"]
)
def test_part_six_with_the_fee(check: Check, sound: Report, text: str) -> None:
    assert check(write(sound, "other_matters", text)) == []


def test_an_empty_part_six_is_one_finding_only(check: Check, sound: Report) -> None:
    only(check(write(sound, "other_matters", "")), "empty_text")


def test_aspects_that_part_one_leaves_out(check: Check, sound: Report) -> None:
    text = "主动公开信息二十条，依申请公开按时答复，网站运行正常。"
    finding = only(check(write(sound, "overview", text)), "missing_aspect")
    assert finding.message == "第一部分好像没有写到政府信息管理、监督保障。"
    assert finding.severity == "hint"


def test_governments_write_of_more(check: Check, sound: Report) -> None:
    finding = only(check(sound.replace(organ=Organ(name="云溪县人民政府"))), "missing_aspect")
    assert finding.message == "第一部分好像没有写到工作考核、社会评议、责任追究结果。"
    all_said = write(
        sound, "overview", "主动公开，依申请公开，信息管理，平台，监督，考核，评议，责任追究。"
    )
    assert check(all_said.replace(organ=Organ(name="云溪县人民政府"))) == []


@pytest.mark.parametrize("scope, asked", [(Scope.OWN, False), (Scope.AGGREGATED, True)])
def test_an_office_writes_of_more_only_for_its_government(
    check: Check, sound: Report, scope: Scope, *, asked: bool
) -> None:
    report = sound.replace(organ=Organ(name="云溪县人民政府办公室"), scope=scope)
    assert codes(check(report.replace(scope=Scope.OWN))) == []  # judged anew when it changes
    assert codes(check(report)) == (["missing_aspect"] if asked else [])


def test_problems_without_improvement(check: Check, sound: Report) -> None:
    finding = only(check(write(sound, "problems", "公开不及时，人手不够。")), "missing_improvement")
    assert finding.text == "problems"
    assert check(write(sound, "problems", "公开不及时，已经整改。")) == []


def test_a_part_that_says_none_lacks_more_than_improvement(check: Check, sound: Report) -> None:
    assert codes(check(write(sound, "problems", "无。"))) == ["empty_text"]


@pytest.mark.parametrize("length, too_long", [(1000, False), (1001, True)])
def test_a_long_part_one(check: Check, sound: Report, length: int, *, too_long: bool) -> None:
    said = "".join(paragraph.resolve(lambda _: None) for paragraph in sound.text("overview"))
    text = said + "公" * (length - len(said))
    found = check(write(sound, "overview", f"{text[:300]} \n{text[300:]}"))
    assert codes(found) == (["too_long"] if too_long else [])
    if too_long:
        assert found[0].message == "第一部分有 1001 字，一般不超过 1000 字。"
