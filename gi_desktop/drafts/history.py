"""The steps of one open draft: made, taken back (撤销), done again (重做)."""

from dataclasses import dataclass, replace

from gi_desktop.drafts.draft import Draft, SetDraft, SetExplanations
from gi_desktop.form import Edition
from gi_desktop.report.edits import Edit

DraftEdit = Edit | SetDraft | SetExplanations
"""A change of the report, or of what belongs to it."""
Changed = tuple[Draft, DraftEdit]
"""What a step made of the draft, and the edit that did it."""


@dataclass(frozen=True)
class _Step:
    """One undoable step: the edit that was made and the one that takes it back."""

    edit: DraftEdit
    inverse: DraftEdit
    before: int
    after: int


class History:
    """Every step since the draft was opened. It holds no draft: it is given and returns one."""

    def __init__(self, form: Edition) -> None:
        self._form = form
        self.version = 0
        """A number that differs whenever the content may differ."""
        self._highest = 0
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._mergeable = False

    def outcome(self, edit: DraftEdit, draft: Draft) -> Draft | None:
        """Return what the edit makes of the draft; None where it changes nothing.

        ValueError for a cell or a text that the form does not have.
        """
        unknown = [cell for cell in edit.cells if cell not in self._form.cells]
        if unknown:
            raise ValueError(f"the form has no cell {unknown[0]}")
        changed = _applied(edit, draft)
        if any(text_id not in self._form.texts for text_id in changed.report.texts):
            raise ValueError("the form has no such text")
        return None if _same(changed, draft) else changed

    def note(self, edit: DraftEdit, draft: Draft, changed: Draft, *, merge: bool) -> bool:
        """Keep the edit of ``draft`` as a step; return whether it goes on the step before.

        ``merge`` joins it to that where both touch the same place. Joined ones that end where
        they began leave no step.
        """
        before = self.version
        self._highest += 1
        self.version = self._highest
        self._undone.clear()
        last = self._done[-1] if self._done else None
        step = _Step(edit, _inverse(edit, draft), before, self.version)
        joined = merge and self._mergeable and last is not None and last.edit.target == edit.target
        if joined and last is not None:
            step = _Step(edit, last.inverse, last.before, self.version)
            self._done.pop()
            if _same(_applied(last.inverse, changed), changed):  # back where the first began
                self._mergeable = False
                self.version = last.before
                return True
        self._done.append(step)
        self._mergeable = merge
        return joined

    def forget(self) -> None:
        """Let nothing be taken back or done again of what was done until now."""
        self._done.clear()
        self._undone.clear()
        self._mergeable = False

    def end_step(self) -> None:
        """Let the next edit be a step of its own whatever it touches."""
        self._mergeable = False

    @property
    def undo_label(self) -> str:
        """What 撤销 would take back; empty where there is nothing."""
        return self._done[-1].edit.label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What 重做 would do again; empty where there is nothing."""
        return self._undone[-1].edit.label if self._undone else ""

    def undo(self, draft: Draft) -> Changed:
        """Take the last step back; there is one."""
        step = self._done.pop()
        self._undone.append(step)
        return self._retraced(step.inverse, step.before, draft)

    def redo(self, draft: Draft) -> Changed:
        """Do the step that was last taken back again; there is one."""
        step = self._undone.pop()
        self._done.append(step)
        return self._retraced(step.edit, step.after, draft)

    def _retraced(self, edit: DraftEdit, version: int, draft: Draft) -> Changed:
        self._mergeable = False
        self.version = version
        return _applied(edit, draft), edit


def _applied(edit: DraftEdit, draft: Draft) -> Draft:
    if isinstance(edit, SetDraft | SetExplanations):
        return edit.apply(draft)
    return replace(draft, report=edit.apply(draft.report))


def _inverse(edit: DraftEdit, draft: Draft) -> DraftEdit:
    if isinstance(edit, SetDraft | SetExplanations):
        return edit.inverse(draft)
    return edit.inverse(draft.report)


def _same(one: Draft, other: Draft) -> bool:
    return one.report.same_as(other.report) and replace(one, report=other.report) == other
