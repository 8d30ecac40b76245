"""How much is tried before a search for the one true reading is given up."""


class TooManyError(Exception):
    """More is to be tried than any real table needs."""


class Steps:
    """Counts what was tried."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self) -> None:
        """Count one more; TooManyError where that is one too many."""
        self._left -= 1
        if self._left < 0:
            raise TooManyError
