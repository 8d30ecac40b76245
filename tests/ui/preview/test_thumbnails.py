"""The list of small pages, as Qt sees it."""

from dataclasses import replace

from PySide6.QtTest import QAbstractItemModelTester

from gi_desktop.ui.preview.window import PreviewWindow


def test_qt_finds_no_fault_with_the_list_while_pages_come_and_go(preview: PreviewWindow) -> None:
    """The tester warns, and pytest-qt fails a test in which it did."""
    model = preview.thumbnails.model()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    pages = tuple(preview.view.pages)
    assert len(pages) > 1
    for shown in (pages[:1], pages, (), pages, (*pages, *pages), (replace(pages[0]), *pages[1:])):
        preview.thumbnails.show_pages(shown)
        assert model.rowCount() == len(shown)
    assert tester.model() is model
