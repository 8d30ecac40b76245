"""The command line: open the window, or import, check and export without one.

Messages are Chinese sentences on standard error; results go to standard output or files.
Exit codes: 0 done, 2 refused; ``check``: 0 no error found, 1 some, 2 unreadable input;
``verify``: 0 the same, 1 differs, 2 mistyped or unreadable, 4 nothing here has that code.
"""

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gi_desktop import __version__
from gi_desktop.commandline import Parser, Refusal

if TYPE_CHECKING:  # what it needs is loaded when a command runs, not before
    from gi_desktop.form import Edition
    from gi_desktop.report.model import Report
    from gi_desktop.session import Session

_Write = tuple[Path, Callable[[], object]]

DONE, SOME_ERRORS, REFUSED, UNFORESEEN = 0, 1, 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141

_COMMANDS = ("import", "check", "export", "verify")
_SUFFIXES = {
    "docx": (".docx",),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
    "json": (".json",),
}
"""Kind of export → how the names of such files end."""
_KNOWN_SUFFIXES = {".xxgk": "草稿"} | {
    suffix: f" {kind.upper()} " for kind, suffixes in _SUFFIXES.items() for suffix in suffixes
}


def _parser() -> Parser:
    parser = Parser(
        prog="gi-desktop",
        usage="gi-desktop [草稿.xxgk]\n      gi-desktop import|check|export|verify …\n"
        "      gi-desktop --self-test [--quiet] [--report 结果.txt]",
        description="填报、核对和导出政府信息公开工作年度报告。不写命令就打开窗口。",
    )
    parser.options.add_argument(
        "--version", action="version", version=__version__, help="显示版本号"
    )
    commands = parser.add_subparsers(title="命令", prog="gi-desktop", metavar="命令", required=True)

    command = commands.add_parser("import", help="把已有的报告读成草稿")
    command.add_argument_group("文件").add_argument(
        "source", type=Path, metavar="来源文件", help="文本、PDF、DOCX、HTML、XLSX 或 JSON"
    )
    command.options.add_argument(
        "-o", dest="draft", type=Path, required=True, metavar="草稿.xxgk", help="写成哪个草稿"
    )
    command.options.add_argument(
        "--json", type=Path, metavar="报告.json", help="同时写出报告的数据"
    )
    command.set_defaults(run=_import)

    command = commands.add_parser("check", help="核对草稿，列出错误、核实和提示")
    command.add_argument_group("文件").add_argument(
        "drafts",
        type=Path,
        nargs="+",
        metavar="草稿.xxgk",
        help="本程序保存的草稿；写几个文件或者一个文件夹，就逐份核对并列成表",
    )
    command.options.add_argument(
        "--previous", type=Path, metavar="上年报告", help="上一年度的草稿，或者可以导入的报告"
    )
    command.options.add_argument("--json", action="store_true", help="按 JSON 输出")
    command.options.add_argument(
        "--units", type=Path, metavar="名单", help="应报单位的名单（.txt 或 .xlsx）：看谁缺、谁重复"
    )
    command.options.add_argument(
        "--year", type=int, metavar="年度", help="和名单对照哪一年；不写就用多数报告的年度"
    )
    command.set_defaults(run=_check)

    command = commands.add_parser("export", help="把草稿导出为文件")
    _add_draft(command)
    for kind in _SUFFIXES:
        command.options.add_argument(
            f"--{kind}", type=Path, metavar=f"文件.{kind}", help=f"导出为 {kind.upper()}"
        )
    command.set_defaults(run=_export)

    command = commands.add_parser("verify", help="核对纸质件：码或文件是不是草稿现在的内容")
    _add_draft(command)
    command.add_argument_group("核对什么").add_argument(
        "what", metavar="核对码或文件", help="纸上的核对码，或者导出的 PDF、DOCX"
    )
    command.options.add_argument("--json", action="store_true", help="按 JSON 输出")
    command.set_defaults(run=_verify)
    return parser


