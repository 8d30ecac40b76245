"""核对纸质件: the same, differs in these cells and sentences, unknown here, mistyped."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from docx import Document

from gi_desktop.document import Furniture, final, write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.proof import proof
from gi_desktop.drafts import Draft, SealRecord, Status, Store, write_draft
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.fingerprint import fingerprint, plain
from gi_desktop.report.model import Report
from gi_desktop.report.prose import paragraphs
from gi_desktop.sealing import Sealing, correct, seal
from gi_desktop.session import Session
from gi_desktop.verifying import Answer, Outcome, Verifier, looks_like_code, words
from tests.commands import Run
from tests.document.test_proof import AT
from tests.test_sealing import FORM, SAYS, ready
from tests.toy import TOY

CELL = "review.litigation_direct.upheld"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.discover(())


def changed(report: Report) -> Report:
    """One cell and one sentence say something else."""
    report = SetCells("改", {CELL: 3}).apply(report)
    other = f"{SAYS}存在问题和改进情况。又添了一句。"
    return SetText("改", "problems", paragraphs(other)).apply(report)


def sealed_and_changed(store: Store, fonts: FontSet) -> Session:
    """定稿 once, then opened for a correction and changed."""
    session = ready()
    what = Sealing.of(session)
    made, kept = what.write(store, fonts)
    assert seal(session, what, (made, kept), store)
    correct(session, "漏填三件。")
    session.apply(SetCells("改", {CELL: 3}))
    session.apply(SetText("改", "problems", changed(session.report).text("problems")))
    return session


def places(answer: Answer) -> list[str]:
    return [one.place for one in answer.differences if not one.follows]


# A code -------------------------------------------------------------------------------------


def test_the_code_of_the_draft_says_the_same() -> None:
    draft = Draft(ready().report)
    code = fingerprint(draft.report, FORM)
    for typed in (code, code.lower().replace("-", " "), f"核对码：{code}"):
        answer = Verifier(draft, FORM).code(typed)
        assert (answer.outcome, answer.code) == (Outcome.SAME, code)
        assert answer.sentence == "与现在的草稿相同。"
    assert Verifier(draft, FORM).code(fingerprint(draft.report, FORM, 1)).outcome is Outcome.SAME


def test_the_code_of_a_seal_tells_which_and_what_changed_since(
    store: Store, fonts: FontSet
) -> None:
    session = sealed_and_changed(store, fonts)
    code = session.draft.seals[0].code
    answer = Verifier(session.draft, FORM).code(code)
    assert answer.outcome is Outcome.DIFFERS
    assert answer.seal == 1
    assert answer.sentence.startswith("与第 1 次定稿相同；现在的草稿后来改过")
    assert answer.notes == ("更正的理由：漏填三件。",)
    assert any("未经复议直接起诉" in place for place in places(answer))
    assert any("又添了一句" in one.new for one in answer.differences)
    assert len(places(answer)) == 2
    for one in answer.differences:
        assert words(one).endswith("。")


def test_a_final_version_is_the_draft_and_its_seal(store: Store, fonts: FontSet) -> None:
    session = ready()
    what = Sealing.of(session)
    made, kept = what.write(store, fonts)
    assert seal(session, what, (made, kept), store)
    answer = Verifier(session.draft, FORM).code(made.code)
    assert (answer.outcome, answer.seal) == (Outcome.SAME, 1)
    assert answer.sentence == "与现在的草稿相同，也就是第 1 次定稿。"


def test_a_blank_that_nobody_sees_is_a_difference_that_is_listed(store: Store) -> None:
    report = ready().report
    store.archive(report.id).note_printed(SealRecord.of(report, FORM))
    text = report.text("problems")[0].resolve(lambda _cell: None).replace("、", "、 ", 1)
    now = SetText("改", "problems", paragraphs(text)).apply(report)
    answer = Verifier(Draft(now), FORM, store).code(fingerprint(report, FORM))
    assert answer.outcome is Outcome.DIFFERS
    assert len(answer.differences) == 1


def test_the_code_of_a_printed_proof_is_known_after_changes(store: Store) -> None:
    report = ready().report
    store.archive(report.id).note_printed(SealRecord.of(report, FORM))
    answer = Verifier(Draft(changed(report)), FORM, store).code(fingerprint(report, FORM))
    assert answer.outcome is Outcome.DIFFERS
    assert "以前印的送审稿" in answer.sentence
    assert len(places(answer)) == 2


def test_other_reports_of_this_pc_are_known(store: Store, fonts: FontSet, tmp_path: Path) -> None:
    other = ready().report.replace(year=2020)
    path = tmp_path / "去年.xxgk"
    write_draft(path, Draft(other), FORM)
    store.touch(path)
    (tmp_path / "坏.xxgk").write_text("x")
    store.touch(tmp_path / "坏.xxgk")
    answer = Verifier(Draft(ready().report), FORM, store).code(fingerprint(other, FORM))
    assert answer.outcome is Outcome.DIFFERS
    assert answer.path == path
    assert f"“某局 2020 年年报”（{path}），不是现在的草稿" in answer.sentence
    assert "年度" in places(answer)
    gone = sealed_and_changed(store, fonts)
    answer = Verifier(Draft(ready().report), FORM, store).code(gone.draft.seals[0].code)
    assert answer.outcome in {Outcome.SAME, Outcome.DIFFERS}, "kept here, though its draft is gone"


def test_without_a_draft_what_this_pc_knows_is_searched(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.xxgk"
    report = ready().report
    write_draft(path, Draft(report), FORM)
    store.touch(path)
    answer = Verifier(None, FORM, store).code(fingerprint(report, FORM))
    assert answer.path == path
    assert not answer.differences
    assert "现在的草稿" not in answer.sentence
    unknown = fingerprint(report.replace(year=2019), FORM)
    assert Verifier(None, FORM, store).code(unknown).outcome is Outcome.UNKNOWN


def test_an_unknown_code_is_told_from_a_mistyped_one(store: Store) -> None:
    draft = Draft(ready().report)
    unknown = Verifier(draft, FORM, store).code(fingerprint(changed(draft.report), FORM))
    assert unknown.outcome is Outcome.UNKNOWN
    assert "没有输错，但这里没有这一份" in unknown.sentence
    code = plain(fingerprint(draft.report, FORM))
    at = next(n for n in range(11) if code[n] != code[n + 1])
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    answer = Verifier(draft, FORM, store).code(swapped)
    assert answer.outcome is Outcome.MISTYPED
    assert "输错了" in answer.sentence
    (hint,) = answer.notes
    assert f"第 {at + 1}、{at + 2} 位写反了" in hint
    assert "与现在的草稿相同" in hint
    short = Verifier(draft, FORM, store).code(code[:5] + code[6:])
    assert short.outcome is Outcome.MISTYPED
    assert "第 6 位漏了" in short.notes[0]


def test_a_mistyped_code_of_nothing_known_has_guesses_only() -> None:
    draft = Draft(ready().report)
    code = plain(fingerprint(changed(draft.report), FORM))
    other = "7" if code[4] != "7" else "8"
    answer = Verifier(draft, FORM).code(code[:4] + other + code[5:])
    assert answer.outcome is Outcome.MISTYPED
    assert all(note.startswith("会不会是") for note in answer.notes)


@pytest.mark.parametrize("typed", ["", "你好", "2A7K"])
def test_what_is_no_code_at_all_is_mistyped(typed: str) -> None:
    assert Verifier(Draft(ready().report), FORM).code(typed).outcome is Outcome.MISTYPED


def test_a_code_of_another_edition_finds_its_report_without_a_list(store: Store) -> None:
    toy = Report(edition="toy", year=2024)
    store.archive(toy.id).note_printed(SealRecord.of(toy, TOY))
    find = lambda name: TOY if name == "toy" else FORM  # noqa: E731 - one line says it
    answer = Verifier(Draft(ready().report), FORM, store, find).code(fingerprint(toy, TOY))
    assert answer.outcome is Outcome.DIFFERS
    assert answer.differences == ()


# A file -------------------------------------------------------------------------------------


def written(path: Path, report: Report, fonts: FontSet, furniture: Furniture | None = None) -> Path:
    write = write_pdf if path.suffix == ".pdf" else write_docx
    write(report, FORM, path, fonts, furniture or final(report, FORM))
    return path


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_of_ours_is_the_same_or_says_where_it_differs(
    suffix: str, fonts: FontSet, tmp_path: Path
) -> None:
    report = ready().report
    for furniture in (final(report, FORM), proof(report, FORM, (), AT, "送审")):
        path = written(tmp_path / f"a{suffix}", report, fonts, furniture)
        answer = Verifier(Draft(report), FORM).file(path)
        assert answer.outcome is Outcome.SAME
        assert answer.sentence == "这个文件与现在的草稿相同。"
        answer = Verifier(Draft(changed(report)), FORM).file(path)
        assert answer.outcome is Outcome.DIFFERS
        assert answer.code == fingerprint(report, FORM)
        assert len(places(answer)) == 2


def test_a_docx_changed_in_word_does_not_pass_for_what_it_was(
    fonts: FontSet, tmp_path: Path
) -> None:
    report = ready().report
    path = written(tmp_path / "a.docx", report, fonts)
    document = Document(str(path))
    (line,) = [one for one in document.paragraphs if one.text.startswith(SAYS)][-1:]
    line.runs[0].text = f"{line.text}后来添的一句。"
    document.save(str(path))
    answer = Verifier(Draft(report), FORM).file(path)
    assert answer.outcome is Outcome.DIFFERS
    assert "导出以后被改过 1 处" in answer.sentence
    assert fingerprint(report, FORM) in answer.sentence
    assert any("后来添的一句" in one.old for one in answer.differences)


def test_a_docx_whose_look_was_changed_is_the_same(fonts: FontSet, tmp_path: Path) -> None:
    report = ready().report
    path = written(tmp_path / "a.docx", report, fonts)
    document = Document(str(path))
    document.paragraphs[0].runs[0].bold = True
    document.save(str(path))
    answer = Verifier(Draft(report), FORM).file(path)
    assert answer.outcome is Outcome.SAME
    assert "数字和文字没有变" in answer.notes[-1]


def test_a_seal_added_behind_a_pdf_leaves_it_the_same(fonts: FontSet, tmp_path: Path) -> None:
    report = ready().report
    path = written(tmp_path / "a.pdf", report, fonts)
    path.write_bytes(path.read_bytes() + b"\n%added\n")
    answer = Verifier(Draft(report), FORM).file(path)
    assert answer.outcome is Outcome.SAME
    assert "签章" in answer.notes[-1]


def test_a_file_without_a_record_is_read(fonts: FontSet, tmp_path: Path) -> None:
    report = ready().report
    path = written(tmp_path / "a.docx", report, fonts, Furniture())
    answer = Verifier(Draft(report), FORM).file(path)
    assert answer.outcome is Outcome.SAME
    assert "没有核对码" in answer.notes[0]
    answer = Verifier(Draft(changed(report)), FORM).file(path)
    assert answer.outcome is Outcome.DIFFERS
    assert places(answer)


def test_a_file_written_anew_by_other_software_still_shows_its_code(
    fonts: FontSet, tmp_path: Path
) -> None:
    report = ready().report
    code = fingerprint(report, FORM)
    word = written(tmp_path / "a.docx", report, fonts)
    with zipfile.ZipFile(word) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    del parts["customXml/item1.xml"]
    with zipfile.ZipFile(word, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    pdf = written(tmp_path / "a.pdf", report, fonts)
    pdf.write_bytes(pdf.read_bytes().replace(b"gidesktop:", b"somethng :"))
    for path in (word, pdf):
        answer = Verifier(Draft(report), FORM).file(path)
        assert answer.code == code, path.name
        assert answer.outcome is Outcome.SAME, (path.name, answer.differences)
        assert f"印的核对码是 {code}" in answer.notes[0]


def test_another_draft_is_compared_too(tmp_path: Path) -> None:
    report = ready().report
    path = tmp_path / "a.xxgk"
    write_draft(path, Draft(changed(report)), FORM)
    answer = Verifier(Draft(report), FORM).file(path)
    assert answer.outcome is Outcome.DIFFERS
    assert len(places(answer)) == 2


@pytest.mark.parametrize("name", ["坏.pdf", "坏.docx", "坏.xxgk", "没有.pdf", "夹.pdf"])
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.startswith("坏"):
        path.write_bytes(b"PK\x03\x04" if name.endswith("docx") else b"%PDF-1.7 ")
    elif name.startswith("夹"):
        path.mkdir()
    answer = Verifier(Draft(ready().report), FORM).file(path)
    assert answer.outcome is Outcome.UNREADABLE
    assert answer.sentence.endswith(("。", "）。"))


def test_a_code_is_told_from_the_name_of_a_file() -> None:
    for text in ("2VJ5-DK56-3PE8", "2vj5 dk56 3pe8", "２ＶＪ５ＤＫ５６３ＰＥ８", "2VJ5"):
        assert looks_like_code(text)
    for text in ("报告.pdf", "a.docx", "/tmp/a", ""):
        assert not looks_like_code(text)


# The command --------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GI_DESKTOP_DATA", str(tmp_path / "data"))
    write_draft(tmp_path / "a.xxgk", Draft(changed(ready().report)), FORM)
    return tmp_path


def test_exit_codes_tell_the_answers_apart(here: Path, fonts: FontSet, run: Run) -> None:
    draft = str(here / "a.xxgk")
    code = fingerprint(changed(ready().report), FORM)
    assert run("verify", draft, code) == (0, "与现在的草稿相同。\n", "")
    path = written(here / "b.pdf", ready().report, fonts)
    exit_code, out, err = run("verify", draft, str(path))
    assert (exit_code, err) == (1, "")
    assert "又添了一句" in out
    exit_code, out, err = run("verify", draft, code[:-1] + ("X" if code[-1] != "X" else "Y"))
    assert (exit_code, out) == (2, "")
    assert "输错了" in err
    unknown = fingerprint(ready().report.replace(year=2019), FORM)
    exit_code, out, err = run("verify", draft, unknown)
    assert (exit_code, err) == (4, "")
    assert "没有输错，但这里没有" in out
    exit_code, out, err = run("verify", draft, "没有.pdf")
    assert (exit_code, out) == (2, "")
    assert "找不到“没有.pdf”" in err


def test_json_has_the_cells(here: Path, fonts: FontSet, run: Run) -> None:
    path = written(here / "b.docx", ready().report, fonts)
    exit_code, out, _ = run("verify", str(here / "a.xxgk"), str(path), "--json")
    assert exit_code == 1
    data = json.loads(out)
    assert data["result"] == "differs"
    assert data["code"] == fingerprint(ready().report, FORM)
    cells = {one["cell"]: (one["before"], one["now"]) for one in data["differences"]}
    assert cells[CELL] == ("0", "3")
    exit_code, out, err = run("verify", str(here / "a.xxgk"), "2222", "--json")
    assert exit_code == 2
    assert json.loads(out)["result"] == "mistyped"
    assert err


def test_a_draft_that_is_none_is_refused(here: Path, run: Run) -> None:
    exit_code, out, err = run("verify", str(here / "没有.xxgk"), "2222-2222-2222")
    assert (exit_code, out) == (2, "")
    assert "找不到" in err


def test_export_writes_what_was_sealed(here: Path, fonts: FontSet, run: Run) -> None:
    store = Store(here / "data")
    session = Session.begun(FORM, ready().report.replace(id=uuid4()))
    what = Sealing.of(session)
    made, kept = what.write(store, fonts)
    assert seal(session, what, (made, kept), store)
    session.save(here / "f.xxgk")
    store.close()
    assert session.draft.status is Status.FINAL
    assert run("export", str(here / "f.xxgk"), "--pdf", str(here / "f.pdf"))[0] == 0
    assert (here / "f.pdf").read_bytes() == kept.read("定稿.pdf")
    shutil.rmtree(here / "data")
    assert run("export", str(here / "f.xxgk"), "--docx", str(here / "f.docx"))[0] == 0
    assert run("verify", str(here / "f.xxgk"), str(here / "f.docx"))[0] == 0
