"""A report without a fault, and how to break it."""

from collections.abc import Callable, Mapping

import pytest

from gi_desktop.checks import Checker
from gi_desktop.form import Edition, Kind, current_edition
from gi_desktop.report.edits import SetCells
from gi_desktop.report.model import Organ, Report
from gi_desktop.report.prose import paragraphs
from gi_desktop.report.values import Value, parse_value
from tests.checks.helpers import Check


@pytest.fixture
def form() -> Edition:
    return current_edition()


@pytest.fixture
def check(form: Edition) -> Check:
    return Checker(form).run


@pytest.fixture
def sound(form: Edition) -> Report:
    """Every cell 0 but for ten requests of natural persons, seven granted, three pending."""
    cells = {spec.address: parse_value("0", spec.kind) for spec in form.inputs}
    cells |= {
        "applications.received.natural": 10,
        "applications.granted.natural": 7,
        "applications.carried_out.natural": 3,
    }
    assert form.kind("disclosure.fees.amount") is Kind.AMOUNT
    return Report(
        edition=form.id,
        year=2025,
        organ=Organ(name="某县水利局"),
        cells=cells,
        texts={
            "overview": paragraphs(
                "主动公开信息二十条；依申请公开按时答复；政府信息管理有制度；"
                "在网站建了公开平台；监督保障有专人。"
            ),
            "problems": paragraphs("公开的及时性还不够，正在改进。"),
            "other_matters": paragraphs("本年没有收取信息处理费。"),
        },
    )


@pytest.fixture
def broken(sound: Report) -> Callable[[Mapping[str, Value]], Report]:
    """The sound report with some cells changed."""
    return lambda values: SetCells("改", values).apply(sound)
