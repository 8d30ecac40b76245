"""How far the DOCX through LibreOffice agrees with the PDF, on many reports made up at random.

``python -m tests.bench.bench_agreement [SEEDS [KIND ...]]`` prints every paragraph that has
another number of lines, every report with another number of pages, and the share in 100.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from gi_desktop.document.fonts import FontSet
from gi_desktop.form import current_edition
from tests.bench.measuring import ROOT
from tests.bench.measuring import report as print_measure
from tests.document.agreement import Agreement, compare, share
from tests.document.generated import KINDS, real
from tests.document.office import Office

SHARED = Path(os.environ.get("GI_SHARED") or ROOT.parent / "shared")
"""Where the real reports lie, if there are any."""


def main(seeds: int, kinds: list[str]) -> bool:
    """Compare; return whether the targets are met."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        print("LibreOffice is not installed: nothing was compared")
        return False
    form, fonts = current_edition(), FontSet.discover(())
    found: list[Agreement] = []
    with tempfile.TemporaryDirectory() as folder:
        office = Office(program, Path(folder))
        given = real(SHARED / "reports", form)
        if given and not kinds:
            found += compare(given, form, fonts, office)
            print(f"real reports: {share(found):.2f} of 100 paragraphs")
        for kind in kinds or KINDS:
            reports = {f"{kind}-{seed}": KINDS[kind](form, seed) for seed in range(1, seeds + 1)}
            of_kind = compare(reports, form, fonts, office)
            print(f"{kind}: {share(of_kind):.2f} of 100 paragraphs")
            found += of_kind
    for agreement in found:
        print_differences(agreement)
    other_pages = [a.name for a in found if a.pages != a.office_pages]
    met = [
        print_measure("reports with another number of pages", len(other_pages), 0, ""),
        print_measure("paragraphs with another number of lines in 100", 100 - share(found), 2, ""),
    ]
    return all(met)


def print_differences(agreement: Agreement) -> None:
    """Print what differs, paragraph by paragraph."""
    if agreement.pages != agreement.office_pages:
        print(f"{agreement.name}: {agreement.pages} pages, LibreOffice {agreement.office_pages}")
    for paragraph in agreement.disagreeing:
        print(f"{agreement.name}: {paragraph.difference()}")
    for paragraph in agreement.elsewhere:
        if paragraph.agrees:
            pages = [(p[0].page, p[-1].page) for p in (paragraph.ours, paragraph.theirs)]
            print(f"{agreement.name}: on pages {pages}: {paragraph.text[:30]}")


if __name__ == "__main__":
    chosen = sys.argv[1:] or ["10"]
    sys.exit(not main(int(chosen[0]), chosen[1:]))
