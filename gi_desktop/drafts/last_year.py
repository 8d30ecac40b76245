"""Attaching last year's report (附上年报告) to a draft, and taking it off: one step each."""

from gi_desktop.drafts.draft import Draft, SetDraft
from gi_desktop.form import Edition
from gi_desktop.report.last_year import carried_over
from gi_desktop.report.model import Report
from gi_desktop.report.next_year import next_year

ATTACH, DETACH = "附上年报告", "去掉上年报告"


def attach(form: Edition, draft: Draft, last: Report) -> SetDraft:
    """Return the edit that attaches ``last`` and fills in 上年结转 where nothing is entered."""
    filled = carried_over(form, draft.report, last).edit()
    return SetDraft(ATTACH, {"previous": last}, filled)


def begun_after(form: Edition, last: Report) -> Draft:
    """Return the draft of the year after ``last``, with it attached."""
    draft = Draft(next_year(last, form))
    return attach(form, draft, last).apply(draft)


def detach() -> SetDraft:
    """Return the edit that takes last year's report off; what was filled in from it stays."""
    return SetDraft(DETACH, {"previous": None})
