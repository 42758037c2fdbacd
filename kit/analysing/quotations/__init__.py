"""Quotations: who is quoted, how, and with which words.

    language.py   words of a language (languages/*.toml)      marks.py     which mark opens, which closes
    tokens.py     words, signs, quoted pieces                 phrases.py   noun phrases without a parser
    speakers.py   who stands by a verb                        pieces.py    what a quoted piece is
    indirect.py   reported clauses                            names.py     one name for everybody
    finding.py    the whole, and the table                    rules.py     every rule by its name
"""

from kit.analysing.quotations.finding import find_quotations
from kit.analysing.quotations.rules import RULES, show_rule

__all__ = ["RULES", "find_quotations", "show_rule"]
