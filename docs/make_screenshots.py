"""Makes the pictures in docs/screenshots: each page of the wizard with an invented report.

    python -m docs.make_screenshots [FOLDER]

Needs no screen. The window fills one of 1366 × 768, as on a small laptop, at 100, 150 and 200 %.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from docs.colors import with_few_colors
from docs.example import LAST_PROBLEMS, ORGAN, TOWN, drafts_of_many, export_text, fill, last_year
from gi_desktop.document.fonts import FontSet
from gi_desktop.drafts import SealRecord, SetDraft, Store, attach
from gi_desktop.importing import import_text
from gi_desktop.importing.read_back import ReadBack
from gi_desktop.report.difference import differences
from gi_desktop.report.edits import SetCells, SetText
from gi_desktop.report.profile import Profile
from gi_desktop.report.prose import Paragraph
from gi_desktop.report.sentences import facts_for
from gi_desktop.selftest import CHECKS, Outcome
from gi_desktop.selftest import text as as_text
from gi_desktop.session import Session
from gi_desktop.ui.app import make_application
from gi_desktop.ui.batch.lines import Order
from gi_desktop.ui.batch.units_dialog import UnitsDialog
from gi_desktop.ui.cell_chooser import CellChooser
from gi_desktop.ui.dialogs import QtDialogs
from gi_desktop.ui.fault_dialog import FaultDialog
from gi_desktop.ui.fonts_dialog import FontsDialog
from gi_desktop.ui.organ_dialog import OrganDialog
from gi_desktop.ui.organs_dialog import OrgansDialog, PickOrganDialog
from gi_desktop.ui.output import Way
from gi_desktop.ui.outside_dialog import OutsideDialog
from gi_desktop.ui.pages.prose_page import ProsePage
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.preview.pages_view import Fit
from gi_desktop.ui.read_back_dialog import ReadBackDialog
from gi_desktop.ui.reason_dialog import ReasonDialog
from gi_desktop.ui.review_dialog import ReviewDialog
from gi_desktop.ui.selftest import SelfTestDialog
from gi_desktop.ui.selftest import checks as window_checks
from gi_desktop.ui.sentences_dialog import SentencesDialog
from gi_desktop.ui.steps import Place
from gi_desktop.ui.table.paste_dialog import PasteDialog
from gi_desktop.ui.trail_dialog import TrailDialog
from gi_desktop.ui.verify_dialog import VerifyDialog
from gi_desktop.ui.versions_dialog import VersionsDialog
from gi_desktop.ui.window import Window
from gi_desktop.verifying import Verifier

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1366, 768)
SCALES = (1.5, 2.0)
"""Beside 100 %."""
ONE = "one"
"""Asks for the pictures at the scaling of this process alone."""
_SCREEN = {"name": "laptop", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
_REVIEWED = "review.reconsideration.upheld"
SHOWN_CELL = "applications.unavailable_not_held.natural"
_TODAY = date(2026, 1, 12)


_PC = (
    "系统：Windows 10 10.0.19045",
    "Python 3.12.10",
    r"程序：C:\Users\张三\AppData\Local\Programs\gi-desktop\GI.exe",
    r"数据：C:\Users\张三\AppData\Local\gi-desktop",
)


_FAULT = (
    "程序出了没有料到的错，刚才那一步可能没有完成。报告没有丢，已经自动暂存在这台电脑上。"
    "请保存后关闭程序再打开，并把下面的内容复制给维护人员。"
)
_FAULT_REPORT = """gi-desktop 0.1.0 · Python 3.12.10 · Qt 6.11.3 · Windows 10

Traceback (most recent call last):
  File "gi_desktop\\ui\\window.py", line 100, in go
    page.show_place(place)
