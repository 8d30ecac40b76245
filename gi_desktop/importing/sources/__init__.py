"""Readers: each module here turns one kind of file into neutral lines.

A module declares ``SOURCE``; a new kind of file is one new module. What a reader needs to
import, it imports when it reads: naming the kinds costs nothing.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gi_desktop.importing.lines import Content


@dataclass(frozen=True)
class SourceKind:
    """One kind of file."""

    id: str
    name: str
    """How sentences call it, with its suffix."""
    order: int
    """Kinds are asked in this order; plain text, which takes anything, comes last."""
    recognises: Callable[[bytes, str], bool]
    """Whether a file with these bytes and this suffix (lower case) is of this kind."""
    read: Callable[[bytes], Content]
    """The lines of the file; ImportFailedError, in words, where it is damaged."""


@cache
def source_kinds() -> tuple[SourceKind, ...]:
    """Return every kind of file that can be read."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"gi_desktop.importing.sources.{name}") for name in names]
    kinds = [kind for module in modules if isinstance(kind := module.SOURCE, SourceKind)]
    return tuple(sorted(kinds, key=lambda kind: kind.order))
