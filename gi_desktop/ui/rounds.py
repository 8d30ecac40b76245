"""The ways through the findings of a report (F8, reasons, mends), and to what 撤销 changed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Change, Session
from gi_desktop.ui.finding_groups import kind_of, mending, name_of
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.steps import Place, beside, place_of, place_of_change, same_fault, to_do
from gi_desktop.ui.widgets import FieldEdit

if TYPE_CHECKING:
    from gi_desktop.ui.window import Window


class Rounds:
    """Leads one window from finding to finding."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self.visited: Finding | None = None
        """The finding one was led to last."""
        self.change: Change | None = None
        """What was told of last."""

    def go_to(self, finding: Finding) -> None:
        """Show where a finding can be mended."""
        window = self._window
        if window.session is not None:
            self.visited = finding
            place = place_of(finding, window.session)
            window.go(place.step, place)
            window.side.reveal_finding(finding)

    def next(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding left to do, round and round."""
        window = self._window
        session = window.session
        if session is None:
            return
        window.desk.commit()
        window.side.findings.close_fields()
        found = beside(self.visited, by, session, window.number)
        if found is not None:
            self.go_to(found)
            self._say(found, session)
        elif session.findings:
            window.notice.tell_passing("要核实的都已写明理由，没有别的问题。")
        else:
            window.notice.tell_passing("没有发现问题。")

    def _say(self, finding: Finding, session: Session) -> None:
        """Say below the page what is found there, where nothing beside it says so."""
        window = self._window
        if window.side.isVisible() or self._finish_page() is not None:
            return
        name = name_of(kind_of(finding, session))
        show = ("打开右侧（F9）", lambda: window.actions_.side.setChecked(True))
        window.notice.tell_passing(f"{name}：{finding.message}{finding.remedy}", [], [show])

    def write_reason(self) -> None:
        """Let the reason be written for the finding one is at, else for the next without one."""
        window = self._window
        session = window.session
        if session is None:
            return
        window.desk.commit()
        asked = [found for found in session.findings if found.severity is Severity.VERIFY]
        here = [found for found in asked if same_fault(found, self.visited)]
        left = [found for found in to_do(session) if found in asked]
        finding = next(iter((*here, *left)), None)
        if finding is None:
            window.notice.tell_passing("没有要写理由的问题。")
            return
        self.visited = finding
        finish = self._finish_page()
        if finish is not None:
            finish.findings.write_reason(finding)
            return
        window.actions_.side.setChecked(True)
        self.go_to(finding)
        window.side.findings.write_reason(finding)

    def mend(self, finding: Finding) -> None:
        """Make the change that mends a finding, as one step of 撤销."""
        window = self._window
        session = window.session
        edit = mending(finding, session.form) if session is not None else None
        if session is None or edit is None:
            return
        window.desk.commit()
        session.apply(edit)
        cell = next(iter(edit.values))
        if window.table == session.form.cells[cell].table:
            window.go(window.number, Place(window.number, cell=cell))

    def retrace(self, step: Callable[[Session], None]) -> None:
        """Do 撤销 or 重做, and go to where it changed something."""
        session = self._window.session
        if session is None:
            return
        field = QApplication.focusWidget()
        if isinstance(field, FieldEdit):
            field.commit()  # the field is not left: what it does then would be a step more
        else:
            self._window.desk.commit()
        self.change = None
        step(session)
        if self.change is not None:
            self.show_change(self.change, session)

    def show_change(self, change: Change, session: Session) -> None:
        """Go to where something was changed: a reason is shown where it is written."""
        finding, finish = change.finding, self._finish_page()
        if finding is None:
            place = place_of_change(change, session)
            self._window.go(place.step, place)
        elif finish is not None:
            finish.show_finding(finding)
        elif not self._window.side.findings.is_writing(finding):
            self.go_to(finding)

    def _finish_page(self) -> FinishPage | None:
        page = self._window.pages.get(self._window.number)
        return page if isinstance(page, FinishPage) else None
