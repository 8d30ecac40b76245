"""What the whole program has in common: colours, wrapping, the process."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gi_desktop.drafts import Store
from gi_desktop.session import Session
from gi_desktop.ui import icons, style, theme
from gi_desktop.ui.theme import LIGHT, Role
from gi_desktop.ui.window import Window
from gi_desktop.ui.wrapping import WrapLabel, line_height, wrap
from tests.ui.desk_dialogs import FakeDialogs
from tests.ui.hands import keys, session_of

ROOT = Path(__file__).resolve().parents[2]


def test_qts_own_buttons_are_chinese(application: QApplication, qtbot: QtBot) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    texts = [button.text() for button in box.buttons()]
    assert any("保存" in text for text in texts)
    assert any("取消" in text for text in texts)
    edit = QLineEdit()
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    assert all(not text.isascii() for text in (a.text() for a in menu.actions()) if text)
    menu.deleteLater()


def test_the_font_has_chinese(application: QApplication) -> None:
    raw = QRawFont.fromFont(application.font())
    assert raw.supportsCharacter(ord("县"))
    assert QFontInfo(application.font()).pixelSize() == theme.MEASURES.text


# Colours --------------------------------------------------------------------------------------


def _luminance(role: Role) -> float:
    color = QColor(LIGHT[role])
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Role, other: Role) -> float:
    """The contrast of WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "text, ground",
    [
        (Role.TEXT, Role.GROUND),
        (Role.TEXT, Role.SURFACE),
        (Role.TEXT, Role.HEADER),
        (Role.TEXT, Role.ACCENT_GROUND),
        (Role.SECONDARY, Role.GROUND),
        (Role.SECONDARY, Role.SURFACE),
        (Role.SECONDARY, Role.HEADER),
        (Role.ACCENT, Role.SURFACE),
        (Role.ACCENT, Role.GROUND),
        (Role.ACCENT_DARK, Role.ACCENT_GROUND),
        (Role.ON_ACCENT, Role.ACCENT),
        (Role.ON_ACCENT, Role.ACCENT_DARK),
        (Role.COMPUTED_TEXT, Role.COMPUTED),
        (Role.SECONDARY, Role.COMPUTED),
        (Role.ERROR, Role.ERROR_GROUND),
        (Role.ERROR, Role.SURFACE),
        (Role.VERIFY, Role.VERIFY_GROUND),
        (Role.VERIFY, Role.SURFACE),
        (Role.GOOD, Role.SURFACE),
        (Role.GOOD, Role.ERROR_GROUND),
        (Role.GOOD, Role.GOOD_GROUND),
        (Role.TEXT, Role.SELECTED),
        (Role.COMPUTED_TEXT, Role.SELECTED),
        (Role.ERROR, Role.SELECTED),
        (Role.TEXT, Role.DESK),
        (Role.INK, Role.PAPER),
        (Role.DISABLED, Role.GROUND),
        (Role.DISABLED, Role.SURFACE),
    ],
)
def test_text_stands_out(text: Role, ground: Role) -> None:
    assert contrast(text, ground) >= 4.5


_RULE = re.compile(r"([^{}]+)\{([^{}]+)\}")
_BEHIND = re.compile(r"(?<!-)\bbackground:\s*(#\w{6})")
_WRITTEN = re.compile(r"(?<![-\w])color:\s*(#\w{6})")


def test_text_stands_out_in_every_rule_of_the_style() -> None:
    pairs = [
        (selector.strip(), ink[1], ground[1])
        for selector, rule in _RULE.findall(style.sheet())
        if (ink := _WRITTEN.search(rule)) and (ground := _BEHIND.search(rule))
    ]
    assert len(pairs) > 10
    roles = {value: role for role, value in LIGHT.items()}
    weak = [
        selector for selector, ink, ground in pairs if contrast(roles[ink], roles[ground]) < 4.5
    ]
    assert not weak


def test_borders_of_what_can_be_operated_stand_out() -> None:
    assert contrast(Role.CONTROL, Role.SURFACE) >= 3
    assert contrast(Role.ACCENT, Role.SURFACE) >= 3


def test_every_role_has_a_colour() -> None:
    assert set(LIGHT) == set(Role)


