"""What the notice below the page says, and on whose behalf."""

from gi_desktop.ui.desk import Desk
from gi_desktop.ui.notice import Notice
from gi_desktop.ui.output import Output
from gi_desktop.ui.stages import Stages


def connect_notice(notice: Notice, desk: Desk, output: Output, stages: Stages) -> None:
    """Let the notice say what is told, what is done, and what is going on."""
    for teller in (desk, output, stages):
        teller.told.connect(notice.tell)
        teller.done.connect(notice.tell_passing)
    # What these say, and its 撤销, is about the last change.
    for last in (desk.intake.taken, desk.versions.restored):
        last.connect(notice.tell_until_change)
    for worker in (desk.reading, output.exporter):
        worker.begun.connect(notice.tell_busy)
        worker.going_on.connect(notice.tell_on)
    desk.reading.over.connect(notice.end_busy)
    stages.begun.connect(notice.tell_busy)
