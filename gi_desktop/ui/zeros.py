"""全部填零, as the button of a table page and the menu do it."""

from collections.abc import Callable, Sequence

from gi_desktop.report.filling import fill_with_zeros
from gi_desktop.session import Session

FILL_TABLE, FILL_ALL = "本表全部填零", "各表全部填零"
"""What the menu calls it."""
FILL_TABLE_KEYS, FILL_ALL_KEYS = "Alt+Z", "Alt+Shift+Z"

Tell = Callable[[str, Sequence[str], Sequence[tuple[str, Callable[[], object]]]], object]
"""Tells a sentence, lines below it, and actions."""


def fill_zeros(session: Session, table: str, tell: Tell) -> None:
    """Put 0 into every empty cell of a table, or of all where none is named, and tell it."""
    edit = fill_with_zeros(session.form, session.report, table)
    where = session.form.table(table).number if table else "各表"
    count = len(edit.cells)
    session.apply(edit)
    rest = fill_with_zeros(session.form, session.report)
    actions = [("其他各表也填零", lambda: fill_zeros(session, "", tell))] if rest.cells else []
    if count:
        done = f"{where}空着的 {count} 格都填了 0，填过的没有动。有数的格子直接改。"
    else:
        done = f"{where}没有空着的格子，没有改动。"
    tell(done, [], actions)
