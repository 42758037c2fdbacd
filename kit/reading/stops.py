"""Rules that say whether a sentence ends at a stop, for the cases where syntok alone is wrong.

Each rule is a function of a stop and a language, says ENDS, GOES_ON or nothing (None), and has its
rows in the golden table, tests/reading/sentences.toml. The first that speaks decides.
"""

from dataclasses import dataclass

import regex

ENDS = "ends"
GOES_ON = "goes on"
MARKS = "\"'”’»“«›‹‘„"
OPENING = MARKS + "([¿¡-–—•* "
WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+(?:\.(?=\S)[\p{L}\p{M}\p{N}]*)*")
LETTERS = regex.compile(r"(?:\p{L}\p{M}*\.)*\p{L}\p{M}*")  # U.S, J
CLOCK = regex.compile(r"[ap]\.?m")
ADDRESS = regex.compile(r"\d[.,]\d+\W?$|\.\p{L}{2,}(?:/\S*)?$|^www\.|://")
PLAIN_WORD = regex.compile(r"[\p{L}\p{M}'’-]{2,}")
YEAR = regex.compile(r"\d{4}")
SENTENCE_BEGINS = regex.compile(r"\p{Lu}\p{Ll}+,?\s+\p{Ll}")  # "Visitors must", not "Eastern Time"
NAME_AND_VERB = regex.compile(r"(?:\p{Lu}[\w.’'-]*+\s+){1,4}(\p{Ll}+)")
NEVER_FIRST = "&+=/%,;:)"  # marks that begin no sentence
QUESTION_MARKS = "?", "!"
COMPANY_ENDINGS = "inc", "corp", "ltd", "co"


@dataclass
class Stop:
    """A stop and the text around it.

    before: the word at it. mark: . ! ? or …. close: marks that close after it. ahead: the text
    that follows. is_first: its word is the first of a line or sentence. previous: the word before
    its word.
    """

    before: str
    mark: str
    close: str
    ahead: str
    is_first: bool
    previous: str = ""

    def __post_init__(self):
        # the words before and after, without opening marks
        self.word = self.before.lstrip(OPENING).casefold()
        self.after = _first_word(self.ahead.lstrip(OPENING))
        self.is_full = self.mark == "."
        self.is_before_capital = self.after[:1].isupper()

    def is_before_starter(self, language):
        """True if the next word begins a sentence rather than a name; after a dash it doesn't."""
        is_starter = self.after.casefold() in language.starters and not self.after[:1].islower()
        return is_starter and self.ahead[0] not in "-–—"


def decide(stop, language):
    """Return what the first rule that speaks says of a stop, or None.

    >>> from kit.reading.language import load
    >>> decide(Stop(before="Mr", mark=".", close="", ahead="Maren", is_first=True), load("en"))
    'goes on'
    """
    for rule in RULES:
        verdict = rule(stop, language)
        if verdict:
            return verdict
    return None


def _first_word(text):
    """Return the word that a text begins with, "" for none; an initial keeps its stop."""
    match = WORD.match(text)
    word = match[0] if match else ""
    is_initial = len(word) == 1 and text[1:2] == "."
    return text[:2] if is_initial else word


def plain(stop, language):
    """Most stops: a word in small letters that is in no list, and then a capital."""
    if len(stop.before) < 3 or not stop.is_full or not stop.is_before_capital:
        return None
    is_plain = stop.before.isalpha() and stop.before.islower()
    return ENDS if is_plain and language.titles and stop.word not in language.listed else None


def joins(stop, language):
    """Com. & Adm.: what begins with such a mark begins no sentence."""
    return GOES_ON if stop.ahead[:1] in NEVER_FIRST else None


def small_letter(stop, language):
    """A small letter goes on, but for names such as eBay."""
    if not stop.after[:1].islower():
        return None
    is_name = any(letter.isupper() for letter in stop.after)
    return ENDS if is_name and stop.word not in language.abbreviations else GOES_ON


