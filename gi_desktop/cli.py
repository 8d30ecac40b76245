"""The command line: open the window, or import, check and export without one.

Messages are Chinese sentences on standard error; results go to standard output or files.
Exit codes: 0 done, 2 refused; ``check``: 0 no error found, 1 some, 2 unreadable input;
``verify``: 0 the same, 1 differs, 2 mistyped or unreadable, 4 nothing here has that code.
"""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gi_desktop import __version__, commands
from gi_desktop.commandline import Parser, Refusal
from gi_desktop.commands import say
from gi_desktop.targets import SUFFIXES

_Run = Callable[[argparse.Namespace], int]

REFUSED, UNFORESEEN = 2, 3
INTERRUPTED, PIPE_CLOSED = 130, 141


def _add_import(command: Parser) -> None:
    command.add_argument_group("文件").add_argument(
        "source", type=Path, metavar="来源文件", help="文本、PDF、DOCX、HTML、XLSX 或 JSON"
    )
    command.options.add_argument(
        "-o",
        dest="draft",
        type=Path,
        required=True,
        metavar="草稿.xxgk",
        help="写成哪个草稿；已有的会被换掉",
    )
    command.options.add_argument(
        "--json", type=Path, metavar="报告.json", help="同时写出报告的数据"
    )


def _add_check(command: Parser) -> None:
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


def _add_export(command: Parser) -> None:
    _add_draft(command)
    for kind in SUFFIXES:
        command.options.add_argument(
            f"--{kind}", type=Path, metavar=f"文件.{kind}", help=f"导出为 {kind.upper()}"
        )


def _add_verify(command: Parser) -> None:
    _add_draft(command)
    command.add_argument_group("核对什么").add_argument(
        "what", metavar="核对码或文件", help="纸上的核对码，或者导出的 PDF、DOCX"
    )
    command.options.add_argument("--json", action="store_true", help="按 JSON 输出")


def _add_draft(command: Parser) -> None:
    command.add_argument_group("文件").add_argument(
        "draft", type=Path, metavar="草稿.xxgk", help="本程序保存的草稿"
    )


_COMMANDS: dict[str, tuple[str, Callable[[Parser], None], _Run]] = {
    "import": ("把已有的报告读成草稿", _add_import, commands.import_report),
    "check": ("核对草稿，列出错误、核实和提示", _add_check, commands.check),
    "export": ("把草稿导出为文件", _add_export, commands.export),
    "verify": ("核对纸质件：码或文件是不是草稿现在的内容", _add_verify, commands.verify_copy),
}
"""Name → what it does, its options, and what runs it."""


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
    parsers = parser.add_subparsers(title="命令", prog="gi-desktop", metavar="命令", required=True)

    for name, (about, add_options, run) in _COMMANDS.items():
        command = parsers.add_parser(name, help=about)
        add_options(command)
        command.set_defaults(run=run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; opens the window without a command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        say("已中断。")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (… | head); Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the last resort: a user gets a sentence, the details go to a file
        say(_unforeseen(error))
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
    run: _Run = options.run
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
