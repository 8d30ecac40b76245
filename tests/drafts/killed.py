"""A process that types and saves until it is killed, and what it must have left behind."""

import multiprocessing
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from gi_desktop.drafts import (
    Draft,
    Hold,
    Saved,
    Saving,
    Store,
    Writer,
    hold,
    read_draft,
    save,
)
from gi_desktop.drafts.recorder import Recorder
from gi_desktop.report.edits import SetCells
from gi_desktop.session import Session
from tests.drafts.helpers import FORM, REPORT

CELL = FORM.inputs[0].address
NAME = "年报 草稿.xxgk"
SAVE_EVERY = 7
"""Changes between one 保存 and the next."""


def type_and_save(folder: Path, told: Connection) -> None:
    """Type 1, 2, 3 … into a cell; keep a copy of each and save now and then; never end.

    With each goes a line of the trail, with each save a version; the draft is held all along.

    Tells ("typed" | "kept" | "saved", number): typed before it is handed over to be written,
    the others after the writer said that it is on the disk.
    """
    store, writer = Store(folder / "data"), Writer()
    session = Session(FORM, Draft(REPORT.replace(cells={})), folder / NAME)
    recorder = Recorder(session.draft, FORM)
    session.subscribe(lambda change: recorder.note(session.draft, change.label))
    trail = store.trail(session.report.id)
    held = hold(folder / NAME)
    assert isinstance(held, Hold)
    number = 0
    while True:
        number += 1
        told.send(("typed", number))
        session.apply(SetCells("填", {CELL: number}))
        tell: Callable[[str, object], None] = partial(_tell, told, number)
        writer.submit("copy", session.keeping(store), partial(tell, "kept"))
        writer.submit("trail", partial(recorder.write, trail), lambda _steps: None)
        held.beat()
        if number % SAVE_EVERY == 0:
            saving = session.saving(folder / NAME)
            writer.submit(
                "save", partial(save, saving, store), partial(_note, session, saving, tell)
            )
        if number % 3 == 0:
            writer.finish()
        writer.deliver()


def _note(
    session: Session, saving: Saving, tell: Callable[[str, object], None], saved: Saved
) -> None:
    assert saved.written is not None, saved.failure
    assert saved.remark == ""
    session.saved(saving, saved.written)
    tell("saved", saved)


def _tell(told: Connection, number: int, what: str, _result: object) -> None:
    told.send((what, number))


@dataclass
class Told:
    """The last number of each kind."""

    typed: int = 0
    kept: int = 0
    saved: int = 0
    moments: list[tuple[int, float]] = field(default_factory=list)
    """When a number was typed, where that is told."""

    def take(self, what: str, number: int, *moment: float) -> None:
        """Note what the process tells."""
        setattr(self, what, number)
        self.moments += [(number, at) for at in moment]


class Lives:
    """Processes that are started quickly, one after the other, to be killed."""

    def __init__(self, typing: Callable[[Path, Connection], None] = type_and_save) -> None:
        self._process: Callable[..., BaseProcess]
        if "forkserver" in multiprocessing.get_all_start_methods():
            forkserver = multiprocessing.get_context("forkserver")
            forkserver.set_forkserver_preload([__name__])
            self._process = forkserver.Process
        else:
            self._process = multiprocessing.get_context("spawn").Process
        self._typing = typing

    def live(
        self, folder: Path, chance: random.Random, longest: float, since: str = "typed"
    ) -> Told:
        """Let a process type, kill it, and return what it told.

        It is killed at any moment up to ``longest`` seconds after it first told ``since``.
        """
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = self._process(target=self._typing, args=(folder, sender))
        process.start()
        sender.close()
        told = Told()
        while not getattr(told, since):
            told.take(*receiver.recv())
        wait([process.sentinel], timeout=chance.uniform(0, longest))
        process.kill()
        process.join()
        try:
            while True:
                told.take(*receiver.recv())
        except EOFError:
            return told


def number_in(path: Path) -> int:
    """The number that was typed last into the draft; DraftError where it is damaged."""
    number = read_draft(path).report.cells.get(CELL, 0)
    assert isinstance(number, int)
    return number
