import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from gi_desktop.form import current_edition

ROOT = Path(__file__).resolve().parents[2]


def test_the_script_makes_a_picture_of_every_page(tmp_path: Path) -> None:
    script = ROOT / "docs" / "make_screenshots.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], cwd=ROOT, check=True, timeout=300)
    names = ["start", "basics", *(s.id for s in current_edition().sections), "finish", "preview"]
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(names)
    for path in tmp_path.iterdir():
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1366, 768)
        colors = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colors) > 5, f"{path.name} shows next to nothing"


def test_every_picture_of_the_readme_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("applications", "basics", "overview", "finish"):
        assert f"docs/screenshots/{name}.png" in readme
        assert (ROOT / "docs" / "screenshots" / f"{name}.png").is_file()
