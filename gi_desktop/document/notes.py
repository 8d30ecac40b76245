"""What there is to tell the user about a document, in Chinese."""

from gi_desktop.document.blocks import Block
from gi_desktop.document.fitting import SUBSTITUTE


def notes(missing: dict[str, Block]) -> tuple[str, ...]:
    """Return a sentence that names the characters no font has; none where there are none."""
    if not missing:
        return ()
    characters = "、".join(f"“{char}”" for char in missing)
    sentence = (
        f"没有一种字体能显示{characters}，PDF 里印成了“{SUBSTITUTE}”。"
        "请核对这些字，或在电脑上安装有这些字的字体。"
    )
    return (sentence,)
