"""What only waits to be filled in (还没有填), told from what was filled in wrongly (错误)."""

from gi_desktop.report.finding import Finding
from gi_desktop.report.model import Report
from gi_desktop.report.sheet import Sheet


def is_unfilled(finding: Finding, report: Report, sheet: Sheet) -> bool:
    """Whether the finding only says that something has not been filled in yet."""
    if finding.cells:
        return all(sheet.value(cell) is None for cell in finding.cells)
    return bool(finding.text) and not is_written(finding.text, report, sheet)


def is_written(text_id: str, report: Report, sheet: Sheet) -> bool:
    """Whether a text holds anything to read."""
    return any(paragraph.resolve(sheet.value).strip() for paragraph in report.text(text_id))
