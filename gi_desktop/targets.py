"""The files that a command is to write: refused beforehand where they could not be, or do harm."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from gi_desktop.commandline import Refusal

Write = tuple[Path, Callable[[], object]]
"""A file and what writes it."""

SUFFIXES = {
    "docx": (".docx",),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
    "json": (".json",),
}
"""Kind of export → how the names of such files end."""
_KNOWN_SUFFIXES = {".xxgk": "草稿"} | {
    suffix: f" {kind.upper()} " for kind, suffixes in SUFFIXES.items() for suffix in suffixes
}


def check_suffix(kind: str, target: Path) -> None:
    """Refuse a name that says another kind of file: options mixed up, or a draft in danger."""
    suffix = target.suffix.lower()
    if suffix in _KNOWN_SUFFIXES and suffix not in SUFFIXES[kind]:
        raise Refusal(
            f"“{target}”是{_KNOWN_SUFFIXES[suffix]}文件的名称，--{kind} 写出的是 {kind.upper()}。"
            f"没有写出任何文件。请把扩展名改成 {SUFFIXES[kind][0]}。"
        )


def check_targets(targets: Sequence[Path], source: Path) -> None:
    """Refuse, before anything is written, what could not be or would destroy the source."""
    # Unlike Path.resolve, realpath does not stumble over links in a circle: writing names them.
    places = [Path(os.path.realpath(target)) for target in targets]
    for target, place in zip(targets, places, strict=True):
        if place == Path(os.path.realpath(source)):
            raise Refusal(f"“{target}”就是要读的文件，不能写在它上面。请换一个文件名。")
        if places.count(place) > 1:
            raise Refusal(f"“{target}”写了两次。请给每个文件不同的名称。")
        if not is_folder(place.parent):
            raise Refusal(f"文件夹“{target.parent}”不存在，没有写出任何文件。请先建好文件夹。")
        if is_folder(place):
            raise Refusal(f"“{target}”是文件夹。请写文件名。")


def is_folder(path: Path) -> bool:
    """Whether a folder is there; no error for a name that cannot be one."""
    try:
        return path.is_dir()
    except OSError:  # a name that the system cannot take: writing will say what is wrong
        return False


def write_all(writes: Sequence[Write], failure: type[Exception] | None = None) -> None:
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
