"""Which paragraphs of an editor are last year's still: derived, so that touching one is enough."""

from PySide6.QtGui import QTextBlock

from gi_desktop.report.last_prose import LastReport, old_parts
from gi_desktop.session import Session
from gi_desktop.ui import prose_text

CARRIED = "去年"
"""Stands in the margin beside such a paragraph."""


class Carried:
    """Compares the paragraphs of one text with those of last year's report."""

    def __init__(self, session: Session, text_id: str) -> None:
        self._session = session
        self._text_id = text_id
        self._shown: LastReport | None = session.beside

    def is_new(self) -> bool:
        """Whether it is another report since this was asked last: everything is shown anew."""
        before, self._shown = self._shown, self._session.beside
        return before is not self._shown

    def holds(self, block: QTextBlock) -> bool:
        """Whether a paragraph is last year's, not touched since it was taken over."""
        last = self._session.beside
        if last is None:
            return False
        paragraph = prose_text.paragraph_of(block)
        return last.holds(self._text_id, paragraph, self._session.sheet.value)

    def number(self) -> int:
        """Return how many paragraphs of the text are last year's."""
        last = self._session.beside
        if last is None:
            return 0
        lookup = self._session.sheet.value
        text = self._session.report.text(self._text_id)
        return sum(last.holds(self._text_id, paragraph, lookup) for paragraph in text)

    def words(self, block: QTextBlock) -> str:
        """Return what a screen reader says of a paragraph; nothing of one that is this year's."""
        if not self.holds(block):
            return ""
        old = [block.text()[start:end] for start, end in old_parts(block.text())]
        figures = f"，其中的年份和数字：{'、'.join(old)}" if old else ""
        return f"这一段和去年的一样{figures}。"
