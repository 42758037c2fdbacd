"""Reading counts from a dict, a Series, a table, a list in order, or a line of text."""

import ast
import itertools
import re

from kit.teaching.reading_answers import MOST, Unreadable, table_of
from kit.teaching.reading_numbers import number, words_to_figures

NAME_FIRST = re.compile(r"([^\s\d]\D*?) ?[:=(–-]? ?(\d+)[ .)]*")  # "direct 5", "direct: 5"
NUMBER_FIRST = re.compile(r"(\d+) ?(\D*[^\d\s]) ?")  # "5 direct"
FIX = 'Give what is counted and how many, such as {"dogs": 3, "cats": 2}.'


def counts(given, order=()):
    """Return a dict of words to numbers; bare numbers are in the order of the question.

    >>> counts("direct 5, partial two"), counts([2, 6], ["a", "b"])
    ({'direct': 5.0, 'partial': 2.0}, {'a': 2.0, 'b': 6.0})
    """
    given = table_of(given)
    if isinstance(given, str):
        given = _from_text(given)
    if hasattr(given, "columns"):
        if len(given.columns) not in (1, 2):
            raise Unreadable("Give two columns: what is counted, and how many.")
        first, last = given.iloc[:, 0], given.iloc[:, -1]
        pairs = zip(first.index if len(given.columns) == 1 else first, last, strict=True)
    elif hasattr(given, "items"):
        pairs = given.items()
    elif hasattr(given, "__iter__"):
        pairs = _from_list(list(itertools.islice(given, MOST)), order)
    else:
        raise Unreadable(FIX)
    return {name: number(count) for name, count in itertools.islice(pairs, MOST)}


def _from_list(listed, order):
    if all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in listed):
        return listed
    plain = not any(isinstance(pair, (tuple, list, dict)) for pair in listed)
    if plain and order and len(listed) == len(order):
        return list(zip(order, listed, strict=True))
    raise Unreadable(FIX)


def _from_text(text):
    """Return the pairs of "direct 5, partial 2", of "5 direct", or of a dict in quotation marks."""
    text = text[:2000].strip().rstrip(".")
    if re.fullmatch(r"[\d\s/]+", text):
        return re.findall(r"\d+", text)
    if text.startswith("{"):
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise Unreadable(FIX) from None
    pairs = []
    for part in re.split(r"[,;\n]|\band\b", words_to_figures(text)):
        part = " ".join(part.split())
        if part and not NAME_FIRST.sub("", part):
            pairs += NAME_FIRST.findall(part)
        elif part and not NUMBER_FIRST.sub("", part):
            pairs += [(name.strip(), count) for count, name in NUMBER_FIRST.findall(part)]
        elif part:
            pairs.append(part)
    return pairs
