"""Reading what somebody gave as an answer, whatever its type: words, days, spans, items.

What can't be read raises Unreadable, with a line that says what to give instead.
"""

import itertools
import re
import unicodedata
from datetime import date

from kit.reading.text import join_words, show

MOST = 2000  # items looked at: nobody's answer is longer, and a generator may never end
ARTICLES = {
    "en": "the a an",
    "de": "der die das den dem des ein eine einen einem einer",
    "fr": "le la les l un une des",
    "es": "el la los las un una",
}
ACCENTS = {*range(27, 36), *range(200, 256)}  # combining classes of Unicode
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = rf"({'|'.join(MONTHS)})[a-z]*\.?"
DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"


class Unreadable(Exception):
    """An answer that can't be read as what was asked for; its text says what to give."""


def plain(text, language="en"):
    """Return words for comparing: small letters, no accents, marks or articles, single spaces.

    >>> plain("  The “Côte-d'Azur”,  in the U.S. ")
    'cote dazur in us'
    """
    text = unicodedata.normalize("NFKD", str(text)[:20_000]).casefold()
    text = "".join(c for c in text if unicodedata.combining(c) not in ACCENTS)
    text = re.sub(r"[.'’‘`ʼ]", "", text)
    words = re.sub(r"[\W_]+", " ", text).split()
    articles = ARTICLES.get(language, "").split()
    return " ".join(word for word in words if word not in articles) or " ".join(words)


def is_empty(given):
    """True if no answer was given: ..., None, blank text, or a list of such."""
    if given is ... or given is None:
        return True
    if isinstance(given, (str, bytes)):
        return not given.strip()
    if isinstance(given, (list, tuple, set, frozenset, dict)):
        return all(is_empty(item) for item in given)
    return type(given).__module__.startswith("pandas") and bool(getattr(given, "empty", False))


def items(given):
    """Return a list: a list's items, a table's only column, or text cut at commas and line ends."""
    given = table_of(given)
    if isinstance(given, str):
        return [part.strip() for part in re.split(r"[,;\n]|\band\b", given) if part.strip()]
    if hasattr(given, "columns"):
        if len(given.columns) != 1:
            columns = join_words(map(show, given.columns))
            raise Unreadable(f"That is a table with the columns {columns}; give one of them.")
        given = given.iloc[:, 0]
    if isinstance(given, dict) or not hasattr(given, "__iter__"):
        given = [given]
    if isinstance(given, (set, frozenset)):
        given = sorted(given, key=str)  # so that feedback always names the same first
    return [item for item in itertools.islice(given, MOST) if not is_empty(item)]


def only_item(given, wanted):
    """Return the one item of a list; raises Unreadable, which names what is wanted, of several."""
    listed = items(given)
    if len(listed) != 1:
        raise Unreadable(f"That is {len(listed)} things; the question asks for {wanted}.")
    return listed[0]


def table_of(given):
    """Annotations as their table; everything else as it is."""
    return given.table if type(given).__name__ == "Annotations" else given


def days(given, year):
    """Return the days that were meant as a list of date; `year` is for those without one.

    >>> days("between 3 and 9 March 2021", 2021)
    [datetime.date(2021, 3, 3), datetime.date(2021, 3, 9)]
    """
    if hasattr(given, "isoformat"):
        return [date.fromisoformat(given.isoformat()[:10])]
    if not isinstance(given, str):
        parts = [item if hasattr(item, "isoformat") else str(item) for item in items(given)]
        return [day for part in parts for day in days(part, year)]
    text, found = given[:500].casefold(), []
    if re.match(r"\W*not\b", text):
        raise Unreadable("Give the days themselves, without “not”.")
    joined = rf"(?:{DAY}\s*(?:-|–|to|and|until|till|through|bis|or)\s*(?:the\s+)?)?"
    for pattern, parts in (
        (r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", "ymd"),
        (rf"{joined}{DAY}\s*(?:of\s+)?{MONTH}(?:,?\s+(\d{{4}}))?", "edmy"),
        (rf"{MONTH}\s+{joined}{DAY}(?!\d)(?:,?\s+(\d{{4}}))?", "medy"),
        (r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2}(?!\d))", "dmy"),
        (r"(\d{1,2})\.\s?(\d{1,2})\.(?!\d)(?:\s?(\d{4}))?", "dmy"),
    ):
        for match in re.finditer(rf"(?<!\d){pattern}", text):
            value = dict(zip(parts, match.groups(), strict=True))
            if parts == "dmy" and int(value["m"]) > 12:  # 02/13/2019, as Americans write it
                value |= {"m": value["d"], "d": value["m"]}
            month = MONTHS.index(value["m"]) + 1 if value["m"] in MONTHS else int(value["m"])
            for day in filter(None, (value.get("e"), value["d"])):
                full = int(value.get("y") or year)
                try:
                    written = date(full + 2000 if full < 100 else full, month, int(day))
                except ValueError:
                    raise Unreadable(f"There is no such day: {match[0]}.") from None
                found.append((match.start(), written))
        text = re.sub(pattern, lambda match: " " * len(match[0]), text)
    if not found:
        raise Unreadable("There is no day in that. Write it like 9 March 2021, or 2021-03-09.")
    return [day for _, day in sorted(found)]


def spans(given):
    """Return what was given as a list of (start, end) pairs and of words (str)."""
    given = table_of(given)
    if hasattr(given, "columns"):
        if "start" in given and "end" in given:
            placed = given[["start", "end"]].dropna().astype(int)
            return list(placed.itertuples(index=False, name=None))
        if "text" in given:
            return list(map(str, given["text"]))
        columns = join_words(map(show, given.columns))
        raise Unreadable(f"That table has the columns {columns}, and no start and end.")
    if isinstance(given, str):
        return [part.strip() for part in re.split(r"[;\n]", given) if part.strip()]
    is_pair = isinstance(given, (tuple, list)) and len(given) == 2
    if is_pair and all(isinstance(place, int) for place in given):
        return [tuple(given)]
    found = []
    for item in items([given] if hasattr(given, "start") and hasattr(given, "end") else given):
        if isinstance(item, (str, int)):
            found.append(str(item))
        elif hasattr(item, "start") and hasattr(item, "end"):
            found.append((int(item.start), int(item.end)))
        elif hasattr(item, "__len__") and len(item) >= 2 and not isinstance(item, dict):
            found.append((int(item[0]), int(item[1])))
        else:
            fix = "give words as they stand in the article."
            raise Unreadable(f"“{show(item, 40)}” is neither words nor (start, end); {fix}")
    return found
