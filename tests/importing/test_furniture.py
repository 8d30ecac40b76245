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


def test_where_pages_are_not_told_apart_numbers_that_count_among_prose_go() -> None:
    assert kept("甲一\n1\n乙二\n2\n丙三\n3\n丁四") == ["甲一", "乙二", "丙三", "丁四"]
    assert kept("甲一\n1\n乙二\n2") == ["甲一", "乙二"]


def test_a_page_number_in_a_table_goes_only_where_it_is_the_one_missing() -> None:
    labels = ["行政处罚 7", "行政强制 0"]
    text = "甲一\n1\n乙二\n行政处罚 7\n2\n行政强制 0\n丙三\n3\n丁四"
    assert kept(text, labels) == ["甲一", "乙二", *labels, "丙三", "丁四"]
    other = text.replace("\n2\n", "\n2\n5\n")
    assert kept(other, labels) == ["甲一", "乙二", labels[0], "2", "5", labels[1], "丙三", "丁四"]


@pytest.mark.parametrize(
    "text",
    [
        "甲一\n12\n乙二",
        "甲一\n7\n乙二\n8\n丙三",
        "甲一\n1\n乙二\n9\n丙三",
        "甲一\n2\n乙二\n1\n丙三",
        "甲一\n1\n乙二\n40\n丙三\n2\n丁四\n90\n戊五\n60\n己六\n50\n庚七",
    ],
)
def test_numbers_among_prose_that_count_no_pages_stay(text: str) -> None:
    assert kept(text) == text.split("\n")
