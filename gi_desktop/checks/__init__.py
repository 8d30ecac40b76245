"""Checks (核对): a report in, findings out."""

from gi_desktop.checks.checker import Checker, RuleFault
from gi_desktop.checks.rule import Facts, Input, Rule

__all__ = ["Checker", "Facts", "Input", "Rule", "RuleFault"]
