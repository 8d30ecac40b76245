"""Bundled files are found, and a missing one is named."""

import pytest

from gi_desktop.resources import resource


def test_a_bundled_file_is_found() -> None:
    assert resource("fonts", "title.ttf").read_bytes()[:4] == b"\0\1\0\0"
    assert resource("fonts").is_dir()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.ttf"):
        resource("fonts", "nothing.ttf")
