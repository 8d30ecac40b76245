"""Errors of draft files and their sentences: where, what, what to do."""

import errno
from pathlib import Path

from gi_desktop.files import Trouble, trouble

_SHARING_VIOLATIONS = frozenset({32, 33})
"""Windows: another program holds the file."""
_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class DraftError(Exception):
    """The file cannot be opened as a draft; the message is a Chinese sentence for the user."""


class SaveError(Exception):
    """A file could not be written; the message is a Chinese sentence for the user."""

    def __init__(self, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.reason = reason or sentence
        """Why, and what to do, without the name of the file."""


class ChangedOutsideError(SaveError):
    """The file was changed by somebody else since it was read or written here."""

    def __init__(self, path: Path) -> None:
        reason = "这个文件在别处被改过，没有盖掉它。"
        super().__init__(f"没有保存“{path.name}”：{reason}", reason)


def save_failure(path: Path, error: OSError | ValueError) -> SaveError:
    """Return the error that says why nothing was saved at ``path`` and what to do."""
    reason = _REASONS[trouble(path, error)].format(code=getattr(error, "errno", None))
    return SaveError(f"没有保存“{path.name}”：{reason}原来的文件没有改动。", reason)


_NO_RIGHT = "没有写入这个文件夹或文件的权限。请另存到别的文件夹，如“文档”。"
_GONE = "文件夹不存在，可能已被移走，或者 U 盘、网络盘已断开。请另存到别的文件夹。"
_REASONS = {
    Trouble.FULL: "磁盘空间不足。请腾出空间，或者另存到别的磁盘。",
    Trouble.LOCKED: "另一个程序正在使用这个文件。请关闭那个程序再保存，或者另存为别的名称。",
    Trouble.IS_FOLDER: "同名的文件夹已经存在。请换一个文件名。",
    Trouble.TOO_LONG: "文件夹和文件名合起来太长。请缩短文件名，或者另存到上一级文件夹。",
    Trouble.BAD_NAME: "文件名里有不能用的字符。请换一个文件名。",
    Trouble.UNPLUGGED: _GONE,
    Trouble.NO_FOLDER: _GONE,
    Trouble.FILE_READ_ONLY: _NO_RIGHT,
    Trouble.FOLDER_READ_ONLY: _NO_RIGHT,
    Trouble.OTHER: "写盘出错（系统错误 {code}）。请另存到别的磁盘。",
}


def unreadable(path: Path, error: Exception) -> str:
    """Return why ``path`` could not be read and what to do."""
    code = getattr(error, "errno", None)
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return f"找不到“{path.name}”。它可能已被移走或改名，请重新选择文件。"
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return f"打不开“{path.name}”：另一个程序正在使用它。请关闭那个程序再试。"
    if code in _NO_PERMISSION:
        return f"打不开“{path.name}”：没有读取它的权限。请向文件的所有者要一份。"
    if isinstance(error, ValueError) or code == errno.ENAMETOOLONG:
        return "文件名不对：太长，或者有不能用的字符。请重新选择文件。"
    return f"读不出“{path.name}”（系统错误 {code}）。磁盘或网络可能有问题，请换一份副本再试。"


def not_a_draft(name: str, content: bytes) -> str:
    """Return what the file is instead of a draft, as far as its beginning tells."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"%PDF"):
        what = "是 PDF"
    elif head.startswith(b"PK\x03\x04"):
        what = "是 Word、Excel 文件或压缩包"
    elif head.startswith((b"{", b"[")):
        what = "是别的 JSON 数据"
    else:
        return f"“{name}”不是本程序的草稿，没有打开。请选择扩展名是 .xxgk 的文件。"
    return f"“{name}”{what}，不是草稿，没有打开。报告的成品和数据请用“导入”。"
