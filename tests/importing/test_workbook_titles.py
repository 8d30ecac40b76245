"""Titles of workbooks that stand in two rows."""

import random
from pathlib import Path

from gi_desktop.form import current_edition
from gi_desktop.importing import import_file
from tests.importing.helpers import ORGAN, compare, sample
from tests.importing.sources import source_of
from tests.importing.writing import as_xlsx

FORM = current_edition()


def test_the_organ_in_a_row_above_the_title_is_read(tmp_path: Path) -> None:
    report = sample(FORM, 2)
    source = source_of(report, FORM)
    source.blocks[:1] = [ORGAN, "2023年政府信息公开工作年度报告"]
    source.blocks = [block for block in source.blocks[1:] if block != ORGAN]
    source.blocks.insert(0, ORGAN)
    path = tmp_path / "报告.xlsx"
    path.write_bytes(as_xlsx(source, random.Random(1), one_sheet=True))
    found = compare(report, FORM, import_file(path, FORM))
    assert found.imported.report.organ.name == ORGAN
    assert found.imported.report.year == 2023
    assert not found.wrong
    assert not found.empty
