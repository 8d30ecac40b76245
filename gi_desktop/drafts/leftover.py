"""What a crash left behind, held against the file: what is newer, in words."""

from dataclasses import dataclass

from gi_desktop.drafts.draft import Draft
from gi_desktop.drafts.file import read_draft
from gi_desktop.drafts.store import Recovery
from gi_desktop.drafts.words import DraftError
from gi_desktop.files import exists
from gi_desktop.form import Edition, FindEdition, edition
from gi_desktop.report.difference import Difference, differences
from gi_desktop.report.excerpts import excerpts
from gi_desktop.report.prose import plain_text
from gi_desktop.report.sheet import Plan

LINES_AT_MOST = 4
"""Differences that are named; the others are counted."""
_LENGTH = 20
"""Characters of what stood and what stands."""


@dataclass(frozen=True)
class Leftover:
    """A recovery copy and what there is to say of it."""

    copy: Recovery
    draft: Draft | None
    """None where it cannot be read."""
    says: str
    """One sentence: how it stands to the file."""
    lines: tuple[str, ...] = ()
    """What differs, from the file to the copy."""
    file_is_newer: bool = False
    """The file was saved after the copy was written."""


def leftover(copy: Recovery, find_edition: FindEdition = edition) -> Leftover:
    """Read a copy and its file, and say what differs. It changes neither."""
    try:
        draft = copy.read(find_edition)
    except DraftError as error:
        return Leftover(copy, None, str(error))
    form = find_edition(draft.report.edition)
    if copy.path is None:
        return Leftover(copy, draft, f"这份报告还没有保存成文件；{_amount(draft, form)}")
    try:
        saved = read_draft(copy.path, find_edition)
    except DraftError as error:
        gone = not exists(copy.path)
        what = "原来的文件找不到了" if gone else f"原来的文件打不开：{error}"
        return Leftover(copy, draft, f"{what.rstrip('。')}；{_amount(draft, form)}")
    if saved.report.edition != draft.report.edition or saved.report.id != draft.report.id:
        return Leftover(copy, draft, "原来的文件已经换成了另一份报告；这里的内容没有受影响。")
    return _compared(copy, draft, saved, form)


def _compared(copy: Recovery, draft: Draft, saved: Draft, form: Edition) -> Leftover:
    found = [one for one in differences(saved.report, draft.report, form) if not one.follows]
    newer = saved.saved_at is not None and saved.saved_at > copy.kept_at
    if not found:
        beside = (
            "格子和文字与文件里的相同" if draft.report == saved.report else "报告与文件里的相同"
        )
        return Leftover(copy, draft, f"{beside}。", file_is_newer=newer)
    lines = [change_words(one) for one in found[:LINES_AT_MOST]]
    if len(found) > LINES_AT_MOST:
        lines.append(f"……一共 {len(found)} 处")
    says = f"和文件里的相比，有 {len(found)} 处不同："
    if newer and saved.saved_at is not None:
        at = saved.saved_at.astimezone()
        says = f"注意：文件后来在 {at.month}月{at.day}日 {at:%H:%M} 又保存过。{says}"
    return Leftover(copy, draft, says, tuple(lines), newer)


def change_words(one: Difference) -> str:
    """Return a difference as one line: 表三“…”：3 → 5."""
    old, new = excerpts(one.old, one.new, _LENGTH)
    return f"{one.place}：{old} → {new}"


def _amount(draft: Draft, form: Edition) -> str:
    """Return how much was written, so that it can be told from an empty one."""
    report = draft.report
    sheet = Plan.of(form).sheet(report.cells)
    letters = sum(len(plain_text(report.text(text), sheet.value)) for text in form.texts)
    return f"已经填了 {len(report.cells)} 格、{letters} 个字。"
