"""Many reports checked in one go (批量核对), and held against a list of the units (单位名单)."""

from gi_desktop.batch.checking import Checked, Judged, check_all, check_one
from gi_desktop.batch.gathering import SUFFIXES, Gathered, gather, meant
from gi_desktop.batch.units import (
    Roll,
    Unit,
    UnitsError,
    parse_units,
    read_units,
    repeated,
    roll_call,
)

__all__ = [
    "SUFFIXES",
    "Checked",
    "Gathered",
    "Judged",
    "Roll",
    "Unit",
    "UnitsError",
    "check_all",
    "check_one",
    "gather",
    "meant",
    "parse_units",
    "read_units",
    "repeated",
    "roll_call",
]
