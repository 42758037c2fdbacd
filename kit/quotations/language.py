"""What a language's file says: verbs with their forms and frames, and small classes of words."""

import re
import tomllib
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


class Language:
    """The words of one language, and where its patterns differ. data: what its file says."""

    def __init__(self, code, data):
        self.code = code
        self.name = data.get("name", "")
        self.complete = data.get("complete", False)
        self.words = _read_words(data.get("words", {}))  # classes that patterns ask about
        self.people = _read_words(data.get("people", {}))  # titles, roles, men and women
        self.verbs = _read_verbs(data)  # form -> Verb
        self.pairs = _read_pairs(data)  # first word -> {second word: frame}
        self.kinds = _read_kinds(self.words)  # word -> its kind
        self.classes = _read_classes(self.words)  # word -> the names of its classes
        self.foreign_marks = data.get("foreign_marks", {})  # opening mark -> language
        self.patterns = data.get("patterns", {})  # phrases that differ from English
        endings = data.get("endings", {})  # adverb, past, participle
        self.endings = {name: tuple(found) for name, found in endings.items()}

    def ends_as(self, name, word):
        """Has the word the ending of an adverb, a past form or a participle?"""
        return word.endswith(self.endings.get(name, ()))


@cache
def load(code):
    """Return the Language of an ISO 639-1 code; without a file it knows marks only.

    >>> load("en").verbs["said"].base
    'say'
    """
    path = files(__package__) / "languages" / f"{code}.toml"
    has_file = re.fullmatch(r"[a-z]{2,3}", code) and path.is_file()
    return Language(code, tomllib.loads(path.read_text(encoding="utf-8")) if has_file else {})


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
        shared = frozenset(its_frames)
        for form, name in sorted(inflect(base, data), key=lambda pair: pair[1] != "past"):
            verbs.setdefault(form, Verb(base, name, shared))
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
                forms += [form.replace(r"\1", match[1]) for form in pattern["forms"]]
                break
    return [
        (form, name)
        for name, variants in zip(FORMS, forms, strict=False)
        for form in variants.split("/")
    ]
