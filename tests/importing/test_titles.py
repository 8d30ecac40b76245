import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_clipboard, import_text
from gi_desktop.importing.lines import Line
from gi_desktop.importing.title import Title, find_signature, period_year, read_title

FORM = current_edition()
BODY = "一、总体情况\n    本年工作正常开展，各项任务按时完成。\n"


@pytest.mark.parametrize(
    "text, organ, year",
    [
        ("某市人民政府2022年政府信息公开工作年度报告", "某市人民政府", 2022),
        ("某市教育局2023年度政府信息公开工作年度报告", "某市教育局", 2023),
        ("某市教育局２０２３年政府信息公开工作年度报告", "某市教育局", 2023),
        ("某市教育局二〇二三年政府信息公开工作年度报告", "某市教育局", 2023),
        ("某市教育局2023年政府信息公开年度报告", "某市教育局", 2023),
        ("某市教育局2023年政府信息公开工作报告", "某市教育局", 2023),
        ("某市教育局政府信息公开工作年度报告（2023年度）", "某市教育局", 2023),
        ("2023年某市教育局政府信息公开工作年度报告", "某市教育局", 2023),
        ("某市教育局政府信息公开工作2023年度报告", "某市教育局", 2023),
        ("某市教育局政府信息公开工作年度报告", "某市教育局", None),
        ("2023年政府信息公开工作年度报告", "", 2023),
    ],
)
def test_titles_as_printed(text: str, organ: str, year: int | None) -> None:
    assert read_title(text, FORM) == Title(organ, year, text)


@pytest.mark.parametrize(
    "text",
    [
        "某市人民政府",
        "现公布某市2022年政府信息公开工作年度报告，请阅。",
        "某市2022年2023年政府信息公开工作年度报告",
        "某市教育局2022年工作总结",
        "政府信息公开指南",
        "某市教育局2222年政府信息公开工作年度报告",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert read_title(text, FORM) is None


@pytest.mark.parametrize(
    "lines",
    [
        "某市教育局2023年政府信息公开工作年度报告",
        "某市教育局 2023 年政府信息\n公开工作年度报告",
        "某市教育局\n2023 年政府信息公开工作年度报告",
        "某市教育局\n\n政府信息公开工作年度报告\n\n（2023年）",
        "某市教育局\n2023年\n政府信息公开\n工作年度报告",
        "某市教育局2023年\n政府信息公开工作年度报告\n\n\n\n某市教育局 2023 年\n政府信息公开工作年度报告",
    ],
)
def test_organ_and_year_over_any_lines(lines: str) -> None:
    found = import_text(f"{lines}\n\n{BODY}", FORM).report
    assert (found.organ.name, found.year) == ("某市教育局", 2023)
    assert found.texts.keys() == {"overview"}


def test_the_menu_above_the_title_of_a_page_is_no_organ() -> None:
    menu = "".join(f"<li>{entry}</li>" for entry in ("首页", "政务公开", "办事服务 12"))
    page = (
        f"<ul>{menu}</ul><h1>云溪市教育局2025年政府信息公开工作年度报告</h1>"
        "<p>一、总体情况</p><p>工作正常。</p>"
    )
    report = import_clipboard(f"<html><body>{page}</body></html>", None, FORM).report
    assert (report.organ.name, report.year) == ("云溪市教育局", 2025)


TITLE = "云溪市教育局2025年政府信息公开工作年度报告"
BEHIND = "<p>一、总体情况</p><p>工作正常。</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<ul><li>首页</li><li>政务公开</li><li>办事服务</li></ul><div>{TITLE}</div>",
        f"<div>首页 政务公开 办事服务 互动交流</div><p><b>{TITLE}</b></p>",
        f"首页<br>政务公开<br>领导之窗<br>{TITLE}<br>",
        f"<span>云溪市人民政府门户网站</span><div>{TITLE}</div>",
        f"<center>首页</center><center>{TITLE}</center>",
        f"<span>首页</span><span>政务公开</span><span>教育局</span><div>{TITLE}</div>",
        f"<p>首页</p><p>信息公开</p><p>{TITLE[:6]}</p><p>{TITLE[6:]}</p>",
        f"<p>首页</p><p>信息公开</p><p>{TITLE[:3]}</p><p>{TITLE[3:]}</p>",
        f"<p>{TITLE[:3]}</p><p>{TITLE[3:]}</p>",
        f"<p>{TITLE[:5]}</p><p>{TITLE[5:]}</p>",
    ],
)
def test_what_stands_above_a_title_that_is_no_heading_is_no_organ_either(page: str) -> None:
    report = import_clipboard(f"<html><body>{page}{BEHIND}</body></html>", None, FORM).report
    assert (report.organ.name, report.year) == ("云溪市教育局", 2025)


