"""The command line: exit codes, files, Chinese on standard error, and never a traceback."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from gi_desktop import __version__, cli
from gi_desktop.drafts import Draft, read_draft, write_draft
from gi_desktop.report.model import new_report
from gi_desktop.report.serial import to_json
from gi_desktop.session import Session
from tests.commands import FORM, SOUND, UNBALANCED, Run, files, save

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.usefixtures("own_folder")


def program(
    *arguments: str, environ: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as users do: in a process of its own, with its output piped."""
    changed = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
    done = subprocess.run(
        [sys.executable, "-m", "gi_desktop", *arguments],
        check=False,
        capture_output=True,
        env={name: value for name, value in changed.items() if value is not None},
    )
    assert b"Traceback" not in done.stderr
    return done


# check --------------------------------------------------------------------------------------


def test_a_sound_draft_checks_with_0(run: Run) -> None:
    assert run("check", save("a.xxgk", SOUND)) == (0, "没有发现问题。\n", "")


def test_an_error_checks_with_1_and_is_told_with_its_remedy(run: Run) -> None:
    code, out, err = run("check", save("a.xxgk", UNBALANCED))
    assert (code, err) == (1, "")
    line, count = out.splitlines()
    [finding] = Session.open(Path("a.xxgk")).findings
    assert line == f"错误 {finding.message}{finding.remedy}"
    assert "“自然人”列不平" in line
    assert count == "共 1 条。"


def test_findings_as_json_have_exactly_the_agreed_keys(run: Run) -> None:
    code, out, _ = run("check", save("a.xxgk", UNBALANCED), "--json")
    assert code == 1
    [finding] = json.loads(out).pop("findings")
    assert list(finding) == ["code", "severity", "message", "cells"]
    assert finding["code"] == "balance"
    assert finding["severity"] == "error"
    assert "applications.received.natural" in finding["cells"]
    assert "表三“自然人”列不平" in out


def test_verify_and_hint_are_told_with_the_reason_given(run: Run) -> None:
    few = {"disclosure.normative.issued": 3}
    report = SOUND.replace(cells={**SOUND.cells, **few}, title="某局2024年政务公开工作总结")
    session = Session(FORM, Draft(report))
    (low,) = session.unsettled
    assert run("check", save("a.xxgk", report))[1].splitlines()[0].startswith("核实 表二")
    session.explain(low, "本年制发的\n当年已经废止。")
    session.save(Path("a.xxgk"))
    code, out, err = run("check", "a.xxgk")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"核实 {low.message}{low.remedy}"
    assert lines[1] == "     理由：本年制发的 当年已经废止。"
    assert lines[2].startswith("提示 标题里写的是“政务公开工作总结”")
    assert lines[3:] == ["共 2 条。"]
    found = json.loads(run("check", "a.xxgk", "--json")[1])["findings"]
    assert [one["severity"] for one in found] == ["verify", "hint"]
    assert all(list(one) == ["code", "severity", "message", "cells"] for one in found)


def test_no_findings_as_json(run: Run) -> None:
    code, out, _ = run("check", save("a.xxgk", SOUND), "--json")
    assert (code, json.loads(out)) == (0, {"findings": []})


def test_an_empty_draft_checks_with_1(run: Run) -> None:
    assert run("check", save("a.xxgk", new_report(FORM, 2024)))[0] == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"{}", b'{"format": "gi-de'])
def test_what_is_no_draft_checks_with_2(run: Run, content: bytes) -> None:
    Path("a.xxgk").write_bytes(content)
    code, out, err = run("check", "a.xxgk", "--json")
    assert (code, out) == (2, "")
    assert "a.xxgk" in err
    assert Path("a.xxgk").read_bytes() == content


def test_a_report_in_json_is_sent_to_the_import(run: Run) -> None:
    Path("a.json").write_text(json.dumps(to_json(SOUND, FORM)), encoding="utf-8")
    code, _, err = run("check", "a.json")
    assert code == 2
    assert "导入" in err


def test_last_years_draft_is_read_and_must_be_one(run: Run) -> None:
    save("a.xxgk", SOUND)
    save("last.xxgk", SOUND.replace(year=2023))
    assert run("check", "a.xxgk", "--previous", "last.xxgk")[0] == 0
    assert run("check", "a.xxgk", "--previous", "none.xxgk")[0] == 2
    Path("last.xxgk").write_text("x")
    code, out, err = run("check", "a.xxgk", "--previous", "last.xxgk")
    assert (code, out) == (2, "")
    assert "last.xxgk" in err


