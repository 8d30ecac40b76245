"""全部填零: what is still empty becomes 0, for the many offices that had little or nothing."""

from gi_desktop.form import Edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import Report
from gi_desktop.report.values import parse_value


def fill_with_zeros(form: Edition, report: Report, table: str = "") -> SetCells:
    """Return the edit that puts 0 into every empty cell of a table, or of all of them.

    What was entered stays, whatever it is; totals stay automatic.
    """
    empty = {
        spec.address: parse_value("0", spec.kind)
        for spec in form.inputs
        if table in ("", spec.table) and report.stored(spec.address) is None
    }
    name = form.table(table).number if table else "各表"
    return SetCells(f"{name}全部填零", empty)
