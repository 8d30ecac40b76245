"""The commands of the command line: import, check, export and verify, each without a window.

What they need is loaded when one of them runs, not before.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gi_desktop.commandline import Refusal
from gi_desktop.targets import SUFFIXES, Write, check_suffix, check_targets, is_folder, write_all

if TYPE_CHECKING:
    from gi_desktop.form import Edition
    from gi_desktop.report.model import Report
    from gi_desktop.session import Session

DONE, SOME_ERRORS = 0, 1


def say(sentence: str) -> None:
    """Tell the user, on standard error; without a console nobody hears it."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def import_report(options: argparse.Namespace) -> int:
    """Read a report in another format as a draft."""
    from gi_desktop.drafts import Draft, write_draft, write_file
    from gi_desktop.form import current_edition
    from gi_desktop.importing import ImportFailedError, import_file

    check_targets([path for path in (options.draft, options.json) if path], options.source)
    form = current_edition()
    try:  # without a session: nothing is checked here
        found = import_file(options.source, form)
    except ImportFailedError as error:
        raise Refusal(str(error)) from error
    for note in found.notes:
        say(note)
    draft = Draft(found.report, source=found.source)
    writes: list[Write] = [(options.draft, partial(write_draft, options.draft, draft, form))]
    if options.json:
        content = _report_json(found.report, form)
        writes.append((options.json, partial(write_file, options.json, content)))
    write_all(writes)
    return DONE


def check(options: argparse.Namespace) -> int:
    """List what the checks find in one draft, or in many."""
    if len(options.drafts) > 1 or options.units or is_folder(options.drafts[0]):
        return _check_many(options)
    session = _open(options.drafts[0])
    if options.previous:
        _compare(session, options.previous)
    for code in session.faulty_rules:
        say(f"规则“{code}”没有核对成，这是程序的错，请告诉维护人员。")
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
        say(f"“{path.name}”作为上年报告：{doubt}")
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


def export(options: argparse.Namespace) -> int:
    """Write a draft as documents."""
    from gi_desktop.document.saving import DocumentError, save

    asked: dict[str, Path] = {kind: path for kind in SUFFIXES if (path := vars(options)[kind])}
    if not asked:
        kinds = "、".join(f"--{kind}" for kind in SUFFIXES)
        raise Refusal(f"没有写明导出成什么。请加上 {kinds} 里的一种或几种，后面写文件名。")
    for kind, path in asked.items():
        check_suffix(kind, path)
    session = _open(options.draft)
    check_targets(tuple(asked.values()), options.draft)
    # Everything is made before anything is written: what cannot be made leaves no file.
    notes: dict[str, None] = {}
    made = [(path, _render(kind, session, notes)) for kind, path in asked.items()]
    for note in notes:  # what PDF and DOCX both say is said once
        say(note)
    write_all([(path, partial(save, path, content)) for path, content in made], DocumentError)
    return DONE


def verify_copy(options: argparse.Namespace) -> int:
    """Hold a code or a file against a draft."""
    from gi_desktop.verifying import Outcome
    from gi_desktop.verifying.command import EXIT_CODES, printed, verify

    session = _open(options.draft)
    answer = verify(session.draft, session.form, options.what)
    refused = answer.outcome in {Outcome.MISTYPED, Outcome.UNREADABLE}
    if options.json:
        print(printed(answer, as_json=True))
    if refused or not options.json:
        (say if refused else print)(printed(answer, as_json=False))
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
