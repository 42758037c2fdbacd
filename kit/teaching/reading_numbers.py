"""Reading a number from what somebody gave: figures, words, fractions, "5.5 million", "0,8"."""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

from kit.reading.text import join_words, pluralise, show
from kit.teaching.reading_answers import Unreadable, only_item

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = dict(zip(ONES, range(20), strict=True))
WORDS |= dict(zip(TENS, range(20, 100, 10), strict=True))
WORDS |= {"no": 0, "none": 0, "nil": 0, "once": 1, "twice": 2, "thrice": 3, "both": 2}
SPECIAL = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
NAMES = WORDS | dict(zip(SPECIAL, range(11), strict=True))
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mio": 1e6, "mn": 1e6, "m": 1e6}
SCALES |= {"billion": 1e9, "bn": 1e9}
GROUPS = r"\d{1,3}(?:[ .,'’]\d{3}){2,}(?!\d)|[1-9]\d{0,2}(?:[ ,'’]\d{3})+(?!\d)"
FIGURE = rf"(?:{GROUPS}|\d+[.,]\d+|[.,]\d+|\d+)(?:e\d{{1,2}}\b)?"
AN_ID = re.compile(r"[a-z]\d+")  # "f99", a row of the evidence, is no number
TURNED = re.compile(r"\b(not|more than|less than|fewer than|before|after)\s+(?:[a-z]+\s+)?$")
NUMBER = re.compile(
    rf"(?P<sign>[-−+])?(?P<figure>{FIGURE})"
    rf"(?:\s*(?:/|\bof\b|\bout of\b|\bin\b)\s*(?:the |all |every )?(?P<whole>{FIGURE}))?"
    rf"(?:\s*(?P<scale>{'|'.join(SCALES)})\b)?(?P<percent>\s*(?:%|per ?cent\b))?"
)


@dataclass(frozen=True)
class Figure:
    """A number as it was written."""

    value: float  # of "8 of 10" it is 8
    step: float = 1.0  # what its last written digit is worth: 100,000 for 5.5 million
    whole: float | None = None  # the 10 of "8 of 10" and of "8/10"
    percent: bool = False  # a sign or word for per cent follows
    slash: bool = False  # "8/10", which may be eight of ten or a fraction


def read_figure(given) -> Figure:
    """Return the number that was meant, and how exactly it was written.

    >>> read_figure("about 5.5 million")
    Figure(value=5500000.0, step=100000.0, whole=None, percent=False, slash=False)
    >>> read_figure("four of five").whole, read_figure("0,8").value, read_figure([9]).value
    (5.0, 0.8, 9.0)
    """
    wanted = "one number (len(…) counts them)"
    if hasattr(given, "columns"):
        rows = pluralise(len(given), "row")
        raise Unreadable(f"That is a table of {rows}; the question asks for {wanted}.")
    if getattr(given, "ndim", None) == 0 and hasattr(given, "item"):
        given = given.item()
    if not isinstance(given, (str, bytes, bool, int, float)) and hasattr(given, "__iter__"):
        given = only_item(given, wanted)
    if isinstance(given, bool) or type(given).__name__ in ("bool", "bool_"):
        raise Unreadable("True and False aren't numbers; give the number itself.")
    if isinstance(given, str):
        return _read_text(given)
    try:
        return Figure(float(given), _step(repr(float(given))))
    except (TypeError, ValueError, OverflowError):
        kind = f"That is of the type {show(type(given).__name__)}"
        raise Unreadable(f"{kind}; the question asks for a number, such as 12.") from None


def number(given) -> float:
    """Return the number that was meant: 9, 9.0, "9", "nine", "9 paragraphs", [9]."""
    return read_figure(given).value


