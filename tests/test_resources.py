"""Bundled files are found, and a missing one is named."""

from pathlib import Path

import pytest

from gi_desktop import resources
from gi_desktop.resources import build_note, resource


def test_a_bundled_file_is_found() -> None:
    assert resource("fonts", "title.ttf").read_bytes()[:4] == b"\0\1\0\0"
    assert resource("fonts").is_dir()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.ttf"):
        resource("fonts", "nothing.ttf")


@pytest.mark.parametrize("text,test", [('{"test": true}', True), ("{", None), (None, None)])
def test_the_note_of_the_builder_is_read_where_there_is_one(
    text: str | None, test: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources").mkdir()
    if text is not None:
        (tmp_path / "_resources" / "build.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    assert build_note().get("test") == test
