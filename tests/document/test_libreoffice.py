"""LibreOffice as a checker: it opens our DOCX and comes to the same pages and lines as our PDF."""

from collections.abc import Mapping
from pathlib import Path

import pdfplumber
import pytest

from gi_desktop.document import write_docx, write_pdf
from gi_desktop.document.fonts import FontSet
from gi_desktop.form import Edition
from gi_desktop.report.model import Report, new_report
from tests.document.office import Office
from tests.document.samples import ORGAN, PARAGRAPH, PLAIN, numbers, prose, sample

SEALED = {"name": ORGAN, "date": "2026年1月9日", "seal": "sealed"}


HEADINGS = [
    {"level": level, "text": text}
    for level, text in ((2, "（一）主动公开情况"), (3, "1.公开数量"), (4, "（1）网站公开数量"))
]


def made_up(form: Edition) -> dict[str, Report]:
    return {
        "empty": new_report(form, 2025),
        "headings": sample(form, texts={"overview": [PARAGRAPH, *HEADINGS, *prose(4, 3, PLAIN)]}),
        "large": sample(
            form,
            **numbers(form, 12345678, "12345678.1234"),
            texts={name: prose(2, 2, PLAIN) for name in form.texts},
            signature=SEALED,
        ),
        "long": sample(form, texts={"overview": prose(50, 5, PLAIN), "problems": prose(3, 1)}),
        "short": sample(form, texts={name: ["无。"] for name in form.texts}, signature={}),
    }


@pytest.fixture(scope="module")
def pairs(
    office: str, form: Edition, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, tuple[Path, Path]]:
    """Name → our PDF, and LibreOffice's from our DOCX."""
    folder = tmp_path_factory.mktemp("office")
    ours = folder / "ours"
    ours.mkdir()
    for name, report in made_up(form).items():
        write_pdf(report, form, ours / f"{name}.pdf", fonts)
        write_docx(report, form, ours / f"{name}.docx", fonts)
    documents = sorted(ours.glob("*.docx"))
    theirs = Office(office, folder).pdfs(documents)
    return {
        path.stem: (path.with_suffix(".pdf"), pdf)
        for path, pdf in zip(documents, theirs, strict=True)
    }


NAMES = ["empty", "headings", "large", "long", "short"]


def page_texts(path: Path) -> list[list[tuple[float, str]]]:
    """The lines of each page as (baseline from the bottom, text without blanks)."""
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            lines: dict[int, list[tuple[float, float, str]]] = {}
            for char in page.chars:
                if char["text"].strip():
                    x, y = char["matrix"][4:6]
                    lines.setdefault(round(y), []).append((x, y, char["text"]))
            found.append(
                [
                    (chars[0][1], "".join(text for *_, text in sorted(chars)))
                    for _, chars in sorted(lines.items(), reverse=True)
                ]
            )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_docx_has_as_many_pages_as_the_pdf(
    pairs: Mapping[str, tuple[Path, Path]], name: str
) -> None:
    ours, compared = map(page_texts, pairs[name])
    assert len(compared) == len(ours)


@pytest.mark.parametrize("name", NAMES)
def test_headings_and_tables_fall_on_the_same_pages(
    pairs: Mapping[str, tuple[Path, Path]], form: Edition, name: str
) -> None:
    ours, compared = map(page_texts, pairs[name])
    marks = [section.heading for section in form.sections] + ["申请人情况", "行政诉讼"]
    for first, second in zip(ours, compared, strict=True):
        assert [m for m in marks if any(m in t for _, t in first)] == [
            m for m in marks if any(m in t for _, t in second)
        ]


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_the_same_and_stand_at_the_same_height(
    pairs: Mapping[str, tuple[Path, Path]], name: str
) -> None:
    ours, compared = map(page_texts, pairs[name])
    total = same = 0
    for first, second in zip(ours, compared, strict=True):
        total += len(first)
        same += sum(any(t == text and abs(h - y) < 1 for h, t in second) for y, text in first)
    assert same / total > 0.97
