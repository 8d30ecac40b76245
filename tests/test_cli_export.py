"""Export at the command line: five kinds of file, whole or not at all, and sentences."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from gi_desktop import document
from gi_desktop.document import DocumentError
from gi_desktop.document.workbook import FIRST_ROW
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.serial import to_json
from gi_desktop.report.values import Raw
from tests.commands import FORM, SOUND, Run, files, save

pytestmark = pytest.mark.usefixtures("own_folder")

STARTS = {
    "docx": b"PK",
    "pdf": b"%PDF-",
    "html": b"<!DOCTYPE html>",
    "xlsx": b"PK",
    "json": b"{",
}
KINDS = tuple(STARTS)


def test_export_as_json_is_the_public_shape(run: Run) -> None:
    save("a.xxgk", SOUND)
    assert run("export", "a.xxgk", "--json", "b.json") == (0, "", "")
    assert json.loads(Path("b.json").read_bytes()) == to_json(SOUND, FORM)
    assert files() == {"a.xxgk", "b.json"}


def test_all_five_at_once(run: Run) -> None:
    save("a.xxgk", SOUND)
    asked = [part for kind in KINDS for part in (f"--{kind}", f"b.{kind}")]
    assert run("export", "a.xxgk", *asked)[:2] == (0, "")
    assert files() == {"a.xxgk", *(f"b.{kind}" for kind in KINDS)}
    for kind, start in STARTS.items():
        assert Path(f"b.{kind}").read_bytes().startswith(start)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_draft_gives_the_same_bytes(run: Run, kind: str) -> None:
    save("a.xxgk", SOUND)
    for name in ("b", "c"):
        assert run("export", "a.xxgk", f"--{kind}", name)[0] == 0
    assert Path("b").read_bytes() == Path("c").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_an_older_file_is_replaced(run: Run, kind: str) -> None:
    save("a.xxgk", SOUND)
    Path("b").write_bytes(b"old")
    assert run("export", "a.xxgk", f"--{kind}", "b")[0] == 0
    assert Path("b").read_bytes().startswith(STARTS[kind])


def test_other_ways_to_write_a_suffix_are_understood(run: Run) -> None:
    save("a.xxgk", SOUND)
    assert run("export", "a.xxgk", "--html", "b.htm", "--json", "B.JSON")[0] == 0
    assert files() == {"a.xxgk", "b.htm", "B.JSON"}


def test_what_there_is_to_tell_is_told(run: Run) -> None:
    cells = {**SOUND.cells, "disclosure.rules.issued": Raw("约5件")}
    save("a.xxgk", SOUND.replace(cells=cells))
    code, out, err = run("export", "a.xxgk", "--xlsx", "b.xlsx")
    assert (code, out) == (0, "")
    assert "填的不是数，在 XLSX 里留空" in err


def test_what_two_kinds_of_file_say_is_told_once(run: Run) -> None:
    address = "www." + "yunxi" * 30 + ".gov.cn"
    texts = {**SOUND.texts, "overview": paragraphs(f"主动公开的信息都登在{address}上，供查阅。")}
    save("a.xxgk", SOUND.replace(texts=texts))
    _, _, err = run("export", "a.xxgk", "--pdf", "a.pdf", "--docx", "a.docx")
    told = [line for line in err.splitlines() if "字距" in line]
    assert len(told) == len(set(told))
    assert told


# Refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["none.xxgk", "--html", "b.html"], "找不到“none.xxgk”"),
        (["bad.xxgk", "--json", "b.json", "--xlsx", "b.xlsx"], "bad.xxgk"),
        (["a.xxgk"], "没有写明导出成什么。请加上 --docx、--pdf、--html、--xlsx、--json"),
        (["a.xxgk", "--json", "a"], "就是要读的文件"),
        (["a.xxgk", "--html", "../工作 目录/a"], "就是要读的文件"),
        (["a.xxgk", "--docx", "b", "--pdf", "b"], "写了两次"),
        (["a.xxgk", "--html", "b", "--xlsx", "link"], "写了两次"),
        (["a.xxgk", "--html", "gone/b.html"], "文件夹“gone”不存在"),
        (["a.xxgk", "--xlsx", ".."], "是文件夹"),
        (["a.xxgk", "--pdf", ""], "是文件夹"),
        (["a.xxgk", "--json"], "“--json”后面要写文件名"),
        (["a.xxgk", "--odt", "b.odt"], "不认识：--odt b.odt"),
        (["a.xxgk", "--pdf", "b.docx"], "“b.docx”是 DOCX 文件的名称，--pdf 写出的是 PDF。"),
        (["a.xxgk", "--html", "b.html", "--xlsx", "b.DOCX"], "请把扩展名改成 .xlsx。"),
        (["a.xxgk", "--json", "last.xxgk"], "“last.xxgk”是草稿文件的名称"),
    ],
)
def test_a_refused_export_leaves_no_file(run: Run, arguments: list[str], words: str) -> None:
    before = Path(save("a.xxgk", SOUND)).read_bytes()
    Path("bad.xxgk").write_text("not a draft")
    Path("a").symlink_to("a.xxgk")
    Path("link").symlink_to("b")
    there = files()
    code, out, err = run("export", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert files() == there
    assert Path("a.xxgk").read_bytes() == before


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
def test_what_cannot_be_made_leaves_no_file_of_the_others(
    run: Run, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[str]:
        raise DocumentError("字体文件读不出来，请重新安装本程序。")

    monkeypatch.setattr(document, f"write_{kind}", fail)
    save("a.xxgk", SOUND)
    asked = [part for kind in KINDS for part in (f"--{kind}", f"b.{kind}")]
    code, out, err = run("export", "a.xxgk", *asked)
    assert (code, out, files()) == (2, "", {"a.xxgk"})
    assert "字体文件读不出来" in err


# Writing fails ------------------------------------------------------------------------------


def failing(error: OSError) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def locked() -> OSError:
    """As Windows has it where Word holds the file."""
    error = PermissionError(errno.EACCES, "in use")
    vars(error)["winerror"] = 32
    return error


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "owner, function, error, words",
    [
        (Path, "replace", locked(), "正在 Word、WPS 等程序里打开"),
        (os, "fsync", OSError(errno.ENOSPC, "full"), "磁盘空间不够"),
        (os, "open", OSError(errno.EROFS, "read-only"), "不能写入（只读"),
        (os, "open", OSError(errno.EINVAL, "bad name"), "不能作文件名"),
        (os, "fsync", OSError(errno.EIO, "broken"), "写盘出错"),
    ],
)
def test_a_failure_of_the_disk_leaves_the_old_file_and_no_half_one(
    run: Run,
    kind: str,
    owner: object,
    function: str,
    error: OSError,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save("a.xxgk", SOUND)
    Path("b").write_bytes(b"old")
    content = io.BytesIO()
    if kind != "json":  # fonts are read before the disk fails
        getattr(document, f"write_{kind}")(SOUND, FORM, content)
    genuine = os.open

    def open_to_read(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT and Path(path).parent == Path():  # not of temporary files elsewhere
            raise error
        return genuine(path, flags, *mode)

    broken = open_to_read if function == "open" else failing(error)
    with monkeypatch.context() as broken_disk:
        broken_disk.setattr(owner, function, broken)
        code, out, err = run("export", "a.xxgk", f"--{kind}", "b")
    assert (code, out) == (2, "")
    assert words in err
    assert err.endswith("没有写出任何文件。\n")
    assert str(error.strerror) not in err
    assert Path("b").read_bytes() == b"old"
    assert files() == {"a.xxgk", "b"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_too_long_is_told(run: Run, kind: str) -> None:
    save("a.xxgk", SOUND)
    code, _, err = run("export", "a.xxgk", f"--{kind}", f"{'长' * 200}.{kind}")
    assert code == 2
    assert "太长" in err
    assert "没有写出任何文件。" in err
    assert files() == {"a.xxgk"}


def test_links_in_a_circle_are_told(run: Run) -> None:
    save("a.xxgk", SOUND)
    Path("b").symlink_to("c")
    Path("c").symlink_to("b")
    code, _, err = run("export", "a.xxgk", "--html", "b")
    assert code == 2
    assert "“b”" in err
    assert files() == {"a.xxgk", "b", "c"}


def test_a_disk_failure_says_what_was_written_before_it(run: Run) -> None:
    save("a.xxgk", SOUND)
    too_long = f"{'长' * 200}.json"
    code, _, err = run("export", "a.xxgk", "--pdf", "b.pdf", "--json", too_long)
    assert code == 2
    assert "太长" in err
    assert "已经写出：b.pdf。" in err
    assert files() == {"a.xxgk", "b.pdf"}


# The program --------------------------------------------------------------------------------

LOADED = """
import json, sys
from gi_desktop import cli
code = cli.main(sys.argv[1:])
heavy = {"PySide6", "docx", "reportlab", "lxml", "openpyxl"}
print(json.dumps([code, sorted(heavy & set(sys.modules))]))
"""


@pytest.mark.parametrize(
    "kind, loaded", [("json", []), ("html", []), ("xlsx", ["lxml", "openpyxl"])]
)
def test_an_export_loads_only_what_it_needs(kind: str, loaded: list[str]) -> None:
    save("a.xxgk", SOUND)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "export", "a.xxgk", f"--{kind}", "b"],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
    )
    assert json.loads(done.stdout) == [0, loaded]


def test_real_reports_are_exported_with_their_numbers(
    run: Run, real_reports: dict[str, Path]
) -> None:
    for source in real_reports.values():
        assert run("import", str(source), "-o", "a.xxgk")[0] == 0
        assert run("export", "a.xxgk", "--html", "a.html", "--xlsx", "a.xlsx")[:2] == (0, "")
        expected = json.loads(
            (source.parent / f"{source.stem}.expected.json").read_text(encoding="utf-8")
        )
        wanted = [
            Decimal(str(value))
            for table in FORM.tables
            for spec in table.cells
            if (value := expected[table.id].get(spec.row.id, {}).get(spec.column.id)) is not None
        ]
        page = html.parse("a.html", html.HTMLParser(encoding="utf-8"))
        texts = [cell.text for cell in page.iter("td") if (cell.text or "（")[0] != "（"]
        assert [Decimal(text) for text in texts] == wanted
        book = load_workbook("a.xlsx")
        assert [
            Decimal(str(cell.value))
            for sheet in book.worksheets
            for row in sheet.iter_rows(min_row=FIRST_ROW)
            for cell in row
            if isinstance(cell, Cell) and cell.data_type == "n" and cell.value is not None
        ] == wanted
