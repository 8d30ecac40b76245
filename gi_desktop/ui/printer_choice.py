"""Which printer was used last, and on how many sides: proposed again the next time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NAME, _SIDES = "printer", "printed_sides"


class PrinterChoice:
    """Remembers it beside the other settings of the window."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def name(self) -> str:
        """The printer used last, "" before the first time."""
        return str(self._settings.value(_NAME, ""))

    def propose_sides(self, printer: "QPrinter") -> None:
        """Print on as many sides as the last time, if that was on this printer."""
        from PySide6.QtPrintSupport import QPrinter

        known = {mode.name: mode for mode in QPrinter.DuplexMode}
        sides = str(self._settings.value(_SIDES, ""))
        if printer.printerName() == self.name and sides in known:
            printer.setDuplex(known[sides])

    def keep(self, printer: "QPrinter") -> None:
        """Remember what was chosen."""
        self._settings.setValue(_NAME, printer.printerName())
        self._settings.setValue(_SIDES, printer.duplex().name)
