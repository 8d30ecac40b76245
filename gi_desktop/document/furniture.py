"""What stands around the report on paper without being part of it.

A final version (定稿) has the code alone; a proof for the leader (送审稿) has all of it.
"""

from dataclasses import dataclass

from gi_desktop.document.blocks import Block
from gi_desktop.form import Edition
from gi_desktop.report.fingerprint import NAME, fingerprint
from gi_desktop.report.model import Report

PROOF = "送审稿"


@dataclass(frozen=True)
class Furniture:
    """A sheet in front, a line above every page, a word across it."""

    front: tuple[Block, ...] = ()
    """Set on pages of their own before the report, without page numbers."""
    header: str = ""
    watermark: str = ""
    code: str = ""
    """The code (核对码) of the content, printed small on every page and kept in the file."""

    @property
    def code_line(self) -> str:
        """The code as it is printed; empty for none."""
        return f"{NAME} {self.code}" if self.code else ""


def final(report: Report, form: Edition) -> Furniture:
    """Return what stands around a final version (定稿): the code, and nothing else."""
    return Furniture(code=fingerprint(report, form))