ValueError: an example
"""


def _self_test() -> SelfTestDialog:
    """The self-test as it ends on a PC that does not exist, since it names folders of the PC."""
    found = [Outcome(name, passed=True) for name, _ in (*CHECKS, *window_checks())]
    dialog = SelfTestDialog()
    lines = as_text(found).splitlines()
    dialog.finish(found, "\n".join([lines[0], *_PC, *lines[1 + len(_PC) :]]))
    return dialog


def main(folder: Path) -> None:
    """Write the pictures at 100 %, and those at 150 and 200 % into folders of their own.

    The scaling is that of a whole process, so each has its own.
    """
    _write(folder, 1)
    for scale in SCALES:
        inside = folder / f"{scale:.0%}".rstrip("%")
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, "-m", "docs.make_screenshots", str(inside.resolve()), ONE]
        subprocess.run(command, cwd=ROOT, check=True, env=environment)


def _write(folder: Path, scale: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        screen = Path(data) / "screen.json"
        screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        os.environ["LOGNAME"] = "王芳"  # who the trail says it was
        app = make_application()
        store = Store(Path(data) / "data")
        window = Window(store)
        window.desk.today = lambda: _TODAY
        window.resize(*(round(length / scale) for length in SIZE))
        window.show()
        window.activateWindow()
        shots = Shots(app, window, folder)
        shots.pages(Path(data) / "年报")
        shots.helpers()
        shots.intake()
        shots.last_year()
        shots.history()
        shots.stages()
        window.desk.close_report()
        shots.organs()
        shots.many(Path(data) / "各单位年报")
        window.close()
        store.close()


class Shots:
    """Takes the pictures of one window."""

    def __init__(self, app: QApplication, window: Window, folder: Path) -> None:
        self._app = app
        self._window = window
        self._folder = folder

    def pages(self, drafts: Path) -> None:
        """The start page before and after the first report, and every step."""
        window, draft = self._window, drafts / "云溪市.xxgk"
        self._start("start-empty")
        window.desk.new()
        fill(self._session)
        drafts.mkdir()
        self._session.save(draft)
        window.desk.store.touch(draft)
        window.desk.close_report()
        self._start("start")
        window.desk.open(draft)
        for number, step in enumerate(window.steps):
            place = Place(number)
            if step.section is not None and SHOWN_CELL.startswith(f"{step.section.table}."):
                place = Place(number, cell=SHOWN_CELL)
            window.go(number, place)
            self._shoot(window, step.id)

    def _start(self, name: str) -> None:
        """The start page, once the drafts it lists are read."""
        waiting = QEventLoop()
        self._window.start.filled.connect(waiting.quit)
        self._window.start.fill()
        waiting.exec()
        self._shoot(self._window, name)

    def helpers(self) -> None:
        """What opens beside a step or above it."""
        window = self._window
        window.go(1)
        window.actions_.replace.trigger()
        self._shoot(window, "find")
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        window.go(2)
        window.actions_.reason.trigger()
        self._shoot(window, "reason")
        window.actions_.help_whole.trigger()
        self._shoot(window.helping.page, "help")
        self._shoot(self._preview(), "preview")
        self._dialog(FontsDialog(FontSet.discover(()), lambda: None, window), "fonts")
        self._dialog(_self_test(), "self-test")
        self._dialog(FaultDialog(_FAULT, _FAULT_REPORT, window), "fault")
        window.go(3, Place(3, cell=SHOWN_CELL))
        QGuiApplication.clipboard().setText("15\t-\t3\n2\t无\t1")
        page = window.pages[3]
        if not isinstance(page, TablePage):
            raise TypeError(page)
        page.view.paste()
        self._dialog(window.findChildren(PasteDialog)[0], "paste")
        section = self._session.form.sections[-1]
        facts = facts_for(section, self._session.form, self._session.sheet)
        given = (self._session.sheet.value, window, self._session.findings)
        self._dialog(SentencesDialog(facts, *given), "facts")
        self._dialog(CellChooser(self._session, window), "cells")

    def history(self) -> None:
        """Versions, the trail, and what somebody else changed."""
        window, desk, session = self._window, self._window.desk, self._session
        desk.save()
        desk.versions.keep_named("送领导审阅前")
        before = session.report
        session.apply(SetCells("修改 表三", {SHOWN_CELL: 2, "disclosure.normative.issued": 5}))
        section = session.form.sections[-1]
        text = (*session.report.text(section.text), Paragraph.of("没有其他需要报告的事项。"))
        session.apply(SetText(f"修改{section.heading}", section.text, text))
        desk.keeper.keep_now()
        self._dialog(VersionsDialog(desk.versions, window), "versions")
        self._dialog(TrailDialog(desk.trail.steps(), session.form, "", window), "trail")
        found = [
            one for one in differences(session.report, before, session.form) if not one.follows
        ]
        said = f"“云溪市.xxgk”在别处被改过，今天 14:32 保存，有 {len(found)} 处不同。"
        self._dialog(OutsideDialog(said, found, found[1:], window), "outside")
        desk.save()
        desk.keeper.settle()

    def intake(self) -> None:
        """What an import read beside its source, and what was changed in Word."""
        session = self._session
        text = export_text(session)
        found = import_text(text, session.form)
        session.apply(SetDraft("示例", {"source": found.source}))
        self._dialog(ReviewDialog(session, self._window), "import-review")
        report = session.report
        changed = report.replace(
            cells={**report.cells, "applications.granted.natural": 18},
            texts={**report.texts, "problems": LAST_PROBLEMS},
        )
        remarks = ("“补正后的申请单独登记期限”处的批注：写明从哪个月起。",)
        back = ReadBack(changed, differences(report, changed, session.form), remarks=remarks)
        self._dialog(ReadBackDialog("年报（领导改过）.docx", back, self._window), "read-back")
        session.undo()

    def last_year(self) -> None:
        """Last year's report beside this year's: in a table, in prose, in the comparison."""
        window, session = self._window, self._session
        session.apply(attach(session.form, session.draft, last_year(session.report)))
        window.go(3, Place(3, cell=SHOWN_CELL))
        self._shoot(window, "last-year")
        window.go(5)
        page = window.pages[5]
        if not isinstance(page, ProsePage):
            raise TypeError(page)
        page.last.take_over()
        page.last.fold.click()
        self._shoot(window, "last-prose")
        window.comparing.show()
        self._shoot(window.comparing.window, "comparison")
        window.comparing.close()
        for _ in range(2):
            session.undo()

    def organs(self) -> None:
        """The profiles of organs."""
        organs = self._window.desk.organs
        for organ in (ORGAN, TOWN):
            organs.keep(Profile(organ=organ))
        self._dialog(OrganDialog(organs.all()[0], self._window), "organ")
        self._dialog(OrgansDialog(organs, self._window), "organs")
        self._dialog(PickOrganDialog(organs.all(), self._window), "pick-organ")

    def stages(self) -> None:
        """送审, 定稿 with its code, 更正, and paper held against the draft."""
        window = self._window
        session = self._session
        dialog = ReasonDialog(
            "更正",
            "为什么要更正？理由会印在更正说明上，原来的定稿保留不动。",
            "",
            "开始更正",
            window,
        )
        dialog.text.setPlainText("表四漏填一件行政复议。")
        self._dialog(dialog, "correct")
        old = SealRecord.of(session.report, session.form).replace(corrected="表四漏填一件。")
        changed = SetCells("", {_REVIEWED: 3}).apply(session.report)
        draft = replace(session.draft, report=changed, seals=(old,))
        verify = VerifyDialog(Verifier(draft, session.form), lambda: None, window)
        verify.code.setText(old.code)
        verify.show_answer(Verifier(draft, session.form).code(old.code))
        self._dialog(verify, "verify")

    def many(self, folder: Path) -> None:
        """Many reports checked in one go, and the list of units."""
        units = drafts_of_many(folder)
        self._window.actions_.batch.trigger()
        page = self._window.batches.page
        if page is None:
            raise RuntimeError("no list of reports was opened")
        page.resize(page.size().boundedTo(self._window.size()))
        self._shoot(page, "batch-empty")
        page.use_units(units)
        page.check((folder,))
        while page.work.busy:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        page.sort.setCurrentText(Order.FAULTS.value)
        page.table.selectRow(3)
        self._shoot(page, "batch")
        desk = self._window.desk
        self._dialog(UnitsDialog(units, QtDialogs(page), desk.folders, page), "units")
        page.close()

    @property
    def _session(self) -> Session:
        session = self._window.session
        if session is None:
            raise RuntimeError("no report is open")
        return session

    def _preview(self) -> QWidget:
        """Open the preview and wait for its pages."""
        self._window.output.start(Way.PREVIEW)
        preview = self._window.output.preview
        if preview is None:
            raise RuntimeError("no preview was opened")
        preview.resize(self._window.size())
        preview.view.set_fit(Fit.PAGE)
        while preview.report is None:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return preview

    def _dialog(self, dialog: QDialog, name: str) -> None:
        dialog.open()
        dialog.activateWindow()
        self._shoot(dialog, name)
        dialog.close()

    def _settle(self) -> None:
        for _ in range(4):  # layouts settle, focus arrives, what waits for them too
            self._app.processEvents()

    def _shoot(self, shown: QWidget | None, name: str) -> None:
        self._settle()
        path = self._folder / f"{name}.png"
        if shown is None or not shown.grab().save(str(path)):
            raise OSError(f"could not write {path}")
        with Image.open(path) as picture:
            few = with_few_colors(picture.convert("RGB"))
        few.save(path, optimize=True)
        print(path)


if __name__ == "__main__":
    asked = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots"
    if sys.argv[2:] == [ONE]:
        _write(asked, float(os.environ["QT_SCALE_FACTOR"]))
    else:
        main(asked)
