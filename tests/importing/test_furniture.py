from collections.abc import Sequence

import pytest

from gi_desktop.importing.furniture import without_furniture
from gi_desktop.importing.sources.text import read_text


def kept(text: str, content: Sequence[str] = ()) -> list[str]:
    lines = read_text(text).lines
    return [line.text for line in without_furniture(lines, lambda line: line.text in content)]


@pytest.mark.parametrize(
    "number",
    ["- 1 -", "-1-", "— 1 —", "－１－", "― 12 ―", "第 1 页", "第1页 共9页", "第1页（共9页）", "第一页", "共 9 页 第 1 页", "Page 1 of 9", "· 3 ·", "—— 3 ——"],
)  # fmt: skip
def test_page_numbers_that_say_so_go_wherever_they_stand(number: str) -> None:
    assert kept(f"甲\n{number}\n乙") == ["甲", "乙"]


def test_bare_numbers_that_count_up_with_the_pages_go() -> None:
    assert kept("甲\n1\f乙\n2\f丙\n3") == ["甲", "乙", "丙"]
    assert kept("7\n甲\f8\n乙\f9\n丙") == ["甲", "乙", "丙"]
    assert kept("甲\n\n1\n\n\n\n乙\n\n2\n\n\n\n丙\n\n丁") == ["甲", "乙", "丙", "丁"]
    assert kept("甲\n1/3\f乙\n2/3\f丙\n3/3") == ["甲", "乙", "丙"]


def test_bare_numbers_that_do_not_count_up_stay() -> None:
    assert kept("甲\n5\f乙\n0\f丙\n12") == ["甲", "5", "乙", "0", "丙", "12"]
    assert kept("规章\n1\n0\n5") == ["规章", "1", "0", "5"]


def test_running_heads_go_but_headings_and_labels_that_repeat_stay() -> None:
    text = "某局年度报告\n甲\f某局年度报告\n乙\f某局年度报告\n丙"
    assert kept(text) == ["甲", "乙", "丙"]
    assert kept(text, ["某局年度报告"]) == text.replace("\f", "\n").split("\n")


def test_numbers_that_repeat_at_page_ends_are_no_running_foot() -> None:
    text = "甲\n0 0 0\f乙\n0 0 0\f丙\n0 0 0"
    assert kept(text) == text.replace("\f", "\n").split("\n")
