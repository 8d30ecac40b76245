import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing.headings import find_headings
from gi_desktop.importing.lines import Line
from gi_desktop.importing.vocabulary import Vocabulary
from tests.toy import TOY

FORM = current_edition()
VOCABULARY = Vocabulary(FORM)


def found(*lines: str) -> dict[int, str]:
    headings = find_headings([Line(line) for line in lines], FORM, VOCABULARY)
    return {start: heading.section.id for start, heading in headings.items()}


@pytest.mark.parametrize("section", FORM.sections, ids=lambda s: s.id)
def test_every_declared_spelling_is_recognised(section: object) -> None:
    for wanted in FORM.sections:
        if wanted is section:
            for name in (wanted.heading, *wanted.spellings):
                assert found(name) == {0: wanted.id}


@pytest.mark.parametrize(
    "line, section",
    [
        ("一、 总 体 情 况", "overview"),
        ("一．总体情况", "overview"),
        ("一 总体情况", "overview"),
        ("总体情况", "overview"),
        ("第一部分 总体情况", "overview"),
        ("五、政府信息公开工作存在的主要问题及改进举措", "problems"),
        ("五、存在的主要问题和改进情况", "problems"),
        ("五、存在问题和改进措施", "problems"),
        ("四、政府信息公开行政复议和行政诉讼情况", "review"),
        ("三、收到和处理政府信息公开申请的情况", "applications"),
        ("六、其他需要报告事项", "other_matters"),
    ],
)
def test_other_wordings(line: str, section: str) -> None:
    assert found(line) == {0: section}


@pytest.mark.parametrize(
    "line",
    [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        "（一）主动公开情况",
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况",
        "一是总体情况较好，主动公开数量上升。",
        "二、三季度各单位按时报送",
    ],
)
def test_what_only_looks_like_a_heading(line: str) -> None:
    assert found(line) == {}


def test_a_heading_may_be_cut_by_a_line_end() -> None:
    assert found("正文。", "四、政府信息公开行政复议、行政", "诉讼情况", "正文。") == {1: "review"}


def test_a_heading_may_have_its_text_on_the_same_line() -> None:
    headings = find_headings([Line("六、其他需要报告的事项：无。")], FORM, VOCABULARY)
    assert headings[0].rest == "无。"


def test_a_table_of_contents_is_passed_over() -> None:
    contents = [section.heading for section in FORM.sections]
    body = [line for section in FORM.sections for line in (section.heading, "正文一行。")]
    assert found("目录", *contents, *body) == {
        7 + 2 * index: section.id for index, section in enumerate(FORM.sections)
    }


def test_an_unknown_wording_is_taken_where_it_must_stand() -> None:
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、不足与打算",
        "正文。",
        "六、其他需要报告的事项",
    ]
    assert found(*lines) == {0: "review", 1: "problems", 3: "other_matters"}


def test_an_unknown_numbered_line_elsewhere_is_not_taken() -> None:
    assert found("五、不足与打算", "正文。") == {}


def test_the_official_words_outweigh_a_spelling_that_heads_a_part_of_the_prose() -> None:
    lines = ["一、总体情况", "二、主动公开情况", "正文。", "二、主动公开政府信息情况"]
    assert found(*lines) == {0: "overview", 3: "disclosure"}


def test_headings_of_another_edition() -> None:
    lines = [Line(text) for text in ("一、工作情况", "正文。", "二、来信数量", "二、办理情况")]
    headings = find_headings(lines, TOY, Vocabulary(TOY))
    assert {start: h.section.id for start, h in headings.items()} == {0: "work", 2: "letters"}
