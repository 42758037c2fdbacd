"""The rules for quotations, as rules.toml has them: what somebody says, and who says it.

A rule is tried in its part's order: SUBJECTS (who is the subject of a verb), PIECES (what stands in
marks), REPORTS (reported clauses). CASES are what no pattern of one sentence can say.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Rule:
    """A rule: its name, its pattern over letters, a sentence it matches ("" in other languages).

    words: of a piece, "whole" if no clause repeats them, "half" if a second half may follow, too.
    """

    name: str
    pattern: str
    example: str = ""
    words: str = ""


def read_patterns(name):
    """Return a file of this folder as dict; letters.py says how to read its patterns."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def read_rules(part):
    """Return the Rules of a part of rules.toml; where a line ends in a pattern means nothing."""
    rules = []
    for name, entry in FILE[part].items():
        pattern = " ".join(entry["pattern"].split())
        rules.append(Rule(name, **(entry | {"pattern": pattern})))
    return rules


FILE = read_patterns("rules.toml")
SUBJECTS = read_rules("subjects")
PIECES = read_rules("pieces")
REPORTS = read_rules("reports")
CASES = read_rules("cases")
PHRASES = read_patterns("phrases.toml")  # what the patterns' words in capitals stand for
