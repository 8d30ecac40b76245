"""``gi-desktop verify``: the answer as lines, or as JSON, and as exit code."""

import json
from pathlib import Path

from gi_desktop.commandline import Refusal
from gi_desktop.drafts import Draft, Store
from gi_desktop.form import Edition
from gi_desktop.verifying.verifier import Answer, Outcome, Verifier, looks_like_code, words

EXIT_CODES = {
    Outcome.SAME: 0,
    Outcome.DIFFERS: 1,
    Outcome.UNREADABLE: 2,
    Outcome.MISTYPED: 2,
    Outcome.UNKNOWN: 4,
}
"""3 is a fault of the program, as for every command."""


def verify(draft: Draft, form: Edition, what: str) -> Answer:
    """Return how a code or a file stands to a draft. Refusal where it is neither."""
    store = Store()
    try:
        verifier = Verifier(draft, form, store)
        path = Path(what)
        if _is_file(path):
            return verifier.file(path)
        if path.suffix and not looks_like_code(what):
            raise Refusal(f"找不到“{what}”。请写核对码，或者 PDF、DOCX 文件的位置。")
        return verifier.code(what)
    finally:
        store.close()


def printed(answer: Answer, *, as_json: bool) -> str:
    """Return what goes to standard output; what was refused goes elsewhere."""
    if as_json:
        listed = [
            {
                "place": one.place,
                "before": one.old,
                "now": one.new,
                "cell": one.cell,
                "text": one.text,
                "field": one.field,
            }
            for one in answer.differences
        ]
        data = {
            "result": answer.outcome.value,
            "message": answer.sentence,
            "code": answer.code,
            "seal": answer.seal,
            "notes": list(answer.notes),
            "differences": listed,
        }
        return json.dumps(data, ensure_ascii=False, indent=1)
    lines = [answer.sentence, *answer.notes]
    if answer.differences:
        lines += ["（箭头左边是纸上或文件里的，右边是草稿现在的）", *map(words, answer.differences)]
    return "\n".join(lines)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
