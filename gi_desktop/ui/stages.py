"""草稿 → 送审 → 定稿 → 更正 in the window: asks, has the files written beside it, tells."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gi_desktop.drafts import SaveError, Sealed, SealRecord, Status
from gi_desktop.sealing import (
    NotYetError,
    Sealing,
    correct,
    correction_of,
    seal,
    submit,
    take_back,
    withdraw,
)
from gi_desktop.session import Change, Session
from gi_desktop.ui.background import Background
from gi_desktop.ui.correction_note import CorrectionNote
from gi_desktop.ui.desk import Desk
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.output import Output, Way


class Act(StrEnum):
    """What can be done with the state of a report."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEAL = "seal"
    CORRECT = "correct"
    NOTE = "note"
    NOTE_PRINT = "note-print"
    NOTE_DOCX = "note-docx"
    NOTE_PDF = "note-pdf"


@dataclass(frozen=True)
class ActWords:
    """What an act is called, and which keys ask for it."""

    menu: str
    keys: str = ""


ACTS = {
    Act.SUBMIT: ActWords("标记为送审(&S)"),
    Act.WITHDRAW: ActWords("退回草稿(&B)"),
    Act.SEAL: ActWords("定稿(&D)…", "Ctrl+D"),
    Act.CORRECT: ActWords("更正(&C)…"),
    Act.NOTE: ActWords("预览更正说明(&N)"),
    Act.NOTE_PRINT: ActWords("打印更正说明(&T)…"),
    Act.NOTE_DOCX: ActWords("导出更正说明 Word 文档（DOCX）(&W)…"),
    Act.NOTE_PDF: ActWords("导出更正说明 PDF(&P)…"),
}


NOTES = frozenset({Act.NOTE, Act.NOTE_PRINT, Act.NOTE_DOCX, Act.NOTE_PDF})
"""What can be done with the 更正说明."""
VERIFY_KEYS = "Ctrl+Shift+D"


def possible(session: Session | None) -> frozenset[Act]:
    """Return what can be asked for in the state of the report."""
    if session is None or session.read_only:
        return frozenset()
    notes = NOTES if len(session.draft.seals) > 1 else frozenset()
    return {
        Status.DRAFT: frozenset({Act.SUBMIT, Act.SEAL}),
        Status.REVIEW: frozenset({Act.WITHDRAW, Act.SEAL}),
        Status.FINAL: frozenset({Act.CORRECT, *notes}),
    }[session.draft.status]


