"""Dialogs that answer by themselves: what was asked is noted, the answers are set beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gi_desktop.document.fonts import FontChoice, FontSet, Role
from gi_desktop.report.profile import Profile
from gi_desktop.ui.dialogs import Answer, Pick, Restore
from gi_desktop.ui.organs import Organs


@dataclass
class FakeDialogs:
    """Stands in for the user. Unset answers are the careful ones: cancel."""

    save: Answer = Answer.CANCEL
    restore: Restore = Restore.CANCEL
    confirmed: bool = False
    choice: int | None = None
    reason: str | None = None
    open_path: Path | None = None
    fonts: Mapping[Role, FontChoice] | None = None
    save_path: Path | None = None
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    opens: bool = True
    """Whether the system has a program for what is to be opened."""
    opened: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    proposed: list[Path] = field(default_factory=list)
    pick: Profile | Pick | None = None
    """Which organ a new report is for."""
    edit: Callable[[Profile], Profile | None] | None = None
    """What becomes of an organ that is edited."""

    def ask_save(self, name: str) -> Answer:
        self.asked.append(name)
        return self.save

    def ask_restore(self, sentence: str) -> Restore:
        self.asked.append(sentence)
        return self.restore

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        self.asked.append(sentence)
        return self.confirmed

    def choose(self, title: str, sentence: str, choices: tuple[str, ...]) -> int | None:
        self.asked.append(sentence)
        return self.choice

    def tell(self, title: str, sentence: str) -> None:
        self.told.append(sentence)

    def open_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        return self.open_path

    def save_file(self, title: str, proposed: Path, kinds: str) -> Path | None:
        self.proposed.append(proposed)
        return self.save_path

    def open_document(self, path: Path) -> bool:
        self.opened.append(path)
        return self.opens

    def open_folder(self, folder: Path) -> bool:
        self.folders.append(folder)
        return self.opens

    def ask_reason(self, title: str, sentence: str, example: str, yes: str) -> str | None:
        self.asked.append(sentence)
        return self.reason

    def choose_fonts(self, fonts: FontSet, folder: Path) -> Mapping[Role, FontChoice] | None:
        return self.fonts

    def pick_organ(self, profiles: tuple[Profile, ...]) -> Profile | Pick | None:
        self.asked.append("、".join(profile.organ.name for profile in profiles))
        return self.pick

    def edit_organ(self, profile: Profile) -> Profile | None:
        return self.edit(profile) if self.edit else None

    def manage_organs(self, organs: Organs) -> None:
        self.asked.append("、".join(profile.organ.name for profile in organs.all()))

    def fault(self, sentence: str, report: str) -> None:
        self.faults.append((sentence, report))
