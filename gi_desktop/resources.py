"""Where the files that come with the program lie."""

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
