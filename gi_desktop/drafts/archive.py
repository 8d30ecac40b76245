"""What is kept of every 定稿 in the data folder: DOCX, PDF, findings with reasons, the content.

It lies under the report's id beside its versions, and is never thinned out or written again. A
定稿 appears whole or not at all: its files are written into a folder that is then renamed.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from gi_desktop.drafts.draft import SealRecord
from gi_desktop.drafts.file import write_file
from gi_desktop.drafts.words import SaveError, save_failure
from gi_desktop.files import exists

DOCX, PDF = "定稿.docx", "定稿.pdf"
FINDINGS = "核对情况.txt"
_CONTENT = "内容.json"
PRINTED_AT_MOST = 200
"""Contents of 送审稿 of one report; some twenty kilobytes each."""
_CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}")
_FOLDER = re.compile(r"(?P<number>\d{2,4}) (?P<code>[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})(?:-\d+)?")
_MOST_BYTES = 100_000_000


@dataclass(frozen=True)
class Sealed:
    """One 定稿 as it is kept."""

    report_id: UUID
    number: int
    """Which 定稿 of the report it is, from 1."""
    code: str
    folder: Path

    def read(self, name: str) -> bytes | None:
        """Return one of its files; None where it is not there or cannot be read."""
        return _read(self.folder / name)

    def discard(self) -> None:
        """Remove what was kept for a 定稿 that came to nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def seal(self) -> SealRecord | None:
        """Return its content; None where that is damaged."""
        found = _decoded(self.read(_CONTENT))
        return found if found is not None and found.code == self.code else None


class Archive:
    """Every 定稿 of one report, and what every 送审稿 said, in folders made when they are needed."""

    def __init__(self, report_id: UUID, folder: Path) -> None:
        self.report_id = report_id
        self._folder = folder / "sealed"
        self._printed = folder / "printed"

    def keep(self, number: int, seal: SealRecord, files: Mapping[str, bytes]) -> Sealed:
        """Keep the 定稿 with its files; return it. SaveError, in words, where that fails."""
        target = _free(self._folder / f"{number:02} {seal.code}")
        made = self._folder / f".{uuid4().hex}"
        try:
            made.mkdir(parents=True)
            for name, data in files.items():
                write_file(made / name, data)
            write_file(made / _CONTENT, _encoded(seal))
            made.rename(target)
        except (OSError, SaveError) as error:
            shutil.rmtree(made, ignore_errors=True)
            reason = error if isinstance(error, SaveError) else save_failure(target, error)
            raise SaveError(f"没有定稿：定稿的文件存不进本机。{reason.reason}") from error
        return Sealed(self.report_id, number, seal.code, target)

    def all(self) -> list[Sealed]:
        """Return what is kept, in its order; what else lies there is left alone."""
        try:
            names = sorted(entry.name for entry in self._folder.iterdir())
        except OSError:
            return []
        matches = (match for name in names if (match := _FOLDER.fullmatch(name)))
        return [
            Sealed(self.report_id, int(one["number"]), one["code"], self._folder / one[0])
            for one in matches
        ]

    def find(self, code: str) -> Sealed | None:
        """Return the 定稿 of that code that was kept last; None where none is here."""
        return next((one for one in reversed(self.all()) if one.code == code), None)

    def note_printed(self, content: SealRecord) -> None:
        """Keep what a 送审稿 says, so that its paper can be compared later. SaveError."""
        path = self._printed / f"{content.code}.json"
        if exists(path):
            return
        try:
            self._printed.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failure(self._printed, error) from error
        write_file(path, _encoded(content))
        for old in self._contents()[:-PRINTED_AT_MOST]:
            with suppress(OSError):
                old.unlink()

    def printed(self) -> Iterator[SealRecord]:
        """Yield what was printed as 送审稿, the oldest first."""
        for path in self._contents():
            found = _decoded(_read(path))
            if found is not None and path.stem == found.code:
                yield found

    def _contents(self) -> list[Path]:
        try:
            found = [path for path in self._printed.glob("*.json") if _CODE.fullmatch(path.stem)]
            return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))
        except OSError:
            return []


def archives(reports: Path) -> Iterator[Archive]:
    """Yield what is kept of every report on this PC; ``reports`` has a folder for each."""
    names: list[str] = []
    with suppress(OSError):
        names = sorted(entry.name for entry in reports.iterdir())
    for name in names:
        with suppress(ValueError):
            yield Archive(UUID(name), reports / name)


def _encoded(content: SealRecord) -> bytes:
    text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", errors="backslashreplace")


def _decoded(data: bytes | None) -> SealRecord | None:
    try:
        return None if data is None else SealRecord.model_validate(json.loads(data))
    except (ValueError, RecursionError):
        return None


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return None


def _free(folder: Path) -> Path:
    """Return a name that nothing has: the same may be 定稿 twice, where it was not saved."""
    path, number = folder, 1
    while exists(path):
        number += 1
        path = folder.with_name(f"{folder.name}-{number}")
    return path
