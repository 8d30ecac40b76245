"""The profiles of organs (机关档案) of this PC, and the one the open report belongs to."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from gi_desktop.drafts import DraftError, SaveError, Store
from gi_desktop.drafts.profiles import Profiles
from gi_desktop.report.edits import SetFields
from gi_desktop.report.model import CONTACT, Organ, Report
from gi_desktop.report.profile import Profile, usual_scope
from gi_desktop.session import Change, Session
from gi_desktop.ui.dialogs import Dialogs, Pick


class Organs(QObject):
    """Keeps profiles and offers them. Nothing passes between profile and report unasked."""

    told = Signal(str, list, list)
    """A sentence, lines below it, and actions as (text, function): for the notice strip."""
    changed = Signal()
    """Profiles were added, changed or removed, or the open report has another one."""

    def __init__(self, store: Store, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profiles = Profiles(store.folder)
        self.dialogs = dialogs
        self._session: Session | None = None
        self._organ_id = ""
        self._end: Callable[[], None] | None = None
        self.problem = ""
        """Why the profiles cannot be read, in words."""

    def all(self) -> tuple[Profile, ...]:
        """Return the profiles; none, with ``problem`` saying why, where they are unreadable."""
        self.problem = ""
        try:
            return self._profiles.all()
        except DraftError as error:
            self.problem = str(error)
            return ()

    # The open report ----------------------------------------------------------------------------

    def follow(self, session: Session | None) -> None:
        """Judge the report by the profile of its organ, as long as it is open."""
        if self._end is not None:
            self._end()
            self._end = None
        self._session = session
        self._organ_id = ""
        if session is not None:
            self._look_up()
            self._end = session.subscribe(self._report_changed)

    def question(self) -> tuple[str, list[tuple[str, Callable[[], None]]]]:
        """Return what there is to say of profiles when a report was opened, and actions.

        Nothing where its profile is known, or none has its name.
        """
        session = self._session
        if session is None or session.profile is not None:
            return "", []
        found = self.namesake(session.report)
        if found is None:
            return self.problem, []
        say = f"机关档案里有同名的“{found.organ.name}”。这份报告是它的吗？"
        return say, [("是，用这份档案", lambda: self.link(session, found))]

    def namesake(self, report: Report) -> Profile | None:
        """Return the profile whose organ has exactly the name in the report."""
        name = report.organ.name.strip()
        return next((one for one in self.all() if name and one.organ.name == name), None)

    def _report_changed(self, _change: Change) -> None:
        if self._session is not None and self._session.report.organ.id != self._organ_id:
            self._look_up()
            self.changed.emit()

    def _look_up(self) -> None:
        session = self._session
        if session is None:
            return
        self._organ_id = session.report.organ.id
        found = (one for one in self.all() if one.organ.id == self._organ_id)
        session.use_profile(next(found, None))

    def link(self, session: Session, profile: Profile) -> None:
        """Let the report belong to the organ of the profile; one step of 撤销."""
        organ = session.report.organ.replace(id=profile.organ.id)
        session.apply(SetFields("关联机关档案", {"organ": organ}))

    def take_over(self, session: Session, profile: Profile) -> None:
        """Put the organ as the profile has it into the report; one step of 撤销.

        Who signs and whose numbers it holds follow only where nothing else was said.
        """
        report, organ = session.report, profile.organ
        fields: dict[str, object] = {"organ": organ}
        if report.signature.name in {"", report.organ.name}:
            fields["signature"] = report.signature.replace(name=organ.name)
        before = session.profile.organ if session.profile else Organ()
        proposed = usual_scope(before)
        untold = session.profile is not None or not report.organ.name
        if untold and report.scope is proposed:  # the profile before told it, or nobody
            fields["scope"] = usual_scope(organ)
        session.apply(SetFields("取用机关档案", fields))

    # Keeping ------------------------------------------------------------------------------------

    def store_organ(self, session: Session) -> bool:
        """Put the organ as the report has it into its profile; return whether it is kept.

        Asks before a profile gets another name: 政府 and 政府办公室 are two organs.
        """
        organ, profile = session.report.organ, session.profile or Profile()
        if session.profile is not None and renamed(session.report, profile):
            question = (
                f"机关档案“{profile.organ.name}”改成“{organ.name.strip()}”？"
                f"改了以后就没有“{profile.organ.name}”的档案了；如果是两个机关，请存为新的档案。"
            )
            if not self.dialogs.confirm("更新机关档案", question, "改名"):
                return False
        return self.keep(profile.replace(organ=organ))

    def store_other(self, session: Session) -> bool:
        """Keep the report's organ as one of its own; the profile it had stays as it is.

        The report then belongs to the new one, which is one step of 撤销. What the old organ
        may do says nothing of the new one. Return whether it is kept.
        """
        organ = session.report.organ.replace(id=uuid4().hex)
        if not self.keep(Profile(organ=organ)):
            return False
        session.apply(SetFields("存为另一个机关", {"organ": organ}))
        return True

    def keep(self, profile: Profile) -> bool:
        """Keep a profile; where that fails the notice strip says so."""
        try:
            self._profiles.keep(profile)
        except (DraftError, SaveError) as error:
            self.told.emit(str(error), [], [])
            return False
        self._refresh()
        return True

    def edit(self, profile: Profile | None = None) -> Profile | None:
        """Ask for everything about an organ, a new one without ``profile``, and keep it."""
        asked = self.dialogs.edit_organ(profile or Profile(organ=Organ(id=uuid4().hex)))
        return asked if asked is not None and self.keep(asked) else None

    def remove(self, profile: Profile) -> bool:
        """Ask, then remove a profile; reports are not touched. Return whether it is gone."""
        name = profile.organ.name or "没有名称的机关"
        question = f"删除“{name}”的机关档案？已经写的报告不受影响。"
        if not self.dialogs.confirm("删除机关档案", question, "删除"):
            return False
        try:
            self._profiles.remove(profile.organ.id)
        except (DraftError, SaveError) as error:
            self.told.emit(str(error), [], [])
            return False
        self._refresh()
        return True

    def manage(self) -> None:
        """Show all profiles, to be added, changed and removed."""
        if not self.all() and self.problem:
            self.told.emit(self.problem, [], [])
        else:
            self.dialogs.manage_organs(self)

    def pick(self) -> Profile | Pick | None:
        """Return the profile for a new report; asks only where there are several.

        ``Pick.NO_ORGAN`` where there is none or the user wants none, None for 取消.
        """
        known = self.all()
        if len(known) < 2:
            return known[0] if known else Pick.NO_ORGAN
        picked = self.dialogs.pick_organ(known)
        return self.edit() if picked is Pick.NEW_ORGAN else picked

    def _refresh(self) -> None:
        self._look_up()
        self.changed.emit()


def renamed(report: Report, profile: Profile) -> bool:
    """Return whether the report names another organ than the profile does."""
    return report.organ.name.strip() != profile.organ.name.strip()


def differing(report: Report, profile: Profile) -> tuple[str, ...]:
    """Return the names of the organ's fields that report and profile have differently."""
    names = ("name", "kind", *CONTACT)
    return tuple(
        name for name in names if getattr(report.organ, name) != getattr(profile.organ, name)
    )
