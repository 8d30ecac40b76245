"""Where the files that come with the program lie."""

import json
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a bundled file or folder, such as `resource("fonts", "title.ttf")`.

    FileNotFoundError if it is not there: the installation is incomplete.
    """
    # A built package holds the resources inside; in a checkout they lie beside it.
    installed = PACKAGE / "_resources"
    path = (installed if installed.is_dir() else PACKAGE.parent / "resources").joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"安装不完整，缺少文件：{path}")
    return path


def build_note() -> Mapping[str, object]:
    """What the builder of the Windows package wrote down of it; nothing elsewhere.

    ``test`` is true of a package that was built to be tried, not to be given to users.
    """
    try:
        note: Mapping[str, object] = json.loads(resource("build.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return note
