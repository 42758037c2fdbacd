"""Quotations: who is quoted, how, and with which words.

language.py   words of a language (languages/*.toml)      marks.py     which mark opens, which closes
tokens.py     words, signs, quoted pieces                 phrases.py   noun phrases without a parser
speakers.py   who stands by a verb                        pieces.py    what a quoted piece is
cues.py       verbs of saying                             memory.py    who spoke in the sentence before
clauses.py    where a reported clause begins and ends     indirect.py  reported clauses
names.py      one name for everybody                      rules.py     every rule by its name
finding.py    the whole, and the table
"""

from kit.quotations.finding import find_quotations
from kit.quotations.rules import RULES, show_rule

__all__ = ["RULES", "find_quotations", "show_rule"]
