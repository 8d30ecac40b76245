"""Which parts belong together, and which words differ."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.alignment import (
    Pair,
    Piece,
    PieceKind,
    align,
    kept_spans,
    normal,
    pieces,
    sentence_ends,
)
from tests.strategies import any_text, prose_lines

SAME, OLD, NEW = PieceKind.SAME, PieceKind.OLD, PieceKind.NEW
lines = st.lists(
    st.sampled_from(["甲乙丙丁", "甲乙丙戊", "子丑寅卯", "", "春夏秋冬。"]), max_size=8
)


def marked(old: str, new: str) -> str:
    """Write pieces as text: -gone- and +come+."""
    signs = {SAME: "", OLD: "-", NEW: "+"}
    return "".join(f"{signs[p.kind]}{p.text}{signs[p.kind]}" for p in pieces(old, new))


@given(prose_lines | any_text, prose_lines | any_text)
def test_pieces_are_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind is not NEW) == old
    assert "".join(piece.text for piece in found if piece.kind is not OLD) == new
    assert all(piece.text for piece in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


@given(prose_lines | any_text)
def test_equal_texts_have_no_change(text: str) -> None:
    assert pieces(text, text) == ((Piece(SAME, text),) if text else ())


def test_whole_numbers_and_words_are_marked() -> None:
    assert marked("本年新收38件。", "本年新收39件。") == "本年新收-38-+39+件。"
    assert marked("公开1,240条。", "公开1,250条。") == "公开-1,240-+1,250+条。"
    assert marked("占比12.5%。", "占比12.6%。") == "占比-12.5%-+12.6%+。"
    assert marked("网站www。", "网站web。") == "网站-www-+web+。"
    assert marked("按时答复。", "按时依法答复。") == "按时+依法+答复。"
    assert marked("按时依法答复。", "按时答复。") == "按时-依法-答复。"


def test_a_character_equal_by_chance_is_no_island() -> None:
    assert marked("制度还不完善，有待加强。", "制度尚不健全，有待加强。") == (
        "制度-还不完善-+尚不健全+，有待加强。"
    )


def test_a_sign_or_a_digit_between_changes_stays() -> None:
    assert marked("加强甲乙，丙丁。", "加强子丑，寅卯。") == "加强-甲乙-+子丑+，-丙丁-+寅卯+。"
    assert marked("共计收3件", "共计办3条") == "共计-收-+办+3-件-+条+"


def test_nothing_in_common_is_replaced_as_a_whole() -> None:
    assert marked("没有问题。", "加强培训") == "-没有问题。-+加强培训+"


@given(lines, lines)
def test_every_part_has_its_place_in_order(olds: list[str], news: list[str]) -> None:
    pairs = align(olds, news)
    mine = [pair.old for pair in pairs if pair.old is not None]
    theirs = [pair.new for pair in pairs if pair.new is not None]
    assert mine == list(range(len(olds)))
    assert theirs == list(range(len(news)))
    for pair in pairs:
        if pair.same:
            assert pair.old is not None
            assert pair.new is not None
            assert olds[pair.old] == news[pair.new]
        assert pair.old is not None or pair.new is not None


def test_a_part_put_in_leaves_the_others_paired() -> None:
    assert align(["甲乙丙丁戊", "子丑寅卯"], ["春夏秋冬", "甲乙丙丁己", "子丑寅卯"]) == [
        Pair(None, 0),
        Pair(0, 1),
        Pair(1, 2, same=True),
    ]


def test_one_part_in_the_place_of_one_is_its_change_whatever_it_says() -> None:
    assert align(["甲", "无。", "乙"], ["甲", "已经按期办结。", "乙"])[1] == Pair(1, 1)


def test_unlike_parts_are_gone_and_come() -> None:
    assert align(["甲乙丙", "丁戊己"], ["春夏秋", "子丑寅"]) == [
        Pair(0, None),
        Pair(1, None),
        Pair(None, 0),
        Pair(None, 1),
    ]


def test_very_many_changed_parts_are_not_compared_one_by_one() -> None:
    olds = [f"甲乙丙丁{n}" for n in range(300)]
    news = [f"甲乙丙丁{n}号" for n in range(300)]
    assert len(align(olds, news)) == 600


def test_sentences_end_behind_their_closing_signs() -> None:
    text = "甲说：“好。”乙来了！丙（未到。）丁"
    ends = sentence_ends(text)
    starts = [0, *ends[:-1]]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [
        "甲说：“好。”",
        "乙来了！",
        "丙（未到。）",
        "丁",
    ]
    assert sentence_ends("") == []


@given(any_text)
def test_sentences_are_the_whole_text(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text)


@given(prose_lines, prose_lines)
def test_what_is_kept_is_equal(old: str, new: str) -> None:
    for at, to, length in kept_spans(old, new):
        assert old[at : at + length] == new[to : to + length]
        assert length > 0


def test_a_long_text_without_a_sentence_is_compared_by_clauses() -> None:
    old = "，".join(f"甲乙{n}" for n in range(2000))
    new = old.replace("甲乙1234，", "甲丙1234，")
    assert [piece.text for piece in pieces(old, new) if piece.kind is not SAME] == ["乙", "丙"]
    reversed_text = "，".join(reversed(old.split("，")))
    found = pieces(old, reversed_text)
    assert "".join(piece.text for piece in found if piece.kind is not OLD) == reversed_text


def test_what_looks_the_same_is_the_same() -> None:
    assert normal(" 甲\u3000 乙\n") == normal("甲 乙")
    assert normal("甲乙") != normal("乙甲")
