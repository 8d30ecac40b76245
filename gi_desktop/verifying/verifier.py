"""核对纸质件: is the paper, PDF or DOCX at hand what the draft says? Knows no window.

A code from paper is looked for in the open draft, in its 定稿, in what was printed of it, and
then in everything else this PC knows. A file of ours is asked for its content, and where its
pages were changed since, the pages are read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from gi_desktop.drafts import SUFFIX, Draft, DraftError, SealRecord, Store, read_draft
from gi_desktop.form import Edition, FindEdition, UnknownEditionError, edition
from gi_desktop.report.alignment import normal
from gi_desktop.report.canonical import canonical, report_of
from gi_desktop.report.difference import Difference, differences
from gi_desktop.report.exact_json import ReportError
from gi_desktop.report.fingerprint import (
    CodeError,
    NewerCodeError,
    fingerprint,
    plain,
    read_code,
    version_in,
)
from gi_desktop.report.model import Report, new_report


class Outcome(StrEnum):
    """What came of it."""

    SAME = "same"
    """It says what the draft says now."""
    DIFFERS = "differs"
    """It is known, or was read, and the draft says something else now."""
    UNKNOWN = "unknown"
    """The code is sound, but nothing here has it."""
    MISTYPED = "mistyped"
    """What was typed is no code."""
    UNREADABLE = "unreadable"
    """The file cannot be read."""


@dataclass(frozen=True)
class Answer:
    """What is told: a sentence, more of them, and what differs."""

    outcome: Outcome
    sentence: str
    code: str = ""
    seal: int | None = None
    """Which 定稿 of the draft it is, from 1."""
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    """From what is on paper or in the file (old) to what the draft says now (new)."""
    path: Path | None = None
    """Another draft that says it."""


@dataclass(frozen=True)
class Known:
    """Something else on this PC that a code may stand for."""

    name: str
    report: Report
    form: Edition
    path: Path | None = None

    def has(self, code: str) -> bool:
        """Whether this is what the code stands for."""
        return fingerprint(self.report, self.form, version_in(code)) == code


class Verifier:
    """Compares with one draft, or with none where none is open.

    ``store`` is what this PC knows besides, where it is given.
    """

    def __init__(
        self,
        draft: Draft | None,
        form: Edition,
        store: Store | None = None,
        find_edition: FindEdition = edition,
    ) -> None:
        self._draft = draft
        self._form = form
        self._store = store
        self._find = find_edition
        self._elsewhere: list[Known] | None = None

    # A code -------------------------------------------------------------------------------------

    def code(self, typed: str) -> Answer:
        """Return what a code from paper stands for."""
        try:
            code = read_code(typed)
        except NewerCodeError as error:
            return Answer(Outcome.UNREADABLE, str(error))
        except CodeError as error:
            return self._mistyped(error)
        return self._of_code(code) or Answer(
            Outcome.UNKNOWN,
            f"核对码 {code} 没有输错，但这里没有这一份：打开的草稿、它的各次定稿、"
            "这台电脑上最近的报告都不是。",
            code,
            notes=("可能是别的电脑上的报告，或者草稿后来改过。有 PDF、DOCX 的，请打开它来核对。",),
        )

    def _mistyped(self, error: CodeError) -> Answer:
        """Say which slip of a finger it may be; of a known code for sure."""
        for mend in error.mends:
            found = self._of_code(mend.code)
            if found is not None:
                hint = f"看来是{mend.how}。纸上如果是 {mend.code}，它{found.sentence}"
                return Answer(Outcome.MISTYPED, str(error), mend.code, notes=(hint,))
        guesses = [mend for mend in error.mends if mend.certain][:3]
        notes = tuple(f"会不会是{mend.how}：{mend.code}？" for mend in guesses)
        return Answer(Outcome.MISTYPED, str(error), notes=notes)

    def _of_code(self, code: str) -> Answer | None:
        found = self._of_draft(code, self._draft) if self._draft is not None else None
        if found is not None:
            return found
        for known in self._others():
            if known.has(code):
                where = f"（{known.path}）" if known.path else ""
                said = f"是“{known.name}”{where}，不是现在的草稿。"
                if self._draft is None:
                    said = f"是“{known.name}”{where}。"
                differing = self._to_draft(known)
                return Answer(Outcome.DIFFERS, said, code, differences=differing, path=known.path)
        return None

    def _of_draft(self, code: str, draft: Draft) -> Answer | None:
        """Return which state of the draft the code stands for; the last of several."""
        numbers = [number for number, seal in enumerate(draft.seals, 1) if seal.code == code]
        number = numbers[-1] if numbers else None
        if fingerprint(draft.report, self._form, version_in(code)) == code:
            also = f"，也就是第 {number} 次定稿" if number is not None else ""
            return Answer(Outcome.SAME, f"与现在的草稿相同{also}。", code, number)
        if number is not None:
            seal = draft.seals[number - 1]
            return self._changed_since(seal, f"第 {number} 次定稿", number)
        kept = next(((seal, name) for seal, name in self._kept(draft) if seal.code == code), None)
        return self._changed_since(*kept) if kept else None

    def _changed_since(self, seal: SealRecord, name: str, number: int | None = None) -> Answer:
        found = self._differences(seal.canonical)
        said = f"与{name}相同；现在的草稿后来改过 {len(found)} 处。"
        notes = (f"更正的理由：{seal.corrected}",) if seal.corrected else ()
        return Answer(Outcome.DIFFERS, said, seal.code, number, notes, found)

    # A file -------------------------------------------------------------------------------------

    def file(self, path: Path) -> Answer:
        """Return how a PDF or DOCX of ours, or another draft, stands to the draft."""
        if path.suffix.lower() == SUFFIX:
            return self._other_draft(path)
        from gi_desktop.document.record import State, read_record

        try:
            found = read_record(path)
        except (OSError, ValueError) as error:
            code = getattr(error, "errno", None)
            return Answer(Outcome.UNREADABLE, f"读不出“{path.name}”（系统错误 {code}）。")
        if found is None:
            return self._foreign(path)
        record = found.record
        if found.state is State.WHOLE:
            return self._recorded(record.content, record.code)
        return self._touched(path, record.content, record.code, found.original)

    def _recorded(self, content: str, code: str) -> Answer:
        answer = self._of_code(code)
        if answer is not None and answer.outcome is Outcome.SAME:
            return replace(answer, sentence=f"这个文件{answer.sentence}")
        found = self._differences(content)
        if answer is not None:
            return replace(answer, sentence=f"这个文件{answer.sentence}", differences=found)
        if self._draft is None:
            said = f"这个文件的核对码是 {code}，这台电脑上没有别的内容和它相同。"
            return Answer(Outcome.UNKNOWN, said, code)
        said = f"这个文件（核对码 {code}）与现在的草稿不同在下面 {len(found)} 处。"
        return Answer(Outcome.DIFFERS, said, code, differences=found)

    def _touched(self, path: Path, content: str, code: str, original: bytes | None) -> Answer:
        """Read the pages: they may say something else than they did."""
        now = _pages(path, self._form)
        if isinstance(now, str):
            return Answer(Outcome.UNREADABLE, now, code)
        before = self._report(content)
        if original is not None:
            with TemporaryDirectory() as folder:
                copy = Path(folder) / path.name
                copy.write_bytes(original)
                then = _pages(copy, self._form)
            before = then if isinstance(then, Report) else before
        since = self._between(before, now, normal) if before is not None else ()
        if not since:
            answer = self._recorded(content, code)
            note = "这个文件导出以后另存过，或者加过签章、批注；报告的数字和文字没有变。"
            return replace(answer, notes=(*answer.notes, note))
        found = self._between(now, self._now(), normal)
        said = f"这个文件导出以后被改过 {len(since)} 处（原来的核对码是 {code}）。"
        said += f"它与现在的草稿不同在下面 {len(found)} 处。" if found else "改后与现在的草稿相同。"
        notes = tuple(f"改过：{words(one)}" for one in since[:20])
        outcome = Outcome.DIFFERS if found else Outcome.SAME
        return Answer(outcome, said, code, None, notes, found)

    def _foreign(self, path: Path) -> Answer:
        """Read a file that keeps no record: an export of a draft, or none of ours."""
        now = _pages(path, self._form)
        if isinstance(now, str):
            return Answer(Outcome.UNREADABLE, now)
        found = self._between(now, self._now(), normal)
        from gi_desktop.document.record import printed_codes

        code = next(iter(printed_codes(path)), "")
        shown = (
            f"页面上印的核对码是 {code}，但文件是别的程序写的" if code else "这个文件里没有核对码"
        )
        note = f"{shown}，是按读出来的数字和文字核对的；读错的地方也会算作不同。"
        if not found:
            same = "这个文件的数字和文字与现在的草稿相同。"
            return Answer(Outcome.SAME, same, code, notes=(note,))
        said = f"这个文件与现在的草稿不同在下面 {len(found)} 处。"
        return Answer(Outcome.DIFFERS, said, code, notes=(note,), differences=found)

    def _other_draft(self, path: Path) -> Answer:
        try:
            other = read_draft(path, self._find)
        except DraftError as error:
            return Answer(Outcome.UNREADABLE, str(error))
        content = canonical(other.report, self._find(other.report.edition))
        text = content.decode("utf-8", errors="surrogatepass")
        return self._recorded(text, fingerprint(other.report, self._find(other.report.edition)))

    # What is compared ---------------------------------------------------------------------------

    def _now(self) -> Report:
        """Return the draft's report as its canonical form has it."""
        report = self._draft.report if self._draft is not None else new_report(self._form)
        return _plain(report, self._form)

    def _report(self, content: str) -> Report | None:
        try:
            report, form = report_of(content, self._find)
        except (ReportError, UnknownEditionError):
            return None
        return report if form.id == self._form.id else None

    def _differences(self, content: str) -> tuple[Difference, ...]:
        """Return what the draft says otherwise than a canonical form, to the last blank."""
        report = self._report(content)
        if report is None or self._draft is None:
            return ()
        return self._between(report, self._now(), _exact)

    def _to_draft(self, known: Known) -> tuple[Difference, ...]:
        if known.form.id != self._form.id or self._draft is None:
            return ()
        return self._between(_plain(known.report, known.form), self._now(), _exact)

    def _between(
        self, old: Report, new: Report, key: Callable[[str], str]
    ) -> tuple[Difference, ...]:
        return differences(old, new, self._form, key)

    def _kept(self, draft: Draft) -> Iterator[tuple[SealRecord, str]]:
        """Yield what this PC keeps of the draft's own 定稿 and 送审稿."""
        if self._store is None:
            return
        archive = self._store.archive(draft.report.id)
        for sealed in archive.all():
            if (seal := sealed.seal()) is not None:
                yield seal, f"这台电脑上存的第 {sealed.number} 次定稿"
        for printed in archive.printed():
            yield printed, "以前印的送审稿"

    def _others(self) -> Iterable[Known]:
        """Return what else this PC knows; read once."""
        if self._elsewhere is None:
            self._elsewhere = list(self._read_others())
        return self._elsewhere

    def _read_others(self) -> Iterator[Known]:
        if self._store is None:
            return
        for path in self._store.recent_paths():
            try:
                draft = read_draft(path, self._find)
            except DraftError:
                continue
            form = self._find(draft.report.edition)
            yield Known(_name(draft.report), draft.report, form, path)
            yield from self._sealed(draft.seals, path)
        for archive in self._store.archives():
            if self._draft is None or archive.report_id != self._draft.report.id:
                kept = (seal for sealed in archive.all() if (seal := sealed.seal()) is not None)
                yield from self._sealed((*kept, *archive.printed()), None)

    def _sealed(self, seals: Iterable[SealRecord], path: Path | None) -> Iterator[Known]:
        for seal in seals:
            try:
                report, form = report_of(seal.canonical, self._find)
            except (ReportError, UnknownEditionError):
                continue
            yield Known(f"{_name(report)}以前的一份", report, form, path)