def test_last_year_is_judged_beside_this_year(run: Run) -> None:
    left = {**SOUND.cells, "applications.carried_out.natural": 1}
    last = SOUND.replace(year=2023, cells=left, texts={})
    save("last.xxgk", last)
    code, out, err = run("check", save("a.xxgk", SOUND), "--previous", "last.xxgk", "--json")
    assert (code, err) == (0, "")
    assert {f["code"] for f in json.loads(out)["findings"]} == {"carried_in_last_year"}
    assert Session.open(Path("a.xxgk")).previous is None


def test_last_year_may_be_anything_that_can_be_imported(run: Run) -> None:
    left = {**SOUND.cells, "applications.carried_out.natural": 1}
    last = to_json(SOUND.replace(year=2023, cells=left, texts={}), FORM)
    Path("last.json").write_text(json.dumps(last), encoding="utf-8")
    code, out, err = run("check", save("a.xxgk", SOUND), "--previous", "last.json")
    assert (code, err) == (0, "")
    assert out.startswith("核实 表三“二、上年结转·自然人”")


def test_what_the_draft_holds_as_last_year_is_used_unless_another_is_named(run: Run) -> None:
    left = {**SOUND.cells, "applications.carried_out.natural": 1}
    last = SOUND.replace(year=2023, cells=left, texts={})
    write_draft(Path("a.xxgk"), Draft(SOUND, previous=last), FORM)
    assert "上年结转" in run("check", "a.xxgk")[1]
    save("other.xxgk", SOUND.replace(year=2023, texts={}))
    assert run("check", "a.xxgk", "--previous", "other.xxgk")[1] == "没有发现问题。\n"


def test_what_speaks_against_a_report_as_last_years_is_said(run: Run) -> None:
    save("older.xxgk", SOUND.replace(year=2021, texts={}))
    code, out, err = run("check", save("a.xxgk", SOUND), "--previous", "older.xxgk")
    assert (code, out) == (0, "没有发现问题。\n")
    assert err == "“older.xxgk”作为上年报告：它是 2021 年的报告，2024 年的上一年是 2023 年。\n"


# import -------------------------------------------------------------------------------------


def test_real_reports_are_imported_checked_and_exported(
    run: Run, real_reports: dict[str, Path]
) -> None:
    texts = [source for source in real_reports.values() if source.suffix == ".txt"]
    assert texts
    for source in texts:
        assert run("import", str(source), "-o", "a.xxgk", "--json", "a.json")[:2] == (0, "")
        found = json.loads(Path("a.json").read_bytes())
        expected = json.loads(
            (source.parent / f"{source.stem}.expected.json").read_text(encoding="utf-8")
        )
        for table in FORM.tables:
            assert found[table.id] == expected[table.id]
        assert found == to_json(read_draft(Path("a.xxgk")).report, FORM)
        assert run("check", "a.xxgk")[0] == 0
        assert run("export", "a.xxgk", "--docx", "a.docx", "--pdf", "a.pdf")[:2] == (0, "")