def title(stop, language):
    """Mr. is followed by a name."""
    is_title = stop.is_full and stop.word in language.titles and not stop.close
    return GOES_ON if is_title else None


def numbered(stop, language):
    """No. before a number is an abbreviation; elsewhere it ends the sentence."""
    is_numbered = stop.is_full and stop.word in language.numbered and stop.after[:1].isdigit()
    return GOES_ON if is_numbered else None


def list_number(stop, language):
    """1. at the beginning of a line or sentence numbers what follows."""
    if not stop.is_full or not stop.is_first or stop.is_before_starter(language):
        return None
    return GOES_ON if regex.fullmatch(r"\d{1,2}|\p{L}", stop.before) else None


def ordinal(stop, language):
    """3. Oktober: in some languages a stop after a number makes it an ordinal."""
    if not language.ordinals or not stop.is_full or stop.is_before_starter(language):
        return None
    return GOES_ON if regex.fullmatch(r"\d{1,2}|[IVX]+", stop.before) else None


def company(stop, language):
    """Yahoo! Inc. is a name."""
    is_company = stop.mark == "!" and stop.after.casefold() in COMPANY_ENDINGS
    return GOES_ON if is_company else None


def clock(stop, language):
    """At 6 p.m. Visitors must …: a time of day ends a sentence unless a day or a zone follows."""
    if not stop.is_full or not CLOCK.fullmatch(stop.word) or not stop.is_before_capital:
        return None
    is_zone = len(stop.after) > 1 and stop.after.isupper()
    return GOES_ON if is_zone or stop.after.casefold() in language.after_clock else ENDS


def label_letter(stop, language):
    """Vitamin C. Doctors …, in the U.S.A. Visitors …: letters that end what they belong to."""
    is_label = len(stop.word) == 1 and stop.previous.casefold() in language.labelled
    if not stop.is_full or not (is_label or stop.word in language.countries):
        return None
    return ENDS if SENTENCE_BEGINS.match(stop.ahead.lstrip(OPENING)) else None


def abbreviation(stop, language):
    """U.S., Inc. and J. end a sentence only if the next word begins one."""
    if not stop.is_full:
        return None
    is_letters = LETTERS.fullmatch(stop.word) is not None
    if not is_letters and stop.word not in language.abbreviations:
        return None
    has_ended = stop.is_before_starter(language) or (stop.close and not is_letters)
    return ENDS if has_ended else GOES_ON


def stop_inside(stop, language):
    """1,000.50 and news.org are no abbreviations, though syntok takes them for some."""
    if stop.word.isalpha() or not stop.is_before_capital:
        return None
    return ENDS if ADDRESS.search(stop.word) else None


def whole_word(stop, language):
    """A word that this language doesn't shorten; syntok knows art., mar. and sun. from three."""
    if not language.titles or not stop.is_full or not stop.is_before_capital:
        return None
    return ENDS if PLAIN_WORD.fullmatch(stop.word) else None


def bare(stop, language):
    """Why? The host …, in 2008. It …: a question, a call or a year, and then a capital."""
    if stop.close or not stop.ahead[:1].isupper():
        return None
    is_call = stop.mark in QUESTION_MARKS and stop.word.isalpha()
    is_year = stop.is_full and YEAR.fullmatch(stop.word)
    return ENDS if is_call or is_year else None


def reporting(stop, language):
    """“Why?” Holt asked: after a quotation's question mark a name and a reporting verb go on."""
    if stop.is_full or set(stop.close).isdisjoint(MARKS) or stop.is_before_starter(language):
        return None
    match = NAME_AND_VERB.match(stop.ahead)
    return GOES_ON if match and match[1] in language.reporting else None


RULES = [
    plain,
    joins,
    small_letter,
    title,
    numbered,
    list_number,
    ordinal,
    company,
    clock,
    label_letter,
    abbreviation,
    stop_inside,
    whole_word,
    bare,
    reporting,
]
