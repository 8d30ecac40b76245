"""Two people, one file: who has the open draft, and whether it changed outside of the window."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gi_desktop.drafts import BEAT, Held, Hold, Owner, digest_of, hold, holder, take_over
from gi_desktop.files import is_folder
from gi_desktop.session import Session
from gi_desktop.ui.background import Background, in_time
from gi_desktop.ui.dialogs import Dialogs

_LOOK_MS = 20_000
"""Between two looks whether the other one has closed a draft that is read-only here."""
_TAKE_OVER = "由我来改"
_SILENT = "那边好几分钟没有动静，可能已经异常退出。"
_PATIENCE = 3.0
"""Seconds that the window waits for a share: one that hangs answers after minutes."""


class Sharing(QObject):
    """Holds the open draft against a second opening; looks at what others do with it."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""
    changed = Signal()
    """The draft may be changed now, or may no longer."""
    changed_outside = Signal(str)
    """The file holds something else than was read or written here: its digest."""
    reopen_asked = Signal(Path)
    """It is to be read anew, and changed here from now on."""

    def __init__(self, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.save_as: Callable[[], object] = lambda: None
        self._dialogs = dialogs
        self._session: Session | None = None
        self._hold: Hold | None = None
        self._path: Path | None = None
        """The file that is held, or watched."""
        self._other: Held | None = None
        self._told_unseen: set[Path] = set()
        """Folders of which was said that nothing can be written there."""
        self.saving: Callable[[], bool] = lambda: False
        """Whether the file is being written just now; set by the desk."""
        self._known = ""
        """Digest of the file when the last look began."""
        self._seen = ""
        """Digest of the foreign content that was told of."""
        self._looking = Background(self)
        self._looking.found.connect(self._take_note)
        self._beats = QTimer(self, interval=round(BEAT * 1000))
        self._beats.timeout.connect(self._beat)
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self.look)

    # Opening and closing --------------------------------------------------------------------------

    def enter(self, session: Session | None) -> None:
        """Hold the file of another report, in place of the one before."""
        self.leave()
        self._session = session
        if session is not None and session.path is not None:
            self._take(session, session.path)

    def leave(self) -> None:
        """Let others have the file."""
        self._beats.stop()
        self._looks.stop()
        self._looking.stop()
        if self._hold is not None:
            in_time(self._hold.release, _PATIENCE)
        self._session = self._hold = self._path = self._other = None
        self._seen = ""

    def _take(self, session: Session, path: Path) -> None:
        self._path = path
        found = _in_time(partial(hold, path))
        if isinstance(found, Held) and found.gone and self._asks(path, found):
            found = _in_time(partial(take_over, path))
        if isinstance(found, Hold):
            self._hold = found
            self._beats.start()
        else:
            self._other = found
            session.set_read_only(_reason(path, found))
            self._looks.start()

    def _asks(self, path: Path, found: Held) -> bool:
        """Ask whether the other one is gone; return whether it is to be changed here."""
        question = (
            f"“{path.name}”由{found.owner.words}，但{_SILENT}那边确实不在改了，才选“由我来改”。"
        )
        return self._dialogs.choose("草稿正在别处打开", question, (_TAKE_OVER, "只看不改")) == 0

    def announce(self) -> None:
        """Say of the report that was just opened what is to be known of others."""
        if self._other is not None and self._path is not None:
            ways: list[tuple[str, Callable[[], object]]] = [
                ("另存为…", self.save_as),
                ("再看一次", self.look),
            ]
            self.told.emit(_reason(self._path, self._other), [], ways)
        elif self._hold is not None and not self._hold.is_noted and self._path is not None:
            folder = self._path.absolute().parent
            if folder not in self._told_unseen and is_folder(folder):
                self._told_unseen.add(folder)
                self.told.emit(
                    "这个文件夹里不能写别的文件：别人同时打开这份草稿时，两边都看不出来。", [], []
                )

    def follow(self, session: Session) -> None:
        """Take note of where the report was saved: what is held is that file."""
        if session is not self._session:
            return
        self._seen = ""
        if session.path == self._path:
            return
        was_other = self._other is not None
        self.enter(session)
        if was_other and self._other is None:
            session.set_read_only("")
        self.changed.emit()
        self.announce()

    def in_the_way(self, path: Path) -> str:
        """Return who has open what would be replaced, in words; empty where nobody has."""
        if path == self._path:
            return _reason(path, self._other) if self._other is not None else ""
        found = in_time(partial(holder, path), _PATIENCE)
        if found is None or found.gone:
            return ""
        return f"没有替换“{path.name}”：{found.owner.words}。请换一个文件名。"

    # Looking ----------------------------------------------------------------------------------------

    def _beat(self) -> None:
        if self._hold is not None and not self._looking.busy:
            self._looking.start(partial(_signs, self._hold))

    def look(self) -> None:
        """Look beside the window whether the file changed, and whether the other one is gone."""
        path, session = self._path, self._session
        if path is not None and session is not None and not self._looking.busy:
            self._known = session.digest
            self._looking.start(partial(_looked, path, self._other is not None))

    def _take_note(self, found: object) -> None:
        session, path = self._session, self._path
        if session is None or path is None:
            return
        if isinstance(found, Held):
            self._beats.stop()
            said = f"{found.owner.words}，并且接着在改这份草稿。您的修改没有丢，请另存为别的名字。"
            self.told.emit(said, [], [("另存为…", self.save_as)])
        elif isinstance(found, _Freed):
            self._note_freed(path, found)
        elif isinstance(found, str):
            self._note_content(session, found)

    def _note_content(self, session: Session, found: str) -> None:
        # While it is being saved here it changes too.
        at_rest = session.digest == self._known and not self.saving()
        if not at_rest or found in {"", session.digest, self._seen}:
            return
        self._seen = found
        path = self._path
        if self._other is None:
            self.changed_outside.emit(found)
        elif self._looks.isActive() and path is not None:  # it is not said that he has closed it
            said = f"“{path.name}”那边又保存过，这里显示的是以前的内容。"
            self.told.emit(said, [], [("看新的内容", lambda: self.reopen_asked.emit(path))])

    def _note_freed(self, path: Path, freed: "_Freed") -> None:
        if self._other is None or freed.holder == self._other:
            return
        if freed.holder is None:
            self._looks.stop()
            said, way = f"“{path.name}”别人已经关闭，现在可以改了。", "改为可写"
        else:
            self._other = freed.holder
            if not freed.holder.gone:
                return
            said = f"“{path.name}”由{freed.holder.owner.words}，但{_SILENT}"
            way = f"{_TAKE_OVER}…"
        self.told.emit(said, [], [(way, lambda: self.reopen_asked.emit(path))])


class _Freed:
    """What a look at the note of another one found."""

    def __init__(self, found: Held | None) -> None:
        self.holder = found


def _in_time(take: Callable[[], Hold | Held]) -> Hold | Held:
    """Hold a draft; unseen by others where its share does not answer."""

    def let_go(late: Hold | Held) -> None:
        if isinstance(late, Hold):
            late.release()

    return in_time(take, _PATIENCE, let_go) or Hold(None, Owner.me())


def _signs(held: Hold) -> Iterable[object]:
    """Give a sign of life; yield who has taken the draft over, where somebody has."""
    taken = held.beat()
    if taken is not None:
        yield taken


def _looked(path: Path, other: bool) -> Iterable[object]:
    """Yield who holds the draft where it is not held here, then what the file holds."""
    if other:
        yield _Freed(holder(path))
    yield digest_of(path)


def _reason(path: Path, other: Held) -> str:
    return f"“{path.name}”正由{other.owner.words}，现在只能看，不能改。"