def test_what_the_import_did_not_find_is_told_on_standard_error(run: Run) -> None:
    Path("a.txt").write_text("某市某局2024年政府信息公开工作年度报告\n一、总体情况\n很好。\n")
    code, out, err = run("import", "a.txt", "-o", "a.xxgk")
    assert (code, out) == (0, "")
    draft = read_draft(Path("a.xxgk"))
    assert draft.source is not None
    assert draft.source.notes
    for note in draft.source.notes:
        assert note in err


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["none.txt", "-o", "b.xxgk"], "none.txt"),
        (["a.txt"], "缺少：-o"),
        (["-o", "b.xxgk"], "缺少：来源文件"),
        (["a.txt", "-o", "a.txt"], "就是要读的文件"),
        (["a.txt", "-o", "b.xxgk", "--json", "b.xxgk"], "写了两次"),
        (["a.txt", "-o", "gone/b.xxgk"], "文件夹“gone”不存在"),
        (["..", "-o", "b.xxgk"], ""),
    ],
)
def test_a_refused_import_leaves_no_file(run: Run, arguments: list[str], words: str) -> None:
    Path("a.txt").write_text("某市某局2024年政府信息公开工作年度报告\n", encoding="utf-8")
    code, out, err = run("import", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert re.search("[一-鿿].*。", err)
    assert files() == {"a.txt"}


# The window ---------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments, path", [([], None), (["报告 一.xxgk"], "报告 一.xxgk")])
def test_without_a_command_the_window_opens(
    arguments: list[str], path: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gi_desktop.ui import app

    opened: list[str | None] = []

    def open_window(path: str | None) -> int:
        opened.append(path)
        return 7

    monkeypatch.setattr(app, "main", open_window)
    assert cli.main(arguments) == 7
    assert opened == [path]


def test_without_a_screen_the_program_says_so() -> None:
    no_screen = dict.fromkeys(["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
    done = program(environ=no_screen)
    assert done.returncode == 2
    assert "没有图形界面" in done.stderr.decode()


def test_where_qt_finds_no_screen_it_is_said_in_chinese() -> None:
    done = program(environ={"QT_QPA_PLATFORM": "nonsense"})
    assert done.returncode == 2
    [sentence] = done.stderr.decode().splitlines()
    assert sentence.startswith("打不开窗口：连不上图形界面")
    assert "nonsense" in sentence


def test_without_qt_the_program_says_so(tmp_path: Path) -> None:
    package = tmp_path / "broken" / "PySide6"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open', name='PySide6.QtGui')"
    )
    done = program(environ={"PYTHONPATH": os.pathsep.join([str(package.parent), str(ROOT)])})
    assert done.returncode == 2
    assert "缺少图形界面需要的组件（libEGL.so.1: cannot open）" in done.stderr.decode()


# Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], ["import"], ["check"], ["export"]])
def test_help_is_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([*command, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：gi-desktop ")
    assert not re.search("usage|options|positional|arguments|show this", text)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["check"], "缺少：草稿.xxgk。"),
        (["import", "a.txt", "-o"], "“-o”后面要写文件名。"),
        (["chekc"], "没有“chekc”这个命令。"),
        (["chekc", "a.xxgk"], "没有“chekc”这个命令。"),
        (["export", "a.xxgk", "b.xxgk"], "不认识：b.xxgk。"),
        (["--colour"], "缺少：命令。"),
        (["check", "a.xxgk", "--js"], "不认识：--js。"),
        (["check", "a.xxgk", "--json=yes"], "命令写得不对。"),
    ],
)
def test_a_wrong_command_is_explained_in_chinese(
    run: Run, arguments: list[str], words: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"{words}\n用法：gi-desktop ")


def test_the_version() -> None:
    assert program("--version").stdout.decode().split() == [__version__]


def test_output_is_utf8_where_it_is_piped_and_the_locale_knows_no_chinese() -> None:
    save("a.xxgk", UNBALANCED)
    done = program(
        "check", "a.xxgk", environ={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    )
    assert done.returncode == 1
    assert "表三“自然人”列不平" in done.stdout.decode("utf-8")
    done = program("check", "没有.xxgk", environ={"PYTHONIOENCODING": "gbk"})
    assert "找不到“没有.xxgk”" in done.stderr.decode("utf-8")


def test_a_name_that_is_no_text_can_still_be_told(run: Run) -> None:
    code, _, err = run("check", "a\udcff.xxgk")
    assert code == 2
    assert "找不到" in err


def test_without_a_console_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    save("a.xxgk", UNBALANCED)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["check", "a.xxgk"]) == 1
    assert cli.main(["check", "none.xxgk"]) == 2


# Accidents ----------------------------------------------------------------------------------


def fail(*_: object) -> None:
    raise RuntimeError("a fault of the program")


def test_a_fault_of_the_program_is_a_sentence_and_its_details_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Session, "open", fail)
    code, out, err = run("check", "a.xxgk")
    assert (code, out) == (3, "")
    details = tmp_path / "data" / "error.txt"
    assert str(details) in err
    assert "a fault of the program" in details.read_text(encoding="utf-8")


def test_a_fault_of_the_program_where_nothing_can_be_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("no folder")
    monkeypatch.setattr(Session, "open", fail)
    code, _, err = run("check", "a.xxgk")
    assert code == 3
    assert "程序出错，没有完成（RuntimeError）" in err


def test_an_interrupted_command_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "open", interrupt)
    assert run("check", "a.xxgk") == (130, "", "已中断。\n")


def test_a_reader_that_goes_away_is_no_fault() -> None:
    save("a.xxgk", UNBALANCED)
    with subprocess.Popen(
        [sys.executable, "-m", "gi_desktop", "check", "a.xxgk"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
    ) as process:
        assert isinstance(process.stdout, io.BufferedReader)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141
