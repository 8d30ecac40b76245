"""The round of what is left to do (F8), and the way to a reason that is to be written."""

from typing import TYPE_CHECKING

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.session import Change, Session
from gi_desktop.ui.pages.finish import FinishPage
from gi_desktop.ui.steps import beside, place_of, place_of_change, same_fault, to_do

if TYPE_CHECKING:
    from gi_desktop.ui.window import Window


class Rounds:
    """Leads one window from finding to finding."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self.visited: Finding | None = None
        """The finding one was led to last."""

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
        elif session.findings:
            window.notice.tell_passing("要核实的都已写明理由，没有别的问题。")
        else:
            window.notice.tell_passing("没有发现问题。")

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
