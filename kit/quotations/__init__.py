"""Quotations: who is quoted, how, and with which words.

- language.py: words of a language (languages/*.toml)
- marks.py, single_marks.py: which mark opens, which closes
- classes.py: what may be asked about a word
- letters.py: one letter for each word, and patterns over letters
- rules.toml, read by rules.py: every rule: its name, its pattern, an example
- phrases.toml: what the patterns' words in capitals stand for
- units.py, sentences.py: words, signs and quoted pieces of a sentence
- matching.py: the rules on one sentence
- memory.py: who spoke in the sentence before
- people.py, cast.py: one name for everybody
- finding.py: the whole; quotation.py: its table
- trying.py: a rule shown, a pattern of your own tried
"""
