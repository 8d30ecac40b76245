"""Garbage is collected in the window's thread alone, and is collected."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gi_desktop.ui.collecting import Collector


class _Node:
    """Refers to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.me = self
        self.thread = threading.get_ident()


@pytest.fixture
def collector(application: QApplication) -> Iterator[Collector]:
    was_on = gc.isenabled()
    gc.enable()
    made = Collector()
    yield made
    made.deleteLater()
    gc.unfreeze()
    if not was_on:
        gc.disable()


def test_another_thread_collects_nothing(collector: Collector) -> None:
    gone = weakref.ref(_Node())

    def allocate() -> None:
        kept = [[n] for n in range(50_000)]
        assert len(kept) == 50_000

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert gone() is not None


def test_what_is_not_used_any_more_goes(collector: Collector) -> None:
    window = QWidget()
    window.me = window  # type: ignore[attr-defined]  # a circle, as signals make them
    gone = weakref.ref(window)
    del window
    kept = [[n] for n in range(5_000)]
    collector.collect()
    assert len(kept) == 5_000
    assert gone() is None


def test_what_has_settled_goes_once_another_program_is_in_use(collector: Collector) -> None:
    node = _Node()
    gone = weakref.ref(node)
    gc.freeze()
    del node
    collector.collect()
    assert gone() is not None
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert gone() is not None
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert gone() is None


def test_while_somebody_works_only_what_is_young_is_looked_through(collector: Collector) -> None:
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    try:
        kept = []
        for _ in range(150):
            kept.append([[n] for n in range(1_000)])
            collector.collect()
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == 150
    assert set(seen) == {0, 1}


def test_what_has_settled_is_bounded(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gi_desktop.ui.collecting._MOST", 10_000)
    gone = weakref.ref(_Node())
    gc.freeze()
    kept = []
    for _ in range(150):
        kept.append([[n] for n in range(1_000)])
        collector.collect()
    assert len(kept) == 150
    assert gone() is None
