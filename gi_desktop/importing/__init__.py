"""Sources of any kind → a report, with a mark for each cell and sentences on what is missing."""

from gi_desktop.importing.files import import_clipboard, import_file, import_text
from gi_desktop.importing.result import Imported, ImportFailedError

__all__ = ["ImportFailedError", "Imported", "import_clipboard", "import_file", "import_text"]
