"""The canonical form: equal for equal content, different for anything that reads differently."""

import json
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gi_desktop.form import Edition, UnknownEditionError, current_edition, edition
from gi_desktop.report.canonical import canonical, report_of
from gi_desktop.report.exact_json import ReportError
from gi_desktop.report.model import Organ, Report, Seal, Signature
from gi_desktop.report.prose import CellRun, Paragraph, TextRun
from gi_desktop.report.serial import from_json, to_record
from gi_desktop.report.sheet import Plan
from gi_desktop.report.values import Raw
from tests.strategies import long_report, numbers, reports, usual_reports
from tests.toy import TOY

FORM = current_edition()
every_form = pytest.mark.parametrize("form", [FORM, TOY], ids=lambda form: form.id)

REPORT = Report(
    edition="toy",
    organ=Organ(name="某局"),
    year=2024,
    cells={
        "letters.received.paper": 3,
        "letters.received.mail": 4,
        "letters.postage.amount": Decimal("1.50"),
        "letters.open.paper": Raw("x"),
    },
    texts={"work": (Paragraph.of("办理来信。"), Paragraph.of("（一）办理", 2))},
    signature=Signature(name="某局", date="2025年1月8日", seal=Seal.UNSEALED),
)
GOLDEN = (
    '{"canonical":1,"cells":{"letters.open.paper":"x","letters.postage.amount":"1.50",'
    '"letters.received.mail":4,"letters.received.paper":3,"letters.received.total":7},'
    '"edition":"toy","organ":"某局","scope":"own","signature":["某局","2025年1月8日"],'
    '"texts":{"preface":[],"work":[[0,"办理来信。"],[2,"（一）办理"]]},'
    '"title":"某局2024年来信办理年度报告","year":2024}'
)


GOLDEN_2 = (
    '{"canonical":2,"cells":{"letters.open.paper":"x","letters.postage.amount":"1.50",'
    '"letters.received.mail":4,"letters.received.paper":3,"letters.received.total":7},'
    '"edition":"toy","organ":"某局","period":null,"scope":"own",'
    '"signature":["某局","2025年1月8日"],'
    '"texts":{"preface":[],"work":[[0,"办理来信。"],[2,"（一）办理"]]},'
    '"title":["某局2024年来信办理年度报告"],"year":2024}'
)


def test_each_version_stays_byte_for_byte_what_it_is() -> None:
    assert canonical(REPORT, TOY, 1).decode() == GOLDEN
    assert canonical(REPORT, TOY).decode() == GOLDEN_2


@every_form
@given(data=st.data())
def test_the_report_read_from_it_says_the_same(data: st.DataObject, form: Edition) -> None:
    report = data.draw(reports(form))
    content = canonical(report, form)
    try:
        back, found = report_of(content.decode("utf-8", "surrogatepass"), lambda _id: form)
    except ReportError:
        return  # numbers longer than any report has are refused when they are read
    assert found is form
    assert canonical(back, form) == content


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "1",
        '{"edition":"toy"}',
        '{"edition":"toy","cells":{},"texts":{"work":1}}',
        GOLDEN_2.replace('[0,"办', '["办'),
        GOLDEN_2.replace('"某局","2025年1月8日"', "1"),
    ],
)
def test_what_is_no_canonical_form_is_refused(content: str) -> None:
    with pytest.raises((ReportError, UnknownEditionError)):
        report_of(content, lambda name: TOY if name == "toy" else edition(name))


@every_form
@given(data=st.data())
def test_it_survives_saving_and_a_new_id(data: st.DataObject, form: Edition) -> None:
    report = data.draw(reports(form))
    copy = from_json(json.loads(json.dumps(to_record(report, form))), form)
    assert canonical(copy.replace(id=uuid4()), form) == canonical(report, form)


def test_how_a_number_came_about_does_not_count() -> None:
    typed = REPORT.replace(cells={**REPORT.cells, "letters.received.total": 7})
    assert canonical(typed, TOY) == canonical(REPORT, TOY)
    written = REPORT.replace(texts={"work": (Paragraph.of("收到7件"),)})
    runs = (TextRun(text="收到"), CellRun(cell="letters.received.total"), TextRun(text="件"))
    referred = REPORT.replace(texts={"work": (Paragraph(runs=runs),)})
    assert canonical(written, TOY) == canonical(referred, TOY)


def test_version_one_folds_what_looks_the_same() -> None:
    def text(content: str) -> bytes:
        return canonical(REPORT.replace(texts={"work": (Paragraph.of(content),)}), TOY, 1)

    assert text("caf\u00e9 1\u3000 2 ") == text("cafe\u0301 1 2")
    assert text("1 2") != text("12")


@every_form
@given(data=st.data())
def test_every_single_cell_counts(data: st.DataObject, form: Edition) -> None:
    report = data.draw(usual_reports(form))
    spec = data.draw(st.sampled_from(form.inputs))
    value = data.draw(st.none() | numbers(spec.kind))
    assume(value != report.stored(spec.address))
    cells = {**report.cells, spec.address: value}
    changed = report.replace(cells={cell: v for cell, v in cells.items() if v is not None})
    assert canonical(changed, form) != canonical(report, form)


@given(data=st.data())
def test_every_single_character_counts(data: st.DataObject) -> None:
    report = long_report(FORM, 400)
    text_id = data.draw(st.sampled_from(FORM.texts))
    number = data.draw(st.integers(0, len(report.text(text_id)) - 1))
    text = report.text(text_id)[number].resolve(Plan.of(FORM).sheet(report.cells).value)
    place = data.draw(st.integers(0, len(text) - 1))
    other = text[:place] + data.draw(st.sampled_from(["", "囗"])) + text[place + 1 :]
    paragraphs = list(report.text(text_id))
    paragraphs[number] = Paragraph.of(other)
    changed = report.replace(texts={**report.texts, text_id: tuple(paragraphs)})
    assert canonical(changed, FORM) != canonical(report, FORM)


def variants() -> Iterator[Report]:
    yield REPORT.replace(year=2023)
    yield REPORT.replace(title="某局的报告")
    yield REPORT.replace(organ=Organ(name="别局"), title=REPORT.printed_title(TOY))
    yield REPORT.replace(signature=Signature(name="某局", seal=Seal.UNSEALED))
    yield REPORT.replace(texts={"preface": REPORT.text("work")})
    yield REPORT.replace(texts={"work": REPORT.text("work")[:1]})
    yield REPORT.replace(texts={"work": REPORT.text("work")[::-1]})
    yield REPORT.replace(texts={"work": (Paragraph.of("办理来信。（一）办理"),)})
    yield REPORT.replace(
        texts={"work": (Paragraph.of("办理来信。"), Paragraph.of("（一）办理", 1))}
    )
    yield REPORT.replace(cells={**REPORT.cells, "letters.postage.amount": Decimal("1.5")})
    yield REPORT.replace(cells={**REPORT.cells, "letters.open.mail": 0})


def test_everything_else_that_is_printed_counts() -> None:
    forms = [canonical(report, TOY) for report in (REPORT, *variants())]
    assert len(set(forms)) == len(forms)


def test_the_room_for_a_seal_and_the_contact_do_not_count() -> None:
    other = REPORT.replace(
        signature=REPORT.signature.replace(seal=Seal.SEALED),
        organ=REPORT.organ.replace(telephone="1", id="x"),
    )
    assert canonical(other, TOY) == canonical(REPORT, TOY)


def test_half_a_surrogate_pair_is_no_obstacle() -> None:
    broken = REPORT.replace(organ=Organ(name="某\ud83d局"))
    assert canonical(broken, TOY) != canonical(REPORT, TOY)
