import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.characters import clean
from gi_desktop.report.cleaning import Cleaned, clean_html, clean_text
from gi_desktop.report.prose import Paragraph, Text, TextRun

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>年报</title>
<style>p.MsoNormal {color:red}</style></head><body lang=ZH-CN><!--StartFragment-->
<h2 style='mso-list:none'>(一)主动公<b>开</b></h2>
<p class=MsoNormal style='text-indent:2em;color:red'><span lang=EN-US>100</span>条信息,其中规章
<span>0</span>&nbsp;件<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>平台建设</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Wingdings;mso-list:Ignore'>&Oslash;<span>&nbsp; </span></span><![endif]>网站</p>
<p class=MsoNormal style='mso-outline-level:3'>监督保障</p>
<!--EndFragment--></body></html>"""


def lines(cleaned: Cleaned) -> list[tuple[str, int]]:
    return [(words((paragraph,)), paragraph.level) for paragraph in cleaned.text]


def words(text: Text) -> str:
    return "".join(
        run.text for paragraph in text for run in paragraph.runs if isinstance(run, TextRun)
    )


def test_what_word_puts_on_the_clipboard() -> None:
    cleaned = clean_html(WORD)
    assert lines(cleaned) == [
        ("（一）主动公开", 2),
        ("100条信息，其中规章0件", 0),
        ("1.平台建设", 3),
        ("网站", 0),
        ("监督保障", 3),
    ]
    assert "认出 3 个标题" in cleaned.notes
    assert "3 个半角标点改成全角" in cleaned.notes


def test_lists_of_a_web_page_keep_their_numbers() -> None:
    page = "<ol start=3><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>"
    assert [text for text, _ in lines(clean_html(page))] == ["3.甲", "4.乙", "丙"]


def test_a_style_called_heading_tells_the_level() -> None:
    page = "<p class='MsoHeading2'>甲</p><p style='mso-style-name:\"标题 3\"'>乙</p><h6>丙</h6>"
    assert lines(clean_html(page)) == [("甲", 2), ("乙", 3), ("丙", 4)]


def test_tables_become_lines_and_it_is_said() -> None:
    page = (
        "<p>前</p><table><tr><td><p>新收</p></td><td>41</td></tr>"
        "<tr><td>结转</td><td><table><tr><td>0</td><td>件</td></tr></table></td></tr></table>后"
    )
    cleaned = clean_html(page)
    assert lines(cleaned) == [("前", 0), ("新收　41", 0), ("结转　0　件", 0), ("后", 0)]
    assert cleaned.notes == ("2 张表格改成文字，一行一段",)


def test_pictures_are_left_out_and_it_is_said() -> None:
    assert clean_html("<p>甲<img src='a.png'>乙</p>").notes == ("1 张图片没有粘贴",)


def test_what_a_page_hides_is_left_out() -> None:
    assert lines(clean_html("<p>甲<span style='display:none'>乙</span>丙</p>")) == [("甲丙", 0)]


def test_line_breaks_within_a_sentence_are_joined() -> None:
    cleaned = clean_text(
        "今年共收到政府信息公开申请41件，其中自然人申\n请40件，均已答复。\n　　另一段"
    )
    assert lines(cleaned) == [
        ("今年共收到政府信息公开申请41件，其中自然人申请40件，均已答复。", 0),
        ("另一段", 0),
    ]
    assert cleaned.notes == ("接上 1 处断行",)


def test_lines_broken_at_a_margin_are_joined() -> None:
    words = "全面落实政府信息公开条例各项要求稳步推进各个方面工作"
    assert lines(clean_text(f"{words}\n{words}\n{words}。")) == [(words * 3 + "。", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开情况\n全年公开信息100条。",
        "（一）主动公开\n全年公开信息",
        "甲。\n乙",
        "甲\n1.乙",
        "甲，\n\n乙",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    assert len(clean_text(text).text) == 2


def test_break_elements_are_lines_paragraphs_are_not() -> None:
    assert lines(clean_html("<p>全年收到，<br>答复</p><p>甲，</p><p>乙</p>")) == [
        ("全年收到，答复", 0),
        ("甲，", 0),
        ("乙", 0),
    ]


def test_latin_words_and_numbers_do_not_run_together() -> None:
    assert lines(clean_text("使用，Word\nExcel")) == [("使用，Word Excel", 0)]
    assert lines(clean_text("共，41\n40")) == [("共，41 40", 0)]


def test_what_cannot_be_seen_and_blanks_go() -> None:
    cleaned = clean_text("主\u200b动 公\xad开\xa0情况 Word Excel")
    assert lines(cleaned) == [("主动公开情况Word Excel", 0)]
    assert cleaned.notes == ("去掉 3 个多余的空格", "去掉 2 个看不见的字符")


def test_radicals_become_characters() -> None:
    assert clean_text("⼯作").text == (Paragraph.of("工作"),)
    assert clean_text("⼯作").notes == ("1 个形近的部首换成汉字",)


@pytest.mark.parametrize("bullet", ["●  ", "\uf0b7\t", "\uf0d8", "➢　", "  ■ "])
def test_the_sign_of_an_item_goes_and_begins_a_paragraph(bullet: str) -> None:
    """Those of the fonts Symbol and Wingdings print as boxes."""
    cleaned = clean_text(f"全年收到，\n{bullet}加强领导，\n{bullet}完善制度")
    assert lines(cleaned) == [("全年收到，", 0), ("加强领导，", 0), ("完善制度", 0)]
    assert cleaned.notes == ("去掉 2 个项目符号",)


def test_a_sign_that_is_part_of_the_words_stays() -> None:
    assert lines(clean_text("●●路公开\n甲\uf0b7乙\n·公开")) == [
        ("●●路公开", 0),
        ("甲\uf0b7乙", 0),
        ("·公开", 0),
    ]


def test_letters_and_digits_of_full_width_get_the_usual_one() -> None:
    cleaned = clean_text("２０２３年公开１．５万条，占９０％，Ａ类")
    assert lines(cleaned) == [("2023年公开1.5万条，占90％，A类", 0)]
    assert cleaned.notes == ("10 个全角的数字、字母改成半角",)


def test_what_a_reviewer_deleted_is_left_out_and_it_is_said() -> None:
    page = "<p>全年收到<del cite='mailto:x'>40</del><ins>41</ins>件</p>"
    assert lines(clean_html(page)) == [("全年收到41件", 0)]
    assert clean_html(page).notes == ("略去 1 处修订时删去的文字",)


def test_a_numbered_list_within_another_has_the_next_level() -> None:
    page = "<ol><li>甲<ul><li>乙<ol type='a'><li>丙</li></ol></li></ul></li><li>丁</li></ol>"
    assert lines(clean_html(page)) == [("1.甲", 3), ("乙", 0), ("（1）丙", 4), ("2.丁", 3)]
    deep = "<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>乙</li></ol></li></ol>"
    assert lines(clean_html(deep)) == [("一、甲", 1), ("（一）乙", 2)]


def test_tabs_stand_between_cells_or_behind_a_number() -> None:
    assert lines(clean_text("1.\t主动公开\n甲\t41")) == [("1.主动公开", 3), ("甲　41", 0)]


def test_clean_prose_is_left_alone() -> None:
    text = "本年新收申请41件，均已答复。\n详见网站（www.a.gov.cn）。"
    assert clean_text(text) == Cleaned(tuple(Paragraph.of(line) for line in text.split("\n")))


_SIGNIFICANT = re.compile("[\u3400-\u9fff\uf900-\ufaff0-9０-９A-Za-z]")
_raw = st.lists(
    st.sampled_from(
        [
            *"甲乙丙一二，。,.:;()\"' 　\t\n\n12AB（）",
            "\u200b",
            "\xad",
            "\xa0",
            "⼯",
            "⒈",
            "（一）",
            "1.",
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


def significant(text: str) -> str:
    """What carries meaning, letters and digits in their usual width."""
    return unicodedata.normalize("NFKC", "".join(_SIGNIFICANT.findall(clean(text))))


@given(raw=_raw)
def test_no_character_or_digit_of_plain_text_is_lost(raw: str) -> None:
    assert significant(words(clean_text(raw).text)) == significant(raw)


@given(raw=_raw)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean_text(raw.replace("\t", " "))  # the blank between cells is one that may go
    again = clean_text("\n\n".join(words((paragraph,)) for paragraph in once.text))
    assert words(again.text) == words(once.text)


_tags = st.sampled_from(["p", "h2", "div", "td", "span", "li", "b"])


@given(parts=st.lists(st.tuples(_tags, _raw), max_size=8))
def test_no_character_or_digit_of_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    page = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    expected = "".join(text for _, text in parts)
    found = words(clean_html(page).text)
    assert significant(found) == significant(expected)


@given(page=st.text(st.sampled_from("<>/!-[]=' pbrtdhli1甲&;\"if")))
def test_any_markup_is_read(page: str) -> None:
    assert isinstance(clean_html(page), Cleaned)
