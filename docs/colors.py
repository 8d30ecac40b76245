"""Pictures with few colours: a third of the size."""

from PIL import Image, ImageChops

_EXACT = 32
"""Colours of a picture that stay: grounds, lines, and the middle of letters."""


def with_few_colors(picture: Image.Image) -> Image.Image:
    """Return the picture in 256 colours, a third of the size: what is large keeps its own."""
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    room = 256 - _EXACT
    few = picture.quantize(room, method, dither=dither)
    palette = (few.getpalette() or [])[: 3 * room]
    bands = picture.split()
    for number, color in enumerate(_most_seen(picture), room):
        palette += color
        parts = [
            band.point([255 * (value == part) for value in range(256)])
            for band, part in zip(bands, color, strict=True)
        ]
        few.paste(number, mask=ImageChops.multiply(ImageChops.multiply(*parts[:2]), parts[2]))
    few.putpalette(palette)
    return few


def _most_seen(picture: Image.Image) -> list[tuple[int, ...]]:
    """Return the colours of the most pixels, of an RGB picture."""
    counted = picture.getcolors(1 << 24) or []
    counted.sort(key=lambda one: one[0], reverse=True)
    return [color for _, color in counted[:_EXACT] if isinstance(color, tuple)]
