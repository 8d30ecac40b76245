import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from gi_desktop.form import current_edition

ROOT = Path(__file__).resolve().parents[2]


STEPS = ("basics", *(section.id for section in current_edition().sections), "finish")
WINDOWS = (
    "start",
    "start-empty",
    *STEPS,
    "find",
    "reason",
    "help",
    "preview",
    "last-year",
    "last-prose",
)
DIALOGS = (
    "fonts",
    "self-test",
    "fault",
    "paste",
    "facts",
    "cells",
    "organ",
    "organs",
    "pick-organ",
    "versions",
    "trail",
    "outside",
    "comparison",
    "correct",
    "verify",
    "import-review",
    "read-back",
    "batch",
    "batch-empty",
    "units",
)


@pytest.mark.parametrize("scale", ["1", "2"])
def test_the_script_makes_a_picture_of_every_page(tmp_path: Path, scale: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "docs.make_screenshots", str(tmp_path), "one"],
        cwd=ROOT,
        check=True,
        timeout=300,
        env={**os.environ, "QT_SCALE_FACTOR": scale},
    )
    found = {path.stem: QImage(str(path)) for path in tmp_path.glob("*.png")}
    assert sorted(found) == sorted((*WINDOWS, *DIALOGS))
    for name, picture in found.items():
        wide, high = picture.width(), picture.height()
        if name in WINDOWS and name != "help":
            assert abs(wide - 1366) <= 2
            assert abs(high - 768) <= 2
        assert wide <= 1368
        assert high <= 770
        colors = {picture.pixel(x, y) for x in range(0, wide, 7) for y in range(0, high, 7)}
        assert len(colors) > 5, f"{name} shows next to nothing"


def test_every_picture_of_the_readme_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("applications", "basics", "overview", "finish"):
        assert f"docs/screenshots/{name}.png" in readme
        assert (ROOT / "docs" / "screenshots" / f"{name}.png").is_file()


@pytest.mark.parametrize("folder", [".", "150", "200"])
def test_there_is_a_picture_of_every_page_at_every_scaling(folder: str) -> None:
    pictures = (ROOT / "docs" / "screenshots" / folder).glob("*.png")
    assert sorted(path.stem for path in pictures) == sorted((*WINDOWS, *DIALOGS))
