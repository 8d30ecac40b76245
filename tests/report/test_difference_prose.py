"""What two texts say differently, and the references in them."""

from gi_desktop.report.difference import Difference, differences, edit_of
from gi_desktop.report.edits import Together
from gi_desktop.report.model import Report
from gi_desktop.report.prose import CellRun, Paragraph, Text, TextRun, paragraphs
from gi_desktop.report.values import Raw
from tests.report.differing import FORM, RECEIVED, carried, made, said

PROBLEMS = "problems"


def of_text(old: str | Text, new: str | Text) -> tuple[Difference, ...]:
    one, other = (paragraphs(text) if isinstance(text, str) else text for text in (old, new))
    return differences(made(texts={PROBLEMS: one}), made(texts={PROBLEMS: other}), FORM)


# Prose ----------------------------------------------------------------------------------------


def test_a_changed_sentence_is_found_in_its_paragraph() -> None:
    found = of_text("一是少。二是慢。\n完。", "一是少。二是很慢。\n完。")
    assert said(found) == [("第五部分第 1 段第 2 句", "二是慢。", "二是很慢。")]
    assert [(p.kind.value, p.text) for p in found[0].pieces] == [
        ("same", "二是"),
        ("new", "很"),
        ("same", "慢。"),
    ]


def test_the_only_sentence_of_a_paragraph_is_the_paragraph() -> None:
    assert said(of_text("甲乙丙。\n二是慢。", "甲乙丙。\n二是很慢。")) == [
        ("第五部分第 2 段", "二是慢。", "二是很慢。")
    ]


def test_paragraphs_put_in_and_taken_out() -> None:
    assert said(of_text("甲乙丙。", "春夏。\n甲乙丙。\n秋冬。")) == [
        ("第五部分开头", "", "春夏。"),
        ("第五部分第 1 段后面", "", "秋冬。"),
    ]
    assert said(of_text("甲乙丙。\n丁。", "甲乙丙。")) == [("第五部分第 2 段", "丁。", "")]
    preface = differences(made(), made(texts={"preface": paragraphs("甲。")}), FORM)
    assert said(preface) == [("前言开头", "", "甲。")]


def test_sentences_put_in_and_taken_out() -> None:
    assert said(of_text("甲乙丙丁。戊己庚辛。", "甲乙丙丁。春夏。戊己庚辛。")) == [
        ("第五部分第 1 段第 1 句后面", "", "春夏。")
    ]
    assert said(of_text("甲乙丙丁。戊己庚辛。", "春夏。甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段开头", "", "春夏。")
    ]
    assert said(of_text("甲乙丙丁。春夏。戊己庚辛。", "甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段第 2 句", "春夏。", "")
    ]


def test_sentences_that_went_or_came_one_after_the_other_are_one_change() -> None:
    assert said(of_text("甲乙丙丁。戊己庚辛。", "甲乙丙丁。春夏。秋冬。戊己庚辛。")) == [
        ("第五部分第 1 段第 1 句后面", "", "春夏。秋冬。")
    ]
    assert said(of_text("甲乙丙丁。春夏。秋冬。戊己庚辛。", "甲乙丙丁。戊己庚辛。")) == [
        ("第五部分第 1 段第 2 至 3 句", "春夏。秋冬。", "")
    ]


def test_a_paragraph_written_anew_is_one_difference() -> None:
    assert said(of_text("甲乙丙。丁戊己。", "春夏秋冬。子丑寅卯。")) == [
        ("第五部分第 1 段", "甲乙丙。丁戊己。", "春夏秋冬。子丑寅卯。")
    ]


def test_a_level_differs_by_itself() -> None:
    old = (Paragraph.of("主要问题", 2), Paragraph.of("甲。"))
    new = (Paragraph.of("主要的问题", 3), Paragraph.of("甲。"))
    assert said(of_text(old, new)) == [
        ("第五部分第 1 段的级别", "二级标题", "三级标题"),
        ("第五部分第 1 段", "主要问题", "主要的问题"),
    ]
    one, other = made(texts={PROBLEMS: old}), made(texts={PROBLEMS: new})
    after = carried(one, other, "第五部分第 1 段的级别")
    assert after.text(PROBLEMS) == (Paragraph.of("主要问题", 3), old[1])


def test_blank_paragraphs_and_white_space_are_no_difference() -> None:
    old = (Paragraph.of("甲  乙。"), Paragraph(), Paragraph.of("丙。"))
    new = (Paragraph.of("甲 乙。"), Paragraph.of("丙。"), Paragraph.of(" "))
    assert of_text(old, new) == ()
    after = carried(
        made(texts={PROBLEMS: old}), made(texts={PROBLEMS: (new[0], Paragraph.of("丁。"))})
    )
    assert after.text(PROBLEMS) == (old[0], Paragraph(), Paragraph.of("丁。"))


