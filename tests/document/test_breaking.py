"""Line breaking: the rules of GB/T 15834 hold and no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.document.breaking import (
    MAX_STRETCH,
    NO_END,
    NO_START,
    address_parts,
    break_lines,
    break_text,
    chunks,
    dotted_parts,
    segments,
    units,
)
from gi_desktop.document.titles import title_lines

MEASURE = 442.25


def advance(char: str) -> float:
    return (16.0 if ord(char) > 0xFF else 8.0) - 0.25


def lines_of(text: str, first: float = 31.5) -> list[str]:
    return [line.text for line in break_lines(text, advance, MEASURE, first=first)]


WORDS = st.sampled_from(
    ["2022", "99.19%", "7×24", "GDP", "www.gov.cn", "a@b.cn", "0763—3363956", "x" * 40]
)
MARKS = st.sampled_from([*NO_START[:16], *NO_END[:8], "——", "……", " "])
HAN = st.text("政府信息公开工作年度报告的一是在不了", min_size=1, max_size=12)
PROSE = st.lists(HAN | WORDS | MARKS, min_size=1, max_size=80).map("".join).map(str.strip)


@given(PROSE)
def test_text_is_kept_and_lines_fit(text: str) -> None:
    lines = break_lines(text, advance, MEASURE, first=31.5)
    assert "".join(line.text for line in lines) == text
    for line in lines:
        assert line.indent + line.width <= MEASURE + 1e-6
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(PROSE)
def test_no_line_breaks_the_rules(text: str) -> None:
    """Except where marks that may not be parted fill more than a line by themselves."""
    longest = max((sum(map(advance, "".join(chunk))) for chunk in chunks(text)), default=0.0)
    lines = lines_of(text)
    for before, after in pairwise(lines):
        if longest <= MEASURE - 31.5:
            assert after[0] not in NO_START
            assert before.rstrip(" ")[-1:] not in tuple(NO_END)
        assert not (before[-1] == after[0] and before[-1] in "—…")
        assert not (before[-1].isdigit() and after[0].isdigit()) or longest > MEASURE - 31.5


@pytest.mark.parametrize("mark", [*NO_START, "——", "……"])
def test_a_mark_that_would_start_a_line_takes_a_character_along(mark: str) -> None:
    first, second = lines_of("政" * 26 + mark + "府" * 5)
    assert first == "政" * 25
    assert second == "政" + mark + "府" * 5


@pytest.mark.parametrize("mark", NO_END)
def test_a_mark_that_would_end_a_line_moves_down(mark: str) -> None:
    first, second = lines_of("政" * 25 + mark + "府" * 5)
    assert first == "政" * 25
    assert second == mark + "府" * 5


def test_a_full_line_is_28_characters() -> None:
    assert [len(line) for line in lines_of("政" * 60)] == [26, 28, 6]


@pytest.mark.parametrize(
    "whole",
    ["20221231", "99.19%", "7×24", "0763—3363956", "9:00—17:30", "3～5", "——", "……", "PDF/A-2"],
)
def test_words_numbers_and_pairs_stay_whole(whole: str) -> None:
    assert whole in list(units(f"政{whole}府"))
    for count in range(18, 27):
        lines = lines_of("政" * count + whole + "府" * 9)
        assert sum(whole in line for line in lines) == 1


@pytest.mark.parametrize(
    "text, parts",
    [
        ("www.gdqy.gov.cn", ["www.gdqy.gov.cn"]),
        ("https://gov.cn/a/2022/b.html", ["https://", "gov.cn/", "a/", "2022/", "b.html"]),
        ("gov.cn/2025/01/a", ["gov.cn/", "2025/01/", "a"]),
        ("gov.cn/a?id=7&b=c", ["gov.cn/", "a?", "id=7&b=c"]),
        ("gov.cn/2025-01", ["gov.cn/", "2025-", "01"]),
        ("abc@126.com", ["abc@126.com"]),
        ("www.a-bc.cn", ["www.a-", "bc.cn"]),
        ("0517-87222589", ["0517-87222589"]),
        ("GB-2312", ["GB-2312"]),
        ("PDF/A-2", ["PDF/A-2"]),
        ("128356.6505", ["128356.6505"]),
        ("2022/2023", ["2022/2023"]),
    ],
)
def test_addresses_part_where_libreoffice_parts_them(text: str, parts: list[str]) -> None:
    assert address_parts(text) == parts


@pytest.mark.parametrize(
    "text, parts",
    [
        ("www.gdqy.gov.cn", ["www.", "gdqy.", "gov.", "cn"]),
        ("abc@126.com", ["abc@126.", "com"]),
        ("www.a.cn/1.25", ["www.", "a.", "cn/1.25"]),
        ("128356.6505", ["128356.6505"]),
        ("GB.T", ["GB.T"]),
    ],
)
def test_dots_part_an_address_and_no_number(text: str, parts: list[str]) -> None:
    assert dotted_parts(text) == parts


def test_the_number_of_a_document_stays_with_its_year() -> None:
    for count in range(14, 24):
        lines = lines_of("政" * count + "国办函〔2021〕30号" + "府" * 20)
        assert sum("〔2021〕30" in line for line in lines) == 1


def test_an_address_fills_the_line_up_to_a_slash() -> None:
    address = "www.example.gov.cn/zwgk/index.html"
    assert lines_of("政" * 16 + address + "府" * 4)[0] == "政" * 16 + "www.example.gov.cn/"
    # As in LibreOffice only with room for what follows the slash.
    assert lines_of("2" + "政" * 16 + address)[0] == "2" + "政" * 16 + "www.example.gov."


def test_an_address_is_parted_at_a_dot_only_where_the_line_would_be_over_stretched() -> None:
    address = "www.example.gov.cn"
    tight = "政" * 21 + address + "府" * 9
    assert lines_of(tight)[1].startswith(address)
    assert lines_of("政" * 18 + address + "府" * 9)[0] == "政" * 18 + "www.example.gov."


def test_a_dot_does_not_cost_the_paragraph_its_number_of_lines() -> None:
    """Word and LibreOffice never part an address there; half an empty line costs more."""
    address = "www.example.gov.cn"
    start = "政" * 18 + address
    assert lines_of(start + "府" * 19) == ["政" * 18 + "www.example.gov.", "cn" + "府" * 19]
    assert lines_of(start + "府" * 20) == ["政" * 18, address + "府" * 19, "府"]


def test_no_line_stays_half_empty_before_an_address() -> None:
    address = "www.exampleexampleexample.gov.cn"
    first, second = lines_of("政" * 12 + address + "府" * 21)
    assert first == "政" * 12 + "www.exampleexampleexample."
    assert second == "gov.cn" + "府" * 21


def test_lines_that_word_stretches_are_told_whether_we_part_the_address_or_not() -> None:
    for rest in (9, 20):
        text = "政" * 18 + "www.example.gov.cn" + "府" * rest
        found = break_text(text, advance, MEASURE, first=31.5)
        assert [line.text for line in found.stretched] == ["政" * 18]
    roomy = break_text("政" * 21 + "www.example.gov.cn" + "府" * 9, advance, MEASURE, first=31.5)
    assert roomy.stretched == []


def test_lines_of_ordinary_prose_fill_the_measure() -> None:
    text = (
        "本报告的电子版可在网站（www.example.gov.cn）查阅，2022年1月1日至12月31日共收到99.19%。" * 9
    )
    for line in break_lines(text, advance, MEASURE, first=31.5):
        parts = segments(line, advance, MEASURE, -0.25, justify=True)
        assert line.last or any(part.spacing != -0.25 for part in parts)


def test_a_line_that_would_be_over_stretched_stays_ragged() -> None:
    number = "1" * 55
    first, second, *_ = break_lines("政府" + number + "府" * 30, advance, MEASURE)
    assert first.text == "政府"
    assert [part.spacing for part in segments(first, advance, MEASURE, -0.25, justify=True)] == [
        -0.25
    ]
    assert segments(second, advance, MEASURE, -0.25, justify=True)[0].x == 0


@given(PROSE)
def test_segments_fill_the_measure_and_keep_the_text(text: str) -> None:
    for line in break_lines(text, advance, MEASURE, first=31.5):
        parts = segments(line, advance, MEASURE, -0.25, justify=True)
        assert "".join(part.text for part in parts) == line.text.rstrip(" ")
        assert max((part.spacing for part in parts), default=0) <= 16 * MAX_STRETCH
        if max((part.spacing for part in parts), default=-0.25) == -0.25:
            continue  # a last line, one without gaps, or one that would be over-stretched
        end = parts[-1]
        width = sum(advance(char) + 0.25 for char in end.text)
        right = end.x + width + end.spacing * (len(end.text) - 1)
        assert right == pytest.approx(MEASURE)


def test_space_never_goes_into_a_word() -> None:
    line = break_lines("政府2022年——" + "府" * 60, advance, MEASURE)[0]
    spacing = {
        part.text: part.spacing for part in segments(line, advance, MEASURE, -0.25, justify=True)
    }
    assert spacing["2022"] == spacing["——"] == -0.25
    assert spacing["政府"] > -0.25


def title(*parts: str) -> tuple[str, ...]:
    return title_lines(
        parts, lambda text: 22 * sum(1 if ord(c) > 0xFF else 0.5 for c in text), MEASURE
    )


def test_a_title_breaks_between_name_and_year() -> None:
    assert title("某某市人民政府办公室", "2025年政府信息公开工作年度报告") == (
        "某某市人民政府办公室",
        "2025年政府信息公开工作年度报告",
    )


def test_several_names_are_parted_between_them() -> None:
    names = "云溪市人民政府办公室、云溪市政务服务和大数据管理局、云溪市司法局"
    assert all(line.endswith(("、", "司法局")) for line in title(names))


def test_a_short_title_is_one_line() -> None:
    assert title("某局", "2025年政府信息公开工作年度报告") == (
        "某局2025年政府信息公开工作年度报告",
    )


def test_a_long_name_breaks_after_a_word() -> None:
    lines = title(
        "某某省某某市某某高新技术产业开发区管理委员会人力资源局", "2025年政府信息公开工作年度报告"
    )
    assert lines[-1] == "2025年政府信息公开工作年度报告"
    assert lines[0].endswith(("开发区", "委员会"))
    assert len(lines) == 3


@pytest.mark.parametrize(
    "lines",
    [
        ("云溪省云溪自治州", "云山县市场监督管理局知识产权办公室"),
        ("云溪市云山区", "城市更新和土地整备局市政工程服务中心"),
        ("云溪省云溪市云山区云水街道", "社区卫生服务中心公共卫生管理办公室"),
        ("云溪市人民政府驻北京联络处", "（云溪市驻京招商引资办公室）"),
        ("云溪市信访局", "（云溪省云溪市人民政府驻京联络办）"),
        ("云溪省云溪市云山高新技术产业开发区", "政务服务和数据管理局"),
    ],
)
def test_a_long_name_breaks_inside_no_word_and_no_brackets(lines: tuple[str, ...]) -> None:
    year = "2025年政府信息公开工作年度报告"
    assert title("".join(lines), year) == (*lines, year)


@given(st.lists(st.text(min_size=1, max_size=70), min_size=1, max_size=3))
def test_any_title_is_set_whole_and_within_the_page(parts: list[str]) -> None:
    lines = title(*parts)
    assert "".join(lines) == "".join(parts)
    assert all(22 * sum(1 if ord(c) > 0xFF else 0.5 for c in line) <= MEASURE for line in lines)
