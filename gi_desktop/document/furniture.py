"""What stands around the report on paper without being part of it.

The final version has none of it; a proof for the leader (送审稿) has all of it.
"""

from dataclasses import dataclass

from gi_desktop.document.blocks import Block

PROOF = "送审稿"


@dataclass(frozen=True)
class Furniture:
    """A sheet in front, a line above every page, a word across it."""

    front: tuple[Block, ...] = ()
    """Set on pages of their own before the report, without page numbers."""
    header: str = ""
    watermark: str = ""
