"""The page of a part in prose: length, topics, references, sentences of facts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gi_desktop.form import Topic
from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ
from gi_desktop.report.prose import CellRun, Paragraph, TextRun
from gi_desktop.session import Session
from gi_desktop.ui.cell_chooser import CellChooser
from gi_desktop.ui.pages.basics import BasicsPage
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.sentences_dialog import SentencesDialog
from gi_desktop.ui.topic_list import TopicList
from gi_desktop.ui.window import Window
from tests.toy import TOY, find_edition
from tests.ui.conftest import OpenWindow
from tests.ui.hands import CONTROL, SHIFT, Key, keys, press, session_of, texts, type_chinese

OVERVIEW, MATTERS = 1, 6


def page_of(window: Window, step: int = OVERVIEW) -> ProsePage:
    window.go(step)
    page = window.pages[step]
    assert isinstance(page, ProsePage)
    return page


def topics(page: ProsePage) -> TopicList:
    assert page.topics is not None
    return page.topics


def zeros(session: Session) -> None:
    session.apply(SetCells("填", {spec.address: 0 for spec in session.form.inputs}))


def read(window: Window) -> str:
    session = session_of(window)
    text = session.report.text(session.form.sections[window.number - 1].text)
    return "\n".join(paragraph.resolve(session.sheet.value) for paragraph in text)


# Length and topics -----------------------------------------------------------------------------


def test_the_length_stands_beside_the_usual_one(window: Window) -> None:
    page = page_of(window)
    assert page.count.text() == "0 字，一般不超过 1000 字"
    type_chinese("本年 工作")
    assert page.count.text() == "4 字，一般不超过 1000 字"
    session_of(window).apply(SetText("长", "overview", (Paragraph.of("长" * 1001),)))
    assert page.count.text() == "! 1001 字，一般不超过 1000 字，偏长"


def ticked(page: ProsePage) -> dict[str, bool]:
    return {
        name: "已经写到" in made.accessibleName()
        for name, made in topics(page).buttons.items()
        if made.isVisible()
    }


def test_topics_are_ticked_while_typing(window: Window) -> None:
    page = page_of(window)
    assert list(ticked(page).values()) == [False] * 5
    type_chinese("主动公开信息，开展培训。")
    told = ticked(page)
    assert told["主动公开"]
    assert told["监督保障"]
    assert not told["依申请公开"]
    session_of(window).undo()
    assert not any(ticked(page).values())


def test_governments_are_asked_for_more(window: Window) -> None:
    page = page_of(window)
    organ = Organ(name="某某市人民政府")
    session_of(window).apply(SetFields("填", {"organ": organ}))
    assert len(ticked(page)) == 8


def topic_button(page: ProsePage, name: str) -> QToolButton:
    return topics(page).buttons[name]


def test_help_on_a_missing_topic_says_where_and_writes_nothing(window: Window) -> None:
    page = page_of(window)
    text = (Paragraph.of("主动公开信息。"), Paragraph.of("收到依申请。"), Paragraph.of("尾"))
    session_of(window).apply(SetText("写", "overview", text))
    topic_button(page, "政府信息管理").click()
    assert "接在写“依申请公开”的第 2 段后面" in topics(page).help.text()
    assert "没有做的不要写" in topics(page).help.text()
    topics(page).go.click()
    assert page.editor.hasFocus()
    assert page.editor.textCursor().blockNumber() == 1
    assert page.editor.textCursor().atBlockEnd()
    assert session_of(window).report.text("overview") == text
    press(Key.Key_Return)
    type_chinese("加强保密审查。")
    assert not topics(page).help.isVisible()


def test_help_on_a_topic_closes_by_a_second_click(window: Window) -> None:
    page = page_of(window)
    topic_button(page, "监督保障").click()
    assert topics(page).help.isVisible()
    topic_button(page, "监督保障").click()
    assert not topics(page).help.isVisible()


# References ------------------------------------------------------------------------------------


@pytest.fixture
def chooser(window: Window, qtbot: QtBot) -> CellChooser:
    session_of(window).apply(SetCells("填", {"applications.received.natural": 41}))
    page = page_of(window)
    type_chinese("新收")
    press(Key.Key_K, CONTROL)
    found = page.findChild(CellChooser)
    assert isinstance(found, CellChooser)
    qtbot.waitUntil(found.words.hasFocus)
    return found


def shown(chooser: CellChooser) -> list[tuple[str, str]]:
    def said(row: int, column: int) -> str:
        item = chooser.list.item(row, column)
        return item.text() if item is not None else ""

    rows = range(chooser.list.rowCount())
    return [(said(row, 0), said(row, 1)) for row in rows if not chooser.list.isRowHidden(row)]


def test_a_cell_is_chosen_by_words_and_arrows(
    window: Window, chooser: CellChooser, qtbot: QtBot
) -> None:
    type_chinese("表三 本年新收 人")
    assert shown(chooser) == [("表三 一、本年新收·自然人", "41")]
    chooser.words.setText("本年新收")
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    (paragraph,) = session_of(window).report.text("overview")
    assert paragraph.runs == (TextRun(text="新收"), CellRun(cell="applications.received.natural"))
    assert read(window) == "新收41"
    qtbot.waitUntil(page_of(window).editor.hasFocus)


def test_words_that_fit_nothing_choose_nothing(window: Window, chooser: CellChooser) -> None:
    type_chinese("没有这一行")
    assert shown(chooser) == []
    assert not chooser.insert.isEnabled()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert read(window) == "新收"


def test_a_reference_is_turned_into_text_by_key(
    window: Window, chooser: CellChooser, qtbot: QtBot
) -> None:
    type_chinese("本年新收·自然人")
    press(Key.Key_Return)
    qtbot.waitUntil(page_of(window).editor.hasFocus)
    assert page_of(window).tools.plain.isEnabled()
    press(Key.Key_K, CONTROL | SHIFT)
    (paragraph,) = session_of(window).report.text("overview")
    assert paragraph == Paragraph.of("新收41")
    assert not page_of(window).tools.plain.isEnabled()


# Sentences of facts ----------------------------------------------------------------------------


def sentences(page: ProsePage) -> SentencesDialog:
    press(Key.Key_J, CONTROL)
    found = page.findChild(SentencesDialog)
    assert isinstance(found, SentencesDialog)
    return found


def test_nothing_is_offered_before_the_numbers(window: Window) -> None:
    asking = sentences(page_of(window))
    assert not any(box.isEnabled() for box in asking.boxes)
    assert any(
        "现在还不能写：表三的“一、本年新收·总计”还没有填。" in said for said in texts(asking)
    )
    assert not asking.write.isEnabled()


def test_sentences_are_chosen_from_a_preview_and_stay_editable(
    window: Window, qtbot: QtBot
) -> None:
    zeros(session_of(window))
    page = page_of(window, MATTERS)
    type_chinese("一")
    asking = sentences(page)
    assert "表里看不出有没有收费：确实没有收取，才选这一句。" in texts(asking)
    asking.boxes[0].click()
    asking.boxes[-1].click()
    asking.write.click()
    expected = "一本年没有收取信息处理费。本年未发生因政府信息公开引起的行政复议、行政诉讼。"
    assert read(window) == expected
    assert session_of(window).undo_label == "写入现成的句子"
    qtbot.waitUntil(page.editor.hasFocus)
    keys("x")
    assert read(window) == f"{expected}x"


def test_numbers_in_sentences_follow_the_tables(window: Window) -> None:
    session = session_of(window)
    zeros(session)
    session.apply(SetCells("填", {"applications.received.natural": 3}))
    asking = sentences(page_of(window))
    asking.boxes[0].click()
    asking.write.click()
    session.apply(SetCells("改", {"applications.received.natural": 4}))
    assert read(window) == "本年新收政府信息公开申请4件。"


def test_numbers_that_do_not_add_up_are_told_beside_their_sentence(window: Window) -> None:
    session = session_of(window)
    zeros(session)
    session.apply(SetCells("错", {"applications.received.natural": 3}))
    said = texts(sentences(page_of(window)))
    (warned,) = {one for one in said if one.startswith("这里的数还有错误：")}
    assert "“自然人”列不平" in warned
    assert said.count(warned) == 2, "not beside the sentence of table four"
    assert "数字会跟着变" in warned


def test_a_sentence_without_numbers_is_not_said_to_follow_them(window: Window) -> None:
    session = session_of(window)
    zeros(session)
    session.apply(SetCells("错", {"applications.received.natural": 3}))
    said = texts(sentences(page_of(window, MATTERS)))
    warned = said[said.index("本年没有收取信息处理费。") + 2]
    assert "“自然人”列不平" in warned
    assert warned.endswith("请再看这一句对不对。")


def test_below_a_heading_a_sentence_is_body(window: Window) -> None:
    zeros(session_of(window))
    session_of(window).apply(SetText("写", "overview", (Paragraph.of("（一）甲", 2),)))
    page = page_of(window)
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    asking = sentences(page)
    asking.boxes[0].click()
    asking.write.click()
    assert session_of(window).report.text("overview") == (
        Paragraph.of("（一）甲", 2),
        Paragraph.of("本年未收到政府信息公开申请。"),
    )


def test_the_menu_has_them_for_the_text_that_is_edited(window: Window) -> None:
    zeros(session_of(window))
    menu = window.actions_.clipboard
    page = page_of(window)
    type_chinese("甲")
    menu._enable()
    assert menu.reference.isEnabled()
    assert menu.sentences.isEnabled()
    assert not menu.plain.isEnabled()
    page.editor.insert_reference("applications.received.natural")
    menu._enable()
    assert menu.plain.isEnabled()
    menu.plain.trigger()
    assert read(window) == "甲0"
    menu.sentences.trigger()
    assert page.findChild(SentencesDialog) is not None


def test_the_preface_refers_to_cells_too(window: Window) -> None:
    zeros(session_of(window))
    window.go(0)
    basics = window.pages[0]
    assert isinstance(basics, BasicsPage)
    basics.preface.setFocus()
    press(Key.Key_K, CONTROL)
    assert basics.findChild(CellChooser) is not None
    assert not basics.preface.takes_sentences


# Another form ----------------------------------------------------------------------------------


def test_a_form_without_topics_or_meaning(open_window: OpenWindow) -> None:
    window = open_window(TOY, find_edition)
    window.desk.new()
    page = page_of(window)
    assert page.topics is None
    assert not page.tools.sentences.isVisible()
    type_chinese("甲乙")
    assert page.count.text() == "2 字"
    press(Key.Key_J, CONTROL)
    assert page.findChild(SentencesDialog) is None


def test_a_form_with_a_topic_of_its_own(open_window: OpenWindow) -> None:
    work = replace(TOY.sections[0], topics=(Topic("missing_aspect", "答复", ("答复",)),))
    window = open_window(replace(TOY, sections=(work, *TOY.sections[1:])), find_edition)
    window.desk.new()
    page = page_of(window)
    assert ticked(page) == {"答复": False}
    type_chinese("都已答复")
    assert ticked(page) == {"答复": True}


@pytest.mark.parametrize("size", [(1366, 768), (910, 512), (683, 384)])
def test_the_tools_fit_the_page(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    page = page_of(window)
    topic_button(page, "监督保障").click()
    QApplication.processEvents()
    parts: list[Callable[[], int]] = []
    for made in page.findChildren(QToolButton):
        if made.isVisible():
            right = made.mapTo(page, made.rect().bottomRight()).x()
            assert right <= page.width(), made.text()
            parts.append(made.width)
    assert parts
