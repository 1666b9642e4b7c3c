"""The rules whose faults are found when files are looked for and read.

Their pages are in ``reading.md``; whoever finds such a fault gives the rule's name.
"""

import re
from pathlib import Path

from wikicli.base.problems import severity_of
from wikicli.check.rule import RULES, Rule

_PAGE = re.compile(r"^## (\S+)\n\n(.+?)\n(?=\n#|\Z)", re.MULTILINE | re.DOTALL)

for name, page in _PAGE.findall(Path(__file__).with_suffix(".md").read_text("utf-8")):
    RULES[name] = Rule(name, severity_of(name), page)
