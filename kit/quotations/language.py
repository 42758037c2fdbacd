"""What a language's file says: verbs with their forms and what they may report, and small classes
of words.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Verb:
    """One form of a reporting verb: its base form, which form it is, and the frames it may stand
    in.
    """

    base: str
    form: str  # base, s, past, participle, ing; past also where past and participle are the same
    frames: frozenset  # say clause tell to gerund object call of


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language that the rules ask about."""

    code: str
    name: str
    complete: bool
    verbs: dict = field(repr=False)  # form -> Verb
    phrases: dict = field(repr=False)  # base of the first word -> {second word: frame}
    kinds: dict = field(repr=False)  # word -> its main class
    words: dict = field(repr=False)  # class -> frozenset of words
    foreign_marks: dict = field(
        repr=False
    )  # opening mark -> the language a paragraph with it is read in
    abbreviations: frozenset = field(repr=False)
    adverb_endings: tuple = field(repr=False)
    participle_endings: tuple = field(repr=False)
    past_endings: tuple = field(repr=False)


class Words(dict):
    """Classes of words by name; a class that a language's file does not have is empty."""

    def __missing__(self, name):
        return frozenset()


# a word of several classes gets the first of these
KINDS = [
    "pronoun",
    "possessive",
    "determiner",
    "auxiliary",
    "conjunction",
    "preposition",
    "subordinator",
    "adverb",
]


def _inflected(base, data):
    """The five forms of a verb: base, s, past, participle, -ing."""
    if base in data.get("irregular", {}):
        return [base, *data["irregular"][base].split()]
    for pattern in data.get("inflect", []):
        match = re.fullmatch(pattern["base"], base)
        if match:
            return [base, *(match.expand(form) for form in pattern["forms"])]
    return [base]


@cache
def load(code):
    """The Language of an ISO 639-1 code; a language without a file gets an empty one that knows
    marks only.
    """
    file = files(__package__) / "languages" / f"{code}.toml"
    try:
        data = (
            tomllib.loads(file.read_text(encoding="utf-8"))
            if re.fullmatch(r"[a-z]{2,3}", code)
            else {}
        )
    except FileNotFoundError:
        data = {}
    frames = {}
    for frame, listed in data.get("verbs", {}).items():
        for base in listed.split():
            frames.setdefault(base, set()).add(frame)
    for base in (phrase.split()[0] for phrase in sum(data.get("phrases", {}).values(), [])):
        frames.setdefault(base, set())
    verbs = {}
    for base, its in frames.items():
        for form, name in zip(
            _inflected(base, data), ["base", "s", "past", "participle", "ing"], strict=True
        ):
            verbs.setdefault(form, Verb(base, name, frozenset(its)))
    words = Words(
        (name, frozenset(listed.split())) for name, listed in data.get("words", {}).items()
    )
    kinds = {}
    for name in KINDS:
        for word in words[name]:
            kinds.setdefault(word, name)
    phrases = {}
    for frame, listed in data.get("phrases", {}).items():
        for first, second in (phrase.split() for phrase in listed):
            phrases.setdefault(first, {})[second] = frame
    return Language(
        code,
        data.get("name", code),
        data.get("complete", False),
        verbs,
        phrases,
        kinds,
        words,
        data.get("foreign_marks", {}),
        frozenset(data.get("abbreviations", "").split()),
        *(
            tuple(data.get(name, ()))
            for name in ("adverb_endings", "participle_endings", "past_endings")
        ),
    )