def _add_draft(command: Parser) -> None:
    command.add_argument_group("文件").add_argument(
        "draft", type=Path, metavar="草稿.xxgk", help="本程序保存的草稿"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; opens the window without a command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Refusal as refusal:
        _say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        _say("已中断。")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (… | head); Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the last resort: a user gets a sentence, the details go to a file
        _say(_unforeseen(error))
        return UNFORESEEN
    return code


def _run(arguments: list[str]) -> int:
    if not arguments:
        return _open_window(None)
    if len(arguments) == 1 and _names_a_file(arguments[0]):
        return _open_window(arguments[0])
    if arguments[0] == "--self-test":
        from gi_desktop import selftest

        return selftest.main(arguments[1:])
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _names_a_file(argument: str) -> bool:
    """Whether the only argument is a draft to open, and no command, option or misspelt one."""
    if argument in _COMMANDS or argument.startswith("-"):
        return False
    return bool(Path(argument).suffix) or Path(argument).exists()


def _speak_utf8() -> None:
    """Let output be UTF-8 also where it is piped; what is no character is written as escapes.

    Without a console (a window program on Windows) there are no streams.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def _unforeseen(error: Exception) -> str:
    """Write the details of a fault of the program to a file, and return what to tell."""
    from gi_desktop.drafts import SaveError, data_folder, write_file

    details = "".join(traceback.format_exception(error))
    path = data_folder() / "error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, details.encode("utf-8", errors="backslashreplace"))
    except (OSError, SaveError):
        return f"程序出错，没有完成（{type(error).__name__}）。请把所用的命令告诉维护人员。"
    return f"程序出错，没有完成。请把“{path}”交给维护人员。"


# The window ---------------------------------------------------------------------------------


def _open_window(path: str | None) -> int:
    if not _has_display(os.environ):
        raise Refusal(
            "这里没有图形界面，打不开窗口。请在桌面上运行，或者用命令：gi-desktop --help。"
        )
    try:
        from gi_desktop.ui import app
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        raise Refusal(
            f"打不开窗口：缺少图形界面需要的组件（{error}）。请重新安装本程序；"
            "在 Linux 上按 README 安装 Qt 需要的系统库。"
        ) from error
    return app.main(path)


def _has_display(environ: Mapping[str, str]) -> bool:
    """Whether Qt has a screen to open a window on; without one it would end the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# Commands -----------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from gi_desktop.drafts import Draft, write_draft, write_file
    from gi_desktop.form import current_edition
    from gi_desktop.importing import ImportFailedError, import_file

    _check_targets([path for path in (options.draft, options.json) if path], options.source)
    form = current_edition()
    try:  # without a session: nothing is checked here
        found = import_file(options.source, form)
    except ImportFailedError as error:
        raise Refusal(str(error)) from error
    for note in found.notes:
        _say(note)
    draft = Draft(found.report, source=found.source)
    writes: list[_Write] = [(options.draft, partial(write_draft, options.draft, draft, form))]
    if options.json:
        content = _report_json(found.report, form)
        writes.append((options.json, partial(write_file, options.json, content)))
    _write_all(writes)
    return DONE


def _check(options: argparse.Namespace) -> int:
    if len(options.drafts) > 1 or options.units or _is_folder(options.drafts[0]):
        return _check_many(options)
    session = _open(options.drafts[0])
    if options.previous:
        _compare(session, options.previous)
    for code in session.faulty_rules:
        _say(f"规则“{code}”没有核对成，这是程序的错，请告诉维护人员。")
    from gi_desktop.report.unfilled import weight_of

    findings = session.findings
    if options.json:
        listed = [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "cells": list(finding.cells),
            }
            for finding in findings
        ]
        print(json.dumps({"findings": listed}, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            weight = weight_of(finding, session.report, session.sheet)
            print(f"{weight} {finding.message}{finding.remedy}")
            if reason := " ".join(session.reason(finding).split()):
                print(f"     理由：{reason}")
        print(f"共 {len(findings)} 条。" if findings else "没有发现问题。")
    return SOME_ERRORS if any(finding.severity == "error" for finding in findings) else DONE


def _check_many(options: argparse.Namespace) -> int:
    from gi_desktop.batch import UnitsError
    from gi_desktop.batch.command import check_many

    if options.previous:
        raise Refusal("“--previous”只用于核对一份草稿。要和上年对照，请逐份核对。")
    try:
        said, code = check_many(options.drafts, options.units, options.year, as_json=options.json)
    except UnitsError as error:
        raise Refusal(str(error)) from error
    for line in said:
        print(line)
    return code


def _compare(session: "Session", path: Path) -> None:
    """Let the session judge the report beside last year's; say what speaks against that one."""
    from gi_desktop.drafts import SetDraft
    from gi_desktop.report.last_year import attachment_doubts

    last = _last_year(path)
    for doubt in attachment_doubts(session.report, last):
        _say(f"“{path.name}”作为上年报告：{doubt}")
    session.apply(SetDraft("附上年报告", {"previous": last}))


def _last_year(path: Path) -> "Report":
    from gi_desktop.importing import ImportFailedError, import_file

    if path.suffix.lower() == ".xxgk":
        return _open(path).report
    from gi_desktop.form import current_edition

    try:
        return import_file(path, current_edition()).report
    except ImportFailedError as error:
        raise Refusal(str(error)) from error


def _export(options: argparse.Namespace) -> int:
    from gi_desktop.document.saving import DocumentError, save

    asked: dict[str, Path] = {kind: path for kind in _SUFFIXES if (path := vars(options)[kind])}
    if not asked:
        kinds = "、".join(f"--{kind}" for kind in _SUFFIXES)
        raise Refusal(f"没有写明导出成什么。请加上 {kinds} 里的一种或几种，后面写文件名。")
    for kind, path in asked.items():
        _check_suffix(kind, path)
    session = _open(options.draft)
    _check_targets(tuple(asked.values()), options.draft)
    # Everything is made before anything is written: what cannot be made leaves no file.
    notes: dict[str, None] = {}
    made = [(path, _render(kind, session, notes)) for kind, path in asked.items()]
    for note in notes:  # what PDF and DOCX both say is said once
        _say(note)
    _write_all([(path, partial(save, path, content)) for path, content in made], DocumentError)
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from gi_desktop.verifying import Outcome
    from gi_desktop.verifying.command import EXIT_CODES, printed, verify

    session = _open(options.draft)
    answer = verify(session.draft, session.form, options.what)
    refused = answer.outcome in {Outcome.MISTYPED, Outcome.UNREADABLE}
    if options.json:
        print(printed(answer, as_json=True))
    if refused or not options.json:
        (_say if refused else print)(printed(answer, as_json=False))
    return EXIT_CODES[answer.outcome]


def _render(kind: str, session: "Session", notes: dict[str, None]) -> bytes:
    """Return the report as a file of that kind; add what there is to say about it."""
    if kind == "json":
        return _report_json(session.report, session.form)
    from gi_desktop import document
    from gi_desktop.drafts import Store
    from gi_desktop.sealing import kept_document

    # Of a 定稿 the very file that was sealed, where it is on this PC.
    if kept := kept_document(session.draft, session.form, kind, Store()):
        return kept
    around = (None, session.furniture()) if kind in {"docx", "pdf"} else ()
    content = io.BytesIO()
    writers: Mapping[str, Callable[..., list[str]]] = {
        "docx": document.write_docx,
        "pdf": document.write_pdf,
        "html": document.write_html,
        "xlsx": document.write_xlsx,
    }
    try:
        notes |= dict.fromkeys(writers[kind](session.report, session.form, content, *around))
    except document.DocumentError as error:
        raise Refusal(str(error)) from error
    return content.getvalue()


def _report_json(report: "Report", form: "Edition") -> bytes:
    from gi_desktop.report.serial import to_json

    text = json.dumps(to_json(report, form), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", errors="backslashreplace")  # as in drafts


def _open(path: Path) -> "Session":
    from gi_desktop.drafts import DraftError
    from gi_desktop.session import Session

    try:
        return Session.open(path)
    except DraftError as error:
        raise Refusal(str(error)) from error


def _check_suffix(kind: str, target: Path) -> None:
    """Refuse a name that says another kind of file: options mixed up, or a draft in danger."""
    suffix = target.suffix.lower()
    if suffix in _KNOWN_SUFFIXES and suffix not in _SUFFIXES[kind]:
        raise Refusal(
            f"“{target}”是{_KNOWN_SUFFIXES[suffix]}文件的名称，--{kind} 写出的是 {kind.upper()}。"
            f"没有写出任何文件。请把扩展名改成 {_SUFFIXES[kind][0]}。"
        )


def _check_targets(targets: Sequence[Path], source: Path) -> None:
    """Refuse, before anything is written, what could not be or would destroy the source."""
    # Unlike Path.resolve, realpath does not stumble over links in a circle: writing names them.
    places = [Path(os.path.realpath(target)) for target in targets]
    for target, place in zip(targets, places, strict=True):
        if place == Path(os.path.realpath(source)):
            raise Refusal(f"“{target}”就是要读的文件，不能写在它上面。请换一个文件名。")
        if places.count(place) > 1:
            raise Refusal(f"“{target}”写了两次。请给每个文件不同的名称。")
        if not _is_folder(place.parent):
            raise Refusal(f"文件夹“{target.parent}”不存在，没有写出任何文件。请先建好文件夹。")
        if _is_folder(place):
            raise Refusal(f"“{target}”是文件夹。请写文件名。")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that the system cannot take: writing will say what is wrong
        return False


def _write_all(writes: Sequence[_Write], failure: type[Exception] | None = None) -> None:
    """Write the files in turn; where one fails (``failure``), say also which were written."""
    from gi_desktop.drafts import SaveError

    failures = (SaveError,) if failure is None else (SaveError, failure)
    done: list[str] = []
    for path, write in writes:
        try:
            write()
        except failures as error:
            already = f"已经写出：{'、'.join(done)}。" if done else "没有写出任何文件。"
            raise Refusal(f"{error}{already}") from error
        done.append(str(path))
