"""What is said in the help of every cell, part and field; never law by mistake."""

import re

import pytest

from gi_desktop.form import Edition, Help, Power, edition
from gi_desktop.form.editions import edition_ids
from gi_desktop.report.characters import clean
from gi_desktop.report.profile import Profile
from gi_desktop.ui.actions import KEYS
from gi_desktop.ui.field_help import (
    BASIS,
    FIELD_NAMES,
    UNVERIFIED,
    HelpText,
    field_help,
    help_for,
    section_help,
)
from gi_desktop.ui.help_book import book, entry_of
from tests.toy import TOY

FORMS = [*map(edition, edition_ids()), TOY]
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
PARTIAL = "applications.partial.natural"


def words_of(found: HelpText) -> dict[str, str]:
    return {part.heading: part.text for part in found.parts}


@every_form
def test_everything_has_help_without_empty_headings(form: Edition) -> None:
    found = [help_for(cell, form, None) for cell in form.cells]
    found += [section_help(section) for section in form.sections]
    found += [field_help(key, form) for key in FIELD_NAMES]
    for said in found:
        assert said.title
        assert said.parts
        assert all(part.heading.strip() and part.text.strip() for part in said.parts)
        headings = [part.heading for part in said.parts]
        assert len(headings) == len(set(headings))


@every_form
def test_the_whole_help_says_all_that_the_form_declares(form: Edition) -> None:
    said = "\n".join(
        f"{entry.help.title}\n{entry.help.words()}"
        for chapter in book(form, keys=KEYS)
        for entry in chapter.entries
    )
    declared = [guide.help for guide in form.guides]
    declared += [section.help for section in form.sections]
    for table in form.tables:
        declared += [row.help for row in table.rows]
        declared += [column.help for column in table.columns]
    for one in declared:
        for text in (one.text, one.excludes, one.example, one.doubt, one.basis):
            assert text in said
    assert all(what in said and how in said for what, how in KEYS)


@every_form
def test_whatever_has_the_focus_has_its_entry(form: Edition) -> None:
    entries = [entry for chapter in book(form, keys=KEYS) for entry in chapter.entries]
    known = {entry.key for entry in entries}
    assert len(known) == len(entries)
    assert {entry_of(cell, form, None) for cell in form.cells} <= known
    assert {entry_of("", form, section) for section in form.sections} <= known
    assert {entry_of(key, form, None) for key in FIELD_NAMES} <= known


def test_every_row_says_what_counts_what_does_not_and_gives_an_example() -> None:
    for form in map(edition, edition_ids()):
        for table in form.tables:
            totals = {form.cells[cell].row.id for cell in form.derived if is_sum_row(cell, form)}
            for row in table.rows:
                if row.id not in totals:
                    assert row.help.text, row.id
                    assert row.help.excludes, row.id
                    assert row.help.example, row.id
                    # Either an article, or it is said that none was seen.
                    assert row.help.basis or not row.help.verified, row.id


def is_sum_row(cell: str, form: Edition) -> bool:
    """Whether every cell of the row is a total."""
    row = form.cells[cell].row
    return all(spec.address in form.derived for spec in form.cells.values() if spec.row is row)


@every_form
def test_only_what_has_a_source_is_shown_as_law(form: Edition) -> None:
    found = {section.id: (section.help, section_help(section)) for section in form.sections} | {
        spec.address: (spec.row.help, help_for(spec.address, form, None))
        for spec in form.cells.values()
    }
    for declared, shown in found.values():
        said = words_of(shown)
        assert (said.get(UNVERIFIED) == declared.text) is not declared.verified
        assert said.get(BASIS, "") == (declared.basis if declared.verified else "")
        assert declared.basis in shown.words()


def test_a_column_without_a_source_is_no_law_either() -> None:
    form = edition("2021")
    said = words_of(help_for("applications.granted.natural", form, None))
    assert form.cells["applications.granted.natural"].column.help.verified is False
    heading = next(heading for heading in said if heading.startswith("本列"))
    assert UNVERIFIED in heading


def test_verified_help_leans_on_no_hearsay() -> None:
    """What is called common practice, or differs from place to place, stands as doubt."""
    hearsay = re.compile("一般|通常|各地|做法不一|没有见到")

    def declared(form: Edition) -> list[Help]:
        found = [section.help for section in form.sections]
        found += [guide.help for guide in form.guides]
        return found + [row.help for table in form.tables for row in table.rows]

    for form in map(edition, edition_ids()):
        for one in declared(form):
            if one.verified:
                assert not hearsay.search(one.text + one.excludes), one.text


@every_form
def test_help_is_in_ordinary_characters(form: Edition) -> None:
    for chapter in book(form, keys=KEYS):
        for entry in chapter.entries:
            said = f"{entry.help.title}{entry.help.words()}"
            assert clean(said) == said


def test_the_profile_speaks_where_a_power_is_lacking() -> None:
    form = edition("2021")
    profile = Profile(powers={Power.LICENSING: False, Power.PENALTY: True})
    said = help_for("disclosure.licences.decisions", form, None, profile)
    assert words_of(said)["机关档案"] == "没有行政许可职权，一般填 0。"
    for cell in ("disclosure.penalties.decisions", "disclosure.coercion.decisions", PARTIAL):
        assert "机关档案" not in words_of(help_for(cell, form, None, profile))
