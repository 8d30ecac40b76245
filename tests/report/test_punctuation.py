import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_desktop.report.punctuation import widen


@pytest.mark.parametrize(
    "text,wide,signs,quotes",
    [
        (
            "共收到申请41件,其中自然人40件;法人1件.",
            "共收到申请41件，其中自然人40件；法人1件。",
            3,
            0,
        ),
        ("网址:http://www.a.gov.cn/x,y(z)欢迎", "网址：http://www.a.gov.cn/x,y(z)欢迎", 1, 0),
        ("会议于12:30开始,比例1:1000.", "会议于12:30开始，比例1:1000。", 2, 0),
        ("共1,000件,增长10%,其中", "共1,000件，增长10%，其中", 2, 0),
        ('"三审三校"制度,他说"好".', "“三审三校”制度，他说“好”。", 2, 2),
        ("落实'首问负责'制", "落实‘首问负责’制", 0, 1),
        ("使用Word,Excel等软件(以下简称“软件”)", "使用Word,Excel等软件（以下简称“软件”）", 2, 0),
        ("一.主动公开", "一.主动公开", 0, 0),
        ("1.平台建设", "1.平台建设", 0, 0),
        ("(一)主动公开", "（一）主动公开", 2, 0),
        ("邮箱:a.b@c.gov.cn,欢迎", "邮箱：a.b@c.gov.cn，欢迎", 2, 0),
        ("等等...后", "等等……后", 1, 0),
        ("真的吗?是的!", "真的吗？是的！", 2, 0),
        ("满意率98%.其中自然人占(60%).", "满意率98%。其中自然人占（60%）。", 4, 0),
        ("邮箱a.b@c.gov.cn.网站www.a.gov.cn.", "邮箱a.b@c.gov.cn。网站www.a.gov.cn。", 2, 0),
        ("软件名Word:见附件", "软件名Word：见附件", 1, 0),
        ("第12.其中,公司Co., Ltd.", "第12.其中，公司Co., Ltd.", 1, 0),
        ("工作--公开--工作", "工作——公开——工作", 2, 0),
        ("2022--2023年", "2022--2023年", 0, 0),
        ("<<条例>>和a<<b", "《条例》和a<<b", 1, 0),
        ("国办公开办函[2021]30号,见[2021]", "国办公开办函〔2021〕30号，见[2021]", 2, 0),
    ],
)
def test_signs_between_chinese_characters_are_widened(
    text: str, wide: str, signs: int, quotes: int
) -> None:
    assert widen(text) == (wide, signs, quotes)


@pytest.mark.parametrize(
    "text",
    ["A,B,C", "f(x)", "3.14", "12:30", "1:1000", "1,000", "don't", 'a "b" c', '宽5"', "www.a.cn,"],
)
def test_what_is_not_chinese_stays(text: str) -> None:
    assert widen(text) == (text, 0, 0)


_text = st.text(
    st.sampled_from("，,.:;?!()<>-[]\"'甲乙一十 12A/@w“”（）。…%"), max_size=30
) | st.text(max_size=20)


@given(text=_text)
def test_nothing_but_signs_changes(text: str) -> None:
    def others(given: str) -> str:
        signs = (char for char in given if char not in "<>")
        return "".join(char for char in signs if unicodedata.category(char)[0] != "P")

    assert others(widen(text)[0]) == others(text)


@given(text=_text)
def test_the_counts_are_0_where_nothing_changes(text: str) -> None:
    wide, signs, quotes = widen(text)
    assert (wide == text) == (signs == quotes == 0)
