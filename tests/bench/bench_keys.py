"""The open window: from a key in table three to its findings painted, from a draft to its page."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget

from gi_desktop.drafts import Draft, Store, write_draft
from gi_desktop.form import current_edition
from gi_desktop.report.finding import Severity
from gi_desktop.ui.app import make_application
from gi_desktop.ui.collecting import Collector
from gi_desktop.ui.pages.table_page import TablePage
from gi_desktop.ui.window import Window
from tests.bench.measuring import beside, report
from tests.strategies import long_report
from tests.ui.desk_dialogs import FakeDialogs

PRESSES, WARM_UP = 500, 50
OPENINGS = 15
SIZE = (1366, 768)


class Paints(QObject):
    """Counts what is painted in some parts of the window."""

    def __init__(self, app: QApplication, *parts: QWidget) -> None:
        super().__init__()
        self._app = app
        self._parts = parts
        self._number = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self._number += any(part.isAncestorOf(watched) for part in self._parts)
        return False

    def during(self, act: Callable[[], object]) -> int:
        """Return how many widgets are painted while ``act`` runs."""
        self._number = 0
        self._app.installEventFilter(self)
        act()
        self._app.removeEventFilter(self)
        return self._number


@pytest.fixture
def app() -> QApplication:
    return make_application()


@pytest.fixture
def window(app: QApplication, tmp_path: Path) -> Iterator[Window]:
    store = Store(tmp_path / "data")
    made = Window(store, FakeDialogs())
    Collector(made)  # as in the program
    made.resize(*SIZE)
    made.show()
    made.activateWindow()
    settle(app)
    yield made
    made.desk._take(None)
    made.close()
    store.close()
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A whole report with long texts, whose table three adds up in no column."""
    path = tmp_path / "draft.xxgk"
    write_draft(path, Draft(long_report(current_edition())), current_edition())
    return path


@pytest.fixture
def beside_last_year(tmp_path: Path) -> Path:
    """The same with another such report as last year's: every text of it was taken over."""
    path, made = tmp_path / "beside.xxgk", long_report(current_edition())
    year = made.year or 2025
    last = made.replace(year=year - 1, cells=dict.fromkeys(made.cells, 3))
    write_draft(path, Draft(made, previous=last), current_edition())
    return path


def settle(app: QApplication) -> None:
    """Let everything happen that was asked for: layouts, paints, timers that are due.

    Editors that were closed go too, as in a running program: without a loop Qt keeps them all.
    """
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()  # what the paints of the first round asked for


def pressing(app: QApplication, strokes: Iterator[Qt.Key], target: Callable[[], QWidget]) -> float:
    """Return the time in s that one press takes until all is painted."""
    key, widget = next(strokes), target()
    start = time.perf_counter()
    QTest.keyClick(widget, key)
    settle(app)
    return time.perf_counter() - start


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def strokes() -> Iterator[Qt.Key]:
    """Numbers of two digits, each followed by Enter, for ever."""
    digits = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_7, Qt.Key.Key_9)
    for first, second in zip(cycle(digits), cycle(digits[::-1]), strict=False):
        yield from (first, second, Qt.Key.Key_Return)


def centile(taken: list[float]) -> float:
    """Return the 99th percentile in ms."""
    return statistics.quantiles(taken, n=100)[98] * 1000


@pytest.mark.parametrize("which", ["draft", "beside_last_year"])
def test_a_key_in_table_three(
    app: QApplication, window: Window, which: str, request: pytest.FixtureRequest
) -> None:
    window.desk.open(request.getfixturevalue(which))
    window.go(3)
    page = window.pages[3]
    assert isinstance(page, TablePage)
    page.show_cell("applications.received.natural")
    settle(app)
    session = window.session
    assert session is not None
    assert window.side.isVisible()
    # The help for the next cell follows when there is time; findings and numbers do not wait.
    paints, keys, taken = Paints(app, page, window.side.findings), strokes(), []
    for number in range(WARM_UP + PRESSES):
        found = pressing(app, keys, focused)
        taken.append(found)
        if number % 25 == 0:  # then all of it was on the screen
            assert paints.during(app.processEvents) == 0
            shown = {card.finding for card in window.side.findings.cards()}
            assert shown >= {f for f in session.findings if f.severity is not Severity.HINT}
        if page.view.current_cell() == "applications.carried_out.other":
            page.show_cell("applications.received.natural")
            settle(app)
    measured = taken[WARM_UP:]
    middle = statistics.median(measured) * 1000
    print(f"\n{len(session.findings)} findings stand, {middle:.2f} ms in the middle,", end="")
    print(f" {max(measured) * 1000:.2f} ms at most")
    p99 = centile(measured)
    met = report(f"a key in table three, {which}, 99th percentile of {PRESSES}", p99, 16, "ms")
    beside("a bare QTableWidget of 25 × 7", bare_table(app), p99, "ms")
    assert met


def bare_table(app: QApplication) -> float:
    """Return the same for a table of bare PySide6 that computes nothing."""
    table = QTableWidget(25, 7)
    table.resize(*SIZE)
    table.show()
    table.activateWindow()
    table.setFocus()
    table.setCurrentCell(0, 0)
    settle(app)
    keys, taken = strokes(), []
    for number in range(PRESSES):
        if number % 3 == 0:
            table.setCurrentCell(number // 3 % 25, number // 75)
        taken.append(pressing(app, keys, lambda: QApplication.focusWidget() or table))
    table.close()
    return centile(taken)


def test_opening_a_draft(app: QApplication, window: Window, draft: Path) -> None:
    taken, bare = [], []
    for _ in range(OPENINGS):
        start = time.perf_counter()
        window.desk.open(draft)
        settle(app)
        assert focused().window() is window
        assert window.number == 0
        taken.append(time.perf_counter() - start)
        window.desk.close_report()
        settle(app)
        start = time.perf_counter()
        empty = QWidget()
        empty.resize(*SIZE)
        empty.show()
        settle(app)
        bare.append(time.perf_counter() - start)
        empty.close()
        window.activateWindow()
        settle(app)
    found = max(taken) * 1000  # the first one too, which loads what is loaded late
    met = report(f"from a draft to its usable page, slowest of {OPENINGS}", found, 300, "ms")
    beside("an empty window of bare PySide6", statistics.median(bare) * 1000, found, "ms")
    assert met
