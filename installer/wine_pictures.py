"""Pictures of setup and of every page of the program under Wine, to be looked at."""

from pathlib import Path

from installer.wine_prefix import Prefix


def take_pictures(prefix: Prefix, setup: Path, folder: Path) -> None:
    """Save pictures of each page of setup and of the program."""
    raise NotImplementedError
