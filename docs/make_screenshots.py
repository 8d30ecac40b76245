"""Makes the pictures in docs/screenshots: each page of the wizard with an invented report.

    python docs/make_screenshots.py [FOLDER]

Needs no screen. The window is 1366 × 768, as on a small laptop.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from gi_desktop.drafts import Store
from gi_desktop.form import current_edition
from gi_desktop.report.edits import Edit, SetCells, SetFields, SetText
from gi_desktop.report.model import Organ, OrganKind, Seal, Signature
from gi_desktop.report.prose import Level, Paragraph, Text
from gi_desktop.report.sentences import compose_preface
from gi_desktop.report.values import Value, parse_value
from gi_desktop.session import Session
from gi_desktop.ui.app import make_application
from gi_desktop.ui.output import Way
from gi_desktop.ui.preview.pages_view import Fit
from gi_desktop.ui.steps import Place
from gi_desktop.ui.window import Window

SIZE = (1366, 768)
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
    "applications.refused_internal.natural": "4",
    "applications.refused_query.natural": "1",
    "applications.unavailable_not_held.natural": "14",
    "applications.unavailable_not_held.business": "1",
    "applications.rejected_repeat.natural": "1",
    "applications.carried_out.natural": "3",
    "review.reconsideration.upheld": "1",
}
"""One too many among the results in the first column, so that the pictures show a finding."""


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
}


def edits() -> list[Edit]:
    """Return the edits that fill in the report, all but the last section."""
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


# The pictures


def main(folder: Path) -> None:
    """Write start.png and one picture a step, named after it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        store = Store(Path(data))
        window = Window(store)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        window.start.fill()
        _shoot(app, window, folder / "start.png")
        window.desk.new()
        session = window.session
        if session is None:
            raise RuntimeError("no report is open")
        fill(session)
        preface = compose_preface(session.report, session.form)
        session.apply(SetText("示例", session.form.preface, preface))
        session.save(Path(data) / "云溪市.xxgk")
        for number, step in enumerate(window.steps):
            place = Place(number)
            if step.section is not None and SHOWN_CELL.startswith(f"{step.section.table}."):
                place = Place(number, cell=SHOWN_CELL)
            window.go(number, place)
            _shoot(app, window, folder / f"{step.id}.png")
        _show_preview(app, window)
        _shoot(app, window.output.preview, folder / "preview.png")
        window.desk.close_report()
        window.close()
        store.close()


def _show_preview(app: QApplication, window: Window) -> None:
    """Open the preview and wait for its pages."""
    window.output.start(Way.PREVIEW)
    preview = window.output.preview
    if preview is None:
        raise RuntimeError("no preview was opened")
    preview.resize(*SIZE)
    preview.view.set_fit(Fit.PAGE)
    while preview.report is None:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _shoot(app: QApplication, window: QWidget | None, path: Path) -> None:
    for _ in range(3):  # layouts settle, focus arrives
        app.processEvents()
    if window is None or not window.grab().save(str(path)):
        raise OSError(f"could not write {path}")
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots")
