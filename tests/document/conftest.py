"""Fonts and edition shared by the tests of documents."""

import shutil

import pytest

from gi_desktop.document.fonts import FontSet
from gi_desktop.form import Edition, current_edition
from tests.conftest import absent


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The bundled fonts, whatever the machine has."""
    return FontSet.discover(())


@pytest.fixture(scope="session")
def form() -> Edition:
    return current_edition()


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice's program."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        absent("LibreOffice")
    return str(program)
