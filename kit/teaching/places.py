"""Reading places in a text: numbers of paragraphs, "1-3, 7", "the last", words that appear there."""

import re

from kit.teaching.reading_answers import Unreadable, items, plain
from kit.teaching.reading_numbers import number, words_to_figures

LINK = (
    r"(?:\s|,|;|&|\+|/|\band\b|\bparagraphs?\b|\bsentences?\b|\bthe\b|\bone\b|\bnumbers?\b|\bno\b|\("
    r"|\bin\b|\bp(?=\d))"  # "in 3", "P3"
)
ORDINAL = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
RANGE = r"(\d+)\s*(?:-|–|to|until)\s*(\d+)"
MOST_PLACES = 1000


def places_in(given, texts, key, unit, language):
    """Return the set of places meant (words in several: those of the key), and what is none.

    >>> places_in("1-3, 7 and the headline", ["", "a", "b"], {0}, "paragraph", "en")
    ({0, 1, 2, 3, 7}, None)
    """
    if isinstance(given, (int, float)):
        given = [given]
    if isinstance(given, str):
        listed = read_places(given, len(texts))
        if listed is not None:
            return listed, None
    said = set()
    for item in items(given):
        found = _place_of(item, texts, key, unit, language)
        if found is None:
            return said, str(item)
        said |= found
    return said, None


def read_places(text, count):
    """Return the places that a line of text lists, None if it says something else.

    >>> sorted(read_places("the headline & 6", 9)), read_places("eighth", 9), read_places("last", 9)
    ([0, 6], {8}, {8})
    """
    text = text[:2000].casefold().strip(" .()")
    text = re.sub(r"\s*\([^)]*\)?$", "", text)
    text = re.sub(r"\blast\b(?: one)?", str(count - 1), text)
    text = re.sub(r"\b(?:headline|title)\b", "0", text)
    text = words_to_figures(re.sub(rf"\b({'|'.join(ORDINAL)}) one\b", r"\1", text))
    rest = re.sub(RANGE, " ", text)
    if re.search(r"[^\d\s]", re.sub(LINK, " ", rest)):
        return None
    found = set()
    for start, end in re.findall(RANGE, text):
        if int(end[:6]) - int(start[:6]) < MOST_PLACES:
            found |= set(range(int(start[:6]), int(end[:6]) + 1))
    numbers = re.findall(r"\d+", rest)
    return found | {int(figure[:6]) for figure in numbers[:MOST_PLACES]} or None


def _place_of(item, texts, key, unit, language):
    if isinstance(item, str):
        listed = read_places(item, len(texts))
        if listed is not None:
            return listed
        words = plain(item, language)
        places = {place for place, text in enumerate(texts) if f" {words} " in f" {text} "}
        if places:
            return places & key or places
        named = re.search(rf"{unit}s?\s+(\d+)", item[:500].casefold())
        if named and not re.search(r"\b(?:not|no|but|except|without)\b", item[:500].casefold()):
            return {int(named[1][:6])}
    try:
        place = number(item)
        return {int(place)} if place == int(place) else None
    except (Unreadable, ValueError, OverflowError):
        return None
