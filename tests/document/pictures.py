"""Pages of a PDF as small pictures, and how far two such pictures differ."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops

DPI = 45
FINER = 8
"""So many times finer pages are drawn first: PDFium puts every character on a whole pixel, and
which of two pixels it is hangs on the last digit of its place."""
GREYS = 16
"""So many greys keep the files small; what they hide is far below the tolerance."""
BLOCK = 6
"""Pixels along a side of the squares that are compared: about 3.4 mm."""
MEAN = 0.15
"""Most that a page may differ on the average, of 255."""
WORST = 12.0
"""Most that any square may differ on the average."""


def pictures(pdf: bytes) -> list[Image.Image]:
    """Every page in greys."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            posterise(
                page.render(scale=FINER * DPI / 72, grayscale=True)
                .to_pil()
                .convert("L")
                .reduce(FINER)
            )
            for page in document
        ]
    finally:
        document.close()


def posterise(picture: Image.Image) -> Image.Image:
    step = 255 / (GREYS - 1)
    return picture.point([round(round(grey / step) * step) for grey in range(256)])


def png(picture: Image.Image) -> bytes:
    """The picture as a file; four bits a pixel."""
    step = 255 // (GREYS - 1)
    indexed = Image.frombytes("P", picture.size, picture.point(lambda g: g // step).tobytes())
    indexed.putpalette([grey * step for grey in range(GREYS) for _ in "rgb"])
    buffer = BytesIO()
    indexed.save(buffer, "PNG", optimize=True, bits=4)
    return buffer.getvalue()


@dataclass(frozen=True)
class Difference:
    """How far two pages differ, of 255: on the average, and in the worst square."""

    mean: float
    worst: float

    @property
    def is_seen(self) -> bool:
        return self.mean > MEAN or self.worst > WORST


def difference(first: Image.Image, second: Image.Image) -> Difference:
    """How far two pages differ; pages of different sizes differ in everything."""
    if first.size != second.size:
        return Difference(255, 255)
    apart = ImageChops.difference(first, second)
    histogram = apart.histogram()
    mean = sum(grey * count for grey, count in enumerate(histogram)) / sum(histogram)
    # In floats: whole greys would round a faint difference away.
    worst = apart.convert("F").reduce(BLOCK).getextrema()[1]
    assert isinstance(worst, float)
    return Difference(mean, worst)
