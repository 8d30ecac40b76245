"""What only waits to be filled in (还没有填), told from what was filled in wrongly (错误)."""

from enum import StrEnum

from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Sheet


class Weight(StrEnum):
    """What is to be done about a finding, by the word for it: as all lists and papers count it."""

    ERROR = "错误"
    UNFILLED = "没有填"
    VERIFY = "核实"
    HINT = "提示"


_WEIGHTS = {
    Severity.ERROR: Weight.ERROR,
    Severity.VERIFY: Weight.VERIFY,
    Severity.HINT: Weight.HINT,
}


def weight_of(finding: Finding, report: Report, sheet: Sheet) -> Weight:
    """Return the weight of a finding: what only waits to be filled in is no error (错误)."""
    if finding.severity is Severity.ERROR and is_unfilled(finding, report, sheet):
        return Weight.UNFILLED
    return _WEIGHTS[finding.severity]


def is_unfilled(finding: Finding, report: Report, sheet: Sheet) -> bool:
    """Whether the finding only says that something has not been filled in yet."""
    if finding.cells:
        return all(sheet.value(cell) is None for cell in finding.cells)
    return bool(finding.text) and not is_written(finding.text, report, sheet)


def is_written(text_id: str, report: Report, sheet: Sheet) -> bool:
    """Whether a text holds anything to read."""
    return any(paragraph.resolve(sheet.value).strip() for paragraph in report.text(text_id))
