"""Quotations: who is quoted, how, and with which words.

- language.py: words of a language (languages/*.toml)
- marks.py: which mark opens, which closes
- tokens.py: words, signs, quoted pieces
- phrases.py: noun phrases without a parser
- cues.py: verbs of saying
- speakers.py: who the subject of a verb is
- pieces.py: what a quoted piece is
- clauses.py: where a reported clause begins and ends
- indirect.py: reported clauses
- memory.py: who spoke in the sentence before
- names.py: one name for everybody
- rules.py: every rule by its name
- finding.py: the whole, and the table
"""

from kit.quotations.finding import find_quotations
from kit.quotations.rules import RULES

__all__ = ["RULES", "find_quotations"]
