"""What a command line of ours speaks: Chinese, and no exit from within."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

_ARGPARSE_ERRORS = (
    (r"the following arguments are required: (.*)", "缺少：{}。"),
    (r"unrecognized arguments: (.*)", "不认识：{}。"),
    (r"argument (.*): expected one argument", "“{}”后面要写文件名。"),
    (r"argument (.*): invalid int value: .*", "“{}”后面要写数字。"),
    (r"argument .*: invalid choice: '(.*?)'.*", "没有“{}”这个命令。"),
)
"""What argparse says, and how we do."""


class Refusal(Exception):  # noqa: N818 - no fault of the program: what was asked cannot be done
    """The command is refused; the message is a Chinese sentence for the user."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks Chinese, and raises where argparse would end the program."""

    def __init__(self, **settings: object) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
            **settings,  # type: ignore[arg-type]  # argparse's own, from add_parser
        )
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Refuse the command line, in Chinese."""
        for pattern, sentence in _ARGPARSE_ERRORS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                raise Refusal(f"{sentence.format(found[1])}\n{self.format_usage().rstrip()}")
        raise Refusal(f"命令写得不对。\n{self.format_usage().rstrip()}")
