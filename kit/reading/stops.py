"""What the kit knows about a stop: rules that say whether a sentence ends there, for the cases where syntok alone is wrong.

Each rule is a function of a stop and a language, says ENDS, GOES_ON or nothing (None), and has its rows in the golden table,
tests/reading/sentences.toml. The first that speaks is believed.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

ENDS, GOES_ON = "ends", "goes on"
MARKS = "\"'”’»“«›‹‘„"
OPENING = MARKS + "([¿¡-–—•* "
WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+(?:\.(?=\S)[\p{L}\p{M}\p{N}]*)*")


@dataclass(frozen=True)
class Stop:
    """A stop and its surroundings. before: the word at it; mark: . ! ? …; close: marks that close; ahead: the text after it;
    first: whether its word is the first of a line or sentence."""

    before: str
    mark: str
    close: str
    ahead: str
    first: bool

    @property
    def word(self):
        """The word before, without capitals and opening marks."""
        return self.before.lstrip(OPENING).casefold()

    @property
    def after(self):
        """The word after, without opening marks; an initial keeps its stop."""
        match = WORD.match(self.ahead.lstrip(OPENING))
        if not match:
            return ""
        initial = len(match.group()) == 1 and match.string[match.end() : match.end() + 1] == "."
        return match.group() + "." * initial

    def begins(self, language):
        """Whether the next word begins a sentence rather than goes on with a name; after a dash it does neither."""
        return (
            self.after.casefold() in language.starters
            and not self.after[:1].islower()
            and self.ahead[0] not in "-–—"
        )


@dataclass(frozen=True)
class Language:
    """What languages.toml says of a language."""

    titles: frozenset = frozenset()
    abbreviations: frozenset = frozenset()
    numbered: frozenset = frozenset()
    starters: frozenset = frozenset()
    reporting: frozenset = frozenset()
    ordinals: bool = False
    question: str = "?"


@cache
def known(code):
    """Return what is known of a language, by its code; of "en-GB" what is known of "en".

    >>> "mr" in known("en-GB").titles
    True
    """
    table = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
    entries = table.get(code.casefold().split("-")[0], {})
    lists = ("titles", "abbreviations", "numbered", "starters", "reporting")
    return Language(
        **{
            name: frozenset(value.split()) if name in lists else value
            for name, value in entries.items()
        }
    )


def verdict(stop, language):
    """Return what the first rule that speaks says of a stop, or None.

    >>> verdict(Stop(before="Mr", mark=".", close="", ahead="Maren", first=True), known("en"))
    'goes on'
    """
    return next((said for said in (rule(stop, language) for rule in RULES) if said), None)


def small_letter(stop, language):
    """A small letter goes on, but for names such as eBay."""
    if stop.after[:1].islower():
        return (
            ENDS
            if any(letter.isupper() for letter in stop.after)
            and stop.word not in language.abbreviations
            else GOES_ON
        )


def title(stop, language):
    """Mr. is followed by a name."""
    if stop.mark == "." and stop.word in language.titles and not stop.close:
        return GOES_ON


def numbered(stop, language):
    """No. goes on before a number, and is the word no otherwise."""
    if stop.mark == "." and stop.word in language.numbered and stop.after[:1].isdigit():
        return GOES_ON


def list_number(stop, language):
    """1. at the beginning of a line or sentence numbers what follows."""
    if (
        stop.mark == "."
        and stop.first
        and regex.fullmatch(r"\d{1,2}|\p{L}", stop.before)
        and not stop.begins(language)
    ):
        return GOES_ON


def ordinal(stop, language):
    """3. Oktober: in some languages a stop after a number makes it an ordinal."""
    if (
        language.ordinals
        and stop.mark == "."
        and regex.fullmatch(r"\d{1,2}|[IVX]+", stop.before)
        and not stop.begins(language)
    ):
        return GOES_ON


def company(stop, language):
    """Yahoo! Inc. is a name."""
    if stop.mark == "!" and stop.after.casefold() in ("inc", "corp", "ltd", "co"):
        return GOES_ON


def abbreviation(stop, language):
    """U.S., Inc., J. and p.m. end a sentence only if the next word begins one."""
    letters = regex.fullmatch(r"(?:\p{L}\p{M}*\.)*\p{L}\p{M}*", stop.word)
    if stop.mark == "." and (letters or stop.word in language.abbreviations):
        return ENDS if stop.begins(language) or (stop.close and not letters) else GOES_ON


def stop_inside(stop, language):
    """1,000.50 and news.org are no abbreviations, though syntok takes a word with a stop inside for one."""
    if regex.search(r"\d[.,]\d+\W?$|\.\p{L}{2,}$", stop.word) and stop.after[:1].isupper():
        return ENDS


def whole_word(stop, language):
    """A word that this language doesn't shorten, then a capital: syntok knows art., mar. and sun. from three languages."""
    if (
        language.titles
        and stop.mark == "."
        and regex.fullmatch(r"[\p{L}\p{M}'’-]{2,}", stop.word)
        and stop.after[:1].isupper()
    ):
        return ENDS


def reporting(stop, language):
    """“Why?” Holt asked: after a quotation's question mark a name and a reporting verb go on."""
    if stop.mark != "." and set(stop.close) & set(MARKS) and not stop.begins(language):
        name = regex.match(r"(?:\p{Lu}[\w.’'-]*+\s+){1,4}(\p{Ll}+)", stop.ahead)
        if name and name[1] in language.reporting:
            return GOES_ON


RULES = [
    small_letter,
    title,
    numbered,
    list_number,
    ordinal,
    company,
    abbreviation,
    stop_inside,
    whole_word,
    reporting,
]
