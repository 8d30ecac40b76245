"""What comes into the program from outside: files chosen, dropped or pasted, and the clipboard.

A source is read beside the window; what it holds becomes a report of its own, or is held against
the open one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import SUFFIX, Draft
from gi_desktop.form import Edition
from gi_desktop.report.difference import edit_of
from gi_desktop.report.source import Source, open_cells
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Dialogs
from gi_desktop.ui.widgets import clipboard, files_in

if TYPE_CHECKING:
    from gi_desktop.importing.read_back import ReadBack
    from gi_desktop.report.model import Report
    from gi_desktop.ui.desk import Desk

READABLE = "*.docx *.pdf *.html *.htm *.mht *.mhtml *.xlsx *.txt *.md *.json"
SOURCES = (
    f"可以导入的文件 ({READABLE});;Word 文件 (*.docx);;PDF 文件 (*.pdf);;"
    "网页 (*.html *.htm *.mht *.mhtml);;Excel 文件 (*.xlsx);;文字 (*.txt *.md);;所有文件 (*)"
)
WORD = "Word 文件 (*.docx);;所有文件 (*)"
_CLIPBOARD = "剪贴板里的内容"
_MOST_OFFERED = 3
READ_BACK = "读回 Word 里的改动"

Taken = Callable[[Session, tuple[str, ...]], None]


class Intake(QObject):
    """Reads what comes in, and says what became of it."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""
    done = Signal(str, list, list)
    """The same for a result that the next change makes out of date."""
    taken = Signal(str, list, list)
    """The same for what an import has to say, until the report is changed."""

    wanted = Signal(object)
    """Where (Place) the user wants to go to correct something."""

    def __init__(self, desk: "Desk", dialogs: Dialogs) -> None:
        super().__init__(desk)
        self._desk = desk
        self._dialogs = dialogs

    # Files --------------------------------------------------------------------------------------

    def import_file(self, path: Path | None = None) -> None:
        """Read a report from a source, as a new one that is not saved."""
        path = path or self._dialogs.open_file("导入报告", self._desk.folders.first(), SOURCES)
        if path is not None:
            self._desk.folders.use(path)
            self.read(path, lambda session, notes: self._take(session, notes, f"“{path.name}”"))

    def read(self, path: Path, then: Taken) -> None:
        """Read a file; ``then`` takes the report and what there is to say about it."""
        form = self._desk.form
        self._start(path.name, lambda: _imported(path, form), then)

    def _start(self, name: str, job: Callable[[], object], then: Callable[..., object]) -> None:
        def arrived(outcome: object) -> None:
            if isinstance(outcome, str):
                self.told.emit(outcome, [], [])
            elif isinstance(outcome, tuple):
                then(*outcome)

        self._desk.reading.start(name, job, arrived)

    def _take(self, session: Session, notes: tuple[str, ...], name: str) -> None:
        if not self._desk.take_imported(session):
            return
        question, actions = self._desk.organs.question()
        ways: list[tuple[str, Callable[[], object]]] = list(actions)
        left = len(open_cells(session.draft.source, session.form.cells))
        said = f"{question}已导入{name}，请核对后保存。"
        if can_review(session.draft.source):
            ways.insert(0, ("核对导入结果…", self.review))
        if left:
            said += f"有 {left} 格没有读准，要对照原文看："
        elif notes:
            said += f"有 {len(notes)} 处要看："
        self.taken.emit(said, list(notes), ways)

    # Dropped and pasted --------------------------------------------------------------------------

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take the file that was dropped or pasted; of several ask which."""
        if len(paths) == 1:
            self._offer(paths[0])
        elif paths:
            ways = [
                (f"读入“{path.name}”", lambda one=path: self._offer(one))
                for path in paths[:_MOST_OFFERED]
            ]
            said = f"一次只能读入一个文件，这里有 {len(paths)} 个。请选一个；要一次核对很多份，用“批量核对”（Ctrl+M）。"
            self.told.emit(said, [], ways)

    def _offer(self, path: Path) -> None:
        """Ask what a source is to be; a draft is simply opened."""
        if path.suffix.lower() == SUFFIX:
            self._desk.open(path)
            return
        desk = self._desk
        ways: list[tuple[str, Callable[[Path], object]]] = [
            ("导入，作为一份报告", self.import_file)
        ]
        if desk.session is None:
            ways.append(("从它开始下一年的报告", desk.begin_from_last_year))
        else:
            ways.append(("和打开的报告对照，读回改动", self.read_back))
            ways.append(("作为上年报告附上", desk.last_year.attach))
        number = self._dialogs.choose(
            "读入文件", f"“{path.name}”要怎样用？", tuple(words for words, _ in ways)
        )
        if number is not None:
            ways[number][1](path)

    def import_clipboard(self) -> None:
        """Read a report from what was copied: a file, a page, cells or text."""
        data = clipboard()
        if files := files_in(data):
            self.take_files(files)
            return
        html = data.html() if data.hasHtml() else None
        text = data.text() if data.hasText() else None
        form = self._desk.form
        self._start(
            _CLIPBOARD,
            lambda: _of_clipboard(html, text, form),
            lambda session, notes: self._take(session, notes, _CLIPBOARD),
        )

    # The review ----------------------------------------------------------------------------------

    def review(self) -> None:
        """Show what was read beside the source."""
        session = self._desk.session
        if session is not None and can_review(session.draft.source):
            self._desk.commit()
            place = self._dialogs.review(session)
            if place is not None:
                self.wanted.emit(place)

    # Read back -----------------------------------------------------------------------------------

    def read_back(self, path: Path | None = None) -> None:
        """Compare a document with the open report and take over what is chosen, in one step."""
        session = self._desk.session
        if session is None:
            return
        path = path or self._dialogs.open_file("读回改过的 Word 文件", self._desk.folder(), WORD)
        if path is None:
            return
        self._desk.folders.use(path)
        self._desk.commit()
        report = session.report
        self._start(
            path.name,
            lambda: _read_back(path, report, session.form),
            lambda found: self._compared(session, report, found, path),
        )

    def _compared(self, session: Session, report: "Report", found: "ReadBack", path: Path) -> None:
        if session is not self._desk.session:
            return  # another was opened meanwhile
        self._desk.commit()
        if session.report is not report:
            self.read_back(path)  # typing went on: what differs may be something else now
            return
        lines = [*found.remarks, *found.unread]
        if not found.differences:
            said = f"{found.stranger}“{path.name}”和打开的报告没有不同。"
            self.told.emit(f"{said}另外：" if lines else said, lines, [])
            return
        chosen = self._dialogs.choose_read_back(path.name, found)
        if not chosen:
            return
        from gi_desktop.importing.read_back import loosely

        session.apply(edit_of(chosen, report, found.found, session.form, READ_BACK, loosely))
        if session.report is not report:  # else it may only be read
            said = f"采用了“{path.name}”里的 {len(chosen)} 处改动，按 Ctrl+Z 可以撤销。"
            self.done.emit(f"{said}另外：" if lines else said, lines, [])


def can_review(source: Source | None) -> bool:
    """Whether there is anything to hold against the source."""
    return source is not None and bool(source.marks)


def _imported(path: Path, form: Edition) -> tuple[Session, tuple[str, ...]] | str:
    """Return what a source holds, or why it cannot be read, in words."""
    from gi_desktop.importing import ImportFailedError

    try:
        return Session.imported(path, form)
    except ImportFailedError as error:
        return str(error)


def _of_clipboard(
    html: str | None, text: str | None, form: Edition
) -> tuple[Session, tuple[str, ...]] | str:
    from gi_desktop.importing import ImportFailedError, import_clipboard

    try:
        found = import_clipboard(html, text, form)
    except ImportFailedError as error:
        return str(error)
    session = Session(form, Draft(found.report, source=found.source))
    session.mark_unsaved()
    return session, found.notes


def _read_back(path: Path, report: "Report", form: Edition) -> "tuple[ReadBack] | str":
    from gi_desktop.importing import ImportFailedError
    from gi_desktop.importing.read_back import read_back

    try:
        return (read_back(path, report, form),)
    except ImportFailedError as error:
        return str(error)
