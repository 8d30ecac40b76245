"""Makes the pictures in docs/screenshots: each page of the wizard with an invented report.

    python docs/make_screenshots.py [FOLDER]

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

from PIL import Image, ImageChops
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gi_desktop.document.fonts import FontSet
from gi_desktop.drafts import Draft, SealRecord, SetDraft, Store, attach, write_draft
from gi_desktop.form import Label, current_edition
from gi_desktop.importing import import_text
from gi_desktop.importing.read_back import ReadBack
from gi_desktop.report.difference import differences
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind, Report, Seal, Signature
from gi_desktop.report.profile import Profile
from gi_desktop.report.prose import Level, Paragraph, Text
from gi_desktop.report.sentences import compose_preface, facts_for
from gi_desktop.report.values import Value, format_value, parse_value
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
_EXACT = 32
"""Colours of a picture that stay: grounds, lines, and the middle of letters."""
_REVIEWED = "review.reconsideration.upheld"
SHOWN_CELL = "applications.unavailable_not_held.natural"


# An invented report: no such office exists.

_ORGAN = Organ(
    name="云溪市人民政府办公室",
    kind=OrganKind.GOVERNMENT_OFFICE,
    website="https://www.yunxi.example.cn",
    address="云溪市和平路1号",
    postcode="000000",
    telephone="0000-1234567",
    email="gongkai@yunxi.example.cn",
)
_TOWN = Organ(name="云溪镇人民政府", kind=OrganKind.TOWNSHIP)
_NUMBERS = {
    "disclosure.normative.issued": "4",
    "disclosure.normative.repealed": "2",
    "disclosure.normative.in_force": "31",
    "disclosure.fees.amount": "0",
    "applications.received.natural": "42",
    "applications.received.business": "3",
    "applications.carried_in.natural": "2",
    "applications.granted.natural": "19",
    "applications.granted.business": "2",
    "applications.partial.natural": "3",
    "applications.refused_state_secret.natural": "1",
    "applications.refused_internal.natural": "3",
    "applications.refused_query.natural": "1",
    "applications.unavailable_not_held.natural": "14",
    "applications.unavailable_not_held.business": "1",
    "applications.rejected_repeat.natural": "1",
    "applications.carried_out.natural": "3",
    "review.reconsideration.upheld": "1",
}
"""One too many among the results in the first column, and something to verify and a hint
beside, so that the pictures show findings of every weight."""
_LAST_NUMBERS = {
    "disclosure.normative.in_force": "29",
    "applications.received.natural": "37",
    "applications.received.business": "0",
    "applications.granted.natural": "25",
    "applications.unavailable_not_held.natural": "8",
    "applications.carried_out.natural": "2",
}
"""Where last year's report said something else."""
_TODAY = date(2026, 1, 12)
_MANY = (
    *("教育局", "公安局", "民政局", "司法局", "财政局", "自然资源局", "水利局", "商务局"),
    *("卫生健康局", "审计局", "统计局", "林业局"),
)
"""Offices of many reports; nothing is there of the last two."""


def _text(*paragraphs: tuple[Level, str]) -> Text:
    return tuple(Paragraph.of(text, level) for level, text in paragraphs)


_TEXTS = {
    "overview": _text(
        (0, "本年，云溪市人民政府办公室按照条例的要求公开政府信息，办理公开申请。"),
        (2, "（一）主动公开"),
        (0, "通过政府网站公开信息 268 条，其中行政规范性文件 4 件，都同时发布了解读材料。"),
        (2, "（二）依申请公开"),
        (0, "新收到申请 45 件，上年结转 2 件；办结 44 件，结转下年度 3 件，没有超期答复。"),
        (2, "（三）政府信息管理"),
        (0, "文件起草时确定公开属性，废止、失效的文件在目录中标明。"),
        (2, "（四）政府信息公开平台建设"),
        (0, "公开专栏按主题重新编排，可以按年份和文号查找文件。"),
        (2, "（五）监督保障"),
        (0, "办公室主任负责公开工作，专职人员 2 名，全年培训 3 次。"),
    ),
    "problems": _text(
        (0, "存在的问题：部分文件的解读只有文字，图表少；个别申请补正后答复偏慢。"),
        (0, "改进情况：从下半年起，涉及群众办事的文件一律配图解读；补正后的申请单独登记期限。"),
    ),
    "other_matters": _text((0, "本年没有其他需要报告的事项。")),
}


_LAST_PROBLEMS = _text(
    (0, "存在的问题：2024年办结的36件申请里，有2件补正后答复偏慢。"),
    (0, "改进情况：补正后的申请单独登记期限，到期前3天提醒。"),
)


