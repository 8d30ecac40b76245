"""A sound draft for the tests of the draft file, and how a refusal is examined."""

import json
import re
from pathlib import Path

import pytest

from gi_desktop.drafts import Draft, DraftError, read_draft
from gi_desktop.drafts.file import encode_draft
from gi_desktop.form import current_edition
from tests.strategies import long_report

FORM = current_edition()
REPORT = long_report(FORM)


def stored(**changes: object) -> bytes:
    """A sound draft with some of its keys changed; ... leaves one out."""
    data = json.loads(encode_draft(Draft(REPORT), FORM)) | changes
    kept = {key: value for key, value in data.items() if value is not ...}
    return json.dumps(kept, ensure_ascii=False).encode()


def refusal(path: Path, content: bytes) -> str:
    """The sentence with which the content is refused; the file must be as it was."""
    path.write_bytes(content)
    with pytest.raises(DraftError) as caught:
        read_draft(path)
    assert path.read_bytes() == content
    sentence = str(caught.value)
    assert re.search("[一-鿿]", sentence)
    assert sentence.endswith("。")
    return sentence
