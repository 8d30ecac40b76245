"""The self-test passes on a sound installation and says what is wrong on any other."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gi_desktop import selftest
from gi_desktop.document import DocumentError
from gi_desktop.form import current_edition
from gi_desktop.report.canonical import canonical
from gi_desktop.selftest import CHECKS, Outcome, Trouble
from gi_desktop.session import Session

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _without_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gi_desktop.selftest._has_screen", lambda: False)


def test_a_sound_installation_passes(own_folder: None, run: Run, tmp_path: Path) -> None:
    code, out, err = run("--self-test", "--report", "结果 1.txt")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "通过：程序在这台电脑上可以正常使用。"
    for name, _ in CHECKS:
        assert f"通过　　{name}" in out
    assert Path("结果 1.txt").read_text(encoding="utf-8") == out
    assert (tmp_path / "data" / "selftest.txt").read_text(encoding="utf-8") == out


def test_it_leaves_nothing_but_its_result(own_folder: None, run: Run, tmp_path: Path) -> None:
    run("--self-test")
    assert [path.name for path in (tmp_path / "data").rglob("*")] == ["selftest.txt"]
    assert list(Path.cwd().iterdir()) == []


def test_a_check_that_fails_is_told_and_stops_no_other() -> None:
    def broken(_folder: Path) -> str:
        raise Trouble("坏了。")

    def unforeseen(_folder: Path) -> str:
        raise MemoryError("full")

    def fine(_folder: Path) -> str:
        return "好"

    found = list(selftest.run((("甲", broken), ("乙", unforeseen), ("丙", fine)), Path()))
    assert [str(outcome) for outcome in found[:1]] == ["不通过　甲：坏了。"]
    assert "MemoryError" in str(found[1])
    assert str(found[2]) == "通过　　丙：好"
    assert selftest.verdict(found) == "不通过：甲、乙有问题，见每一项的说明。"
    assert selftest.text(found).endswith("不通过：甲、乙有问题，见每一项的说明。\n")


def test_a_data_folder_that_cannot_be_written_fails_the_test(
    own_folder: None, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("in the way")
    code, out, err = run("--self-test")
    assert code == 1
    assert "不通过　数据文件夹" in out
    assert "写不进去" in out
    assert "selftest.txt" in err


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_document_that_reads_back_otherwise_fails(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Session.new(current_edition(), 2020)
    monkeypatch.setattr(Session, "imported", lambda *_: (other, ()))
    with pytest.raises(Trouble, match="不一样"):
        selftest.check_export(kind)(tmp_path)


def test_a_document_that_cannot_be_written_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Callable[[], tuple[str, ...]]:
        raise DocumentError("字体坏了。")

    monkeypatch.setattr(Session, "export_job", refuse)
    (outcome,) = selftest.run((("导出", selftest.check_export("pdf")),), tmp_path)
    assert not outcome.passed
    assert "字体坏了" in outcome.detail


def test_a_missing_resource_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("gi_desktop.resources.PACKAGE", tmp_path / "gi_desktop")
    (outcome,) = selftest.run((("自带的文件", selftest.check_resources),), tmp_path)
    assert "缺少文件" in outcome.detail


def test_the_sample_is_whole_and_its_numbers_differ() -> None:
    session = selftest.sample()
    assert len(session.report.cells) == len(session.form.inputs)
    assert len(set(map(str, session.report.cells.values()))) == 2
    assert not session.faulty_rules
    assert canonical(session.report, session.form) != canonical(Session.new().report, session.form)


@pytest.mark.parametrize("words", [["--report"], ["--fast"], ["--report", "a.txt", "b.txt"]])
def test_what_it_does_not_know_is_refused(own_folder: None, run: Run, words: Sequence[str]) -> None:
    code, out, err = run("--self-test", *words)
    assert (code, out) == (2, "")
    assert "用法" in err


def test_a_package_to_try_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [Outcome("甲", passed=True)]
    assert "测试版" not in selftest.text(passed)
    monkeypatch.setattr(selftest, "build_note", lambda: {"test": True})
    assert "测试版" in selftest.text(passed)
