"""What is said of characters that no font has: which, and where."""

import pytest

from gi_desktop.document.blocks import Block, SignatureBlock, TextBlock, TitleBlock, blocks
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.typeset import typeset
from gi_desktop.form import Edition
from tests.document.samples import sample

RARE, OTHER = "\U00031000", "\U000323af"  # characters of planes that no bundled font has


def note(found: list[Block], fonts: FontSet, front: tuple[Block, ...] = ()) -> str:
    (said,) = typeset(found, fonts, Furniture(front=front)).notes
    return said


def test_every_place_of_a_report_is_named(form: Edition, fonts: FontSet) -> None:
    section = form.sections[0]
    report = sample(
        form,
        organ=f"云溪{RARE}局",
        texts={form.preface: ["第一段。", f"第二{RARE}段。"], section.text: [f"第{OTHER}。"]},
        signature={"name": f"云溪{RARE}局", "date": "2026年1月9日", "seal": "sealed"},
    )
    said = note(list(blocks(report, form)), fonts)
    assert f"“{RARE}”（U+31000）在标题、前言第 2 段、落款；" in said
    assert f"“{OTHER}”（U+323AF）在{section.heading}第 1 段。" in said
    assert "〓" in said


def test_characters_of_the_same_places_are_told_together(fonts: FontSet) -> None:
    said = note([TextBlock(f"{RARE}和{OTHER}", 0, "x", 4)], fonts)
    assert f"“{RARE}”（U+31000）、“{OTHER}”（U+323AF）在前言第 5 段。" in said


def test_many_places_and_characters_are_counted(fonts: FontSet) -> None:
    found: list[Block] = [TextBlock(RARE, 0, "x", number) for number in range(40)]
    assert "在前言第 1 段、前言第 2 段、前言第 3 段、前言第 4 段等 40 处。" in note(found, fonts)
    many = "".join(map(chr, range(0x31000, 0x31100)))
    said = note([TextBlock(many, 0, "x", 0)], fonts)
    assert said.count("U+") == 12
    assert "还有另外 236 个字" in said


def test_the_sheet_in_front_is_a_place(fonts: FontSet) -> None:
    assert "在送审单。" in note([TitleBlock(("标题",))], fonts, (TextBlock(f"理由{RARE}"),))


def test_the_heading_itself_and_the_date(fonts: FontSet) -> None:
    heading = TextBlock(f"一、{RARE}情况", 1, "overview")
    assert f"在一、{RARE}情况。" in note([heading, TextBlock("甲", 0, "overview", 0)], fonts)
    assert "在落款。" in note([SignatureBlock("", f"{RARE}年", sealed=False)], fonts)


@pytest.mark.parametrize(
    "char, name",
    [
        ("\ue123", "自造字（U+E123）"),
        ("\u0eb1", "附加符号“◌\u0eb1”（U+0EB1）"),
        ("\u180e", "看不见的字符（U+180E）"),
        ("\U0001f600", "“😀”（U+1F600）"),
    ],
)
def test_what_does_not_show_is_named_by_what_it_is(char: str, name: str, fonts: FontSet) -> None:
    assert f"{name}在前言第 1 段" in note([TextBlock(f"甲{char}", 0, "x", 0)], fonts)


def test_nothing_is_said_of_what_some_font_has(fonts: FontSet) -> None:
    assert typeset([TextBlock("镕喆䶮𬱖", 0, "x", 0)], fonts).notes == ()


def test_what_only_chooses_a_form_of_a_character_or_joins_it_is_not_missing(
    form: Edition, fonts: FontSet
) -> None:
    text = "葛\U000e0100城\ufe00，cafe\u0301，x\u200d。"
    found = typeset(blocks(sample(form, texts={form.preface: [text]}), form), fonts)
    assert found.notes == ()
    assert any("葛城，café，x。" in line.text for line in found.pages[0].lines)
