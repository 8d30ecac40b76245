"""What an import gives, and how it fails."""

from dataclasses import dataclass

from gi_desktop.report.model import Report
from gi_desktop.report.source import Source


class ImportFailedError(ValueError):
    """The source cannot be imported; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Imported:
    """A report read from a source, with what the source showed.

    ``notes`` are Chinese sentences: what was repaired, what was not found, what was left out.
    ``silent`` names the texts that the source has a place for (their heading) and says nothing in.
    """

    report: Report
    source: Source
    notes: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