def words(one: Difference) -> str:
    """Return a difference in a sentence: where, what stood there, what stands there now."""
    if not one.old:
        return f"{one.place}：多了“{one.new}”。"
    if not one.new:
        return f"{one.place}：少了“{one.old}”。"
    return f"{one.place}：“{one.old}”→“{one.new}”。"


def looks_like_code(text: str) -> bool:
    """Whether somebody who typed this meant a code and no file."""
    typed = plain(text)
    return 0 < len(typed) <= 16 and typed.isalnum() and typed.isascii() and "." not in text


def _exact(text: str) -> str:
    return text


def _name(report: Report) -> str:
    name = report.organ.name.strip() or "没有机关名称的报告"
    return f"{name} {report.year} 年年报" if report.year is not None else name


def _pages(path: Path, form: Edition) -> Report | str:
    """Return what the pages of a file say, or why they cannot be read."""
    from gi_desktop.importing import ImportFailedError, import_file

    try:
        read = import_file(path, form).report
    except ImportFailedError as error:
        return str(error)
    try:
        return _plain(read, form)
    except ReportError as error:
        return str(error)


def _plain(report: Report, form: Edition) -> Report:
    """Return the report as its canonical form has it: what nobody prints is left out."""
    content = canonical(report, form).decode("utf-8", errors="surrogatepass")
    return report_of(content, lambda _id: form)[0]
