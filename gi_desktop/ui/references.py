"""How a reference to a cell is called: for tooltips and screen readers."""

from gi_desktop.report.values import format_value
from gi_desktop.session import Session


def reference_name(cell: str, session: Session) -> str:
    """Return table, row and column of a cell, and what it holds now."""
    spec = session.form.cells.get(cell)
    if spec is None:
        return "引用的格子已经没有了"
    value = format_value(session.sheet.value(cell)) or "还没有填"
    return f"引用{session.form.table(spec.table).number}“{spec.name}”，现在是 {value}"
