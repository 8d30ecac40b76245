"""Dialogs and further windows: reached by keyboard, named, whole at every scaling, Chinese."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gi_desktop import verifying
from gi_desktop.batch import Checked
from gi_desktop.document.fonts import FontSet
from gi_desktop.drafts import SetDraft
from gi_desktop.importing.read_back import ReadBack
from gi_desktop.report.difference import differences
from gi_desktop.report.edits import SetCells
from gi_desktop.report.finding import Finding, Severity
from gi_desktop.report.model import Organ, OrganKind
from gi_desktop.report.profile import Profile
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.sentences import facts_for
from gi_desktop.report.source import Mark, MarkKind, Source, SourceTable
from gi_desktop.selftest import Outcome
from gi_desktop.ui.batch.units_dialog import UnitsDialog
from gi_desktop.ui.cell_chooser import CellChooser
from gi_desktop.ui.fault_dialog import FaultDialog
from gi_desktop.ui.fonts_dialog import FontsDialog
from gi_desktop.ui.organ_dialog import OrganDialog
from gi_desktop.ui.organs_dialog import OrgansDialog, PickOrganDialog
from gi_desktop.ui.output import Way
from gi_desktop.ui.outside_dialog import OutsideDialog
from gi_desktop.ui.read_back_dialog import ReadBackDialog
from gi_desktop.ui.reason_dialog import ReasonDialog
from gi_desktop.ui.review_dialog import ReviewDialog
from gi_desktop.ui.selftest import SelfTestDialog
from gi_desktop.ui.sentences_dialog import SentencesDialog
from gi_desktop.ui.sizing import FRAME
from gi_desktop.ui.table.paste_dialog import PasteDialog
from gi_desktop.ui.trail_dialog import TrailDialog
from gi_desktop.ui.verify_dialog import VerifyDialog
from gi_desktop.ui.versions_dialog import VersionsDialog
from gi_desktop.ui.window import Window
from tests.ui.hands import CONTROL, Key, focused, press, session_of
from tests.ui.test_access import SIZES
from tests.ui.walking import (
    cut_off,
    foreign,
    roll,
    settle,
    silent,
    sticking_out,
    unnamed,
    unreached,
)

CELL = "review.litigation_direct.upheld"
LONG = "某某省某某自治州某某县人民政府政务服务和数据管理局办公室"
OFFICE = Profile(organ=Organ(id="1", name=LONG, kind=OrganKind.GOVERNMENT_OFFICE))
TOWN = Profile(organ=Organ(id="2", name="云溪镇人民政府", kind=OrganKind.TOWNSHIP))


def fonts(window: Window) -> QWidget:
    return FontsDialog(FontSet.discover(()), lambda: None, window)


def organ(window: Window) -> QWidget:
    return OrganDialog(OFFICE, window)


def organs(window: Window) -> QWidget:
    for profile in (OFFICE, TOWN):
        assert window.desk.organs.keep(profile)
    return OrgansDialog(window.desk.organs, window)


def pick(window: Window) -> QWidget:
    return PickOrganDialog((OFFICE, TOWN), window)


def cells(window: Window) -> QWidget:
    return CellChooser(session_of(window), window)


def facts(window: Window) -> QWidget:
    session = session_of(window)
    section = session.form.section_of_text("other_matters")
    assert section is not None
    return SentencesDialog(
        facts_for(section, session.form, session.sheet),
        session.sheet.value,
        window,
        [Finding("balance", Severity.ERROR, "不平。", ("applications.received.natural",))],
    )


def fault(window: Window) -> QWidget:
    return FaultDialog("程序出错了，刚才的内容已经存好。", "内容\n" * 80, window)


def reason(window: Window) -> QWidget:
    return ReasonDialog("更正", "为什么要更正？" * 12, "如：漏填一件。", "开始更正", window)


def verify(window: Window) -> QWidget:
    """With an answer that has everything: a sentence, notes, another report, differences."""
    session = session_of(window)
    old = session.report.replace(year=2020, organ=Organ(name=LONG))
    found = differences(old, SetCells("", {CELL: 7}).apply(session.report), session.form)
    dialog = VerifyDialog(verifying.Verifier(session.draft, session.form), lambda: None, window)
    notes = ("这个文件导出以后另存过，或者加过签章、批注；报告的数字和文字没有变。" * 2,)
    path = Path("/tmp/某处.xxgk")
    dialog.show_answer(
        verifying.Answer(verifying.Outcome.DIFFERS, "与以前的不同。" * 9, "", 1, notes, found, path)
    )
    return dialog


def paste(window: Window) -> QWidget:
    window.go(3)
    QGuiApplication.clipboard().setText("无\t-\t/\r\n" + "1\t2\t3\r\n" * 12)
    press(Key.Key_V, CONTROL)
    return window.findChildren(PasteDialog)[0]


def helping(window: Window) -> QWidget:
    window.actions_.help_whole.trigger()
    assert window.helping.page is not None
    return window.helping.page


def selftest(window: Window) -> QWidget:
    dialog = SelfTestDialog(window)
    dialog.finish(
        [Outcome("打印", passed=False, detail=LONG * 3), Outcome("窗口", passed=True)] * 9
    )
    return dialog


def versions(window: Window) -> QWidget:
    desk = window.desk
    assert desk.versions.keep_named("送领导审阅前") == ""
    desk.versions.session.apply(SetCells("填", {desk.form.inputs[0].address: 5}))
    assert desk.versions.keep_named("又一个") == ""
    return VersionsDialog(desk.versions, window)


def trail(window: Window) -> QWidget:
    window.desk.keeper.keep_now()
    return TrailDialog(window.desk.trail.steps(), window.desk.form, "", window)


def outside(window: Window) -> QWidget:
    report = session_of(window).report
    changed = dict.fromkeys(list(report.cells)[:9], 7)
    theirs = report.replace(cells={**report.cells, **changed})
    found = differences(report, theirs, window.desk.form)
    said = f"“{LONG}.xxgk”在别处被改过，今天 14:32 保存，有 9 处不同。"
    return OutsideDialog(said, found, found[3:], window)


def review(window: Window) -> QWidget:
    session = session_of(window)
    found = {MarkKind.NOT_FOUND: "原文这一行只有 6 个数，按合计确定位置", MarkKind.READ: ""}
    cells = [*session.form.cells]
    marks = {
        cell: Mark(kind=kind, how=found[kind], row=number % 3)
        for number, cell in enumerate(cells)
        for kind in ([*found][number % 2],)
    }
    rows = ((LONG * 2, "1", "2"), ("一、本年新收", *("3" * 12)), ("合计", "128356.6505"))
    tables = tuple(SourceTable(table=table.id, rows=rows) for table in session.form.tables)
    source = Source(kind="docx", tables=tables, marks=marks, notes=(LONG, LONG))
    session.apply(SetDraft("读入", {"source": source}))
    return ReviewDialog(session, window)


def read_back(window: Window) -> QWidget:
    report = session_of(window).report
    theirs = report.replace(
        cells={**report.cells, **dict.fromkeys(list(report.cells)[:9], 7)},
        texts={"overview": (Paragraph.of(f"{LONG}，加强公开工作。" * 4),)},
    )
    found = ReadBack(
        theirs,
        differences(report, theirs, window.desk.form),
        (f"表三“{LONG}”没有读到，保留 3。",) * 9,
        (f"“{LONG[:20]}……”处的批注：请补充。",),
        f"这个文件是“{LONG}”的报告，可能选错了文件。",
    )
    return ReadBackDialog(LONG, found, window)


def preview(window: Window) -> QWidget:
    window.output.start(Way.PREVIEW)
    assert window.output.preview is not None
    return window.output.preview


def batch(window: Window) -> QWidget:
    window.actions_.batch.trigger()
    made = window.batches.page
    assert made is not None
    made.use_units((LONG, "云溪镇人民政府"))
    made._take(
        [Checked(Path("a.xxgk"), organ=LONG, year=2025), Checked(Path("b.xxgk"), "打不开。")]
    )
    return made


def batch_empty(window: Window) -> QWidget:
    window.actions_.batch.trigger()
    assert window.batches.page is not None
    return window.batches.page


def batch_units(window: Window) -> QWidget:
    return UnitsDialog((LONG,), window._dialogs, window.desk.folders, window)


SURFACES = (
    fonts,
    organ,
    organs,
    pick,
    cells,
    facts,
    fault,
    reason,
    verify,
    paste,
    helping,
    preview,
    selftest,
    versions,
    trail,
    outside,
    batch,
    batch_empty,
    batch_units,
    review,
    read_back,
)


@pytest.fixture(params=SURFACES, ids=lambda make: make.__name__)
def surface(request: pytest.FixtureRequest, window: Window, qtbot: QtBot) -> QWidget:
    """Each of them open, over a report full of zeros."""
    session = session_of(window)
    session.apply(SetCells("填", {spec.address: 0 for spec in session.form.inputs}))
    make: Callable[[Window], QWidget] = request.param
    made = make(window)
    if not made.isVisible():
        assert isinstance(made, QDialog)
        made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    shown = window.output.preview
    if shown is not None:
        qtbot.waitUntil(lambda: shown.report is not None)
    settle()
    return made


def test_all_is_named_and_reached_and_the_wheel_changes_nothing(surface: QWidget) -> None:
    assert surface.windowTitle()
    assert not unnamed(surface)
    assert not silent(surface)
    assert not foreign(surface)
    assert focused().window() is surface, "it does not take the keys by itself"
    assert not unreached(surface, lambda: None)
    for widget in surface.findChildren(QWidget):
        before = chosen(widget)
        if before is not None and widget.isVisible():
            widget.setFocus()
            roll(widget)
            assert chosen(widget) == before


def chosen(widget: QWidget) -> object:
    """What stands in a choice or a field for numbers; None for anything else."""
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    return widget.text() if isinstance(widget, QAbstractSpinBox) else None


def test_it_fits_every_screen_and_escape_closes_it(surface: QWidget) -> None:
    for size in SIZES:
        wide, high = size[0] - FRAME.width(), size[1] - FRAME.height()
        least = surface.minimumSizeHint().expandedTo(surface.minimumSize())
        assert least.width() <= wide
        assert least.height() <= high
        surface.resize(min(surface.width(), wide), min(surface.height(), high))
        assert not cut_off(surface)
        assert not sticking_out(surface)
    press(Key.Key_Escape)
    settle()
    assert not isValid(surface) or not surface.isVisible()
