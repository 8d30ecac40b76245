"""Last year's report (上年报告) in the window: what is said of it."""

from gi_desktop.report.last_year import carried_words
from gi_desktop.session import Session


def begun_words(session: Session, name: str) -> str:
    """Return what was taken from the file ``name`` for a report that begins after it."""
    year = session.report.year
    what = f"{year} 年的报告已经开始" if year else "报告已经开始，请填年度"
    return (
        f"{what}：机关和联系方式取自“{name}”，它已经附上作为上年报告，去年的数显示在各格旁边。"
        f"{filled_words(session)}其余数字和文字从头填。"
    )


def filled_words(session: Session) -> str:
    """Return which numbers of 上年结转 were filled in from last year's report, as a sentence."""
    last = session.previous
    if last is None:
        return ""
    form, ended = session.form, session.last
    numbers = {
        carried.begin: number
        for carried in form.meaning.carry_overs
        if ended is not None
        and carried.begin not in form.derived
        and isinstance(number := ended.number(carried.end), int)
        and session.report.stored(carried.begin) == number
    }
    if not numbers:
        return ""
    row = form.cells[next(iter(numbers))].row.name.partition("、")[2]
    return f"{row}已按它填好（{carried_words(form, numbers)}）。"
