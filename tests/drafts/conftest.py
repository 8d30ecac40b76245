"""Where the tests of the draft file put theirs."""

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that does not exist yet, with a Chinese name and a blank in it."""
    return tmp_path / "报告 一.xxgk"
