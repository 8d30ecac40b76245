"""Last year's report (上年报告) in the window: what is said of it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gi_desktop.form import CarryOver, Edition
from gi_desktop.report.last_year import CarriedOver, carried_words
from gi_desktop.report.source import FILL_IN
from gi_desktop.report.values import format_value
from gi_desktop.session import Session
from gi_desktop.ui.field_help import HelpPart


def note_of_last(note: str) -> str:
    """Return a note of the import as it is told of last year's report, which nobody fills in."""
    return note.replace(FILL_IN, "不和今年的数比较")


def begun_words(session: Session, name: str) -> str:
    """Return what was taken from the file ``name`` for a report that begins after it."""
    year = session.report.year
    what = f"{year} 年的报告已经开始" if year else "报告已经开始，请填年度"
    filled = _filled_words(session, _carried(session))
    return (
        f"{what}：机关和联系方式取自“{name}”，它已经附在旁边作为上年报告。"
        f"{filled}其余数字和文字从头填。"
    )


def last_year_report(session: Session) -> str:
    """Return what last year's report is called: 某局 2024 年报告."""
    last = session.previous
    if last is None:
        return ""
    year = f"{last.year} 年" if last.year is not None else "年度不明的"
    return " ".join(filter(None, (last.organ.name.strip(), f"{year}报告")))


def attached_words(session: Session, name: str, carried: CarriedOver) -> str:
    """Return what was attached, and what was filled in from it."""
    head = f"已经把“{name}”（{last_year_report(session)}）附在旁边作为上年报告。"
    return head + _filled_words(session, carried.free)


def _filled_words(session: Session, filled: Mapping[str, int]) -> str:
    form = session.form
    unknown = _unknown(session)
    if filled:
        columns = "、".join(form.cells[carried.begin].column.label for carried in unknown)
        left = f"；它的{columns}没有数，没有填" if columns else ""
        return f"“{_row_name(form, filled)}”已按它填好：{carried_words(form, filled)}{left}。"
    entered = [one for one in form.meaning.carry_overs if one.begin not in form.derived]
    if not unknown or len(unknown) < len(entered):
        return ""
    ended, begun = (_row_name(form, [cell]) for cell in (unknown[0].end, unknown[0].begin))
    return f"它没有“{ended}”的数，“{begun}”要自己填。"


def _unknown(session: Session) -> list[CarryOver]:
    """Return what is empty still, because last year's report has no number for it."""
    last = session.last
    return [
        carried
        for carried in session.form.meaning.carry_overs
        if last is not None
        and carried.begin not in session.form.derived
        and not isinstance(last.number(carried.end), int)
        and session.report.stored(carried.begin) is None
    ]


def other_words(session: Session, carried: CarriedOver) -> str:
    """Return which cells hold something else than last year's report, and were left alone."""
    form, sheet = session.form, session.sheet
    differing = "、".join(
        f"{form.cells[cell].column.label}填的是 {format_value(sheet.value(cell))}，去年是 {number}"
        for cell, number in carried.taken.items()
    )
    return f"“{_row_name(form, carried.taken)}”里填过的没有动：{differing}。"


def _row_name(form: Edition, cells: Iterable[str]) -> str:
    return form.cells[next(iter(cells))].row.name.rpartition("、")[2]


def _carried(session: Session) -> dict[str, int]:
    """Return the cells that hold what last year's report ended with."""
    last = session.last
    return {
        carried.begin: number
        for carried in session.form.meaning.carry_overs
        if last is not None
        and carried.begin not in session.form.derived
        and isinstance(number := last.number(carried.end), int)
        and session.report.stored(carried.begin) == number
    }


def last_year_name(session: Session) -> str:
    """Return what last year's report is called: 2024 年, where its year is known, else 去年."""
    year = session.previous.year if session.previous is not None else None
    return f"{year} 年" if year is not None else "去年"


def last_year_part(key: str, session: Session) -> HelpPart | None:
    """Return what last year's report says of a cell, and how far this year's is from it."""
    last = session.last.number(key) if session.last is not None else None
    if last is None:
        return None
    said = format_value(last)
    if (now := session.sheet.number(key)) is not None:
        said += f"，{difference_words(now - last)}"
    return HelpPart(last_year_name(session), said)


def spaced(year: str) -> str:
    """Return how the window writes what papers call 2025年."""
    return f"{year[:-1]} 年" if year[:1].isdecimal() else year


def difference_words(difference: int | Decimal) -> str:
    """Return 相差 +3, 相差 −3 or 相同."""
    if not difference:
        return "相同"
    if difference < 0:
        return f"相差 −{format_value(-difference)}"
    return f"相差 +{format_value(difference)}"
