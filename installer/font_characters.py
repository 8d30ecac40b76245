"""The characters that the bundled fonts keep."""


def span(*ranges: tuple[int, int]) -> set[str]:
    """The characters of some ranges of code points, ends included."""
    return {chr(code) for first, last in ranges for code in range(first, last + 1)}


ASCII = span((0x20, 0x7E))
HANZI = range(0xB0, 0xF8)
"""Lead bytes of the Chinese characters in GB 2312."""


def double_bytes(codec: str, leads: range, trails: range) -> set[str]:
    """The characters of one rectangle of a double-byte code page."""
    characters = set()
    for lead in leads:
        for trail in trails:
            try:
                characters.add(bytes((lead, trail)).decode(codec))
            except UnicodeDecodeError:
                continue  # an unassigned code
    return characters


def wanted(*, rare: bool) -> set[str]:
    """The characters to keep, as far as the source has them."""
    characters = ASCII | span(
        (0xA0, 0xFF),  # Latin-1
        (0x2010, 0x2027),  # general punctuation
        (0x2030, 0x203B),
        (0x20AC, 0x20AC),
        (0x2103, 0x2116),
        (0x2150, 0x2199),  # fractions, Roman numerals, arrows
        (0x2200, 0x2270),
        (0x2460, 0x24FF),  # enclosed figures
        (0x2500, 0x27BF),  # boxes, shapes, ticks
        (0x3000, 0x3029),  # CJK punctuation
        (0x3030, 0x303F),
        (0x3220, 0x325F),  # enclosed and squared characters, without the Korean ones
        (0x3280, 0x32CB),
        (0x3371, 0x33DF),
        (0xFE10, 0xFE4F),
        (0xFF01, 0xFF60),  # full-width forms
        (0xFFE0, 0xFFE6),
    )
    characters |= double_bytes("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    characters |= double_bytes("gbk", range(0xA1, 0xAA), range(0xA1, 0xFF))
    if rare:
        characters |= double_bytes("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
        characters |= span((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))
        characters -= double_bytes("gb2312", HANZI, range(0xA1, 0xFF))  # every other font has these
    return characters
