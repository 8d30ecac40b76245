"""Dialogs that answer by themselves: what was asked is noted, the answers are set beforehand."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gi_desktop.document.fonts import FontChoice, FontSet, Role
from gi_desktop.drafts import TrailStep
from gi_desktop.form import Edition
from gi_desktop.importing.read_back import ReadBack
from gi_desktop.report.difference import Difference
from gi_desktop.report.profile import Profile
from gi_desktop.session import Session
from gi_desktop.ui.dialogs import Answer, Pick, Restore
from gi_desktop.ui.organs import Organs
from gi_desktop.ui.steps import Place
from gi_desktop.ui.versions import ReportVersions
from gi_desktop.verifying import Verifier

Changes = tuple[Difference, ...]


@dataclass
class FakeDialogs:
    """Stands in for the user. Unset answers are the careful ones: cancel."""

    save: Answer = Answer.CANCEL
    restore: Restore = Restore.CANCEL
    confirmed: bool = False
    choice: int | None = None
    reason: str | None = None
    verified: Path | None = None
    """Another report to be opened from 核对纸质件."""
    verifiers: list[Verifier] = field(default_factory=list)
    open_path: Path | None = None
    open_paths: tuple[Path, ...] = ()
    folder: Path | None = None
    """Which folder is picked."""
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
    changes: Callable[[Changes, Changes], Changes] | None = None
    """Which changes are taken, of those that were found and those that are proposed."""
    read_back: list[ReadBack] = field(default_factory=list)
    """What documents said beside the draft."""
    reviewed: list[Session] = field(default_factory=list)
    """Reports whose import was to be reviewed."""
    versions: Callable[[ReportVersions], object] | None = None
    """What is done with the versions."""
    steps: list[TrailStep] = field(default_factory=list)
    """The trail that was shown."""
    place: Place | None = None
    """Where the trail leads to."""

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

    def open_files(self, title: str, folder: Path, kinds: str) -> tuple[Path, ...]:
        return self.open_paths

    def pick_folder(self, title: str, folder: Path) -> Path | None:
        return self.folder

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

    def verify(self, verifier: Verifier, folder: Path) -> Path | None:
        self.verifiers.append(verifier)
        return self.verified

    def choose_fonts(self, fonts: FontSet, folder: Path) -> Mapping[Role, FontChoice] | None:
        return self.fonts

    def pick_organ(self, profiles: tuple[Profile, ...]) -> Profile | Pick | None:
        self.asked.append("、".join(profile.organ.name for profile in profiles))
        return self.pick

    def edit_organ(self, profile: Profile) -> Profile | None:
        return self.edit(profile) if self.edit else None

    def manage_organs(self, organs: Organs) -> None:
        self.asked.append("、".join(profile.organ.name for profile in organs.all()))

    def choose_changes(
        self, sentence: str, found: Sequence[Difference], proposed: Collection[Difference]
    ) -> tuple[Difference, ...] | None:
        self.asked.append(sentence)
        return self.changes(tuple(found), tuple(proposed)) if self.changes else None

    def choose_read_back(self, name: str, found: ReadBack) -> tuple[Difference, ...] | None:
        self.asked.append(name)
        self.read_back.append(found)
        return self.changes(found.differences, found.differences) if self.changes else None

    def review(self, session: Session) -> Place | None:
        self.reviewed.append(session)
        return self.place

    def show_versions(self, versions: ReportVersions) -> None:
        if self.versions is not None:
            self.versions(versions)

    def show_trail(self, steps: Sequence[TrailStep], form: Edition, here: str) -> Place | None:
        self.asked.append(here)
        self.steps = list(steps)
        return self.place

    def fault(self, sentence: str, report: str) -> None:
        self.faults.append((sentence, report))