class Stages(QObject):
    """Takes the open report from state to state."""

    told = Signal(str, list, list)
    """A sentence, lines below it and links: for the notice strip."""
    done = Signal(str, list, list)
    """The same for a result that the next change makes out of date."""
    begun = Signal(str)
    """What takes its time."""
    find_asked = Signal()
    """What stands in the way is to be shown."""

    def __init__(self, desk: Desk, dialogs: Dialogs, output: Output, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs
        self._output = output
        self._work = Background(self)
        self._work.found.connect(lambda result: self._finish(*result))
        self._work.failed.connect(self._fail)
        self.note = CorrectionNote(desk, output, parent)
        self.note.told.connect(self.told)
        self._sealing: tuple[Session, Sealing] | None = None
        desk.replaced.connect(self._drop)

    def follow(self, page: QWidget) -> None:
        """Answer a page that offers other states, as the last one does."""
        for name, answer in (("stage_wanted", self.start), ("verify_wanted", self.verify)):
            wanted = getattr(page, name, None)
            if wanted is not None:
                wanted.connect(answer)

    @property
    def busy(self) -> bool:
        """Whether the files of a 定稿 are being written."""
        return self._work.busy

    def start(self, act: Act) -> None:
        """Do it, where the state of the report allows it."""
        session = self._desk.session
        if session is None:
            return
        self._desk.commit()
        if act not in possible(session) or self.busy:
            return
        if act is Act.SUBMIT:
            submit(session)
            self.done.emit("已标记为送审。可以继续修改，也可以退回草稿。", [], self._proof_links())
        elif act is Act.WITHDRAW:
            withdraw(session)
            self.done.emit("已退回草稿。", [], [])
        elif act is Act.SEAL:
            self._seal(session)
        elif act in NOTES:
            self._note(session, act)
        else:
            self._correct(session)

    def _proof_links(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("打印送审稿…", partial(self._output.start, Way.PROOF_PRINT)),
            ("导出送审稿 PDF…", partial(self._output.start, Way.PROOF_PDF)),
        ]

    def tell_refused(self, change: Change) -> None:
        """Say why nothing was changed, and offer what would allow it."""
        offer = [("更正…", partial(self.start, Act.CORRECT))] if change.frozen else []
        self.told.emit(change.refused, [], offer)

    def verify(self) -> None:
        """Compare paper or a file with the open report, or with all that this PC knows."""
        from gi_desktop.verifying import Verifier

        desk = self._desk
        desk.commit()
        draft = desk.session.draft if desk.session else None
        form = desk.session.form if desk.session else desk.form
        verifier = Verifier(draft, form, desk.store, desk.find_edition)
        other = self._dialogs.verify(verifier, desk.folders.first())
        if other is not None:
            desk.open(other)

    # 定稿 ---------------------------------------------------------------------------------------

    def _seal(self, session: Session) -> None:
        if take_back(session):
            number = len(session.draft.seals)
            self.done.emit(f"更正以后内容没有变，已回到第 {number} 次定稿。", [], [])
            return
        try:
            what = Sealing.of(session)
        except NotYetError as error:
            self.told.emit(str(error), [], [("去看第一处", self.find_asked.emit)])
            return
        question = (
            "定稿以后，报告的数字和文字不能再改；确实要改，只能写明理由作更正。"
            "定稿的 Word 文档、PDF 和核对情况会在这台电脑上存一份。"
        )
        if not self._dialogs.confirm("定稿", question, "定稿") or session is not self._desk.session:
            return
        self._sealing = (session, what)
        store, fonts = self._desk.store, self._output.fonts

        def work() -> Iterable[object]:
            yield what.write(store, fonts)

        self.begun.emit("正在定稿：写出 Word 文档和 PDF…")
        self._work.start(work)

    def _drop(self) -> None:
        """Forget what is being written for a report that was closed."""
        self._work.stop()
        self._sealing = None

    def _finish(self, made: SealRecord, kept: Sealed) -> None:
        if self._sealing is None:
            return
        session, what = self._sealing
        self._sealing = None
        if not seal(session, what, (made, kept), self._desk.store):
            self.told.emit("没有定稿：定稿时报告又改过。请再定稿一次。", [], [])
            return
        if session.path is not None:
            self._desk.save()
        later = "" if session.path is not None else "请按 Ctrl+S 把报告存成文件。"
        corrects = len(session.draft.seals) > 1
        links: list[tuple[str, Callable[[], object]]] = [
            *([("预览更正说明", partial(self.start, Act.NOTE))] if corrects else []),
            ("导出 PDF…", partial(self._output.start, Way.PDF)),
            *([] if corrects else [("导出 DOCX…", partial(self._output.start, Way.DOCX))]),
            ("打开存放的文件夹", lambda: self._dialogs.open_folder(kept.folder)),
        ]
        self.told.emit(f"已定稿，核对码 {made.code}，印在每页下方。{later}", [], links)

    def _fail(self, error: Exception) -> None:
        from gi_desktop.document import DocumentError

        self._sealing = None
        if isinstance(error, SaveError | DocumentError):
            self.told.emit(str(error), [], [("再试一次", partial(self.start, Act.SEAL))])
            return
        self.told.emit("没有定稿：程序出了没有料到的错。", [], [])
        raise error

    # 更正 ---------------------------------------------------------------------------------------

    def _correct(self, session: Session) -> None:
        reason = self._dialogs.ask_reason(
            "更正",
            "为什么要更正？理由会印在更正说明上，原来的定稿保留不动。",
            "如：表四漏填一件行政复议。",
            "开始更正",
        )
        if not reason or session is not self._desk.session:
            return
        correct(session, reason)
        self.done.emit("可以改了。改完再定稿一次，就能打印更正说明。", [], [])

    def _note(self, session: Session, act: Act) -> None:
        """Show, print or write what the last 定稿 corrects."""
        found = correction_of(session.draft, session.form, self._desk.find_edition)
        if found is None:
            self.told.emit("没有更正说明：以前定稿的内容读不出来。", [], [])
        elif act is Act.NOTE:
            self.note.preview(found)
        elif act is Act.NOTE_PRINT:
            self.note.print(found)
        else:
            self.note.write(found, "docx" if act is Act.NOTE_DOCX else "pdf")

    def close(self) -> None:
        """Close the preview of the 更正说明 for good."""
        self.note.close()
