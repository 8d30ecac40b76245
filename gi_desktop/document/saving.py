"""A finished document goes into its file whole, or a sentence says why it could not."""

import errno
import os
from pathlib import Path

from gi_desktop.files import write_atomic


class DocumentError(Exception):
    """The document could not be made or saved; the message says in Chinese why and what to do."""


def save(path: Path, data: bytes) -> None:
    """Write the document, or leave everything as it was and raise DocumentError."""
    try:
        write_atomic(path, data)
    except OSError as error:
        raise DocumentError(_sentence(path, error)) from error
    except ValueError as error:  # the system's own word for a NUL in a name
        raise DocumentError(_BAD_NAME.format(path.name.replace("\0", ""))) from error


_BAD_NAME = '“{}”不能作文件名：请去掉 \\ / : * ? " < > | 这些符号，再导出一次。'


def _sentence(path: Path, error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"磁盘空间不够，“{path.name}”没有保存。请腾出空间，或换个磁盘再导出。"
        case errno.ENAMETOOLONG:
            return f"文件名“{path.name[:20]}…”太长，请改短后再导出。"
        case errno.EINVAL:
            return _BAD_NAME.format(path.name)
        case _:
            return _about_place(path, error)


def _about_place(path: Path, error: OSError) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"文件夹“{folder}”不存在，请换个文件夹再导出。"
    if path.is_dir():
        return f"“{path}”是一个文件夹，请另起一个文件名。"
    if error.errno == errno.EROFS or not os.access(folder, os.W_OK):
        return f"文件夹“{folder}”不能写入（只读，或没有权限），请换个文件夹再导出。"
    if isinstance(error, PermissionError):
        return (
            f"“{path.name}”不能写入：它可能正在 Word、WPS 等程序里打开，或者是只读文件。"
            "请关闭后再导出，或换个名字。"
        )
    return f"“{path.name}”没有保存（系统错误 {error.errno}），请换个文件夹再导出。"
