import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.numbering import (
    chinese_number,
    heading_level,
    mark_of,
    number_of,
    number_text,
    outline,
    read_number,
    renumber,
    set_level,
)
from gi_desktop.report.prose import BODY, CellRun, Level, Paragraph, Run, Text, TextRun

LEVELS: tuple[Level, ...] = (0, 1, 2, 3, 4)
HEADINGS = LEVELS[1:]


def headings(*pairs: tuple[str, Level]) -> Text:
    return tuple(Paragraph.of(words, level) for words, level in pairs)


def words(text: Text) -> list[str]:
    return [
        "".join(run.text if isinstance(run, TextRun) else "#" for run in paragraph.runs)
        for paragraph in text
    ]


@pytest.mark.parametrize("number", range(1, 100))
def test_chinese_numbers_are_read_as_they_are_written(number: int) -> None:
    assert read_number(chinese_number(number)) == number


@pytest.mark.parametrize(
    "number,text", [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("level", HEADINGS)
@pytest.mark.parametrize("number", [1, 9, 10, 21])
def test_a_number_is_recognised_as_it_is_written(level: Level, number: int) -> None:
    text = number_text(level, number)
    mark = mark_of(f"{text}主动公开")
    assert mark is not None
    assert (mark.level, mark.number, mark.length, mark.is_official) == (
        level,
        number,
        len(text),
        True,
    )


@pytest.mark.parametrize(
    "text,level,number,rest",
    [
        ("一.甲", 1, 1, "甲"),
        ("　　(二) 甲", 2, 2, "甲"),
        ("( 十一 )甲", 2, 11, "甲"),
        ("３．甲", 3, 3, "甲"),
        ("12、甲", 3, 12, "甲"),
        ("1. 5G网络", 3, 1, "5G网络"),
        ("(4)甲", 4, 4, "甲"),
        ("㈢甲", 2, 3, "甲"),
        ("⒉ 甲", 3, 2, "甲"),
        ("⑸甲", 4, 5, "甲"),
        ("②甲", 4, 2, "甲"),
    ],
)
def test_numbers_of_other_styles(text: str, level: Level, number: int, rest: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.level, mark.number, text[mark.length :]) == (level, number, rest)
    assert not mark.is_official


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3.15消费者权益日",
        "2024年主动公开",
        "一是加强领导",
        "一、二季度情况",
        "十分重视",
        "1,000件",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert mark_of(text) is None


@pytest.mark.parametrize(
    "text,level",
    [
        ("（一）主动公开", 2),
        ("1.平台建设", 3),
        ("（一）主动公开。全年发布信息。", 0),
        ("（一）" + "很" * 40, 0),
        ("主动公开", 0),
    ],
)
def test_a_short_numbered_line_is_a_heading(text: str, level: Level) -> None:
    assert heading_level(text) == level


def test_setting_a_level_gives_the_next_number() -> None:
    text = headings(("（一）甲", 2), ("正文。", 0), ("乙", 0))
    assert set_level(text, 2, 2, 2) == headings(("（一）甲", 2), ("正文。", 0), ("（二）乙", 2))


def test_those_behind_an_inserted_heading_move_on() -> None:
    text = headings(("（一）甲", 2), ("乙", 0), ("（二）丙", 2), ("1.丁", 3))
    assert words(set_level(text, 1, 1, 2)) == ["（一）甲", "（二）乙", "（三）丙", "1.丁"]


def test_taking_the_level_away_takes_the_number() -> None:
    text = headings(("（一）甲", 2), ("（二）乙", 2), ("（三）丙", 2))
    assert set_level(text, 1, 1, 0) == headings(("（一）甲", 2), ("乙", 0), ("（二）丙", 2))


def test_numbers_begin_anew_under_each_heading() -> None:
    text = headings(("（一）甲", 2), ("1.乙", 3), ("2.丙", 3), ("（二）丁", 2), ("7.戊", 3))
    assert words(renumber(text)) == ["（一）甲", "1.乙", "2.丙", "（二）丁", "1.戊"]


def test_a_number_typed_by_hand_is_not_doubled() -> None:
    text = headings(("(3) 甲", 0), ("二、乙", 0))
    assert words(set_level(text, 0, 1, 2)) == ["（一）甲", "（二）乙"]


def test_another_level_changes_the_style_of_the_number() -> None:
    assert words(set_level(headings(("（一）甲", 2)), 0, 0, 4)) == ["（1）甲"]


def test_a_heading_without_a_number_is_left_without() -> None:
    text = headings(("甲", 2), ("（五）乙", 2))
    assert words(renumber(text)) == ["甲", "（一）乙"]


def test_a_numbered_body_paragraph_is_counted_and_left_alone() -> None:
    text = headings(("（一）甲。全年发布信息。", 0), ("乙", 0))
    assert words(set_level(text, 1, 1, 2)) == ["（一）甲。全年发布信息。", "（二）乙"]


def test_words_that_begin_with_a_digit_keep_a_blank_before_them() -> None:
    text = set_level(headings(("5G建设", 0)), 0, 0, 3)
    assert words(text) == ["1. 5G建设"]
    assert words(set_level(text, 0, 0, 0)) == ["5G建设"]


def test_a_number_before_a_reference() -> None:
    text = (Paragraph(runs=(CellRun(cell="a.b.c"), TextRun(text="件"))),)
    assert words(set_level(text, 0, 0, 2)) == ["（一）#件"]


def test_empty_lines_among_several_stay_empty() -> None:
    text = headings(("甲", 0), ("", 0), ("乙", 0))
    assert words(set_level(text, 0, 2, 2)) == ["（一）甲", "", "（二）乙"]
    assert words(set_level(headings(("", 0)), 0, 0, 2)) == ["（一）"]


_PIECES = [
    "（一）",
    "(2)",
    "一、",
    "二、",
    "1.",
    "９．",
    "⑴",
    "①",
    " ",
    "　",
    "甲",
    "乙。",
    "5",
    "二季度",
    "十",
]
_words = st.lists(st.sampled_from(_PIECES), max_size=5).map("".join) | st.text(max_size=6)
_run: st.SearchStrategy[Run] = st.builds(TextRun, text=_words.filter(bool)) | st.builds(
    CellRun, cell=st.just("a.b.c")
)
_paragraph = st.builds(
    lambda runs, level: Paragraph(runs=tuple(runs), level=level),
    st.lists(_run, max_size=3),
    st.sampled_from(LEVELS),
)
_texts = st.lists(_paragraph, max_size=6).map(tuple)


def bare(paragraph: Paragraph) -> str:
    """What a paragraph says behind its number, blanks at the beginning not counted."""
    mark = number_of(paragraph)
    return words((paragraph,))[0][mark.length if mark else 0 :].lstrip()


@given(text=_texts)
def test_renumbering_twice_changes_nothing_more(text: Text) -> None:
    once = renumber(text)
    assert renumber(once) == once
    assert outline(once) == outline(text)


@given(text=_texts)
def test_renumbering_changes_numbers_of_headings_only(text: Text) -> None:
    for old, new in zip(text, renumber(text), strict=True):
        assert old.level == new.level
        assert bare(old) == bare(new)
        if old.level == BODY:
            assert new == old


@given(text=_texts, level=st.sampled_from(HEADINGS), place=st.integers(0, 5))
def test_setting_a_level_twice_changes_nothing_more(text: Text, level: Level, place: int) -> None:
    once = set_level(text, place, place, level)
    assert set_level(once, place, place, level) == once
    for number, (old, new) in enumerate(zip(text, once, strict=True)):
        assert bare(old) == bare(new)
        assert new.level == (level if number == place else old.level)
        assert number_of(new) is not None or number != place


@given(text=_texts, place=st.integers(0, 5))
def test_body_is_never_touched(text: Text, place: int) -> None:
    for old, new in zip(text, set_level(text, place, place, BODY), strict=True):
        if old.level == BODY:
            assert new == old
