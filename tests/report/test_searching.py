import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.model import new_report
from gi_desktop.report.prose import CellRun, Paragraph, Run, Text, TextRun, plain_text
from gi_desktop.report.searching import Match, Pattern, find, replaced
from gi_desktop.report.values import Value
from tests.toy import TEXT, TOY

CELL = "letters.received.paper"


def lookup(_cell: str) -> Value:
    return 41


def matches(text: Text, words: str, *, is_exact: bool = False) -> list[Match]:
    report = new_report(TOY).replace(texts={TEXT: text})
    return find(report, TOY, lookup, Pattern(words, is_exact))


WITH_REFERENCE = (
    Paragraph(runs=(TextRun(text="收到"), CellRun(cell=CELL), TextRun(text="件，收到"))),
)


def test_matches_stand_in_the_order_of_the_report() -> None:
    report = new_report(TOY).replace(
        texts={TEXT: (Paragraph.of("信甲信"),), TOY.preface: (Paragraph.of("信"),)}
    )
    found = find(report, TOY, lookup, Pattern("信"))
    assert [(match.text_id, match.start) for match in found] == [
        (TOY.preface, 0),
        (TEXT, 0),
        (TEXT, 2),
    ]


@pytest.mark.parametrize(
    "words,is_exact,count",
    [
        ("pdf，", False, 2),
        ("ＰＤＦ,", False, 2),
        ("PDF,", True, 1),
        ("", False, 0),
        ("aa", False, 1),
    ],
)
def test_width_may_count_and_case_does_not(words: str, is_exact: bool, count: int) -> None:
    text = (Paragraph.of("pdf,甲ＰＤＦ，乙aaa"),)
    assert len(matches(text, words, is_exact=is_exact)) == count


def test_a_reference_is_found_and_never_cut() -> None:
    found = matches(WITH_REFERENCE, "到41件")
    assert [(match.start, match.end, match.has_reference) for match in found] == [(1, 5, True)]
    assert replaced(WITH_REFERENCE, found, "乙", lookup) == WITH_REFERENCE


def test_words_beside_a_reference_are_replaced() -> None:
    found = matches(WITH_REFERENCE, "收到")
    (paragraph,) = replaced(WITH_REFERENCE, found, "新收", lookup)
    assert paragraph.runs == (TextRun(text="新收"), CellRun(cell=CELL), TextRun(text="件，新收"))


def test_a_match_over_two_runs_is_replaced_once() -> None:
    text = (Paragraph(runs=(TextRun(text="主动"), TextRun(text="公开甲"))),)
    assert plain_text(replaced(text, matches(text, "动公开"), "-", lookup), lookup) == "主-甲"


_runs: st.SearchStrategy[Run] = st.builds(
    TextRun, text=st.text("甲乙a，", min_size=1, max_size=5)
) | st.just(CellRun(cell=CELL))
_texts = st.lists(
    st.builds(lambda runs: Paragraph(runs=tuple(runs)), st.lists(_runs, max_size=4)), max_size=4
).map(tuple)


@given(
    text=_texts, words=st.text("甲乙a，41", min_size=1, max_size=3), new=st.text("丙A", max_size=2)
)
def test_replacing_is_what_it_is_in_plain_text(text: Text, words: str, new: str) -> None:
    found = matches(text, words, is_exact=True)
    done = replaced(text, found, new, lookup)
    kept = [run for paragraph in text for run in paragraph.runs if isinstance(run, CellRun)]
    assert [run for paragraph in done for run in paragraph.runs if isinstance(run, CellRun)] == kept
    if not any(match.has_reference for match in found):
        old = plain_text(text, lookup)
        assert plain_text(done, lookup) == old.replace(words, new)