@pytest.mark.parametrize(
    "menu", ["首页政务公开", "首页", "首页>政务公开>政府信息公开年报>", "首页办事服务互动交流"]
)
@pytest.mark.parametrize("organ", ["云溪市教育局", "政务服务管理局", "信息公开办公室"])
def test_a_menu_in_one_line_with_the_title_is_none_of_the_organ(menu: str, organ: str) -> None:
    page = f"<div>{menu}{organ}2025年政府信息公开工作年度报告</div>{BEHIND}"
    report = import_clipboard(page, None, FORM).report
    assert (report.organ.name, report.year) == (organ, 2025)


def test_below_a_menu_a_title_may_name_no_organ() -> None:
    page = f"<p>首页</p><p>信息公开</p><p>{TITLE[6:]}</p>{BEHIND}"
    report = import_clipboard(f"<html><body>{page}</body></html>", None, FORM).report
    assert (report.organ.name, report.year) == ("", 2025)


def test_an_organ_above_another_is_part_of_its_name() -> None:
    page = f"<p>国家税务总局</p><p>云溪市税务局{TITLE[6:]}</p>{BEHIND}"
    report = import_clipboard(f"<html><body>{page}</body></html>", None, FORM).report
    assert report.organ.name == "国家税务总局云溪市税务局"


def test_the_organ_may_stand_above_the_title_of_a_page() -> None:
    page = "<p>云溪市教育局</p><h1>2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>工作正常。</p>"
    report = import_clipboard(f"<html><body>{page}</body></html>", None, FORM).report
    assert (report.organ.name, report.year) == ("云溪市教育局", 2025)


def test_a_title_after_the_first_heading_is_no_prose() -> None:
    found = import_text(
        f"一、总体情况\n某市2023年政府信息公开工作年度报告\n{BODY[7:]}", FORM
    ).report
    assert (found.organ.name, found.year) == ("某市", 2023)
    assert len(found.text("overview")) == 1


def test_an_unusual_title_is_kept_as_printed() -> None:
    found = import_text(f"某市2023年度政府信息公开年度报告\n{BODY}", FORM).report
    assert found.title == "某市2023年度政府信息公开年度报告"
    usual = import_text(f"某市2023年政府信息公开工作年度报告\n{BODY}", FORM).report
    assert usual.title == ""


def test_where_no_title_stands_the_preface_may_announce_it() -> None:
    preface = "    根据条例，现公布某市教育局2023年政府信息公开工作年度报告。\n"
    found = import_text(preface + BODY, FORM).report
    assert (found.organ.name, found.year) == ("某市教育局", 2023)


def test_what_is_nowhere_is_not_guessed() -> None:
    found = import_text(BODY, FORM)
    assert (found.report.organ.name, found.report.year) == ("", None)
    assert any("机关" in note for note in found.notes)
    assert any("年度" in note for note in found.notes)


def test_the_period_tells_the_year() -> None:
    assert period_year("统计期限为2023年1月1日至12月31日。") == 2023
    assert period_year("自2023年1月1日起至2023年12月31日止") == 2023
    assert period_year("2022年1月1日至12月31日，2023年1月1日至12月31日") is None
    assert period_year("2023年1月1日至2024年12月31日") is None


@pytest.mark.parametrize(
    "tail, name, date",
    [
        (["某市教育局", "2024年1月12日"], "某市教育局", "2024年1月12日"),
        (["某市教育局", "2024 年 1 月 12 日"], "某市教育局", "2024年1月12日"),
        (["某市教育局", "二〇二四年一月十二日"], "某市教育局", "二〇二四年一月十二日"),
        (["某市教育局 2024年1月12日"], "某市教育局", "2024年1月12日"),
        (["2024年1月12日"], "", "2024年1月12日"),
        (["某市教育局"], "某市教育局", ""),
        (["某市教育局", "2024年1月12日", "（此件公开发布）"], "某市教育局", "2024年1月12日"),
    ],
)
def test_signatures(tail: list[str], name: str, date: str) -> None:
    lines = [Line("没有需要报告的其他事项。"), *(Line(text) for text in tail)]
    signed = find_signature(lines, range(len(lines)), "某市教育局")
    assert signed is not None
    assert (signed.name, signed.date) == (name, date)
    assert 0 not in signed.lines


def test_prose_that_ends_in_a_date_is_no_signature() -> None:
    lines = [Line("以上情况的统计截至2023年12月31日。"), Line("没有其他事项。")]
    assert find_signature(lines, range(2), "某市教育局") is None
