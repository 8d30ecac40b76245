import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.characters import clean, compact, tighten
from gi_desktop.report.radicals import ORDINARY

LOOK_ALIKES = "⼀⼈⼯⾏⺠⻔⼾⻅⻓⻚⻛⾯⾃⽌⽆⻘⾭⿈⻩⽤⼆⼗⼝⾼⽂⽹⽼⼦⽴⾳⾷⾝"
ORDINARY_ONES = "一人工行民门户见长页风面自止无青青黄黄用二十口高文网老子立音食身"


@pytest.mark.parametrize("place", range(len(LOOK_ALIKES)))
def test_a_radical_becomes_the_character_it_looks_like(place: int) -> None:
    assert clean(LOOK_ALIKES[place]) == ORDINARY_ONES[place]


def test_every_kangxi_radical_is_mapped_as_unicode_does_but_for_three() -> None:
    differing = {
        chr(code)
        for code in range(0x2F00, 0x2FD6)
        if ORDINARY[code] != unicodedata.normalize("NFKC", chr(code))
    }
    assert differing == set("⼾⾭⿈")


def test_every_radical_of_the_supplement_is_mapped() -> None:
    """All but ⺀, which is no character, and the place Unicode left free."""
    kept = {code for code in range(0x2E80, 0x2EF4) if ORDINARY[code] == chr(code)}
    assert kept == {0x2E80, 0x2E9A}
    assert all(
        ord(ORDINARY[c]) < 0x2E80 or ord(ORDINARY[c]) > 0x2FDF for c in ORDINARY if c not in kept
    )


def test_chinese_punctuation_is_left_alone() -> None:
    text = "，。（）《》〈〉“”‘’；：！？、—…〔〕％１２"
    assert clean(text) == text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a\u00a0b\u2003c\u202fd", "a b c d"),
        ("公\u200b开\ufeff信\u00ad息", "公开信息"),
        ("一\r\n二\r三\u2028四\x85五", "一\n二\n三\n四\n五"),
        ("⒈其他", "1.其他"),
        ("\uf967予", "不予"),
        ("甲\x00乙\x07\x7f", "甲乙"),
        ("页\f页", "页\f页"),
        ("无\ud800害", "无害"),
        ("1&nbsp;2&lt;3", "1 2<3"),
    ],
)
def test_other_things_extraction_leaves_behind(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2022 年 1 月 1 日", "2022年1月1日"),
        ("号 ， 邮 编 ： 223100", "号，邮编：223100"),
        ("使用 Word 2016 编写", "使用Word 2016编写"),
        ("IPv6 适配", "IPv6适配"),
        ("（ 一 ）", "（一）"),
        ("see www.example.cn for more", "see www.example.cn for more"),
        ("全角　空格", "全角空格"),
    ],
)
def test_only_blanks_of_the_typesetter_are_dropped(text: str, expected: str) -> None:
    assert tighten(text) == expected


@given(st.text())
def test_cleaning_is_idempotent_and_loses_no_visible_character(text: str) -> None:
    once = clean(text)
    assert clean(once) == once or "&" in text
    assert compact(tighten(once)) == compact(once)
