from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from tests.importing.helpers import lines_of

FORM = current_edition()
HEAD = "某市2023年政府信息公开工作年度报告\n一、总体情况\n"
FULL = "本年主动公开各类政府信息若干条，回应群众关切"
assert len(FULL) == 22


def overview(text: str) -> list[tuple[int, str]]:
    found = import_text(HEAD + text, FORM).report
    lines = lines_of(found, "overview")
    return [(p.level, line) for p, line in zip(found.text("overview"), lines, strict=True)]


def test_lines_are_joined_to_paragraphs_by_indentation() -> None:
    text = f"    {FULL}\n{FULL}甲乙\n同时做好。\n    {FULL}\n结束。"
    assert overview(text) == [(0, f"{FULL}{FULL}甲乙同时做好。"), (0, f"{FULL}结束。")]


def test_without_indentation_a_short_last_line_ends_a_paragraph() -> None:
    text = f"{FULL}甲乙\n\n{FULL}丙丁\n\n同时做好。\n\n{FULL}戊己\n\n{FULL}庚辛\n\n结束。"
    assert [line for _, line in overview(text)] == [
        f"{FULL}甲乙{FULL}丙丁同时做好。",
        f"{FULL}戊己{FULL}庚辛结束。",
    ]


def test_where_each_line_is_a_paragraph_none_is_joined() -> None:
    lines = [f"{FULL}，按时办结。", f"{FULL}{FULL}，成效明显。", f"{FULL}。"]
    assert overview("\n".join(lines)) == [(0, line) for line in lines]


def test_a_sentence_goes_on_over_a_page_end() -> None:
    text = f"    {FULL}甲乙\n{FULL}丙丁\n- 1 -\n\f{FULL}戊己\n结束。"
    assert overview(text) == [(0, f"{FULL}甲乙{FULL}丙丁{FULL}戊己结束。")]


def test_numbered_lines_of_their_own_are_headings_with_levels() -> None:
    text = (
        f"（一）主动公开\n    {FULL}甲乙\n{FULL}丙丁\n好。\n1.制度建设\n    {FULL}戊己\n好。\n"
        f"（1）人员培训\n    {FULL}庚辛\n好。"
    )
    assert [(level, line) for level, line in overview(text) if level] == [
        (2, "（一）主动公开"),
        (3, "1.制度建设"),
        (4, "（1）人员培训"),
    ]


def test_a_run_in_heading_stays_in_its_paragraph() -> None:
    text = f"（一）主动公开方面。{FULL}\n{FULL}甲乙\n好。\n（二）依申请公开方面。{FULL}\n好。"
    found = overview(text)
    assert [level for level, _ in found] == [0, 0]
    assert found[1][1].startswith("（二）依申请公开方面。")


def test_a_long_heading_cut_in_two_is_one_heading() -> None:
    heading = "（一）围绕中心服务大局持续深化重点领域政府信息主动公开"
    text = f"    {heading[:22]}\n{heading[22:]}\n    {FULL}甲\n{FULL}乙丙\n{FULL}丁戊\n好。"
    assert overview(text)[0] == (2, heading)


def test_addresses_and_numbers_cut_by_line_ends_are_whole_again() -> None:
    text = f"{FULL}（www.ab\ncd.gov.cn）查阅，截至 202\n2 年共{FULL}\n{FULL}\n结束。"
    ((_, line),) = overview(text)
    assert "（www.abcd.gov.cn）查阅，截至2022年共" in line


def test_latin_words_keep_the_blank_between_them() -> None:
    text = f"{FULL}使用 Office\nWord 2016 编写{FULL}\n{FULL}\n结束。"
    ((_, line),) = overview(text)
    assert "使用Office Word 2016编写" in line


def test_no_paragraph_begins_with_closing_punctuation() -> None:
    text = f"    {FULL}\n    ，同时做好“公开\n”工作{FULL}\n{FULL}甲乙\n结束。"
    assert all(line[0] not in "，”" for _, line in overview(text))


def test_prose_beside_a_table_is_named() -> None:
    text = (
        "好。\n三、收到和处理政府信息公开申请情况\n本年共收到申请，都是自然人提出的，没有结转。\n"
    )
    found = import_text(HEAD + text, FORM)
    assert any("都是自然人提出的" in note for note in found.notes)


def test_what_a_web_page_adds_is_left_out_and_named() -> None:
    text = "发布时间：2024-01-20 来源：办公室\n" + HEAD + f"{FULL}。\n【打印本页】 【关闭窗口】"
    found = import_text(text, FORM)
    assert lines_of(found.report, "overview") == [f"{FULL}。"]
    assert not found.report.text("preface")
    assert any("打印本页" in note and "发布时间" in note for note in found.notes)


def test_hints_of_the_blank_form_are_no_text() -> None:
    found = import_text("".join(f"{s.heading}\n{s.hint}\n" for s in FORM.sections), FORM)
    assert not found.report.texts
    assert sum("没有读到文字" in note for note in found.notes) == 3
