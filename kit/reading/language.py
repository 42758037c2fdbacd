"""What the rules for sentences know of a language: languages.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

SINGLE = "ordinals", "question"  # entries that are no lists of words


@dataclass(frozen=True)
class Language:
    """Words of a language; languages.toml says what each list is for."""

    titles: frozenset = frozenset()
    abbreviations: frozenset = frozenset()
    numbered: frozenset = frozenset()
    starters: frozenset = frozenset()
    reporting: frozenset = frozenset()
    labelled: frozenset = frozenset()
    countries: frozenset = frozenset()
    after_clock: frozenset = frozenset()
    numbers: frozenset = frozenset()
    ordinals: bool = False
    question: str = "?"

    @cached_property
    def listed(self):
        """Every word before whose stop a sentence may go on."""
        return self.titles | self.abbreviations | self.numbered | self.countries


@cache
def load(code):
    """Return what is known of a language, by its code; of "en-GB" what is known of "en".

    >>> "mr" in load("en-GB").titles
    True
    """
    entry = read_languages().get(code.casefold().split("-")[0], {})
    values = {}
    for name, value in entry.items():
        values[name] = value if name in SINGLE else frozenset(value.split())
    return Language(**values)


@cache
def read_languages():
    """Return languages.toml as a dict of language code to dict."""
    path = Path(__file__).with_name("languages.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
