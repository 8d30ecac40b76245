"""What rules found out about prose, kept while what it rests on is the same."""

from collections.abc import Callable
from typing import Any, TypeVar

from gi_desktop.form import Mention

_Result = TypeVar("_Result")

Found = tuple[Mention, tuple[int, int, int]]
"""What a sentence speaks of: the number it names, and where that begins and ends."""


class Memory:
    """Kept from run to run: most keys change a number, and the prose reads as before."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], tuple[Found, ...]] = {}
        """What sentences were found to speak of, by their words."""
        self._kept: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}

    def recall(
        self, key: tuple[str, str], basis: tuple[object, ...], work: Callable[[], _Result]
    ) -> _Result:
        """Return what ``work`` gave for ``key`` on this basis; do it where that is another.

        ``work`` may read nothing that is not in the basis, beside the form.
        """
        known = self._kept.get(key)
        if known is None or known[0] != basis:
            known = self._kept[key] = (basis, work())
        result: _Result = known[1]
        return result
