"""The numbers and words of a table, in the order in which a dump has them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gi_desktop.form import Kind
from gi_desktop.importing.lines import Line
from gi_desktop.importing.tokens import Token, TokenKind
from gi_desktop.report.values import parse_value

_LARGEST_PAGE = 300
_BLOCKS = 7
"""Numbers below an empty line, where such lines part blocks: a table has as many columns."""


@dataclass(frozen=True)
class Numbers:
    """All numbers of a table."""

    tokens: tuple[Token, ...]
    pages: tuple[int, ...]
    """The page of each; all the same where the source does not tell pages apart."""
    starts: frozenset[int] | None
    """Places of those that begin a block, a piece of one column; None where no blocks are seen."""
    droppable: frozenset[int]
    """Places of those that may be a page's number."""

    @property
    def are_lone(self) -> bool:
        """Whether each has a line of its own, as each has a cell of its own."""
        return all(token.lone for token in self.tokens)

    @property
    def are_plain(self) -> bool:
        """Whether they are nothing but digits."""
        return all(token.text.isdecimal() for token in self.tokens)


@dataclass(frozen=True)
class Dump:
    """The lines of a source as far as the order of its numbers goes."""

    tokens: Sequence[Sequence[Token]]
    """What each line of a table says; nothing for the others."""
    zones: Sequence[str | None]
    """The table below whose heading each line stands."""
    lines: Sequence[Line]
    left_out: Mapping[int, Sequence[Line]]
    """Lines that were taken for page numbers, by the line before which they stand."""

    def numbers(self, table: str) -> Numbers:
        """What stands below the heading of a table, but for words."""
        found = [
            item
            for place, zone in enumerate(self.zones)
            if zone == table
            for item in (*self._left_out(place), *self._on_line(place))
        ]
        tokens = tuple(token for token, _, _ in found)
        starts = frozenset(at for at, (_, _, starts) in enumerate(found) if starts)
        apart = sum(token.opens and self.lines[token.line].gap > 0 for token in tokens)
        return Numbers(
            tokens,
            tuple(page for _, page, _ in found),
            starts if apart >= _BLOCKS else None,
            self._page_numbers(tokens),
        )

    def words(self, table: str) -> str:
        """The words below its heading in one piece."""
        return "".join(
            token.text
            for place, zone in enumerate(self.zones)
            if zone == table
            for token in self.tokens[place]
            if token.kind is TokenKind.TEXT
        )

    def _on_line(self, place: int) -> Iterator[tuple[Token, int, bool]]:
        """The numbers of a line, its page, and whether each begins a block."""
        line = self.lines[place]
        for token in self.tokens[place]:
            if token.kind is not TokenKind.TEXT:
                goes_on = token.opens and place > 0 and not line.gap and self._is_number(place - 1)
                is_same_page = place > 0 and self.lines[place - 1].page == line.page
                yield _plain(token), line.page, not (goes_on and is_same_page)

    def _is_number(self, place: int) -> bool:
        return any(token.kind is not TokenKind.TEXT for token in self.tokens[place])

    def _left_out(self, place: int) -> Iterator[tuple[Token, int, bool]]:
        for line in self.left_out.get(place, ()):
            token = Token(TokenKind.VALUE, line.text, place, lone=True, opens=True, closes=True)
            yield token, line.page, True

    def _page_numbers(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Places of numbers that may be a page's: where pages are told apart, of just its own."""
        if not tokens:
            return frozenset()
        numbers: dict[int, set[int]] = {}
        for line in (*self.lines, *(line for found in self.left_out.values() for line in found)):
            if line.text.isdecimal() and len(line.text) <= len(str(_LARGEST_PAGE)):
                numbers.setdefault(line.page, set()).add(int(line.text))
        pages = self.lines[-1].page + 1
        counting = {
            offset
            for offset in {n - page for page, found in numbers.items() for n in found}
            if 2 * sum(page + offset in found for page, found in numbers.items()) >= pages
        }
        return frozenset(
            place
            for place, token in enumerate(tokens)
            if token.lone
            and token.text.isdecimal()
            and 0 < int(token.text) <= _LARGEST_PAGE
            and (
                pages < 2 or any(int(token.text) - page in counting for page in self._pages(token))
            )
        )

    def _pages(self, token: Token) -> set[int]:
        """The page of a number; of one that was left out, also the page that ends before it."""
        return {self.lines[at].page for at in (token.line - 1, token.line) if at >= 0}


def _plain(token: Token) -> Token:
    """The token without what parts thousands."""
    if not isinstance(parse_value(token.text, Kind.COUNT), int):
        return token
    return replace(token, text=token.text.replace(",", "").replace("，", ""))
