"""`gi-desktop check` with several files or a folder."""

import json
from pathlib import Path

import pytest

from gi_desktop.report.model import Organ
from tests.commands import SOUND, UNBALANCED, Run, files, save

pytestmark = pytest.mark.usefixtures("own_folder")

OTHER = SOUND.replace(organ=Organ(name="某市别局"))


def test_several_sound_drafts_check_with_0(run: Run) -> None:
    code, out, err = run("check", save("a.xxgk", SOUND), save("b.xxgk", OTHER))
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "共 2 份：0 份有错误，2 份没有错误。"
    assert files() == {"a.xxgk", "b.xxgk"}, "nothing is written"


def test_one_with_errors_checks_with_1(run: Run) -> None:
    code, out, _ = run("check", save("a.xxgk", OTHER), save("b.xxgk", UNBALANCED))
    assert code == 1
    assert "某市某局  2024  草稿       1" in out


def test_a_folder_with_a_damaged_file_checks_with_1_and_names_it(run: Run) -> None:
    save("a.xxgk", SOUND)
    Path("坏.xxgk").write_bytes(b"x")
    code, out, err = run("check", ".")
    assert (code, err) == (1, "")
    assert "坏.xxgk" in out
    assert "1 份读不出" in out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_where_nothing_can_be_read_it_checks_with_2(run: Run, options: tuple[str, ...]) -> None:
    assert run("check", ".", *options)[0] == 2
    Path("坏.xxgk").write_bytes(b"x")
    assert run("check", ".", *options)[0] == 2
    assert run("check", "没有.xxgk", "也没有.xxgk", *options)[0] == 2


def test_json_is_a_list_with_file_names(run: Run) -> None:
    save("a.xxgk", UNBALANCED)
    code, out, _ = run("check", ".", "--json")
    (one,) = json.loads(out)
    assert (code, one["file"], one["organ"], one["year"]) == (1, "a.xxgk", "某市某局", 2024)
    assert one["findings"][0]["code"] == "balance"
    assert json.loads(run("check", ".", "没有.xxgk", "--json")[1])[1]["file"] == "没有.xxgk"


def test_a_list_of_units_tells_who_is_missing(run: Run) -> None:
    save("a.xxgk", SOUND)
    Path("名单.txt").write_text("1. 某市某局\n2. 某市别局\n", encoding="utf-8")
    code, out, _ = run("check", ".", "--units", "名单.txt")
    assert code == 0
    assert "    某市别局：缺 2024 年的" in out.splitlines()
    assert "名单.txt" not in out, "the list in the folder is no report"
    last = json.loads(run("check", ".", "--units", "名单.txt", "--year", "2025", "--json")[1])
    assert [(one["organ"], one.get("missing")) for one in last] == [
        ("某市某局", None),
        ("某市某局", True),
        ("某市别局", True),
    ]


def test_one_draft_with_a_list_is_held_against_it(run: Run) -> None:
    Path("名单.txt").write_text("某市别局", encoding="utf-8")
    code, out, _ = run("check", save("a.xxgk", SOUND), "--units", "名单.txt")
    assert code == 0
    assert "某市别局：缺" in out


def test_a_list_that_is_none_is_refused(run: Run) -> None:
    save("a.xxgk", SOUND)
    code, out, err = run("check", ".", "--units", "没有.txt")
    assert (code, out) == (2, "")
    assert "没有.txt" in err


def test_last_years_report_is_of_one_draft(run: Run) -> None:
    code, _, err = run(
        "check", save("a.xxgk", SOUND), save("b.xxgk", OTHER), "--previous", "a.xxgk"
    )
    assert code == 2
    assert "--previous" in err


def test_a_year_that_is_no_number_is_refused(run: Run) -> None:
    code, _, err = run("check", ".", "--year", "今年")
    assert code == 2
    assert "“--year”后面要写数字。" in err
