"""Makes the pictures in docs/pages: each page of the first real report found, as the PDF has it.

    python docs/make_page_pictures.py [FOLDER]

The reports are those that offices have published; they lie beside the checkout, in
../shared/reports, or under the folder that the environment variable GI_SHARED names. The fonts
are the bundled ones, whatever the machine has.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from gi_desktop.document import FontSet, write_pdf
from gi_desktop.form import current_edition
from gi_desktop.importing import import_file

DPI = 72
FINER = 4
COLOURS = 32
"""Blacks, greys and the shading of the tables; more only makes the files larger."""
ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Write page-1.png and so on; pictures of another report go."""
    found = first_report(Path(os.environ.get("GI_SHARED") or ROOT.parent / "shared"))
    pages = pictures(pdf_of(found))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("page-*.png"):
        old.unlink()
    for number, picture in enumerate(pages, 1):
        picture.save(folder / f"page-{number}.png", optimize=True)
    print(f"{len(pages)} pages in {folder}")


def first_report(shared: Path) -> Path:
    """Return the first file with a known reading beside it."""
    reports = shared / "reports"
    for expected in sorted(reports.glob("*.expected.json")):
        name = expected.name.removesuffix(".expected.json")
        for source in sorted(reports.glob(f"{name}.*")):
            if source != expected:
                return source
    sys.exit(f"no report in {reports}")


def pdf_of(source: Path) -> bytes:
    """Return the report as the program prints it."""
    form = current_edition()
    buffer = BytesIO()
    for note in write_pdf(import_file(source, form).report, form, buffer, FontSet.discover(())):
        print(note)
    return buffer.getvalue()


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return every page, drawn finer than it is shown, so that thin strokes turn grey."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [page.render(scale=FINER * DPI / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
    return [page.reduce(FINER).quantize(COLOURS, dither=Image.Dither.NONE) for page in drawn]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pages")
