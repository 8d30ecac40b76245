"""Where the file dialogs begin: in the folder that was used last, at first in 文档."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from gi_desktop.drafts import Store
from gi_desktop.files import is_folder

_KEY = "folder"


def settings(store: Store) -> QSettings:
    """Return the settings of the window, which lie in the data folder."""
    return QSettings(str(store.folder / "window.ini"), QSettings.Format.IniFormat)


class Folders:
    """Remembers the last folder beside the other settings of the window."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def first(self) -> Path:
        """Return a folder that exists: the last one used, else 文档, else the user's own."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        for name in (self._settings.value(_KEY), QStandardPaths.writableLocation(documents)):
            # Where the folder does not exist Qt would begin in that of the program.
            if isinstance(name, str) and name and is_folder(Path(name)):
                return Path(name)
        return Path.home()

    def use(self, path: Path) -> None:
        """Remember the folder of a file that was read or written."""
        self._settings.setValue(_KEY, str(path.absolute().parent))
