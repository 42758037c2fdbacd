"""People: names in a text, and who bears them."""

import re
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
APPOSITION = re.compile(r",\s+(?:an?|the|[\w’']+['’]s)\s+([^,.;:“”\"()]{3,60})")
SENTENCE_BEGIN = re.compile(r"(?:^|[.!?…]|\n)[\s\"“”‘’']*$")
SENTENCE_START = re.compile(
    r"[\n.!?…](?:(?<=\n)|(?:(?:(?<=\w{3}.)|(?<=[\"”’)].))[\"”’)]*|[\"”’]+)\s)"
)
WORD = re.compile(r"\w+")
OWNER = re.compile(r"['’]s?$")
LINK = re.compile(r"\s(?:of|for|at|from|in|with|on|who)\s")
# not a list: "the north, Velm, and the coast"
NAMED_AFTER = re.compile(rf",\s+({NAME.pattern})(?=[,.])(?!,?\s+(?:and|or|und|oder)\b)")


class Person:
    """Somebody the text names or describes: the name to count by, what else they are called, he or
    she, named in full?
    """

    def __init__(self, name, sure=True):
        self.name = name
        self.sure = sure
        self.count = 0
        self.met = 0
        self.roles = set()
        self.gender = None


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
                if match.group()[0].isupper() or "-" in match.group():
                    yield match.start(), match.group()
