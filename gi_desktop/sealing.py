"""草稿 → 送审 → 定稿, and back by 更正. Each step is an edit of the session; knows no window.

What was 定稿 is kept twice: its content as a seal in the draft, its DOCX, PDF, findings and
reasons beside the versions of the report in the data folder.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gi_desktop.drafts import Draft, SaveError, Sealed, SealRecord, SetDraft, Status, Store
from gi_desktop.drafts.archive import DOCX, FINDINGS, PDF
from gi_desktop.form import Edition, FindEdition, UnknownEditionError, edition
from gi_desktop.report.basics import basics_lack
from gi_desktop.report.canonical import report_of
from gi_desktop.report.difference import differences
from gi_desktop.report.exact_json import ReportError
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.unfilled import is_unfilled
from gi_desktop.session import Session

if TYPE_CHECKING:
    from gi_desktop.document import FontSet
    from gi_desktop.document.correction import Correction

_SEVERITIES = {Severity.ERROR: "错误", Severity.VERIFY: "核实", Severity.HINT: "提示"}


class NotYetError(ValueError):
    """The report cannot be 定稿; the message says in Chinese what stands in the way."""


@dataclass(frozen=True)
class Left:
    """How much of a report is left to do, counted as all pages, papers and sentences count it."""

    errors: int
    unfilled: int
    """What has not been filled in yet."""
    asked: int
    """核实 that have no reason yet."""

    @classmethod
    def of(cls, session: Session) -> "Left":
        """Count it."""
        wrong = [one for one in session.unsettled if one.severity is Severity.ERROR]
        waits = sum(is_unfilled(one, session.report, session.sheet) for one in wrong)
        return cls(len(wrong) - waits, waits, len(session.unsettled) - len(wrong))


def obstacles(session: Session) -> str:
    """Return in a sentence what stands in the way of 定稿; empty where nothing does."""
    left = Left.of(session)
    lacking = basics_lack(session.report, session.form.preface)
    parts = (
        f"{left.errors} 处错误要改正" if left.errors else "",
        f"{left.asked} 处核实要改正或者写明理由" if left.asked else "",
        f"{left.unfilled} 处还没有填" if left.unfilled else "",
        f"基本信息里还没有填{'、'.join(lacking)}" if lacking else "",
        f"{len(session.faulty_rules)} 项核对因程序故障没有完成" if session.faulty_rules else "",
    )
    return "，".join(filter(None, parts))


# 送审 ---------------------------------------------------------------------------------------


def submit(session: Session) -> None:
    """Mark the report as 送审, as one step of 撤销."""
    session.apply(SetDraft("标记为送审", {"status": Status.REVIEW}))


def withdraw(session: Session) -> None:
    """Take it back to 草稿, as one step of 撤销."""
    if not session.draft.is_final:
        session.apply(SetDraft("退回草稿", {"status": Status.DRAFT}))


# 定稿 ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sealing:
    """A report as it stands, to be made 定稿; another thread may write its files."""

    draft: Draft
    form: Edition
    judged: tuple[tuple[Finding, str], ...]
    """The findings that stand, each with its reason."""
    version: int
    """Of the content, as the session counts."""

    @classmethod
    def of(cls, session: Session) -> "Sealing":
        """Return what would be sealed now. NotYetError, in words, where something stands."""
        if session.draft.is_final:
            raise NotYetError("这份报告已经定稿。")
        if left := obstacles(session):
            raise NotYetError(f"还不能定稿：{left}。")
        judged = tuple((one, session.reason(one)) for one in session.findings)
        return cls(session.draft, session.form, judged, session.version)

    def write(self, store: Store, fonts: "FontSet | None" = None) -> tuple[SealRecord, Sealed]:
        """Keep the files of the 定稿 in the data folder; return its seal, and where they lie.

        SaveError or DocumentError, in words, where that fails; nothing is kept then.
        """
        from gi_desktop import document

        report = self.draft.report
        seal = SealRecord.of(report, self.form)
        around = document.Furniture(code=seal.code)
        files: dict[str, bytes] = {FINDINGS: findings_text(self.judged, seal).encode()}
        for name, write in ((DOCX, document.write_docx), (PDF, document.write_pdf)):
            buffer = io.BytesIO()
            write(report, self.form, buffer, fonts, around)
            files[name] = buffer.getvalue()
        number = len(self.draft.seals) + 1
        sealed = SetDraft("", {"status": Status.FINAL, "seals": (*self.draft.seals, seal)})
        files |= self._correction(sealed.apply(self.draft), fonts)
        kept = store.archive(report.id).keep(number, seal, files)
        return seal, kept

    def _correction(self, sealed: Draft, fonts: "FontSet | None") -> dict[str, bytes]:
        """Return the 更正说明 as files; none where nothing is corrected."""
        from gi_desktop import document

        correction = correction_of(sealed, self.form)
        if correction is None:
            return {}
        files: dict[str, bytes] = {}
        fonts = fonts or document.FontSet.discover()
        about = (correction.blocks(), correction.title, self.draft.report.organ.name)
        for suffix, write in (
            ("docx", document.write_blocks_docx),
            ("pdf", document.write_blocks_pdf),
        ):
            buffer = io.BytesIO()
            write(*about, buffer, fonts)
            files[f"更正说明.{suffix}"] = buffer.getvalue()
        return files


def seal(session: Session, sealing: Sealing, made: tuple[SealRecord, Sealed], store: Store) -> bool:
    """Make the session's report 定稿, for which no step can be taken back.

    False, and what was kept for it goes again, where it was changed while that was written.
    """
    record, kept = made
    if session.version != sealing.version or session.draft.is_final:
        kept.discard()
        return False
    fields = {"status": Status.FINAL, "seals": (*session.draft.seals, record)}
    session.apply(SetDraft("定稿", fields))
    if not session.draft.is_final:
        return False
    session.forget_steps()
    with suppress(SaveError):  # all of it is kept already: this only lists it among the versions
        versions = store.versions(session.report.id)
        versions.keep_sealed(session.draft, session.form, f"定稿 {record.code}")
    return True


def findings_text(judged: tuple[tuple[Finding, str], ...], seal: SealRecord) -> str:
    """Return what stood at 定稿 and why it may stand, to be read by anybody later."""
    lines = [f"定稿时的核对情况（核对码 {seal.code}）", ""]
    for finding, reason in judged:
        lines.append(f"{_SEVERITIES[finding.severity]} {finding.message}{finding.remedy}")
        lines += [f"    理由：{' '.join(reason.split())}"] if reason else []
    return "\n".join(lines if judged else [*lines, "没有发现问题。"]) + "\n"


# 更正 ---------------------------------------------------------------------------------------


def correct(session: Session, reason: str) -> None:
    """Open a 定稿 for a 更正, for this reason, as one step of 撤销. ValueError without one."""
    draft, why = session.draft, " ".join(reason.split())
    if not why:
        raise ValueError("a correction needs a reason")
    if not draft.is_final:
        return
    *before, last = draft.seals or (SealRecord.of(draft.report, session.form),)
    seals = (*before, last.replace(corrected=why))
    session.apply(SetDraft("更正", {"status": Status.DRAFT, "seals": seals}))


def take_back(session: Session) -> bool:
    """Return to the 定稿 that a 更正 left, where it has changed nothing; False where it has."""
    draft = session.draft
    if draft.is_final or not draft.seals or not draft.seals[-1].seals(draft.report, session.form):
        return False
    seals = (*draft.seals[:-1], draft.seals[-1].replace(corrected=""))
    session.apply(SetDraft("撤回更正", {"status": Status.FINAL, "seals": seals}))
    return session.draft.is_final


def correction_of(
    draft: Draft, form: Edition, find_edition: FindEdition = edition
) -> "Correction | None":
    """Return what the last 定稿 corrects of the one before; None where it corrects none."""
    from gi_desktop.document.correction import Correction

    if not draft.is_final or len(draft.seals) < 2:
        return None
    before, now = draft.seals[-2:]
    try:
        old, _ = report_of(before.canonical, find_edition)
        new, _ = report_of(now.canonical, find_edition)
    except (ReportError, UnknownEditionError):
        return None
    return Correction(
        new,
        form,
        (before.code, now.code),
        len(draft.seals),
        before.corrected,
        differences(old, new, form, key=lambda text: text),
    )


# What leaves the program ----------------------------------------------------------------------


def kept_document(draft: Draft, form: Edition, kind: str, store: Store) -> bytes | None:
    """Return the DOCX or PDF that was kept at 定稿; None where it is not on this PC."""
    name = {"docx": DOCX, "pdf": PDF}.get(kind)
    if name is None or not draft.is_final or not draft.is_as_sealed(form):
        return None
    found = store.archive(draft.report.id).find(draft.seals[-1].code)
    return found.read(name) if found else None