def test_no_widget_names_a_colour_of_its_own() -> None:
    for path in (ROOT / "gi_desktop" / "ui").rglob("*.py"):
        if path.name != "theme.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", text), path
            assert "QColor(" not in text, path


def test_pictures_are_painted_in_the_colour_of_their_role(application: QApplication) -> None:
    picture = icons.pixmap("done", Role.GOOD, size=64).toImage()
    colors = {
        picture.pixelColor(x, y).name()
        for x in range(64)
        for y in range(64)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colors == {LIGHT[Role.GOOD].lower()}


# Wrapping -------------------------------------------------------------------------------------


def test_wrapped_lines_fit_and_lose_nothing(application: QApplication) -> None:
    font = theme.font()
    text = "表三“自然人”列不平：第一项 40＋第二项 0＝40，相差 1。𠮷\n第二段"
    lines = wrap(text, font, 90)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 90 for line in lines)


def test_a_label_is_as_high_as_its_lines(application: QApplication, qtbot: QtBot) -> None:
    label = WrapLabel("很长的一句话要分成好几行才放得下")
    qtbot.addWidget(label)
    assert label.heightForWidth(60) == len(label.lines(60)) * line_height(label.font())
    assert label.heightForWidth(60) > label.heightForWidth(300)


def test_what_a_user_entered_is_never_read_as_html(window: Window, qtbot: QtBot) -> None:
    keys("<b>x</b>")
    assert window.top.name.full_text() == "<b>x</b>"
    rich = [label.text() for label in window.findChildren(QLabel) if label.textFormat().value != 0]
    assert rich == []


# The process ----------------------------------------------------------------------------------


_SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gi_desktop.ui import app
from gi_desktop.ui.window import Window

def look():
    window, = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
    print(window.top.name.full_text(), window.isVisible(), sorted(
        name for name in ("docx", "reportlab", "lxml") if name in sys.modules))
    window.close()

make = app.make_application
def made():
    application = make()
    QTimer.singleShot(0, look)
    return application
app.make_application = made
sys.exit(app.main(sys.argv[1] if len(sys.argv) > 1 else None))
"""


def run(
    tmp_path: Path, *arguments: str, script: str = _SCRIPT
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "GI_DESKTOP_DATA": str(tmp_path / "data"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_program_opens_a_draft_without_loading_what_the_first_page_does_not_need(
    window: Window, tmp_path: Path
) -> None:
    keys("abc")
    session_of(window).save(tmp_path / "a.xxgk")
    done = run(tmp_path, str(tmp_path / "a.xxgk"))
    assert done.stdout.split("\n")[0] == "abc True []", done.stderr
    assert done.returncode == 0


def test_the_program_opens_the_start_page(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.stdout.split("\n")[0] == "政府信息公开工作年度报告 True []", done.stderr
    assert done.returncode == 0


_COPYING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gi_desktop.report.edits import SetText
from gi_desktop.report.prose import paragraphs
from gi_desktop.ui import app
from gi_desktop.ui.window import Window

def copy():
    window, = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
    frame = window.screen().availableGeometry()
    print(window.isMaximized(), frame.contains(window.frameGeometry()))
    window.desk.new()
    window.session.apply(SetText("x", "overview", paragraphs("copied")))
    window.go(1)
    window.pages[1].editor.selectAll()
    window.pages[1].editor.copy()
    print(QApplication.clipboard().text())
    window.desk._take(None)
    window.close()

make = app.make_application
def made():
    application = make()
    QTimer.singleShot(0, copy)
    return application
app.make_application = made
sys.exit(app.main(None))
"""


def test_the_program_ends_well_with_something_copied_and_begins_within_the_screen(
    tmp_path: Path,
) -> None:
    done = run(tmp_path, script=_COPYING)
    assert done.stdout.split("\n")[:2] == ["True True", "copied"], done.stderr
    assert done.returncode == 0


def test_a_report_opened_before_the_window_is_there_shows_its_findings(
    application: QApplication, store: Store, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    window = Window(store, dialogs)
    qtbot.addWidget(window, before_close_func=lambda made: made.desk._take(None))
    window.resize(1366, 768)
    window.desk._take(Session.new(window.desk.form, 2025))  # as a draft that was double-clicked is
    with qtbot.waitExposed(window):
        window.appear()
    assert window.side.findings.cards()
