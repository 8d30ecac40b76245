"""Golden pages: the PDF as small pictures, so that no change to what is seen goes unseen.

After a change that is meant, ``python -m tests.document.write_golden`` writes them anew; the
pictures are then looked at before they are committed.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from gi_desktop.document import write_pdf
from gi_desktop.document.blocks import TextBlock, blocks
from gi_desktop.document.fonts import FontSet
from gi_desktop.document.furniture import Furniture
from gi_desktop.document.pages import Line, Page, TypesetReport
from gi_desktop.document.pdf import draw_pdf
from gi_desktop.document.proof import proof
from gi_desktop.document.typeset import PLAIN, typeset
from gi_desktop.form import current_edition
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Report, new_report
from tests.document.pictures import difference, pictures, png
from tests.document.samples import ORGAN, numbers, prose, sample
from tests.document.samples import PLAIN as SENTENCE
from tests.document.test_tables import long_table

GOLDEN = Path(__file__).parent / "golden" / "pages"
FORM = current_edition()
FONTS = FontSet.discover(())
TOTAL_BYTES = 600_000
"""Most that all the pictures may take: they are part of the repository."""


def report() -> Report:
    """Every kind of paragraph, every cell filled in, a sealed signature."""
    signature = {"name": ORGAN, "date": "2026年1月9日", "seal": "sealed"}
    return sample(FORM, **numbers(FORM, 120), signature=signature)


def pdf(report: Report, furniture: Furniture = PLAIN) -> bytes:
    buffer = io.BytesIO()
    assert write_pdf(report, FORM, buffer, FONTS, furniture) == []
    return buffer.getvalue()


FINDINGS = (
    (
        Finding(
            "balance",
            Severity.ERROR,
            "表三“自然人”列不平：第一项 43＋第二项 3＝46，第三项 40＋第四项 3＝43，相差 3。",
            remedy="请逐格核对这些数，改正填错的一格。",
        ),
        "",
    ),
    (
        Finding("growth", Severity.VERIFY, "表三本年新收 1629 件，上年 210 件，增加 675%。"),
        "同一批申请人就同一项目分别提出申请，已与台账核对。",
    ),
    (Finding("share", Severity.VERIFY, "表四“其他结果”占总数的 90%。", remedy="请核实。"), ""),
    (Finding("length", Severity.HINT, "第一部分有 3335 字。", remedy="可以删去无关的内容。"), ""),
)
"""One with every weight; one to verify has a reason, the other has none."""


def signed_off() -> bytes:
    """A proof of a short report with errors."""
    short = sample(FORM, **numbers(FORM, 120), texts={FORM.texts[0]: prose(1, 1, SENTENCE)})
    at = datetime(2026, 1, 9, 14, 32, tzinfo=UTC)
    return pdf(short, proof(short, FORM, FINDINGS, at))


def parted() -> bytes:
    """A table that no page can hold."""
    pages = typeset((TextBlock("一、一页放不下的表", 1), long_table(60, 7)), FONTS)
    return draw_pdf(pages, FONTS, "", "")


MADE: dict[str, Callable[[], bytes]] = {
    "full": lambda: pdf(report()),
    "empty": lambda: pdf(new_report(FORM, 2025)),
    "proof": signed_off,
    "parted": parted,
}


def golden(name: str) -> list[Image.Image]:
    """The pictures as they are kept, page by page."""
    found = sorted(GOLDEN.glob(f"{name}-*.png"))
    assert [path.name for path in found] == [f"{name}-{n:02}.png" for n in range(1, len(found) + 1)]
    return [Image.open(path).convert("L") for path in found]


def rewrite() -> None:
    """Make the pictures anew."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.png"):
        old.unlink()
    for name, make in MADE.items():
        for number, picture in enumerate(pictures(make()), 1):
            (GOLDEN / f"{name}-{number:02}.png").write_bytes(png(picture))


