"""What a language's file says: verbs with their forms and frames, and small classes of words."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FORMS = ("base", "s", "past", "participle", "ing")
# a word of several classes gets the first of these
KINDS = (
    *("pronoun", "possessive", "determiner", "auxiliary", "conjunction", "preposition"),
    *("subordinator", "adverb"),
)


class Verb(NamedTuple):
    """A form of a reporting verb: its base form, which form it is, and what it may stand with."""

    base: str
    form: str  # of FORMS; past also where past and participle are the same
    frames: frozenset  # say beside clause tell to gerund object shows call called


class Words(dict):
    """Classes of words by name; a class that a language's file does not have is empty."""

    def __missing__(self, name):
        return frozenset()


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, and where its patterns differ."""

    code: str
    name: str = ""
    complete: bool = False
    verbs: dict = field(default_factory=dict, repr=False)  # form -> Verb
    pairs: dict = field(default_factory=dict, repr=False)  # first word -> {second word: frame}
    kinds: dict = field(default_factory=dict, repr=False)  # word -> its kind
    words: Words = field(default_factory=Words, repr=False)  # classes that patterns ask about
    classes: dict = field(default_factory=dict, repr=False)  # word -> the names of its classes
    people: Words = field(default_factory=Words, repr=False)  # titles, roles, men and women
    foreign_marks: dict = field(default_factory=dict, repr=False)  # opening mark -> language
    patterns: dict = field(default_factory=dict, repr=False)  # phrases that differ from English
    endings: dict = field(default_factory=dict, repr=False)  # adverb, past, participle

    def ends_as(self, name, word):
        """Has the word the ending of an adverb, a past form or a participle?"""
        return word.endswith(self.endings.get(name, ()))


@cache
def load(code):
    """Return the Language of an ISO 639-1 code; without a file it knows marks only.

    >>> load("en").verbs["said"].base
    'say'
    """
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return Language(code)
    try:
        text = (files(__package__) / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return Language(code)
    data = tomllib.loads(text)
    words = _read_words(data.get("words", {}))
    return Language(
        code,
        data["name"],
        data["complete"],
        _read_verbs(data),
        _read_pairs(data),
        _read_kinds(words),
        words,
        _read_classes(words),
        _read_words(data.get("people", {})),
        data.get("foreign_marks", {}),
        data.get("patterns", {}),
        {name: tuple(endings) for name, endings in data.get("endings", {}).items()},
    )


def _read_words(lists):
    return Words((name, frozenset(words.split())) for name, words in lists.items())


def _read_kinds(words):
    kinds = {}
    for kind in KINDS:
        for word in words[kind]:
            kinds.setdefault(word, kind)
    return kinds


def _read_classes(words):
    classes = {}
    for name in words.keys() - set(KINDS):
        for word in words[name]:
            classes.setdefault(word, set()).add(name.upper())
    return classes


def _read_pairs(data):
    pairs = {}
    for frame, phrases in data.get("phrases", {}).items():
        for first, second in (phrase.split() for phrase in phrases):
            pairs.setdefault(first, {})[second] = frame
    return pairs


def _read_verbs(data):
    frames = {}
    for frame, bases in data.get("verbs", {}).items():
        for base in bases.split():
            frames.setdefault(base, set()).add(frame)
    for base in _read_pairs(data):
        frames.setdefault(base, set())
    verbs = {}
    for base, its_frames in frames.items():
        for form, name in sorted(inflect(base, data), key=lambda pair: pair[1] != "past"):
            verbs.setdefault(form, Verb(base, name, frozenset(its_frames)))
    return verbs


def inflect(base, data):
    """Return the forms of a verb with their names; of several forms for one, "/" parts them."""
    forms = [base]
    if base in data.get("irregular", {}):
        forms += data["irregular"][base].split()
    else:
        for pattern in data.get("inflect", []):
            match = re.fullmatch(pattern["base"], base)
            if match:
                forms += [match.expand(form) for form in pattern["forms"]]
                break
    return [
        (form, name)
        for name, variants in zip(FORMS, forms, strict=False)
        for form in variants.split("/")
    ]
