"""A finished document goes into its file whole, or a sentence says why it could not."""

from pathlib import Path

from gi_desktop.files import Trouble, exists, trouble, write_atomic


class DocumentError(Exception):
    """The document could not be made or saved; the message says in Chinese why and what to do."""


def save(path: Path, data: bytes) -> None:
    """Write the document, or leave everything as it was and raise DocumentError."""
    try:
        write_atomic(path, data)
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        raise DocumentError(_sentence(path, error)) from error


_SENTENCES = {
    Trouble.FULL: "磁盘空间不够，没有导出“{name}”。请腾出空间，或者换个磁盘再导出。",
    Trouble.LOCKED: "“{name}”正在 Word、WPS 等程序里打开，没有导出。"
    "请在那个程序里关闭它再导出，或者换个文件名。",
    Trouble.IS_FOLDER: "“{path}”是一个文件夹，没有导出。请换个文件名。",
    Trouble.TOO_LONG: "文件名“{name}”太长，或者同文件夹合起来太长，没有导出。"
    "请缩短文件名，或者导出到上一级文件夹。",
    Trouble.BAD_NAME: '“{name}”不能作文件名，没有导出。请去掉 \\ / : * ? " < > | 这些符号，'
    "再导出一次。",
    Trouble.UNPLUGGED: "“{folder}”断开了（网络盘、U 盘或者共享文件夹），没有导出“{name}”。"
    "请重新连接，或者导出到本机的文件夹。",
    Trouble.NO_FOLDER: "文件夹“{folder}”不存在，没有导出“{name}”：它可能已被移走或改名，"
    "或者 U 盘、网络盘断开了。请换个文件夹再导出。",
    Trouble.FILE_READ_ONLY: "“{name}”是只读文件，没有导出。请换个文件名，"
    "或者在文件属性里去掉“只读”再导出。",
    Trouble.FOLDER_READ_ONLY: "文件夹“{folder}”不能写入（只读，或者没有权限），"
    "没有导出“{name}”。请换个文件夹再导出，如“文档”。",
    Trouble.OTHER: "写盘出错，没有导出“{name}”（系统错误 {code}）。请换个文件夹或磁盘再导出。",
}
_OLD_ONE = "原来的同名文件没有改动。"
_MOST_SHOWN = 60
"""Characters of a name that a sentence can bear."""


def _sentence(path: Path, error: OSError | ValueError) -> str:
    why = trouble(path, error)
    sentence = _SENTENCES[why].format(
        name=_shown(path.name),
        path=_shown(str(path)),
        folder=_shown(str(path.parent)),
        code=getattr(error, "winerror", None) or getattr(error, "errno", None),
    )
    return sentence + (_OLD_ONE if _stands(path, why) else "")


def _stands(path: Path, why: Trouble) -> bool:
    """Whether an older file of that name is there, and was not touched."""
    return why is not Trouble.IS_FOLDER and exists(path)


def _shown(name: str) -> str:
    """Return a name or path as one line that a sentence can bear."""
    line = "".join(char if char.isprintable() else "□" for char in name)
    if len(line) <= _MOST_SHOWN:
        return line
    return f"{line[: _MOST_SHOWN // 2]}…{line[-_MOST_SHOWN // 2 :]}"
