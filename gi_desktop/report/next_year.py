"""The report of the year after: the same organ, nothing of what happened."""

from gi_desktop.form import Edition
from gi_desktop.report.model import LATEST_YEAR, Report, Signature, new_report


def next_year(last: Report, form: Edition) -> Report:
    """Return an empty report on ``form`` for the year after ``last``.

    It keeps the organ with its id and contact, the scope and how it is signed. Numbers and
    prose stay empty: they belong to the year they were written for. The year stays open where
    ``last`` names none.
    """
    known = last.year is not None and last.year < LATEST_YEAR
    year = last.year + 1 if last.year is not None and known else None
    signature = Signature(name=last.signature.name, seal=last.signature.seal)
    return new_report(form, year).replace(scope=last.scope, organ=last.organ, signature=signature)
