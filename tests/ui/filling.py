"""A report that is filled in by hand of a test, and the table that is shown of it."""

from gi_desktop.report.edits import SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.report.prose import paragraphs
from gi_desktop.session import Session
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window

TITLE = "某局2025年政府信息公开工作年度报告"
"""Of the report that is filled in."""
NATURAL = "applications.{}.natural"
SAYS_ALL = (
    "主动公开、依申请公开、政府信息管理、公开平台、监督保障都写明了；"
    "公开的及时性还不够，正在改进；没有收取信息处理费。"
)
"""What no rule asks more of, in any section."""


def fill_everything(session: Session) -> None:
    """Fill in all of the form, without a fault."""
    organ = Organ(name="某局", kind=OrganKind.DEPARTMENT, telephone="0000-1")
    session.apply(SetFields("准备", {"organ": organ, "year": 2025}))
    session.apply(SetCells("准备", {spec.address: 0 for spec in session.form.inputs}))
    for text_id in session.form.texts:
        session.apply(SetText("准备", text_id, paragraphs(SAYS_ALL)))


def table_page(window: Window) -> TablePage:
    page = window.pages[window.number]
    assert isinstance(page, TablePage)
    return page
