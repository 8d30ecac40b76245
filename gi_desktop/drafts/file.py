"""The draft file NAME.xxgk: UTF-8 JSON, written whole or not at all.

A draft from elsewhere is data to be judged: no path in it is followed, and what is no draft
of a known version and edition is refused in words, with the file left as it is.
"""

import hashlib
import json
import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gi_desktop import files
from gi_desktop.drafts.draft import Draft, Explanation, SealRecord, Status
from gi_desktop.drafts.whole import check_whole
from gi_desktop.drafts.words import (
    ChangedOutsideError,
    DraftError,
    SaveError,
    not_a_draft,
    save_failure,
    unreadable,
)
from gi_desktop.form import Edition, FindEdition, UnknownEditionError, edition
from gi_desktop.report.exact_json import ReportError, loads
from gi_desktop.report.model import Report
from gi_desktop.report.serial import from_json, to_record
from gi_desktop.report.source import Source

SUFFIX = ".xxgk"
FORMAT = "gi-desktop-draft"
VERSION = 2
MAX_BYTES = 4_000_000
"""Two hundred times a usual report. No file of this size takes above some seconds to judge."""

Data = dict[str, Any]
_Model = TypeVar("_Model", bound=BaseModel)


def _from_version_1(data: Data) -> Data:
    """In version 2 the source may hold last year's report and what of it was compared.

    A seal may say why it was corrected.
    """
    source = data.get("source")
    for name in ("previous", "looked_at"):
        if isinstance(source, dict) and name in source:
            raise ReportError(f"“source”里有不认识的内容“{name}”。")
    seals = data.get("seals")
    if isinstance(seals, list) and any(
        isinstance(one, dict) and "corrected" in one for one in seals
    ):
        raise ReportError("“seals”里有不认识的内容“corrected”。")
    return data


MIGRATIONS: Mapping[int, Callable[[Data], Data]] = {1: _from_version_1}
"""Version → function that makes the data of that version those of the next one."""

_KEYS = ("format", "version", "saved_at", "report", "explanations", "status", "seals", "source")


def write_draft(path: Path, draft: Draft, form: Edition, known: str = "") -> Draft:
    """Write the draft and return it with the time of writing.

    SaveError, in words, where that fails; a file that stood there is whole then.
    ChangedOutsideError where the file is not the one whose digest is ``known``.
    """
    saved = replace(draft, saved_at=datetime.now().astimezone().replace(microsecond=0))
    data = encode_draft(saved, form)
    if len(data) > MAX_BYTES:
        raise SaveError(
            f"没有保存“{path.name}”：内容超过 {MAX_BYTES // 1_000_000} MB。"
            "请删去误贴进正文的内容，再保存一次。"
        )
    write_file(
        path, data, partial(_check_unchanged, path, {known, digest(data)}) if known else None
    )
    return saved


def write_file(path: Path, data: bytes, check: Callable[[], object] | None = None) -> None:
    """Write a file whole or not at all. SaveError, in words, where that fails.

    ``check`` as in :func:`gi_desktop.files.write_atomic`.
    """
    try:
        files.write_atomic(path, data, check=check)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise save_failure(path, error) from error


def digest(data: bytes) -> str:
    """Return what tells one content of a file from any other."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """Return the digest of a file as it is now; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return digest(file.read(MAX_BYTES + 1))
    except (OSError, ValueError):
        return ""


def _check_unchanged(path: Path, known: Collection[str]) -> None:
    """Raise ChangedOutsideError where the file holds what was neither read nor written here."""
    found = digest_of(path)
    if found and found not in known:
        raise ChangedOutsideError(path)


def encode_draft(draft: Draft, form: Edition) -> bytes:
    """Return the content of the file."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "saved_at": draft.saved_at.isoformat() if draft.saved_at else None,
        "report": to_record(draft.report, form),
        "explanations": [item.model_dump(mode="json") for item in draft.explanations],
        "status": draft.status.value,
        "seals": [item.model_dump(mode="json") for item in draft.seals],
        "source": _source_record(draft, form),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Half of a surrogate pair is no character; its JSON escape keeps it all the same.
    return text.encode("utf-8", errors="backslashreplace")


def _source_record(draft: Draft, form: Edition) -> Data | None:
    """Return what the report was made from: what was imported, and last year's report."""
    record = draft.source.model_dump(mode="json") if draft.source else {}
    if (last := draft.previous) is not None:
        form = form if last.edition == form.id else edition(last.edition)
        record["previous"] = to_record(last, form)
    return record or None


def read_draft(path: Path, find_edition: FindEdition = edition) -> Draft:
    """Return the draft in the file.

    DraftError, in words, where the file cannot be read, is no draft, is damaged or too large,
    or is of a newer version or an unknown edition.
    """
    return read_digested(path, find_edition)[0]


