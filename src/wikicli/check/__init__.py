"""Checking entries: every rule, run over some files or a whole library.

Others take from it the check with its plan, the rules by name, and what it came to.
"""

from wikicli.check import rules  # noqa: F401 - they are declared there
from wikicli.check.checked import Checked, CheckOptions
from wikicli.check.rule import RULES, Rule
from wikicli.check.running import Check
from wikicli.check.tasks import Plan

__all__ = ["RULES", "Check", "CheckOptions", "Checked", "Plan", "Rule"]