def words_to_figures(text: str) -> str:
    """Return a text with its number words as figures.

    >>> words_to_figures("a hundred and seventeen, four fifths, the eighth, five and a half million")
    '117, 0.8, the 8, 5.5 million'
    >>> words_to_figures("no. 8, zero point five, two thousand and nineteen, every one")
    '8, 0.5, 2019, every'
    """
    text = re.sub(r"\b(?:no|nr)\b\.?\s*(?=\d)", "", text)
    text = re.sub(rf"\b({'|'.join(SPECIAL)}|last|every|each) one\b", r"\1", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", text)
    for part, below in PARTS.items():
        text = re.sub(rf"\b(\w+)[ -]{part}s?\b", partial(_fraction, below=below), text)
    text = re.sub(r"\b(?:(\w+)[ -])?hundred\b(?: and)?", _hundred, text)
    tens = rf"\b({'|'.join(TENS)})(?:[ -]?({'|'.join(ONES[1:10])}))?\b"
    text = re.sub(tens, lambda m: str(WORDS[m[1]] + WORDS.get(m[2], 0)), text)
    text = re.sub(rf"\b({'|'.join(NAMES)})\b", lambda m: str(NAMES[m[1]]), text)
    text = re.sub(r"\b(\d+)00 (\d{1,2})\b", lambda m: str(int(m[1]) * 100 + int(m[2])), text)
    thousands = r"\b(\d+) thousand (?:and )?(\d{1,3})\b"
    text = re.sub(thousands, lambda m: str(int(m[1]) * 1000 + int(m[2])), text)
    text = re.sub(r"(?:\b(\d+) )?\bpoint (\d+)\b", lambda m: f"{m[1] or 0}.{m[2]}", text)
    text = re.sub(r"\bhalf\b", "0.5", text)
    return re.sub(r"\b(\d+)(?: and a 0\.5| 1/2)\b", r"\1.5", text)


def _read_text(text):
    text = unicodedata.normalize("NFKC", text[:300].replace("½", " 1/2")).casefold()
    text = text.replace("\u2009", " ").replace("\u2044", "/")
    before, _, result = text.rpartition("=")
    text = result if before and re.search(r"\d", result) else text
    if AN_ID.fullmatch(text.strip()):
        raise Unreadable(f"{text.strip()} is one thing; how many is that? Give a number.")
    found = list(NUMBER.finditer(words_to_figures(text)))
    if len({match[0].strip() for match in found}) > 1:  # "two (2)" has one
        seen = join_words([match[0].strip() for match in found], 3)
        raise Unreadable(f"That has more than one number: {show(seen, 60)}. Give one, such as 12.")
    if not found:
        raise Unreadable("There is no number in that. Give one, such as 12.")
    match = found[0]
    if turned := TURNED.search(words_to_figures(text)[: match.start()]):
        raise Unreadable(f"Give the number itself, without “{turned[1]}”.")
    scale = SCALES.get(match["scale"], 1.0)
    digits = _plain_digits(match["figure"])
    value = float(digits) * scale
    sign = -1 if match["sign"] in ("-", "−") else 1
    whole = float(_plain_digits(match["whole"])) if match["whole"] else None
    slash = bool(whole) and "/" in match[0]
    return Figure(sign * value, _step(digits) * scale, whole, bool(match["percent"]), slash)


def _plain_digits(figure):
    """Return a figure as Python writes it: "5.524.511" and "5 524 511" are 5524511."""
    mantissa, _, power = figure.partition("e")
    if re.fullmatch(GROUPS, mantissa):
        mantissa = re.sub(r"[ .,'’]", "", mantissa)
    mantissa = mantissa.replace(",", ".")
    return f"{mantissa}e{power}" if power else mantissa


def _step(digits):
    """Return what the last digit that isn't a final zero is worth."""
    mantissa, _, power = digits.partition("e")
    whole, _, decimals = mantissa.partition(".")
    if decimals.strip("0"):
        places = -len(decimals)
    else:
        zeros = len(whole) - len(whole.rstrip("0"))
        places = zeros if zeros >= 3 else 0
    return 10.0 ** (places + int(power or 0)) if re.fullmatch(r"[-+]?\d*", power) else 1.0


def _fraction(match, below):
    above = {"a": 1, "one": 1}.get(match[1], WORDS.get(match[1]))
    if above is None:
        return match[0]
    return f"{'a ' if match[1] == 'a' else ''}{round(above / below, 9)}"


def _hundred(match):
    times = WORDS.get(match[1], 1)
    if match[1] in WORDS or match[1] in ("a", None):
        return f"{times}00"
    return f"{match[1]} 100"
