"""Which fonts the user chose for documents, kept beside the other settings of the window."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings

from gi_desktop.document.fonts import MAIN, FontChoice, Role
from gi_desktop.resources import resource

_GROUP = "fonts"
_BUNDLED = "bundled"
"""In place of a path: the bundled font, wherever the program is installed next time."""


def load_choices(settings: QSettings) -> dict[Role, FontChoice]:
    """Return what was chosen; a role without an entry, or with one that makes no sense, is 自动."""
    choices = {}
    for role in MAIN:
        file = settings.value(f"{_GROUP}/{role.value}")
        number = settings.value(f"{_GROUP}/{role.value}-number", "0")
        if file == _BUNDLED:
            choices[role] = FontChoice(_bundled(role))
        elif isinstance(file, str) and file and str(number).isdecimal():
            choices[role] = FontChoice(Path(file), int(str(number)))
    return choices


def save_choices(settings: QSettings, choices: Mapping[Role, FontChoice]) -> None:
    """Remember the choices; what is not among them is 自动 again."""
    settings.remove(_GROUP)
    for role, (path, subfont) in choices.items():
        settings.setValue(
            f"{_GROUP}/{role.value}", _BUNDLED if path == _bundled(role) else str(path)
        )
        settings.setValue(f"{_GROUP}/{role.value}-number", str(subfont))


def _bundled(role: Role) -> Path:
    return resource("fonts", f"{role.value}.ttf")
