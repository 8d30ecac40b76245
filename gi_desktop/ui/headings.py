"""Headings of lists: each stands as what is below it does, words at the left, numbers right."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def set_headings(
    table: QTableWidget, headings: Sequence[str], numbers: Collection[int] = ()
) -> None:
    """Give the columns their headings; ``numbers`` are those that hold numbers."""
    table.setHorizontalHeaderLabels(headings)
    table.horizontalHeader().setDefaultAlignment(LEFT)
    for column in numbers:
        if (item := table.horizontalHeaderItem(column)) is not None:
            item.setTextAlignment(RIGHT)
