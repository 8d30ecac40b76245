"""The line of 基本信息 that says how report and profile (机关档案) stand to each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gi_desktop.report.profile import Profile
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.field_help import FIELD_NAMES
from gi_desktop.ui.organs import Organs, differing
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label, plain


class ProfileStrip(QWidget):
    """A sentence, and buttons for what can be done about it; nothing happens by itself."""

    def __init__(self, session: Session, organs: Organs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._organs = organs
        self.sentence = label("", "note", wrap=True)
        self.store = button("", self._store)
        self.link = button("用这份档案", self._link)
        self.take = button("用档案里的", self._take)
        self.edit = button("修改档案…", self._edit)
        self.others = button("从机关档案取…", lambda: None)
        self.others.setIcon(icons.icon("down"))
        self.others.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the picture after it
        self._menu = QMenu(self)
        self.others.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._list_others)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURES.grid)
        row.addWidget(self.sentence, 1)
        for made in (self.link, self.store, self.take, self.edit, self.others):
            row.addWidget(made)
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
        namesake = name in self._known and profile is None
        names = differing(report, profile) if profile else ()
        if self._organs.problem:
            said = self._organs.problem
        elif namesake:
            said = "机关档案里有同名的机关。"
        elif profile is None and name:
            said = "这个机关还没有档案。"
        elif profile is None:
            said = "填好机关名称，就可以存入机关档案，明年不用再填。"
        elif names:
            said = f"和机关档案不同：{'、'.join(FIELD_NAMES[name] for name in names)}。"
        else:
            said = "和机关档案一致。"
        self.sentence.setText(said)
        self._name_store("存入机关档案" if profile is None else "存入档案")
        self.link.setVisible(namesake)
        self.store.setVisible(bool(name) and not namesake and (profile is None or bool(names)))
        self.take.setVisible(bool(names))
        self.edit.setVisible(profile is not None and not names)
        self.others.setVisible(profile is None and not namesake and bool(self._known))

    def _name_store(self, text: str) -> None:
        self.store.setText(text)
        self.store.setAccessibleName(text)

    def _store(self) -> None:
        self._organs.store_organ(self._session)

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
