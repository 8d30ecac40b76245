"""Which editions the program knows: every module ``edition_ID`` of this room declares one."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

import gi_desktop.form
from gi_desktop.form.edition import Edition

FindEdition = Callable[[str], Edition]
"""Edition id → edition; UnknownEditionError where there is none."""
_PREFIX = "edition_"


class UnknownEditionError(KeyError):
    """The program does not know an edition of that id."""


@cache
def edition_ids() -> tuple[str, ...]:
    """Return the ids of all editions, oldest first."""
    names = (module.name for module in pkgutil.iter_modules(gi_desktop.form.__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


@cache
def edition(edition_id: str) -> Edition:
    """Return the edition of that id; UnknownEditionError where there is none."""
    if edition_id not in edition_ids():
        raise UnknownEditionError(edition_id)
    declared = importlib.import_module(f"gi_desktop.form.{_PREFIX}{edition_id}").EDITION
    if not isinstance(declared, Edition) or declared.id != edition_id:
        raise UnknownEditionError(edition_id)
    return declared


def current_edition() -> Edition:
    """Return the edition in which a new report is made."""
    return edition(edition_ids()[-1])
