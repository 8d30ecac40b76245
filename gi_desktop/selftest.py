"""The self-test for those who install the program (信息中心): whether all works on this PC.

It makes a report, reads back what it wrote, and looks at fonts, window and printing. Each check is
one line: 通过, or what is wrong and what to do.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gi_desktop import __version__
from gi_desktop.drafts import SaveError, data_folder, write_file
from gi_desktop.form import current_edition
from gi_desktop.report.canonical import canonical
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, Report, Signature
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.sentences import compose_preface
from gi_desktop.report.values import Value, parse_value
from gi_desktop.resources import build_note, resource
from gi_desktop.session import Session

if TYPE_CHECKING:  # checking the installation must also work where a part of it is torn
    from gi_desktop.document import FontSet

PASSED, FAILED, REFUSED = 0, 1, 2
USAGE = "用法：gi-desktop --self-test [--quiet] [--report 结果.txt]"

_AGAIN = "请重新运行安装程序；还是这样的话，把这些文字交给维护人员。"


class Trouble(Exception):  # noqa: N818 - no fault of the program: what a check found
    """A check did not pass; the message says what is wrong and what to do, in Chinese."""


@dataclass(frozen=True)
class Outcome:
    """What one check found."""

    name: str
    passed: bool
    detail: str = ""

    def __str__(self) -> str:
        mark = "通过　" if self.passed else "不通过"
        return f"{mark}　{self.name}{'：' if self.detail else ''}{self.detail}"


Check = Callable[[Path], str]
"""Looks at one thing, may write into the folder, and returns what there is to say; Trouble."""


def run(checks: Sequence[tuple[str, Check]], folder: Path) -> Iterator[Outcome]:
    """Make every check in turn; one that fails stops no other."""
    for name, check in checks:
        try:
            yield Outcome(name, passed=True, detail=check(folder))
        except Trouble as trouble:
            yield Outcome(name, passed=False, detail=str(trouble))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an installation is told
            yield Outcome(name, passed=False, detail=f"{type(error).__name__}：{error}。{_AGAIN}")


def text(outcomes: Sequence[Outcome]) -> str:
    """Return everything as lines: what was tested, each check, and the verdict."""
    note = build_note()
    lines = [
        f"政府信息公开年报 {__version__} 自检",
        f"系统：{platform.system()} {platform.release()} {platform.version()}",
        f"Python {platform.python_version()}",
        f"程序：{Path(sys.executable)}",
        f"数据：{data_folder()}",
    ]
    if note.get("test"):
        lines.append("注意：这是测试版，不是正式发布的安装包。")
    lines += ["", *map(str, outcomes), "", verdict(outcomes)]
    return "\n".join(lines) + "\n"


def verdict(outcomes: Sequence[Outcome]) -> str:
    """Return the one sentence that counts."""
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    if not failed:
        return "通过：程序在这台电脑上可以正常使用。"
    return f"不通过：{'、'.join(failed)}有问题，见每一项的说明。"


# The checks ---------------------------------------------------------------------------------


def sample() -> Session:
    """Return a session on a small report of an office that does not exist."""
    form = current_edition()
    session = Session.new(form, date.today().year - 1)  # noqa: DTZ011 - the year of the PC's clock
    organ = Organ(
        name="云溪市示例局", website="https://www.yunxi.example.cn", telephone="0000-1234567"
    )
    # Not all alike, so that a number in the wrong place is seen; 3 in every seventh cell.
    numbers: dict[str, Value] = {
        spec.address: parse_value("0" if place % 7 else "3", spec.kind)
        for place, spec in enumerate(form.inputs)
    }
    edits: list[Edit] = [
        SetCells("自检", numbers),
        SetFields("自检", {"organ": organ, "signature": Signature(name=organ.name)}),
    ]
    edits += [
        SetText("自检", name, (Paragraph.of("这是自检写的一段文字，含12件、3.5%和“引号”。"),))
        for name in form.texts
    ]
    for edit in edits:
        session.apply(edit)
    session.apply(SetText("自检", form.preface, compose_preface(session.report, form)))
    return session


def check_resources(_folder: Path) -> str:
    """The files that come along are there."""
    for name in ("fonts", "icons", "colour"):
        resource(name)
    return ""


def check_data_folder(_folder: Path) -> str:
    """The data folder can be written and read."""
    place = data_folder()
    probe = place / "自检 self-test.tmp"
    try:
        place.mkdir(parents=True, exist_ok=True)
        write_file(probe, "自检".encode())
        if probe.read_text(encoding="utf-8") != "自检":
            raise Trouble(f"“{place}”里写进去的和读出来的不一样。请检查磁盘。")
    except (OSError, SaveError) as error:
        raise Trouble(
            f"数据文件夹“{place}”写不进去（{error}），自动暂存和设置都存不了。"
            "请检查这个文件夹的权限、磁盘是否已满，杀毒软件是否拦截。"
        ) from error
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return str(place)


def check_draft(folder: Path) -> str:
    """A draft is saved and opened again, whole."""
    session, path = sample(), folder / "自检 草稿.xxgk"
    session.save(path)
    _same(session.report, Session.open(path).report, "草稿")
    if session.faulty_rules:
        raise Trouble(f"规则“{'、'.join(session.faulty_rules)}”没有核对成。{_AGAIN}")
    return f"核对列出 {len(session.findings)} 条"


def check_export(kind: str) -> Check:
    """Return the check that a report is written as that kind of file and read back, whole."""

    def check(folder: Path) -> str:
        session, path = sample(), folder / f"自检 报告.{kind}"
        session.export_job("docx" if kind == "docx" else "pdf", path)()
        _same(session.report, Session.imported(path)[0].report, kind.upper())
        return f"{path.stat().st_size / 1024:.0f} KB，读回来一致"

    return check


def _same(written: Report, read: Report, what: str) -> None:
    form = current_edition()
    if canonical(written, form) != canonical(read, form):
        raise Trouble(f"{what} 写出去的和读回来的不一样。{_AGAIN}")


def check_fonts(_folder: Path) -> str:
    """Every role of an official document (公文) has a font; which, and from where, is told."""
    from gi_desktop.document import FontSet
    from gi_desktop.document.font_files import windows_folders

    fonts = FontSet.discover()
    if fonts.rejected:
        broken = "；".join(f"{path}：{why}" for path, why in fonts.rejected.items())
        return f"{_fonts_told(fonts)}。有字体文件用不了，已经跳过：{broken}"
    looked = "、".join(str(place) for place in windows_folders() if place.is_dir())
    return _fonts_told(fonts) + (f"（找过：{looked}）" if looked else "")


def _fonts_told(fonts: "FontSet") -> str:
    from gi_desktop.document.font_roles import MAIN, USES

    return "、".join(f"{USES[role]}用{fonts.name(role)}" for role in MAIN)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("程序自带的文件", check_resources),
    ("数据文件夹", check_data_folder),
    ("保存和打开草稿", check_draft),
    ("导出 DOCX", check_export("docx")),
    ("导出 PDF", check_export("pdf")),
    ("公文字体", check_fonts),
)


# The command --------------------------------------------------------------------------------


def main(words: Sequence[str]) -> int:
    """Test what the command line asks for; return 0 where all is well, 1 where something is not."""
    try:
        quiet, report = _options(words)
    except ValueError:
        if sys.stderr is not None:
            sys.stderr.write(f"{USAGE}\n")
        return REFUSED
    with tempfile.TemporaryDirectory(prefix="自检 ", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        if not _has_screen():
            unseen = Outcome("窗口和打印", passed=True, detail="这里没有图形界面，没有检查")
            return tell([*run(CHECKS, place), unseen], report)
        try:
            from gi_desktop.ui import selftest
        except ImportError as error:
            torn = Outcome(
                "窗口", passed=False, detail=f"图形界面的组件装不上（{error}）。{_AGAIN}"
            )
            return tell([*run(CHECKS, place), torn], report)
        if quiet:
            return tell(list(run((*CHECKS, *selftest.checks()), place)), report)
        return selftest.show(place, lambda found: tell(found, report))


def tell(found: Sequence[Outcome], report: Path | None) -> int:
    """Print the result, keep it in the data folder and the file asked for; the exit code."""
    lines = text(found)
    failed = keep(lines, report)
    if sys.stdout is not None:
        sys.stdout.write(lines)
    if failed and sys.stderr is not None:
        sys.stderr.write(failed)
    return PASSED if all(outcome.passed for outcome in found) and not failed else FAILED


def _options(words: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether to open no window, and where to write the result too; ValueError."""
    rest = list(words)
    quiet = "--quiet" in rest
    if quiet:
        rest.remove("--quiet")
    if not rest:
        return quiet, None
    option, path = rest
    if option != "--report":
        raise ValueError(option)
    return quiet, Path(path)


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def keep(lines: str, report: Path | None) -> str:
    """Write the lines into the data folder and, if asked for, into a file; say what failed."""
    failed = []
    for path in filter(None, (data_folder() / "selftest.txt", report)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, lines.encode("utf-8", errors="backslashreplace"))
        except (OSError, SaveError) as error:
            failed.append(f"“{path}”写不了：{error}")
    return "".join(f"{line}\n" for line in failed)
