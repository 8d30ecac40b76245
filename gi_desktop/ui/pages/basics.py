"""基本信息: the organ, the year, how to reach it, the preface and the signature."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gi_desktop.report.contact import in_shape
from gi_desktop.report.days import chinese_date, day_note, read_day
from gi_desktop.report.edits import SetFields, SetText
from gi_desktop.report.model import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    SCOPE_NAMES,
    SEAL_NAMES,
    OrganKind,
    Period,
    Report,
    Scope,
    Seal,
)
from gi_desktop.report.profile import KIND_NAMES
from gi_desktop.report.sentences import compose_preface, preface_differs
from gi_desktop.session import Change, Session
from gi_desktop.ui import field_help as fields
from gi_desktop.ui.field_help import FIELD_NAMES
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.last_prose import LastProse
from gi_desktop.ui.organs import Organs
from gi_desktop.ui.pages.choices import Choices
from gi_desktop.ui.pages.field_edits import signature_fields, title_fields, year_fields, year_of
from gi_desktop.ui.pages.page import MARGIN, form_card, page_layout, scrolling, show_part
from gi_desktop.ui.profile_strip import ProfileStrip
from gi_desktop.ui.prose_editor import ProseEditor
from gi_desktop.ui.prose_tools import ProseTools
from gi_desktop.ui.steps import Place, field_label
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import ComboBox, FieldEdit, button, label

_SCOPE_NOTE = "本机关：只有本机关的数据。汇总：连同所属部门和下级机关的数据。"
_CONTACT = (fields.WEBSITE, fields.ADDRESS, fields.POSTCODE, fields.TELEPHONE, fields.EMAIL)
_SHAPES: Mapping[str, Callable[[str], str]] = {
    **{key: partial(in_shape, key) for key in _CONTACT},
    fields.SIGNED_ON: lambda typed: chinese_date(day) if (day := read_day(typed)) else "",
}
"""How what was typed is written; a day that does not exist stays."""
_PREFACE_NOTE = "用上面填好的内容写成前言，写出后可以随意改。"
_NARROWEST = 120
"""Of a choice, where the page has no room for its longest entry; opened it shows all."""
_REPORT_FIELDS = {"organ": fields.NAME, "signature": fields.SIGNED_BY}
"""Fields of the report that several fields here show; a finding about one leads to the first."""


class BasicsPage(QWidget):
    """The first step."""

    focused = Signal(str)
    told = Signal(str, list, list)
    """A sentence, lines below it, and actions: for the notice strip."""

    def __init__(self, session: Session, organs: Organs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.profile = ProfileStrip(session, organs)
        self._dialogs = organs.dialogs
        self.edits: dict[str, FieldEdit] = {}
        self._names: dict[str, QLabel] = {}
        self._signed_alike: bool | None = None
        """Whether the organ signed by its own name when its name began to be typed."""
        self._writers: dict[str, Callable[[Report, str], dict[str, object]]] = {}
        body = QWidget()
        inner = page_layout(
            body, "基本信息", "机关、年度和联系方式只在这里填一次，标题、前言和落款都从这里来。"
        )
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(MEASURES.grid)
        for title, build in (
            ("机关和年度", self._build_organ),
            ("联系方式", self._build_contact),
            ("前言", self._build_preface),
            ("落款", self._build_signature),
        ):
            inner.addWidget(form_card(title, build))
            inner.addSpacing(MEASURES.grid // 2)
        inner.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        margins = self._body = QWidget()
        around = QVBoxLayout(margins)
        around.setContentsMargins(MARGIN, 2 * MEASURES.grid, MARGIN, 2 * MEASURES.grid)
        around.addWidget(body)
        self.area = scrolling(margins)
        outer.addWidget(self.area)
        self.setFocusProxy(self.edits[fields.NAME])
        self.refresh(Change())

    # Building -----------------------------------------------------------------------------------

    def _build_organ(self, grid: QGridLayout) -> None:
        organ = self._edit(fields.NAME, self._name_fields)
        organ.left.connect(self._name_is_typed)
        self._add_row(grid, fields.NAME, organ)
        self.kind = ComboBox(FIELD_NAMES[fields.KIND])
        self.kind.setMinimumWidth(_NARROWEST)
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(name, kind)
        self.kind.activated.connect(self._choose_kind)
        self.kind.entered.connect(lambda: self.focused.emit(fields.KIND))
        self._add_row(grid, fields.KIND, self.kind, stretch=False)
        self.scopes = self._choices(fields.SCOPE, SCOPE_NAMES, self._choose_scope)
        self._add_row(grid, fields.SCOPE, self.scopes)
        grid.addWidget(label(_SCOPE_NOTE, "note", wrap=True), grid.rowCount(), 1)
        year = self._edit(fields.YEAR, year_fields)
        year.setMaximumWidth(96)
        year.setPlaceholderText("四位数字")
        self.year_note = label("", "mildNote", wrap=True)
        self._add_row(grid, fields.YEAR, year, self.year_note, stretch=False)
        self._add_row(grid, fields.TITLE, self._edit(fields.TITLE, title_fields))
        self.title_note = label("", "note", wrap=True)
        grid.addWidget(self.title_note, grid.rowCount(), 1)
        self.period_note = label("", "context", wrap=True)
        self.whole_year = button("改为全年", self._whole_year, "link")
        self._add_row(grid, fields.PERIOD, self.period_note, self.whole_year)

    def _build_contact(self, grid: QGridLayout) -> None:
        grid.addWidget(self.profile, 0, 0, 1, 2)
        for key in _CONTACT:
            edit = self._organ_edit(key)
            if key in (fields.POSTCODE, fields.TELEPHONE):
                edit.setMaximumWidth(240)
            self._add_row(grid, key, edit, stretch=key not in (fields.POSTCODE, fields.TELEPHONE))

    def _build_preface(self, grid: QGridLayout) -> None:
        self.preface = ProseEditor(self._session, self._session.form.preface, "前言", self)
        self.preface.setMinimumHeight(160)
        self.preface.entered.connect(lambda: self.focused.emit(fields.PREFACE))
        self.write_preface = button("写入前言", self._write_preface)
        self.preface_note = label(_PREFACE_NOTE, "note", wrap=True)
        self.preface_doubt = label("", "mildNote", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(2 * MEASURES.grid)
        row.addWidget(self.write_preface)
        row.addWidget(self.preface_note, 1)
        grid.addLayout(row, 0, 0, 1, 2)
        grid.addWidget(ProseTools(self._session, None, self.preface, self), 1, 0, 1, 2)
        grid.addWidget(self.preface, 2, 0, 1, 2)
        grid.addWidget(self.preface_doubt, 4, 0, 1, 2)
        self.last = LastProse(self._session, self._session.form.preface, self.preface, self)
        self.last.told.connect(self.told)
        grid.addWidget(self.last, 3, 0, 1, 2)

    def _build_signature(self, grid: QGridLayout) -> None:
        self.seals = self._choices(fields.SEAL, SEAL_NAMES, self._choose_seal)
        self._add_row(grid, fields.SEAL, self.seals)
        name = self._edit(fields.SIGNED_BY, signature_fields("name"))
        self.name_note = label("", "note")
        self._add_row(grid, fields.SIGNED_BY, name, self.name_note)
        signed_on = self._edit(fields.SIGNED_ON, signature_fields("date"))
        signed_on.setMaximumWidth(200)
        signed_on.left.connect(lambda: self._shape(fields.SIGNED_ON))
        self.today = button("填今天", self._sign_today)
        self.date_note = label("", "mildNote", wrap=True)
        self._add_row(grid, fields.SIGNED_ON, signed_on, self.today, self.date_note, stretch=False)

    def _add_row(
        self, grid: QGridLayout, key: str, *widgets: QWidget, stretch: bool = True
    ) -> None:
        line = grid.rowCount()
        name = self._names[key] = label(FIELD_NAMES[key])
        name.setBuddy(widgets[0])
        grid.addWidget(name, line, 0)
        if not stretch:
            flow = FlowRow(MEASURES.grid)
            for widget in widgets:
                flow.addWidget(widget)
            grid.addLayout(flow, line, 1)
            return
        row = QHBoxLayout()
        row.setSpacing(MEASURES.grid)
        for number, widget in enumerate(widgets):
            row.addWidget(widget, 1 if number == 0 else 0)
        grid.addLayout(row, line, 1)

    def _edit(self, key: str, write: Callable[[Report, str], dict[str, object]]) -> FieldEdit:
        edit = FieldEdit(FIELD_NAMES[key], self)
        self.edits[key] = edit
        self._writers[key] = write
        edit.textEdited.connect(lambda text: self._write(key, text))
        edit.entered.connect(lambda: self.focused.emit(key))
        edit.left.connect(self._session.end_step)
        return edit

    def _organ_edit(self, key: str) -> FieldEdit:
        edit = self._edit(key, lambda report, text: {"organ": report.organ.replace(**{key: text})})
        edit.left.connect(lambda: self._shape(key))
        return edit

    def _name_fields(self, report: Report, text: str) -> dict[str, object]:
        """Let the name that signs follow the organ's as long as they are the same."""
        signature, old = report.signature, report.organ.name
        alike = signature.name == old and (bool(old) or signature.seal is not Seal.NONE)
        if self._signed_alike is None:
            self._signed_alike = alike
        if alike and self._signed_alike:
            signature = signature.replace(name=text)
        return {"organ": report.organ.replace(name=text), "signature": signature}

    def _name_is_typed(self) -> None:
        self._signed_alike = None

    def _choices(
        self,
        key: str,
        names: Mapping[Scope, str] | Mapping[Seal, str],
        chosen: Callable[[str], None],
    ) -> Choices:
        made = Choices(key, names)
        made.entered.connect(lambda: self.focused.emit(key))
        made.chosen.connect(chosen)
        made.chosen.connect(lambda _value: self.focused.emit(key))
        return made

    # Changing -----------------------------------------------------------------------------------

    def _set(self, key: str, values: dict[str, object], *, merge: bool) -> None:
        self._session.apply(SetFields(field_label(FIELD_NAMES[key]), values), merge=merge)

    def _write(self, key: str, text: str) -> None:
        self._set(key, self._writers[key](self._session.report, text), merge=True)
        self._show_notes()

    def _choose_kind(self, number: int) -> None:
        kind = OrganKind(self.kind.itemData(number))
        organ = self._session.report.organ.replace(kind=kind)
        self._set(fields.KIND, {"organ": organ}, merge=False)

    def _choose_scope(self, value: str) -> None:
        self._set(fields.SCOPE, {"scope": Scope(value)}, merge=False)

    def _choose_seal(self, value: str) -> None:
        report = self._session.report
        signature = report.signature.replace(seal=Seal(value))
        if signature.seal is not Seal.NONE and not signature.name:
            signature = signature.replace(name=report.organ.name)
        self._set(fields.SEAL, {"signature": signature}, merge=False)

    def _whole_year(self) -> None:
        self._set(fields.PERIOD, {"period": None}, merge=False)

    def _sign_today(self) -> None:
        today = chinese_date(date.today())  # noqa: DTZ011 - the day on the user's own calendar
        signature = self._session.report.signature.replace(date=today)
        self._set(fields.SIGNED_ON, {"signature": signature}, merge=False)

    def _shape(self, key: str) -> None:
        """Write what was just typed as documents do; what was imported stays as it is."""
        typed = self.edits[key].text() if self.edits[key].isModified() else ""
        shaped = _SHAPES[key](typed)
        if shaped and shaped != typed:
            self._session.end_step()
            self._set(key, self._writers[key](self._session.report, shaped), merge=False)

    def _write_preface(self) -> None:
        self.commit()
        report, form = self._session.report, self._session.form
        composed, old = compose_preface(report, form), report.text(form.preface)
        if not composed:
            self.preface_note.setText("还没有可写的内容：请先填机关名称、年度或联系方式。")
            return
        if old and old != composed:
            choices = ("接在后面", "替换")
            chosen = self._dialogs.choose(
                "写入前言", "前言里已经有文字。新写的接在后面，还是替换它？", choices
            )
            if chosen is None:
                return
            old = old if chosen == 0 else ()
            composed = (*old, *composed)
        else:
            old = ()
        self._session.apply(SetText("写入前言", form.preface, composed))
        self.preface.go_to_paragraph(len(old))
        self._show_whole(self.preface)

    # Showing ------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Take over what is still being typed or composed."""
        for edit in self.edits.values():
            edit.commit()
        for key in _SHAPES:
            self._shape(key)
        self.preface.commit()

    def refresh(self, change: Change) -> None:
        """Show what the report holds now."""
        report = self._session.report
        for key in (fields.NAME, *_CONTACT):
            self.edits[key].show_value(getattr(report.organ, key))
        self._show_year(report)
        self.edits[fields.TITLE].show_value(report.title)
        self.edits[fields.SIGNED_BY].show_value(report.signature.name)
        self.edits[fields.SIGNED_ON].show_value(report.signature.date)
        self.kind.setCurrentIndex(list(KIND_NAMES).index(report.organ.kind))
        self.scopes.show_choice(report.scope.value)
        self.seals.show_choice(report.signature.seal.value)
        self.preface.refresh()
        self.last.refresh()
        self.profile.refresh()
        self._show_notes()

    def _show_year(self, report: Report) -> None:
        """Show the year, but leave alone what is being typed and is no year yet."""
        edit = self.edits[fields.YEAR]
        if year_of(edit.text()) != report.year or not edit.hasFocus():
            if report.year is None and year_of(edit.text()) is None and edit.text():
                return
            edit.show_value("" if report.year is None else str(report.year))

    def _show_notes(self) -> None:
        report, form = self._session.report, self._session.form
        typed = self.edits[fields.YEAR].text().strip()
        wrong = bool(typed) and year_of(typed) is None
        note = f"请填 {EARLIEST_YEAR} 至 {LATEST_YEAR} 之间的四位年份。" if wrong else ""
        self.year_note.setText(note)
        usual = report.usual_title(form)
        self.edits[fields.TITLE].setPlaceholderText(usual)
        self.title_note.setText(
            f"通常的标题是“{usual}”；清空就用它。"
            if report.title
            else "不用填，标题就是上面灰色的字。"
        )
        others = "、".join(preface_differs(report, form, self._session.sheet.value))
        said = f"前言里的{others}和上面填的不一样：请改前言，或者点“写入前言”重新写。"
        self.preface_doubt.setText(said if others else "")
        self.preface_doubt.setVisible(bool(others))
        self._show_period(report)
        self._show_signature(report)

    def _show_signature(self, report: Report) -> None:
        self.date_note.setText(day_note(report.signature.date))
        signed = report.signature.seal is not Seal.NONE
        self.today.setEnabled(signed)
        own, name = report.organ.name.strip(), report.signature.name
        other = signed and bool(name) and own not in name  # 联合 and 附加 names contain it
        self.name_note.setText("和机关名称不同" if other else "")
        for key, example in ((fields.SIGNED_BY, ""), (fields.SIGNED_ON, "如 2026年1月16日")):
            self.edits[key].setEnabled(signed)
            self.edits[key].setPlaceholderText(example if signed else "选了落款再填")
            self._names[key].setEnabled(signed)

    def _show_period(self, report: Report) -> None:
        period = report.period
        if period is None and report.year is not None:
            period = Period.of_year(report.year)
        text = f"{chinese_date(period.start)}至{chinese_date(period.end)}" if period else "先填年度"
        self.period_note.setText(text)
        self.whole_year.setVisible(report.period is not None)

    def show_place(self, place: Place) -> None:
        """Take the focus, at the field or the preface that ``place`` names."""
        others = {
            fields.KIND: self.kind,
            fields.SCOPE: self.scopes.current,
            fields.SEAL: self.seals.current,
            fields.PERIOD: self.whole_year,
        }
        field = _REPORT_FIELDS.get(place.field, place.field)
        target: QWidget = others.get(field) or self.edits.get(field) or self.edits[fields.NAME]
        if place.text:
            target = self.preface
        if place.paragraph is not None:
            self.preface.go_to_paragraph(place.paragraph)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_whole(target)

    def _show_whole(self, target: QWidget) -> None:
        """Scroll so far that the whole of ``target`` shows, at least its beginning."""
        show_part(self.area, target.mapTo(self._body, QPoint(0, 0)).y(), target.height())
