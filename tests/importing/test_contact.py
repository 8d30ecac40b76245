"""How to reach the organ: read where the report says it, left empty where it is not certain."""

import pytest

from gi_desktop.form import current_edition
from gi_desktop.importing import import_text
from gi_desktop.report.model import Organ

FORM = current_edition()
HEAD = "某某县水务局2023年政府信息公开工作年度报告\n"
TAIL = "\n一、总体情况\n工作正常。\n"


def _organ(preface: str) -> Organ:
    return import_text(HEAD + preface + TAIL, FORM).report.organ


def test_an_opening_paragraph_tells_how_to_reach_the_organ() -> None:
    organ = _organ(
        "本报告的电子版可在某某县人民政府网站（http://www.example.gov.cn/）下载。如有疑问，"
        "请与某某县水务局办公室联系（地址：某某县人民路12号；邮编：223100；"
        "电话：0517-87200000；电子邮箱：swj_bgs@example.cn）。"
    )
    assert organ.name == "某某县水务局"
    assert (organ.website, organ.address) == ("http://www.example.gov.cn", "某某县人民路12号")
    assert (organ.postcode, organ.telephone) == ("223100", "0517-87200000")
    assert organ.email == "swj_bgs@example.cn"


@pytest.mark.parametrize(
    "said, telephone",
    [
        ("联系电话：（0517）87200000。", "(0517)87200000"),
        ("联系电话0517—8720000。", "0517-8720000"),
        ("拨打12345热线电话。", ""),
        ("电话：0517-87200000，监督电话：0517-87200001。", ""),
        ("全年接听电话 3000 次。", ""),
    ],
)
def test_a_telephone_number_is_one_and_only_one(said: str, telephone: str) -> None:
    assert _organ(f"本报告由六部分组成。{said}").telephone == telephone


def test_what_only_looks_like_contact_data_is_left() -> None:
    organ = _organ("网站地址：www.example.gov.cn，办结率99.5%，编码1234567，见2.com附件表.doc。")
    assert organ.address == ""
    assert organ.postcode == ""


def test_the_last_part_is_read_where_the_preface_says_nothing() -> None:
    text = f"{HEAD}\n一、总体情况\n正常。\n六、其他需要报告的事项\n无。邮政编码：223100，地址：人民路1号。\n"
    organ = import_text(text, FORM).report.organ
    assert (organ.postcode, organ.address) == ("223100", "人民路1号")
