"""A command loads what it needs: what it does not need would only make it slow to start."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gi_desktop.document import write_docx, write_html, write_pdf, write_xlsx
from tests.commands import FORM, SOUND, save

pytestmark = pytest.mark.usefixtures("own_folder")
ROOT = Path(__file__).resolve().parent.parent
LOADED = """
import json, sys
from gi_desktop import cli
code = cli.main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""
READERS = {
    "docx": {"gi_desktop.importing.word_tables"},
    "html": {"gi_desktop.importing.web", "gi_desktop.importing.web_file"},
    "xlsx": {"openpyxl"},
    "pdf": {"pypdfium2", "gi_desktop.importing.pdf_file", "gi_desktop.importing.pdf_layout"},
}
"""What reads a kind of file, and nothing else needs."""
NEVER = {"PySide6", "docx", "reportlab", "gi_desktop.document", "gi_desktop.ui"}
CHECKS = {"gi_desktop.checks", "gi_desktop.session", "gi_desktop.report.difference"}
WRITERS: dict[str, Callable[..., object]] = {
    "docx": write_docx,
    "html": write_html,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize("kind", READERS)
def test_an_import_loads_what_reads_its_kind_of_file_alone(kind: str) -> None:
    WRITERS[kind](SOUND, FORM, Path(f"a.{kind}"))
    loaded = loaded_by("import", f"a.{kind}", "-o", "a.xxgk")
    assert READERS[kind] <= loaded
    others = {module for other, modules in READERS.items() if other != kind for module in modules}
    assert loaded & (others | NEVER | CHECKS) <= {"gi_desktop.importing.word_tables"}


def test_a_check_loads_no_reader_and_no_typesetter() -> None:
    save("a.xxgk", SOUND)
    loaded = loaded_by("check", "a.xxgk")
    assert "gi_desktop.checks.checker" in loaded
    unneeded = {"lxml", "gi_desktop.importing", "gi_desktop.report.difference", *NEVER}
    assert loaded & unneeded == set()
