"""Versions (版本): dated copies of one report in the data folder, thinned out with age.

Each is a draft file like any other. Its name says number, time, kind and state, so a list of
them reads no file and survives a damaged one. Order is that of the numbers: a clock may be
set back. A time that cannot be true, later than now or earlier than that of a version
before, thins nothing out.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from gi_desktop.drafts.draft import Draft, Status
from gi_desktop.drafts.file import MAX_BYTES, SUFFIX, encode_draft, read_draft, write_file
from gi_desktop.drafts.words import SaveError, save_failure
from gi_desktop.files import remove_old_leftovers
from gi_desktop.form import Edition, FindEdition, edition

NAME_AT_MOST = 60
"""Characters of the name of a version."""
SURE = 20
"""So many of the newest stay whatever the clock says."""
AT_ONCE = 5
"""So many go at a time for their age: a clock that jumped ahead makes everything look old."""
COUNT_AT_MOST = 300
BYTES_AT_MOST = 50_000_000
"""Of all that nobody named or sealed; the oldest of them go first."""
NAMED_AT_MOST = 100
_LEAST = 3
"""So many of the newest stay however large they are."""
_SLACK = timedelta(minutes=5)
"""A clock is set right by little now and then."""


class Kind(StrEnum):
    """Why a version was kept."""

    AUTO = "auto"
    """When the draft was saved, and now and then between."""
    BEFORE = "before"
    """Before something that replaces or gives up much; stays for a month at least."""
    NAMED = "named"
    """存为版本: on demand, under a name; goes only when the user removes it."""
    SEALED = "sealed"
    """定稿: never goes."""


_ALL_STAY = {Kind.AUTO: timedelta(hours=1), Kind.BEFORE: timedelta(days=30)}
_THINNED = frozenset(_ALL_STAY)
_FILE = re.compile(
    r"(?P<number>\d{6,9})-(?P<at>\d{8}T\d{6}Z)"
    rf"-(?P<kind>{'|'.join(Kind)})-(?P<status>{'|'.join(Status)})\.xxgk"
)
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Version:
    """One version, as its file name tells."""

    number: int
    at: datetime
    kind: Kind
    status: Status
    file: Path
    name: str = ""
    """As the user named it, or what it was kept before; empty for one kept by itself."""

    def read(self, find_edition: FindEdition = edition) -> Draft:
        """Return the draft as it was. DraftError, in words, where the file is damaged."""
        return read_draft(self.file, find_edition)


class Versions:
    """The versions of one report, in a folder that is made when the first is kept."""

    def __init__(self, folder: Path, now: Callable[[], datetime] | None = None) -> None:
        self.folder = folder
        self._now = now or (lambda: datetime.now(UTC))

    def all(self) -> list[Version]:
        """Return all versions, newest first; what else lies in the folder is left alone."""
        return list(reversed(list(self._found())))

    def keep(self, draft: Draft, form: Edition, kind: Kind = Kind.AUTO, name: str = "") -> Version:
        """Keep the draft as it stands, and let go of what has become too much.

        One that says the same as the newest is not kept twice where that stays as long.
        SaveError, in words, where it cannot be written, or too many are named.
        """
        content = encode_draft(replace(draft, saved_at=None), form)
        if len(content) > MAX_BYTES:
            raise SaveError(f"没有留下版本：内容超过 {MAX_BYTES // 1_000_000} MB。")
        found = list(self._found())
        if found and _covers(found[-1], kind) and _content(found[-1].file) == content:
            return found[-1]
        if kind is Kind.NAMED and sum(one.kind is kind for one in found) >= NAMED_AT_MOST:
            raise SaveError(
                f"没有存为版本：这份报告已经有 {NAMED_AT_MOST} 个命名的版本。"
                "请在“版本”里删去不用的，再存一次。"
            )
        version = self._write(content, draft.status, found, kind, name)
        self._thin([*found, version])
        return version

    def keep_sealed(self, draft: Draft, form: Edition, name: str = "") -> Version:
        """Keep a 定稿, which never goes. SaveError, in words, where that fails."""
        return self.keep(draft, form, Kind.SEALED, name)

    def remove(self, version: Version) -> None:
        """Remove a version the user wants no more; a sealed one stays. SaveError where it does."""
        if version.kind is Kind.SEALED:
            raise SaveError("定稿的版本不能删除。")
        try:
            _remove(version)
        except OSError as error:
            raise SaveError(f"删不掉这个版本（系统错误 {error.errno}）。") from error

    def _found(self) -> Iterator[Version]:
        """Yield the versions in the order in which they were kept."""
        try:
            names = sorted(entry.name for entry in self.folder.iterdir())
        except OSError:
            return
        matches = (_FILE.fullmatch(name) for name in names)
        parsed = (_parsed(self.folder, match) for match in matches if match)
        yield from sorted(
            (one for one in parsed if one is not None), key=lambda one: (one.number, one.at)
        )

    def _write(
        self, content: bytes, status: Status, found: list[Version], kind: Kind, name: str
    ) -> Version:
        number = found[-1].number + 1 if found else 1
        at = self._now().astimezone(UTC).replace(microsecond=0)
        file = self.folder / f"{number:06d}-{at:{_TIME}}-{kind.value}-{status.value}{SUFFIX}"
        name = " ".join(name.split())[:NAME_AT_MOST]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failure(self.folder, error) from error
        if name:  # first: a version without its name would look like any other
            note = json.dumps({"name": name}, ensure_ascii=False).encode(errors="backslashreplace")
            write_file(file.with_suffix(".json"), note)
        write_file(file, content)
        return Version(number, at, kind, status, file, name)

    def _thin(self, found: list[Version]) -> None:
        """Let go of versions for their age and their number; one that cannot go stays."""
        gone = list(too_old(found, self._now()))
        gone += _too_many([one for one in found if one not in gone])
        for version in gone:
            with suppress(OSError):
                _remove(version)
        remove_old_leftovers(self.folder)


def too_old(found: list[Version], now: datetime) -> Iterator[Version]:
    """Yield those that go for their age, from versions in their order.

    All stay for an hour, then one of each hour for a day, one of each day for a month, one of
    each month for ever: of each the last.
    """
    slots: set[str] = set()
    going = 0
    timed = list(_timed(found, now))
    for version, age in reversed(timed[: max(len(timed) - SURE, 0)]):
        if version.kind not in _THINNED or age is None or age < _ALL_STAY[version.kind]:
            continue
        slot = _slot(version.at, age)
        if slot in slots and going < AT_ONCE:
            going += 1
            yield version
        slots.add(slot)


def _covers(newest: Version, kind: Kind) -> bool:
    """Whether a version stays at least as long as one of ``kind`` would."""
    return kind is Kind.AUTO or (kind is Kind.BEFORE and newest.kind is not Kind.AUTO)


def _timed(found: Iterable[Version], now: datetime) -> Iterator[tuple[Version, timedelta | None]]:
    """Yield each version with its age; None where its time cannot be true."""
    latest: datetime | None = None
    for version in found:
        age = now - version.at
        if age < -_SLACK or (latest is not None and version.at < latest - _SLACK):
            yield version, None
            continue
        latest = version.at if latest is None else max(latest, version.at)
        yield version, age


def _slot(at: datetime, age: timedelta) -> str:
    """Return the hour, the day or the month of which one version stays."""
    if age < timedelta(days=1):
        return f"{at:%Y%m%d %H}"
    local = at.astimezone()
    return f"{local:%Y%m%d}" if age < timedelta(days=31) else f"{local:%Y%m}"


def _too_many(found: list[Version]) -> list[Version]:
    """Return those that go because there are too many or they are too large."""
    thinned = [one for one in found if one.kind in _THINNED]
    first_to_go = sorted(thinned[:-_LEAST], key=lambda one: one.kind is Kind.BEFORE)
    sizes = {one.file: _size(one.file) for one in thinned}
    count, total, gone = len(thinned), sum(sizes.values()), []
    for version in first_to_go:
        if count <= COUNT_AT_MOST and total <= BYTES_AT_MOST:
            break
        gone.append(version)
        count, total = count - 1, total - sizes[version.file]
    return gone


def _parsed(folder: Path, match: re.Match[str]) -> Version | None:
    try:
        at = datetime.strptime(match["at"], _TIME).replace(tzinfo=UTC)
    except ValueError:  # the thirty-second of a month
        return None
    file = folder / match[0]
    kind, status = Kind(match["kind"]), Status(match["status"])
    return Version(int(match["number"]), at, kind, status, file, _name(file.with_suffix(".json")))


def _name(note: Path) -> str:
    try:
        with note.open("rb") as file:
            name = json.loads(file.read(10_000))["name"]
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return ""
    return name[:NAME_AT_MOST] if isinstance(name, str) else ""


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _remove(version: Version) -> None:
    version.file.unlink(missing_ok=True)
    version.file.with_suffix(".json").unlink(missing_ok=True)
