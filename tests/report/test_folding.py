"""What is searched is found however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.folding import fold

TEXT = "依据：《政府信息公开条例》第三十六条第（一）（二）项\n举例：申请人不缴费，视为放弃"


@pytest.mark.parametrize(
    "words, found",
    [
        ("第三十六条", "第三十六条"),
        ("36条", "三十六条"),
        ("第36条", "第三十六条"),
        ("第３６条", "第三十六条"),
        ("36", "第三十六条"),
        ("条第(一)", "条第（一"),
        ("政府 信息", "政府信息"),
        ("政府信息公开条例》第", "政府信息公开条例》第"),
        ("不缴费,视为", "不缴费，视为"),
        ("⼈不缴费", "人不缴费"),
    ],
)
def test_words_are_found_in_any_writing(words: str, found: str) -> None:
    assert [TEXT[begin:end] for begin, end in fold(TEXT).find(words)] == [found]


@pytest.mark.parametrize("words", ["", " ", "（）", "第六条", "项举例", "3", "360条", "政务"])
def test_nothing_is_found_that_is_not_there(words: str) -> None:
    assert fold(TEXT).find(words) == ()


def test_every_place_is_found_in_order() -> None:
    text = "户籍、⼾籍，ＡB与ab"
    assert fold(text).find("户籍") == ((0, 2), (3, 5))
    assert fold(text).find("AB") == ((6, 8), (9, 11))


@given(st.text(alphabet="一条（）36 第\n⼈ＡaΩﬁ", max_size=30), st.data())
def test_what_stands_in_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    words = text[begin : begin + data.draw(st.integers(1, 4))]
    wanted = fold(words).text
    if not wanted or "\n" in words:
        return
    places = fold(text).find(words)
    assert places
    # What is found holds the words, in order, without overlap of the same spelling.
    assert all(wanted in fold(text[first:last]).text or words.isdecimal() for first, last in places)
