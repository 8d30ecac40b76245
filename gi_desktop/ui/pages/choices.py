"""One of a few values of a field, all in sight beside each other."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from gi_desktop.report.model import Scope, Seal
from gi_desktop.ui.field_help import FIELD_NAMES
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import RadioButton


class Choices(QWidget):
    """A row of radio buttons that wraps where it has no room."""

    entered = Signal()
    """One of them got the focus."""
    chosen = Signal(str)
    """The value that the user chose."""

    def __init__(
        self,
        key: str,
        names: Mapping[Scope, str] | Mapping[Seal, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(FIELD_NAMES[key])
        row = FlowRow(2 * MEASURES.grid, self)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RadioButton] = {}
        """In the order of the values."""
        for value, name in names.items():
            made = self.buttons[value] = RadioButton(name)
            made.entered.connect(self.entered)
            made.setAccessibleName(f"{FIELD_NAMES[key]}：{name}")
            made.clicked.connect(lambda _checked, to=value: self.chosen.emit(to))
            self._group.addButton(made)
            row.addWidget(made)

    @property
    def current(self) -> QAbstractButton | None:
        """The button of the value that is shown."""
        return self._group.checkedButton()

    def show_choice(self, value: str) -> None:
        """Show which one the report holds."""
        self.buttons[value].setChecked(True)