@pytest.mark.parametrize("name", MADE)
def test_the_pages_look_as_they_did(name: str) -> None:
    now, kept = pictures(MADE[name]()), golden(name)
    assert len(now) == len(kept)
    seen = {
        number: apart
        for number, (one, other) in enumerate(zip(now, kept, strict=True), 1)
        if (apart := difference(one, other)).is_seen
    }
    assert seen == {}


def test_the_pictures_are_small_and_none_is_left_over() -> None:
    files = list(GOLDEN.iterdir())
    assert {path.name.rpartition("-")[0] for path in files} == set(MADE)
    assert sum(path.stat().st_size for path in files) < TOTAL_BYTES


# What the comparison notices ----------------------------------------------------------------


@pytest.fixture(scope="module")
def full() -> TypesetReport:
    return typeset(blocks(report(), FORM), FONTS)


@pytest.fixture
def prose_page(full: TypesetReport) -> Page:
    return full.pages[0]


@pytest.fixture
def table_page(full: TypesetReport) -> Page:
    """The page of the long table: none has more lines."""
    return max(full.pages, key=lambda sheet: len(sheet.lines))


@pytest.fixture(params=["prose_page", "table_page"])
def sheet(request: pytest.FixtureRequest) -> Page:
    found: Page = request.getfixturevalue(request.param)
    return found


def seen(full: TypesetReport, sheet: Page) -> bool:
    """Whether a page that was changed so is told from the kept one of its number."""
    (picture,) = pictures(draw_pdf(replace(full, pages=(sheet,), outline=()), FONTS, "", ""))
    return difference(picture, golden("full")[sheet.number - 1]).is_seen


def moved(line: Line, right: float = 0.0, down: float = 0.0) -> Line:
    pieces = tuple(replace(piece, x=piece.x + right) for piece in line.pieces)
    return replace(line, y=line.y + down, pieces=pieces)


def with_line(sheet: Page, at: int, *lines: Line) -> Page:
    """The page with one line replaced."""
    return replace(sheet, lines=(*sheet.lines[:at], *lines, *sheet.lines[at + 1 :]))


def test_a_page_as_it_is_and_one_moved_by_a_hair_are_the_same(
    full: TypesetReport, sheet: Page
) -> None:
    assert not seen(full, sheet)
    hair = tuple(moved(line, down=0.02) for line in sheet.lines)
    assert not seen(full, replace(sheet, lines=hair))


def test_one_line_moved_by_a_point_is_noticed(full: TypesetReport, sheet: Page) -> None:
    for at in (0, len(sheet.lines) // 2, len(sheet.lines) - 1):
        line = sheet.lines[at]
        assert seen(full, with_line(sheet, at, moved(line, down=1.0))), line.text
        assert seen(full, with_line(sheet, at, moved(line, right=1.0))), line.text


def test_a_missing_label_and_a_wrong_digit_are_noticed(
    full: TypesetReport, table_page: Page
) -> None:
    label = next(at for at, line in enumerate(table_page.lines) if line.text == "自")
    assert seen(full, with_line(table_page, label))
    digits = next(at for at, line in enumerate(table_page.lines) if line.text == "120")
    line = table_page.lines[digits]
    changed = replace(line, pieces=(replace(line.pieces[0], text="170"),))
    assert seen(full, with_line(table_page, digits, changed))


def test_a_missing_rule_is_noticed(full: TypesetReport, table_page: Page) -> None:
    for at in range(0, len(table_page.rules), 6):
        rules = (*table_page.rules[:at], *table_page.rules[at + 1 :])
        assert seen(full, replace(table_page, rules=rules)), table_page.rules[at]


def test_missing_shading_page_number_and_page_are_noticed(full: TypesetReport) -> None:
    sheet = next(sheet for sheet in full.pages if sheet.fills)
    assert seen(full, replace(sheet, fills=sheet.fills[1:]))
    assert seen(full, replace(sheet, folio=None))
    assert seen(full, replace(full.pages[sheet.number], number=sheet.number))
