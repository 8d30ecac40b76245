"""One edition of the form, checked when it is made, with the indexes everything else reads."""

from dataclasses import dataclass, field
from functools import cached_property

from gi_desktop.form.meaning import Meaning
from gi_desktop.form.model import (
    Balance,
    CellSpec,
    FormError,
    Guide,
    Kind,
    OutdatedForm,
    Section,
    Table,
    Total,
)


@dataclass(frozen=True)
class Edition:
    """One edition: sections in order, tables, and what its predecessors looked like."""

    id: str
    name: str
    document_type: str
    """What the title ends in: 政府信息公开工作年度报告."""
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    preface: str = "preface"
    """Name of the text that stands before the first heading."""
    outdated: tuple[OutdatedForm, ...] = ()
    basis: str = ""
    """What a preface names as the basis (依据) of the report; empty where there is none."""
    meaning: Meaning = field(default_factory=Meaning)
    guides: tuple[Guide, ...] = ()
    """Help that concerns the whole report."""

    def __post_init__(self) -> None:
        """Check the declaration once, so that no reader of it has to."""
        self._check_sections()
        self._check_relations()

    def _check_sections(self) -> None:
        known = {table.id for table in self.tables}
        for section in self.sections:
            if bool(section.text) == bool(section.table):
                raise FormError(f"section {section.id} holds either a text or a table")
            if section.table and section.table not in known:
                raise FormError(f"section {section.id} shows an unknown table")
        if len(self.cells) != sum(len(table.cells) for table in self.tables):
            raise FormError("an address is declared twice")

    def _check_relations(self) -> None:
        named = {cell for total in self.totals for cell in (total.cell, *total.addends)}
        named.update(cell for balance in self.balances for cell in balance.cells)
        if unknown := named - set(self.cells):
            raise FormError(f"a total or balance names the unknown cell {min(unknown)}")
        if strange := set(self.meaning.addresses()) - set(self.cells):
            raise FormError(f"the meaning names the unknown cell {min(strange)}")
        deriving = [total for total in self.totals if total.derives]
        ready = set(self.cells) - {total.cell for total in deriving}
        for total in deriving:
            if total.cell in ready:
                raise FormError(f"{total.cell} is derived twice")
            if early := [cell for cell in total.addends if cell not in ready]:
                raise FormError(f"{total.cell} is summed before {early}")
            ready.add(total.cell)

    def __hash__(self) -> int:
        # That of all the fields takes longer than many a thing that is kept by edition.
        return hash(self.id)

    @cached_property
    def cells(self) -> dict[str, CellSpec]:
        """Address → cell, in the order of the tables and their grids."""
        return {spec.address: spec for table in self.tables for spec in table.cells}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Every total, addends before sums."""
        return tuple(total for table in self.tables for total in table.totals)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Every balance."""
        return tuple(balance for table in self.tables for balance in table.balances)

    @cached_property
    def derived(self) -> dict[str, Total]:
        """Address → the total that derives it, addends before sums."""
        return {total.cell: total for total in self.totals if total.derives}

    @cached_property
    def inputs(self) -> tuple[CellSpec, ...]:
        """The cells that no total derives."""
        return tuple(spec for spec in self.cells.values() if spec.address not in self.derived)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The names of all texts: the preface, then the sections' own."""
        return (
            self.preface,
            *(section.text for section in self.sections if section.text),
        )

    def table(self, table_id: str) -> Table:
        """Return the table of that id; KeyError where there is none."""
        return self._tables[table_id]

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def section_of_text(self, text_id: str) -> Section | None:
        """Return the section that holds the text; None for the preface."""
        return next((section for section in self.sections if section.text == text_id), None)

    def section_of_table(self, table_id: str) -> Section:
        """Return the section that shows the table."""
        return next(section for section in self.sections if section.table == table_id)

    def kind(self, cell: str) -> Kind:
        """Return what the cell holds; KeyError where the edition has no such cell."""
        return self.cells[cell].kind
