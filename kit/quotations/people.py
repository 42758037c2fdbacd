"""People: names in a text, and who bears them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from kit.quotations.sentences import is_headline

MARKS = "\u0300-\u036f\u0483-\u0487\u05b0-\u05bd\u064b-\u065f\u0670\u00ad\u200b-\u200d\u2060\ufeff"

CAPITAL = r"[^a-z\W\d_]"
INITIALS = rf"(?:{CAPITAL}\.)+(?!\w)"  # J.R. Lind
PART = rf"(?:{INITIALS}|{CAPITAL}[\w{MARKS}’'-]*[\w{MARKS}]|{CAPITAL}\.?|al-\w+|el-\w+)"
NAME = re.compile(
    rf"(?=[^b-df-z\W\d_])(?<![\w’'-]){PART}"  # the first look passes most letters over
    rf"(?:[ \u00a0](?:(?:al|bin|van|von|de|der|da|del|la|le|ibn) ){{0,3}}{PART}){{0,6}}"
)


@dataclass(eq=False)
class Person:
    """Somebody the text names or describes."""

    name: str  # to count by
    sure: bool = True  # named in full, or with a title
    count: int = 0
    met: int = 0
    roles: set = field(default_factory=set)  # what else they are called
    gender: str | None = None


@lru_cache(maxsize=10_000)
def last_name(name):
    """How names are compared: the last word without al-, possessive and capitals."""
    return re.sub(r"^(al|el)-|['’]s?$", "", name.split()[-1].casefold())


@lru_cache(maxsize=10_000)
def untitled(name, language):
    """A name's words without titles, or a capital "On" or "Said" before it; a date is no name."""
    words = name.split()
    while words and _is_before_name(words[0].casefold(), language):
        words = words[1:]
    is_date = not language.words["time"].isdisjoint(map(str.casefold, words))
    return () if is_date else tuple(words)


def _is_before_name(word, language):
    verb = language.verbs.get(word)
    return (
        word.strip(".") in language.people["title"]
        or word in language.kinds
        or word in language.words["according"]
        or word in language.words["account"]
        or (verb is not None and verb.form in ("past", "s"))
    )


def capital_words(text):
    """Every run of capital words and where it starts; in a headline capitals say nothing."""
    for line in re.finditer(r"[^\n]+", text):
        if not is_headline(line.group()):
            for match in NAME.finditer(text, *line.span()):
                if match[0][0].isupper() or "-" in match[0]:
                    yield match.start(), match[0]