def test_a_looser_key_overlooks_more() -> None:
    old, new = (made(texts={PROBLEMS: paragraphs(text)}) for text in ("甲 乙。", "甲乙。"))
    assert differences(old, new, FORM)
    assert differences(old, new, FORM, lambda text: "".join(text.split())) == ()


def test_only_the_chosen_are_carried_over() -> None:
    old = made(texts={PROBLEMS: paragraphs("甲乙丙丁。戊己庚辛。\n子丑寅。\n春夏。")})
    new = made(texts={PROBLEMS: paragraphs("甲乙丙。戊己庚。\n新段。\n子丑寅。")})
    assert [one.place for one in differences(old, new, FORM)] == [
        "第五部分第 1 段第 1 句",
        "第五部分第 1 段第 2 句",
        "第五部分第 1 段后面",
        "第五部分第 3 段",
    ]
    after = carried(old, new, "第五部分第 1 段第 2 句", "第五部分第 1 段后面")
    assert [p.resolve(lambda _: None) for p in after.text(PROBLEMS)] == [
        "甲乙丙丁。戊己庚。",
        "新段。",
        "子丑寅。",
        "春夏。",
    ]
    after = carried(old, new, "第五部分第 3 段")
    assert after.text(PROBLEMS) == old.text(PROBLEMS)[:2]


def test_a_text_taken_out_whole_is_empty() -> None:
    old = made(texts={PROBLEMS: paragraphs("甲。\n乙。")})
    assert dict(carried(old, made()).texts) == {}


# References -----------------------------------------------------------------------------------


def referring(before: str = "本年新收", after: str = "件，都已办结。") -> Text:
    runs = (TextRun(text=before), CellRun(cell=RECEIVED), TextRun(text=after))
    return (Paragraph(runs=runs),)


def with_reference(number: int | None = 40) -> Report:
    return made(
        cells={RECEIVED: number} if number is not None else {}, texts={PROBLEMS: referring()}
    )


def plain(text: str, number: int = 40) -> Report:
    return made(cells={RECEIVED: number}, texts={PROBLEMS: paragraphs(text)})


def test_a_reference_is_compared_by_its_number() -> None:
    assert differences(with_reference(), plain("本年新收40件，都已办结。"), FORM) == ()


def test_a_reference_stays_where_the_words_around_it_do() -> None:
    after = carried(with_reference(), plain("本年新收40件，都已经办结。"))
    assert after.text(PROBLEMS) == referring(after="件，都已经办结。")


def test_a_reference_gives_way_to_another_number() -> None:
    after = carried(with_reference(), plain("本年新收41件，都已办结。"))
    assert after.text(PROBLEMS) == paragraphs("本年新收41件，都已办结。")


def test_a_number_behind_another_word_is_no_reference() -> None:
    after = carried(with_reference(3), plain("本年补正3件，都已办结。", 3))
    assert after.text(PROBLEMS) == paragraphs("本年补正3件，都已办结。")


def test_an_equal_number_elsewhere_is_no_reference() -> None:
    after = carried(with_reference(3), plain("在3月新收5件，都已办结。", 3))
    assert after.text(PROBLEMS) == paragraphs("在3月新收5件，都已办结。")


def test_a_number_changed_in_the_table_and_in_prose_follows() -> None:
    old, new = with_reference(), plain("本年新收41件，都已办结。", 41)
    found = differences(old, new, FORM)
    assert [(one.place, one.follows) for one in found] == [
        ("表三“一、本年新收·自然人”", ()),
        ("第五部分第 1 段", (RECEIVED,)),
    ]
    after = carried(old, new)
    assert after.cells == {RECEIVED: 41}
    assert after.text(PROBLEMS) == referring()
    assert edit_of(found[-1:], old, new, FORM) == Together("采用改动", ())


def test_a_number_changed_in_both_keeps_its_reference_beside_other_changes() -> None:
    after = carried(with_reference(), plain("本年新收41件，都已经办结。", 41))
    assert after.text(PROBLEMS) == referring(after="件，都已经办结。")


def test_a_reference_follows_its_cell_where_the_other_report_forgot_to() -> None:
    after = carried(with_reference(), plain("本年新收40件，都已办结。", 41))
    assert after.text(PROBLEMS) == referring()
    assert after.cells == {RECEIVED: 41}


def test_references_of_the_other_report_come_along() -> None:
    old = plain("本年新收40件。")
    new = made(cells={RECEIVED: 40}, texts={PROBLEMS: referring(after="件，都已办结。")})
    assert carried(old, new).text(PROBLEMS) == referring()


def test_no_sentence_ends_within_a_reference() -> None:
    cell = CellRun(cell=RECEIVED)
    old = made(
        cells={RECEIVED: Raw("1。2")},
        texts={PROBLEMS: (Paragraph(runs=(TextRun(text="甲乙"), cell, TextRun(text="丙丁。戊"))),)},
    )
    new = plain("甲乙1。2丙丁。己庚")
    after = carried(old, new, "第五部分第 1 段第 2 句")
    assert after.text(PROBLEMS)[0].runs[1] == cell