def read_digested(path: Path, find_edition: FindEdition = edition) -> tuple[Draft, str]:
    """Return the draft in the file, and the digest of the file. DraftError as above."""
    content = _read(path)
    try:
        return _decode(content, path.name, find_edition), digest(content)
    except (ReportError, RecursionError) as error:
        # RecursionError: lists within lists, thousands deep, where the form has none.
        detail = str(error) if isinstance(error, ReportError) else "内容嵌套过深。"
        raise DraftError(_damaged(path.name, detail)) from error


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DraftError(f"“{path.name}”是文件夹，不是草稿。请选择里面的 {SUFFIX} 文件。")
        if not stat.S_ISREG(status.st_mode):
            raise DraftError(f"“{path.name}”不是普通文件，没有打开。请选择 {SUFFIX} 文件。")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        raise DraftError(unreadable(path, error)) from error
    if len(content) > MAX_BYTES:
        raise DraftError(
            f"“{path.name}”超过 {MAX_BYTES // 1_000_000} MB，不会是年度报告的草稿，没有打开。"
            "请核对选择的文件。"
        )
    return content


def _decode(content: bytes, name: str, find_edition: FindEdition) -> Draft:
    data = _envelope(content, name)
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ReportError("没有写明草稿的版本。")
    if version > VERSION:
        raise DraftError(
            f"“{name}”是较新的程序保存的（草稿第 {version} 版），这里的程序只认识到第 {VERSION} 版。"
            "请更新程序后再打开；文件没有改动。"
        )
    for old in range(version, VERSION):
        data = MIGRATIONS[old](data)
    _check_keys(data)
    source, previous = data["source"], None
    if source is not None:
        source = dict(_object(source, "source"))
        previous = source.pop("previous", None)
        if previous is not None:
            previous = _report(previous, "source.previous", name, find_edition)
            source = source or None  # nothing was imported
    return Draft(
        _report(data["report"], "report", name, find_edition),
        explanations=_models(Explanation, data["explanations"], "explanations"),
        status=_status(data["status"]),
        seals=_models(SealRecord, data["seals"], "seals"),
        source=None if source is None else _model(Source, source, "source"),
        previous=previous,
        saved_at=_time(data["saved_at"]),
    )


def _report(value: object, where: str, name: str, find_edition: FindEdition) -> Report:
    record = _object(value, where)
    form = _edition(record.get("edition"), name, find_edition)
    check_whole(record, form)
    return from_json(record, form)


def _envelope(content: bytes, name: str) -> Data:
    """Return the JSON object of a draft; DraftError where the file is none at all."""
    if not content.strip(b"\0 \r\n\t"):
        raise DraftError(f"“{name}”是空的，里面没有报告。请打开备份，或者恢复未保存的内容。")
    is_draft = FORMAT.encode() in content[:200]
    try:
        data = loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if is_draft:
            raise ReportError(f"第 {error.start + 1} 个字节起不是文字。") from error
        raise DraftError(not_a_draft(name, content)) from error
    except ReportError as error:
        if is_draft:
            raise
        raise DraftError(not_a_draft(name, content)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DraftError(not_a_draft(name, content))
    return data


def _check_keys(data: Data) -> None:
    for key in _KEYS:
        if key not in data:
            raise ReportError(f"缺少“{key}”。")
    for key in data:
        if key not in _KEYS:
            # Reading past it would lose it at the next save.
            raise ReportError(f"有不认识的内容“{key[:40]}”。")


def _edition(edition_id: object, name: str, find_edition: FindEdition) -> Edition:
    if not isinstance(edition_id, str):
        raise ReportError("没有写明报告格式的版本。")
    try:
        return find_edition(edition_id)
    except UnknownEditionError:
        raise DraftError(
            f"“{name}”用的报告格式“{edition_id[:40]}”，这里的程序不认识。"
            "请更新程序后再打开；文件没有改动。"
        ) from None


def _object(value: object, where: str) -> Data:
    if not isinstance(value, dict):
        raise ReportError(f"“{where}”应为一组有名字的值。")
    return value


def _models(kind: type[_Model], value: object, where: str) -> tuple[_Model, ...]:
    if not isinstance(value, list):
        raise ReportError(f"“{where}”应为列表。")
    return tuple(_model(kind, item, where) for item in value)


def _model(kind: type[_Model], value: object, where: str) -> _Model:
    try:
        return kind.model_validate(value)
    except ValidationError:
        raise ReportError(f"“{where}”的内容不完整。") from None


def _status(value: object) -> Status:
    try:
        return Status(str(value))
    except ValueError:
        raise ReportError("“status”不是草稿、送审、定稿中的一种。") from None


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        raise ReportError("“saved_at”不是时间。") from None


def _damaged(name: str, detail: str) -> str:
    return (
        f"“{name}”是草稿，但内容不完整或被改坏：{detail}"
        "没有打开，文件没有改动。请打开备份，或者恢复未保存的内容。"
    )
