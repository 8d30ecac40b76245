"""How an organ is reached, as an input method types it and as documents print it."""

_SIGNS = str.maketrans("　．。＠：／＿", " ..@:/_")
_DIGITS = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
_LATIN = {
    ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF21, 0xFF5B)) if wide.isalpha()
}
_MAPS = {
    "website": {**_SIGNS, **_DIGITS, **_LATIN},
    "email": {**_SIGNS, **_DIGITS, **_LATIN},
    "postcode": _DIGITS,
    "telephone": _DIGITS,
}


def in_shape(field: str, text: str) -> str:
    """Return what was typed for a field of the organ with digits and signs of usual width."""
    return text.translate(_MAPS.get(field, {})).strip()
