"""A clerk edits the DOCX: it stays in shape, as LibreOffice shows it."""

import re
import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from gi_desktop.document import page, write_docx
from gi_desktop.document.fonts import FontSet, Role
from gi_desktop.form import Edition
from tests.conftest import absent
from tests.document.office import Office
from tests.document.samples import PLAIN, numbers, prose, sample
from tests.document.test_word_schema import SHEET, errors

LONG = PLAIN * 12
HEADING = "（五）新写的标题"
Lines = list[list[tuple[float, float, str]]]
"""Page by page: left edge, baseline from the top, text without blanks."""


def edited(path: Path, target: Path) -> None:
    """Put a long paragraph and a heading in the middle, and a number of eight digits."""
    document = docx.Document(str(path))
    body = [p for p in document.paragraphs if p.style and p.style.name == "公文正文"]
    middle = body[len(body) // 2]
    middle.insert_paragraph_before(HEADING, "Heading 2")
    middle.insert_paragraph_before(LONG, "公文正文")
    cell = document.tables[0].rows[2].cells[1]
    (run,) = cell.paragraphs[0].runs
    run.text = "12345678"
    document.save(str(target))


def lines_of(path: Path) -> Lines:
    found: Lines = []
    with pdfplumber.open(path) as pdf:
        for sheet in pdf.pages:
            rows: dict[int, list[tuple[float, float, str]]] = {}
            for char in sheet.chars:
                x, y = char["matrix"][4:6]
                if char["text"].strip() and char["size"] < 100:
                    rows.setdefault(round(y), []).append((x, page.HEIGHT - y, char["text"]))
            found.append(
                [
                    (min(chars)[0], chars[0][1], "".join(text for *_, text in sorted(chars)))
                    for _, chars in sorted(rows.items(), reverse=True)
                ]
            )
    return found


@pytest.fixture(scope="module")
def shown(
    form: Edition, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The documents, and LibreOffice's PDF of each as NAME.office.pdf."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        absent("LibreOffice")
    folder = tmp_path_factory.mktemp("edited")
    texts = {"overview": prose(6, 4, PLAIN), "problems": prose(4, 3, PLAIN)}
    report = sample(form, **numbers(form, 38), texts=texts)
    paths = {name: folder / f"{name}.docx" for name in ("before", "after", "proof")}
    write_docx(report, form, paths["before"], fonts)
    write_docx(report, form, paths["proof"], fonts, SHEET)
    edited(paths["before"], paths["after"])
    Office(str(program), folder).pdfs(list(paths.values()))
    return paths


def pages(path: Path) -> Lines:
    return lines_of(path.with_suffix(".office.pdf"))


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def test_the_edited_document_still_conforms(shown: Mapping[str, Path], tmp_path: Path) -> None:
    assert errors(shown["after"].read_bytes(), tmp_path) == []


def test_what_is_put_in_fills_lines_of_the_page(shown: Mapping[str, Path], fonts: FontSet) -> None:
    before, after = pages(shown["before"]), pages(shown["after"])
    added = [text for sheet in after for _, _, text in sheet[:-1]]
    assert HEADING in added
    assert LONG in "".join(added)
    lines = sum(map(len, after)) - sum(map(len, before)) - 1  # and the heading
    width = fonts.width(LONG, Role.BODY, page.EM) + page.TRACKING * len(LONG)
    assert width / page.TEXT_WIDTH < lines < 1.1 * width / page.TEXT_WIDTH
    assert 1 <= len(after) - len(before) <= 2


def test_lines_keep_their_pitch_and_stay_within_the_text(shown: Mapping[str, Path]) -> None:
    right = page.WIDTH - page.RIGHT
    for sheet in pages(shown["after"]):
        body = [(x, y) for x, y, _ in sheet if y < page.HEIGHT - page.BOTTOM]
        assert all(page.LEFT - 0.5 < x < right for x, _ in body)
        assert max(y for _, y in body) < page.HEIGHT - page.BOTTOM
    (first, *_) = pages(shown["after"])
    steps = [below[1] - above[1] for above, below in pairwise(first[3:-1])]
    assert steps
    assert steps == pytest.approx([page.PITCH] * len(steps), abs=0.3)


def test_no_heading_ends_a_page_and_tables_stay_whole(
    shown: Mapping[str, Path], form: Edition
) -> None:
    after = pages(shown["after"])
    headings = {HEADING, *(section.heading for section in form.sections)}
    for sheet in after:
        *_, (_, _, last) = (line for line in sheet if line[1] < page.HEIGHT - page.BOTTOM)
        assert last not in headings
    whole = ["".join(text for *_, text in sheet) for sheet in after]
    assert any("12345678" in text and "第二十条第（八）项" in text for text in whole)
    assert any("申请人情况" in text and "四、结转下年度继续办理" in text for text in whole)


def test_page_numbers_go_on_at_their_side(shown: Mapping[str, Path]) -> None:
    for name, sheets in (("after", 0), ("proof", 1)):
        for number, sheet in enumerate(pages(shown[name])[sheets:], 1):
            x, y, text = sheet[-1]
            assert text == f"—{number}—"
            assert y == pytest.approx(page.FOLIO_BASELINE, abs=1)
            assert (x > page.WIDTH / 2) == bool(number % 2)


def test_widths_and_styles_are_what_they_were(shown: Mapping[str, Path]) -> None:
    before, after = opened(shown["before"]), opened(shown["after"])
    for one, other in zip(before.tables, after.tables, strict=True):
        grids = [[c.get(qn("w:w")) for c in t._tbl.iter(qn("w:gridCol"))] for t in (one, other)]
        assert grids[0] == grids[1]
    names = {p.style.name for p in after.paragraphs if p.style}
    assert names == {p.style.name for p in before.paragraphs if p.style} | {"Heading 2"}


def test_the_proof_shows_its_line_on_every_page_and_no_number_on_its_sheet(
    shown: Mapping[str, Path],
) -> None:
    sheet, *report = pages(shown["proof"])
    without = pages(shown["before"])
    assert len(report) == len(without)
    assert not re.fullmatch("—.*—", sheet[-1][2])
    for lines in (sheet, *report):
        x, y, text = lines[0]
        assert text == SHEET.header.replace("\u3000", "").replace(" ", "")
        assert y == pytest.approx(page.HEADER_BASELINE, abs=1)
        assert x > page.WIDTH / 2
    for ours, plain in zip(report, without, strict=True):
        assert [text for *_, text in ours[1:]] == [text for *_, text in plain]
