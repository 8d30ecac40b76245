"""The line of 基本信息 that says how report and profile (机关档案) stand to each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from gi_desktop.report.model import CONTACT, Report
from gi_desktop.report.profile import Profile, Rank
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.field_help import FIELD_NAMES, KIND
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.organs import Organs, differing, renamed
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label, plain

_BARE = "属于哪一级、有哪些职权还没有填；在“修改档案”里填了，表二会按它说明和核对。"


class ProfileStrip(QWidget):
    """A sentence, and buttons for what can be done about it; nothing happens by itself."""

    def __init__(self, session: Session, organs: Organs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._organs = organs
        self.sentence = label("", "note", wrap=True)
        self.store = button("", self._store)
        self.link = button("用这份档案", self._link)
        self.other = button("另一个机关，存为新的档案", self._store_other)
        self.rename = button("机关改了名，更新档案…", self._store)
        self.take = button("", self._take)
        self.edit = button("修改档案…", self._edit)
        self.others = button("从机关档案取…", lambda: None)
        self.others.setIcon(icons.icon("down"))
        self.others.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the picture after it
        self._menu = QMenu(self)
        self.others.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._list_others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEASURES.grid // 2)
        column.addWidget(self.sentence)
        self._buttons = QWidget()
        flow = FlowRow(MEASURES.grid, self._buttons, between=MEASURES.grid // 2)
        self._all = (
            self.link, self.store, self.other, self.rename, self.take, self.edit, self.others,
        )  # fmt: skip
        for made in self._all:
            flow.addWidget(made)
        column.addWidget(self._buttons)
        organs.changed.connect(self.look_anew)
        self._known: dict[str, Profile] = {}
        """Profiles by name, so that typing reads no file."""
        self.look_anew()

    def look_anew(self) -> None:
        """Show how things stand after profiles changed."""
        self._known = {one.organ.name: one for one in self._organs.all()}
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand after the report changed."""
        profile, report = self._session.profile, self._session.report
        name = report.organ.name.strip()
        known = self._known.get(name)
        namesake = known is not None and (profile is None or known.organ.id != profile.organ.id)
        other = profile is not None and renamed(report, profile)
        names = differing(report, profile) if profile else ()
        self.sentence.setText(self._organs.problem or _words(report, profile, namesake=namesake))
        self._name(self.store, "存入机关档案" if profile is None else "存入档案")
        self._name(self.take, f"改用档案里的{_what(names)}")
        self.link.setVisible(namesake)
        kept = profile is not None and not names
        self.store.setVisible(bool(name) and not (namesake or other or kept))
        for made in (self.other, self.rename):
            made.setVisible(bool(name) and other and not namesake)
        self.take.setVisible(bool(names) and not other)
        self.edit.setVisible(kept)
        # A profile that was picked by mistake can be swapped as long as there is another.
        offered = set(self._known) - ({profile.organ.name} if profile and not other else set())
        self.others.setVisible(bool(offered) and not (namesake and profile is None))
        self._buttons.setVisible(any(not made.isHidden() for made in self._all))

    def _name(self, made: QPushButton, text: str) -> None:
        made.setText(text)
        made.setAccessibleName(text)

    def _store(self) -> None:
        self._organs.store_organ(self._session)

    def _store_other(self) -> None:
        self._organs.store_other(self._session)

    def _link(self) -> None:
        known = self._known.get(self._session.report.organ.name.strip())
        if known is not None:
            self._organs.link(self._session, known)

    def _take(self) -> None:
        if self._session.profile is not None:
            self._organs.take_over(self._session, self._session.profile)

    def _edit(self) -> None:
        if self._session.profile is not None:
            self._organs.edit(self._session.profile)

    def _list_others(self) -> None:
        self._menu.clear()
        for profile in self._organs.all():
            action = self._menu.addAction(plain(profile.organ.name))
            action.triggered.connect(
                lambda _checked, one=profile: self._organs.take_over(self._session, one)
            )


def _words(report: Report, profile: Profile | None, *, namesake: bool) -> str:
    """Return how report and profile stand to each other."""
    name = report.organ.name.strip()
    if profile is None and namesake:
        return "机关档案里有同名的机关。"
    if profile is None and name:
        return "这个机关还没有档案。"
    if profile is None:
        return "填好机关名称，就可以存入机关档案，明年不用再填。"
    if renamed(report, profile):
        asked = "它另有一份档案。" if namesake else "是另一个机关，还是机关改了名？"
        now = f"机关名称却是“{name}”。{asked}" if name else "机关名称还空着。"
        return f"这份报告用的是“{profile.organ.name}”的档案，{now}"
    names = "、".join(FIELD_NAMES[name] for name in differing(report, profile))
    if names:
        return f"和机关档案不同：{names}。"
    bare = profile.rank is Rank.UNKNOWN and not profile.powers
    return f"和机关档案一致。{_BARE if bare else ''}"


def _what(names: tuple[str, ...]) -> str:
    """Return what is taken over of a profile that has ``names`` differently."""
    contact = "联系方式" if set(names) & set(CONTACT) else ""
    kind = FIELD_NAMES[KIND] if KIND in names else ""
    return "和".join(part for part in (kind, contact) if part)
