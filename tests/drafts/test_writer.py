"""The thread that writes: in order, the last of a kind alone, nothing lost at the end."""

import threading

import pytest

from gi_desktop.drafts import Writer


class Gate:
    """A job that waits until it is let through, so that others wait behind it."""

    def __init__(self, writer: Writer) -> None:
        self.begun, self._open = threading.Event(), threading.Event()
        writer.submit("gate", self._wait, lambda _result: None)
        assert self.begun.wait(60)

    def _wait(self) -> None:
        self.begun.set()
        assert self._open.wait(60)

    def let_through(self) -> None:
        self._open.set()


def test_jobs_are_done_in_order_in_another_thread_and_told_in_this_one() -> None:
    writer, done, told = Writer(), list[tuple[int, int]](), list[tuple[int, int]]()

    def work(number: int) -> int:
        done.append((number, threading.get_ident()))
        return number * 10

    for number in range(5):
        writer.submit(
            str(number),
            lambda number=number: work(number),  # type: ignore[misc] # mypy infers no default
            lambda result: told.append((result, threading.get_ident())),
        )
    writer.finish()
    here = threading.get_ident()
    assert [number for number, _ in done] == [0, 1, 2, 3, 4]
    assert told == [(0, here), (10, here), (20, here), (30, here), (40, here)]
    assert all(thread != here for _, thread in done)
    assert not writer.busy


def test_only_the_last_of_those_that_wait_is_done() -> None:
    writer, done = Writer(), list[str]()
    gate = Gate(writer)
    for version in ("1", "2", "3"):
        writer.submit("copy", lambda version=version: version, done.append)  # type: ignore[misc]
    writer.submit("save", lambda: "saved", done.append)
    assert writer.busy
    assert done == [], "nobody waited"
    gate.let_through()
    writer.finish()
    assert done == ["3", "saved"]


def test_what_is_being_done_is_not_dropped() -> None:
    writer, done = Writer(), list[str]()
    gate = Gate(writer)
    writer.submit("gate", lambda: "again", done.append)
    gate.let_through()
    writer.finish()
    assert done == ["again"]


def test_what_a_result_asks_for_is_done_before_the_end() -> None:
    writer, done = Writer(), list[str]()

    def ask(result: str) -> None:
        done.append(result)
        writer.submit("second", lambda: "second", done.append)

    writer.submit("first", lambda: "first", ask)
    writer.finish()
    assert done == ["first", "second"]


def test_a_fault_is_raised_where_results_are_taken_and_the_rest_is_done() -> None:
    writer, done = Writer(), list[str]()
    writer.submit("faulty", lambda: 1 // 0, lambda _result: None)
    writer.submit("sound", lambda: "sound", done.append)
    with pytest.raises(ZeroDivisionError):
        writer.finish()
    writer.finish()
    assert done == ["sound"]


def test_a_writer_without_work_has_no_thread() -> None:
    writer = Writer()
    writer.submit("one", lambda: None, lambda _result: None)
    writer.finish()
    writer.deliver()
    for thread in threading.enumerate():
        if thread.name == "writer":
            thread.join(60)  # it has nothing to do but to end
    assert "writer" not in {thread.name for thread in threading.enumerate()}


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "writer"}


def test_one_thread_does_what_comes_one_by_one_and_ends_when_nothing_more_is_to_come() -> None:
    before, writer, done = _threads(), Writer(), list[int]()
    for number in range(3):
        writer.submit(str(number), threading.get_ident, done.append)
        while len(done) <= number:
            writer.deliver()
    (thread,) = _threads() - before
    assert done == [thread.ident] * 3
    writer.finish()
    thread.join(60)
    assert not thread.is_alive()
    writer.submit("later", threading.get_ident, done.append)
    writer.finish()
    assert len(done) == 4


def test_a_thread_that_nothing_came_for_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gi_desktop.drafts.writer.LINGERS_S", 0.0)
    before, writer = _threads(), Writer()
    gate = Gate(writer)
    (thread,) = _threads() - before
    gate.let_through()
    thread.join(60)
    assert not thread.is_alive()
