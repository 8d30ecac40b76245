"""The preview: the pages as they will be printed, in a window beside the wizard."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gi_desktop.document import DocumentError, FontSet, Furniture, TypesetReport
from gi_desktop.document.blocks import Block
from gi_desktop.document.spots import Spot, spot_at
from gi_desktop.form import Edition
from gi_desktop.session import Change, Session
from gi_desktop.ui.bars import report_name
from gi_desktop.ui.preview.bar import PreviewBar
from gi_desktop.ui.preview.faces import FileFaces
from gi_desktop.ui.preview.pages_view import Fit, PagesView
from gi_desktop.ui.preview.thumbnails import Thumbnails
from gi_desktop.ui.preview.typesetting import Job, Typeset, Typesetting
from gi_desktop.ui.sizing import restored
from gi_desktop.ui.steps import Place
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import label, neighbour

USUAL = QSize(860, 900)
LEAST = QSize(420, 300)
NARROW = 640
"""Below this width there are no thumbnails."""
SOON = 5
"""A change waits so long for others that come with it, and for the wizard to paint it, in ms."""
_GEOMETRY, _ZOOM, _FIT = "preview/geometry", "preview/zoom", "preview/fit"
_NOTHING = "没有打开的报告。"
_WAIT = "正在排版……"


@dataclass(frozen=True)
class _Other:
    """What is shown where it is no report."""

    name: str
    form: Edition
    blocks: tuple[Block, ...]


class PreviewWindow(QWidget):
    """Follows the report while it is shown; typesets in the background."""

    place_asked = Signal(object)
    """The ``Place`` of what was clicked."""
    print_asked = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings = settings
        self._session: Session | None = None
        self._other: _Other | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._fonts: FontSet | None = None
        self._furniture = Furniture()
        self._shown: Typeset | None = None
        self._stale = True
        self._typesetting = Typesetting()
        self._typesetting.done.connect(self._show)
        self._typesetting.failed.connect(self._fail)
        # Also where the window goes with its parent, and is never closed itself.
        self.destroyed.connect(self._typesetting.stop)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._typeset)
        self._build()
        self._restore()
        self.show_session(None)

    def _build(self) -> None:
        self._faces = FileFaces()
        self.view = PagesView(self._faces)
        self.thumbnails = Thumbnails(self._faces)
        self.bar = PreviewBar(self.view, self)
        self.note = label("", wrap=True)
        self._note_strip = _strip("previewNote", self.note, MEASURES.grid)
        self._note_strip.hide()
        self.message = label("", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(_strip("previewMessage", self.message, 4 * MEASURES.grid))
        self._stack.addWidget(self.view)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.thumbnails)
        across.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._note_strip)
        layout.addLayout(across, 1)
        self.bar.print_asked.connect(self._ask_print)
        self.view.current_changed.connect(self.thumbnails.set_current)
        self.view.clicked.connect(self._clicked)
        self.thumbnails.chosen.connect(self.view.go_to_page)
        for keys, act in (
            ("Ctrl+W", self.close),
            ("Esc", self.close),
            ("F6", lambda: self._next_part(1)),
            ("Shift+F6", lambda: self._next_part(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What is shown ------------------------------------------------------------------------------

    @property
    def report(self) -> TypesetReport | None:
        """The pages in sight; None where there are none."""
        return self._shown.report if self._shown is not None else None

    def show_session(self, session: Session | None) -> None:
        """Show another report, or none, and follow its changes."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if session is not self._session or session is None:
            self._session = session
            self._typesetting.stop()  # what it is at is of the report before
            self._clear(_WAIT if session is not None else _NOTHING)
            self.view.go_to_page(1)
        if session is not None:
            self._unsubscribe = session.subscribe(self._changed)
        self._name()
        self._refresh()

    def show_blocks(self, name: str, form: Edition, blocks: tuple[Block, ...]) -> None:
        """Show what is no report, such as a comparison, under its own name."""
        if blocks != (self._other.blocks if self._other is not None else ()):
            self._clear(_WAIT)
        self._other = _Other(name, form, blocks)
        self._name()
        self._refresh()

    def set_fonts(self, fonts: FontSet) -> None:
        """Set the report in these fonts."""
        self._fonts = fonts
        self._refresh()

    def set_furniture(self, furniture: Furniture) -> None:
        """Show what stands around the report: that of a proof, or nothing."""
        if furniture != self._furniture:
            self._furniture = furniture
            self._name()
            self._refresh()

    def _name(self) -> None:
        name = report_name(self._session) if self._session is not None else ""
        name = self._other.name if self._other is not None else name
        kind = "预览送审稿" if self._furniture.front else "预览"
        self.setWindowTitle(f"{kind} - {name}" if name else kind)

    def _changed(self, change: Change) -> None:
        self._name()
        self._refresh()

    def _refresh(self) -> None:
        """Typeset soon; while the window is hidden, once it is shown."""
        self._stale = True
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _typeset(self) -> None:
        session, other = self._session, self._other
        if (session is None and other is None) or not self._stale:
            return
        self._stale = False
        fonts = self._fonts = self._fonts or FontSet.discover()
        if other is not None:
            self._typesetting.ask(Job(None, other.form, fonts, self._furniture, other.blocks))
        elif session is not None:
            self._typesetting.ask(Job(session.report, session.form, fonts, self._furniture))

    def _is_wanted(self, job: Job) -> bool:
        """Whether a job has the fonts and furniture of now."""
        return job.fonts is self._fonts and job.furniture == self._furniture

    def _show(self, done: Typeset) -> None:
        if not self._is_wanted(done.job):
            return
        try:
            self._faces.need(run.font for page in done.pages for run in page.runs)
        except DocumentError as error:
            self._fail(done.job, str(error))
            return
        self._shown = done
        self.view.show_pages(done.pages)
        self.thumbnails.show_pages(done.pages)
        self.thumbnails.set_current(self.view.current)
        self.bar.show_count()
        if self._stack.currentWidget() is not self.view:
            self._stack.setCurrentWidget(self.view)
            self.view.setFocus()  # there keys leaf through the pages
        self.note.setText("\n".join(done.report.notes))
        self._note_strip.setVisible(bool(done.report.notes))

    def tell(self, sentence: str) -> None:
        """Show a sentence above the pages, until they change."""
        self.note.setText(sentence)
        self._note_strip.show()

    def _fail(self, job: Job, sentence: str) -> None:
        if self._is_wanted(job):
            self._clear(sentence)

    def _clear(self, sentence: str) -> None:
        """Show a sentence instead of pages."""
        self._shown = None
        self.view.show_pages(())
        self.thumbnails.show_pages(())
        self.bar.show_count()
        self._note_strip.hide()
        self.message.setText(sentence)
        self._stack.setCurrentIndex(0)

    # What the user does -------------------------------------------------------------------------

    def _clicked(self, page: int, x: float, y: float) -> None:
        if self._session is None or self._shown is None:
            return
        spot = spot_at(self._shown.report, page, x, y)
        if spot is not None:
            self.place_asked.emit(place_of_spot(spot, self._session.form))

    def _ask_print(self) -> None:
        if self._shown is not None:
            self.print_asked.emit()

    def _next_part(self, by: int) -> None:
        """Move the focus between the bar, the thumbnails and the pages (F6)."""
        parts = [part for part in (self.bar, self.thumbnails, self.view) if part.isVisible()]
        target = neighbour(parts, self.focusWidget(), by)
        if target is self.bar:
            target = self.bar.width_
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The window ---------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.setMinimumSize(LEAST)
        screen = self.screen().availableGeometry()
        self.resize(USUAL.boundedTo(screen.size() - QSize(16, 48)))
        # At the right: what is filled in stays in sight at the left.
        self.move(screen.right() - self.width() - 8, screen.top())
        restored(self, self._settings, _GEOMETRY)
        fit = self._settings.value(_FIT, Fit.WIDTH.value)
        if fit == Fit.NONE.value:
            self.view.set_zoom(_number(self._settings.value(_ZOOM)))
        else:
            self.view.set_fit(Fit.PAGE if fit == Fit.PAGE.value else Fit.WIDTH)

    def _save(self) -> None:
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self._settings.setValue(_ZOOM, self.view.zoom)
        self._settings.setValue(_FIT, self.view.fit.value)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._save()
        self._typesetting.stop()
        self._stale = True
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.thumbnails.setVisible(self.width() >= NARROW)


def _strip(name: str, words: QLabel, above: int) -> QFrame:
    """Return a strip with words in it, at the top where there is more room."""
    made = QFrame()
    made.setObjectName(name)
    inside = QVBoxLayout(made)
    inside.setContentsMargins(2 * MEASURES.grid, above, 2 * MEASURES.grid, above)
    inside.addWidget(words)
    inside.addStretch(1)
    return made


def _number(value: object) -> float:
    """Return a zoom as it was saved; 1 where it is none."""
    try:
        zoom = float(str(value))
    except ValueError:
        return 1.0
    return zoom if math.isfinite(zoom) else 1.0


def place_of_spot(spot: Spot, form: Edition) -> Place:
    """Return where in the wizard that is entered which stands at a spot."""
    section = next((n for n, section in enumerate(form.sections, 1) if section.id == spot.place), 0)
    if spot.cell:
        return Place(section, cell=spot.cell)
    if spot.place == form.preface:
        return Place(0, text=form.preface, paragraph=spot.paragraph)
    if section:
        text = form.sections[section - 1].text
        return Place(section, text=text, paragraph=spot.paragraph)
    return Place(0, field=spot.field)
