"""What the start page says of a draft: whose report, of which year, how far it has come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gi_desktop.drafts import DraftError, Status
from gi_desktop.files import exists
from gi_desktop.form import FindEdition
from gi_desktop.report.basics import basics_lack
from gi_desktop.report.days import chinese_date
from gi_desktop.report.deadlines import Deadline, deadline_of, left_words
from gi_desktop.report.profile import Profile
from gi_desktop.sealing import Left
from gi_desktop.session import Session
from gi_desktop.ui.bars import report_name
from gi_desktop.ui.steps import State


@dataclass(frozen=True)
class Summary:
    """One line of the list of recent reports."""

    path: Path
    title: str
    words: str
    """State: 草稿，还有 3 处错误."""
    state: State = State.OPEN
    saved_at: datetime | None = None
    deadline: Deadline | None = None
    """When it is due; None where it is final, or nobody knows."""
    problem: str = ""
    """Why it cannot be opened, in words."""

    def details(self, today: date) -> str:
        """Return when it was saved, when it is due where that is near, and where it lies."""
        if self.problem:
            return self.problem
        parts = [saved_words(self.saved_at, today), self.due(today), str(self.path)]
        return " · ".join(part for part in parts if part)

    def due(self, today: date) -> str:
        """Return until when the report is to be published, in the year when that falls due."""
        deadline = self.deadline
        if deadline is None or deadline.day.year != today.year:
            return ""
        last = f"{deadline.day.month}月{deadline.day.day}日"
        return f"{last}前公布，{left_words(deadline, today)}"


def unread(path: Path) -> Summary:
    """Return what is known of a draft before it is looked for: its drive may be slow."""
    return Summary(path, path.stem, "")


def _missing(path: Path) -> Summary:
    problem = f"原来在：{path}。可能已经移走、改名，或者在没有插上的盘里。"
    return Summary(path, path.stem, "找不到了", State.VERIFY, problem=problem)


def summaries(
    paths: Iterable[Path], find_edition: FindEdition, profiles: Mapping[str, Profile]
) -> Iterator[Summary]:
    """Read drafts one after the other; a profile by the id of its organ helps to judge them."""
    for path in paths:
        yield summary(path, find_edition, profiles)


def summary(path: Path, find_edition: FindEdition, profiles: Mapping[str, Profile]) -> Summary:
    """Read and check one draft."""
    try:
        session = Session.open(path, find_edition)
    except DraftError as error:
        if not exists(path):
            return _missing(path)
        return Summary(path, path.stem, "打不开", State.ERROR, problem=str(error))
    session.use_profile(profiles.get(session.report.organ.id))
    state, words = _standing(session)
    named = session.report.organ.name.strip()
    final = session.draft.status is Status.FINAL
    return Summary(
        path,
        report_name(session) if named else path.stem,
        words,
        state,
        session.draft.saved_at,
        None if final else deadline_of(session.report),
    )


def _standing(session: Session) -> tuple[State, str]:
    """Return how far a report has come, as sign and in words."""
    status = session.draft.status
    name = session.draft.state_words
    if status is Status.FINAL:
        if session.draft.seals and not session.draft.is_as_sealed(session.form):
            return State.VERIFY, f"{name}，内容后来被改过"
        return State.DONE, name
    left = Left.of(session)
    for number, state, what in (
        (left.errors, State.ERROR, "错误"),
        (left.unfilled, State.OPEN, "没有填"),
        (left.asked, State.VERIFY, "要核实"),
    ):
        if number:
            return state, f"{name}，还有 {number} 处{what}"
    if basics_lack(session.report, session.form.preface):
        return State.OPEN, f"{name}，基本信息还没有填完"
    return State.DONE, f"{name}，可以定稿"


def saved_words(time: datetime | None, today: date) -> str:
    """Return when something was saved, by the user's own clock; nothing where it never was."""
    if time is None:
        return ""
    local = time.astimezone()
    if local.date() == today:
        return f"今天 {local:%H:%M} 保存"
    if local.year == today.year:
        return f"{local.month}月{local.day}日 {local:%H:%M} 保存"
    return f"{chinese_date(local.date())}保存"
