"""What the official form is: declared once, read by every other room."""

from gi_desktop.form.edition import Edition
from gi_desktop.form.editions import UnknownEditionError, current_edition, edition
from gi_desktop.form.model import (
    Balance,
    CellSpec,
    Column,
    Field,
    FormError,
    GridCell,
    Help,
    Kind,
    Label,
    LabelRole,
    OutdatedForm,
    Row,
    Section,
    Table,
    Term,
    Total,
)

__all__ = [
    "Balance",
    "CellSpec",
    "Column",
    "Edition",
    "Field",
    "FormError",
    "GridCell",
    "Help",
    "Kind",
    "Label",
    "LabelRole",
    "OutdatedForm",
    "Row",
    "Section",
    "Table",
    "Term",
    "Total",
    "UnknownEditionError",
    "current_edition",
    "edition",
]