def edits() -> list[Edit]:
    """Return the edits that fill in the report."""
    form = current_edition()
    cells: dict[str, Value] = {
        spec.address: parse_value(_NUMBERS.get(spec.address, "0"), spec.kind)
        for spec in form.inputs
    }
    fields = {
        "organ": _ORGAN,
        "year": 2025,
        "signature": Signature(name=_ORGAN.name, date="2026年1月16日", seal=Seal.SEALED),
    }
    texts = [SetText("示例", name, text) for name, text in _TEXTS.items()]
    return [SetFields("示例", fields), SetCells("示例", cells), *texts]


def fill(session: Session) -> None:
    """Fill in the report of a session."""
    for edit in edits():
        session.apply(edit)
    preface = compose_preface(session.report, session.form)
    session.apply(SetText("示例", session.form.preface, preface))


def _last_year(report: Report) -> Report:
    """Return an invented report of the year before."""
    form = current_edition()
    cells = {
        **report.cells,
        **{cell: parse_value(text, form.kind(cell)) for cell, text in _LAST_NUMBERS.items()},
    }
    texts = {**report.texts, "problems": _LAST_PROBLEMS}
    return report.replace(year=2024, cells=cells, texts=texts)


def export_text(session: Session) -> str:
    """Return the tables as an extraction might have them: a row lost, and one number."""
    form, sheet = session.form, session.sheet
    lines = [f"{_ORGAN.name}2025年政府信息公开工作年度报告"]
    for section in form.sections:
        lines.append(section.heading)
        if not section.table:
            continue
        table = form.table(section.table)
        for row in range(table.shape[0]):
            cells = [place for place in table.grid if place.row == row]
            texts = [
                place.content.text
                if isinstance(place.content, Label)
                else format_value(sheet.value(place.content.address))
                for place in cells
            ]
            if "行政许可" in texts:
                continue
            if "（一）予以公开" in texts:
                del texts[-2]
            lines.append("\t".join(texts))
    return "\n".join(lines)


def _drafts_of_many(folder: Path) -> tuple[str, ...]:
    """Write the drafts of several offices into a folder; return the list of units."""
    session = Session.new(year=2025)
    fill(session)
    faulty = session.report
    balanced = {"applications.unavailable_not_held.natural": 13}
    sound = SetCells("示例", balanced).apply(faulty)
    folder.mkdir()
    for number, name in enumerate(_MANY[:-2]):
        organ = Organ(name=f"云溪市{name}")
        report = (faulty if number % 4 == 1 else sound).replace(organ=organ)
        write_draft(folder / f"{organ.name}.xxgk", Draft(report), session.form)
    twice = sound.replace(organ=Organ(name=f"云溪市{_MANY[0]}"))
    write_draft(folder / "教育局改后.xxgk", Draft(twice), session.form)
    (folder / "云溪市档案馆.xxgk").write_bytes(b"")
    return tuple(f"云溪市{name}" for name in _MANY)


# The pictures


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
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, __file__, str(inside), ONE]
        subprocess.run(command, check=True, env=environment)


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
            texts={**report.texts, "problems": _LAST_PROBLEMS},
        )
        remarks = ("“补正后的申请单独登记期限”处的批注：写明从哪个月起。",)
        back = ReadBack(changed, differences(report, changed, session.form), remarks=remarks)
        self._dialog(ReadBackDialog("年报（领导改过）.docx", back, self._window), "read-back")
        session.undo()

    def last_year(self) -> None:
        """Last year's report beside this year's: in a table, in prose, in the comparison."""
        window, session = self._window, self._session
        session.apply(attach(session.form, session.draft, _last_year(session.report)))
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
        for organ in (_ORGAN, _TOWN):
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
        units = _drafts_of_many(folder)
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


def with_few_colors(picture: Image.Image) -> Image.Image:
    """Return the picture in 256 colours, a third of the size: what is large keeps its own."""
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    room = 256 - _EXACT
    few = picture.quantize(room, method, dither=dither)
    palette = (few.getpalette() or [])[: 3 * room]
    bands = picture.split()
    for number, color in enumerate(_most_seen(picture), room):
        palette += color
        parts = [
            band.point([255 * (value == part) for value in range(256)])
            for band, part in zip(bands, color, strict=True)
        ]
        few.paste(number, mask=ImageChops.multiply(ImageChops.multiply(*parts[:2]), parts[2]))
    few.putpalette(palette)
    return few


def _most_seen(picture: Image.Image) -> list[tuple[int, ...]]:
    """Return the colours of the most pixels, of an RGB picture."""
    counted = picture.getcolors(1 << 24) or []
    counted.sort(key=lambda one: one[0], reverse=True)
    return [color for _, color in counted[:_EXACT] if isinstance(color, tuple)]


if __name__ == "__main__":
    asked = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots"
    if sys.argv[2:] == [ONE]:
        _write(asked, float(os.environ["QT_SCALE_FACTOR"]))
    else:
        main(asked)
