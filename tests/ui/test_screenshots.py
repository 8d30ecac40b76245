import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from gi_desktop.form import current_edition

ROOT = Path(__file__).resolve().parents[2]


STEPS = ("basics", *(section.id for section in current_edition().sections), "finish")
WINDOWS = ("start", "start-empty", *STEPS, "find", "reason", "help", "preview")
DIALOGS = ("fonts", "paste", "facts", "cells", "organ", "organs", "pick-organ")


def test_the_script_makes_a_picture_of_every_page_at_every_scaling(tmp_path: Path) -> None:
    script = ROOT / "docs" / "make_screenshots.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], cwd=ROOT, check=True, timeout=300)
    for folder in (tmp_path, tmp_path / "150", tmp_path / "200"):
        found = {path.stem: QImage(str(path)) for path in folder.glob("*.png")}
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
