"""Judging words and places: one word, several, where they are, and exact stretches of the text."""

import difflib
import re
from itertools import chain

from kit.reading.text import join_words, show
from kit.teaching.places import places_in
from kit.teaching.reading_answers import items, only_item, plain, spans
from kit.teaching.reading_numbers import words_to_figures
from kit.teaching.ways import PRONOUNS, SMALL_WORDS, says_the_same, ways_of

MOST_LETTERS = 1000  # of an item that is looked at word by word
MOST_LINES = 20  # extra words looked at for a likely slip of spelling
WIDE = "The marks themselves leave out small words such as in, its or over."


def judge_text(given, key, exercise, lesson):
    """Judge one name or phrase."""
    if not isinstance(given, str):
        given = str(only_item(given, "one"))
    if exercise.get("edges") and given != given.strip():
        return False, "A space has come along at the edge: it is a character of its own."
    language = lesson.article.language
    wanted = [plain(word, language) for word in alternatives(key)]
    if any(says_the_same(given, word, language, exercise) for word in wanted):
        return True, ""
    said = plain(given, language)
    return False, near(said, given, wanted) or f"“{show(given)}” is not it."


def judge_list(given, key, exercise, lesson):
    """Judge several names or phrases, each once; ordered: in this order."""
    language = lesson.article.language
    wanted = [[plain(word, language) for word in alternatives(item)] for item in key]
    found = _items_of(given, wanted, language)
    if len(found) <= MOST_LINES:
        found = list(chain(*(_words_of(item, wanted, language, exercise) for item in found)))
    placed = [_place_of(item, wanted, language, exercise) for item in found]
    hits = set(placed) - {None}
    extra = [item for item, place in zip(found, placed, strict=True) if place is None]
    if len(hits) == len(wanted) and not extra:
        if exercise.get("ordered") and placed != sorted(hits):
            return False, "All of them are there; now their order."
        return True, ""
    lines = [tally(len(hits), len(wanted))]
    if extra:
        left = [words for place, words in enumerate(wanted) if place not in hits]
        lines.append(_about_extra(extra, list(chain(*left)), language))
    return False, " ".join(lines)


def judge_where(given, key, exercise, lesson):
    """Judge numbers of paragraphs (or sentences), or words that appear in them."""
    unit = exercise.get("unit", "paragraph")
    language = lesson.article.language
    texts = [plain(text, language) for text in getattr(lesson.article, unit + "s").text]
    key = set(key)
    said, unknown = places_in(given, texts, key, unit, language)
    if unknown is not None:
        where = f"“{show(unknown)}” appears in no {unit}"
        return False, f"{where}; give its number, or words exactly as the article has them."
    if said == key:
        return True, ""
    if len(key) > 1 and said == {place + 1 for place in key}:
        return False, f"One too high: the first {unit} has the number 0."
    if len(key) == 1 and len(said) == 1:
        return False, f"Look again: {unit} {said.pop()} is not the one."
    wrong = f" Not asked for: {join_words(map(str, sorted(said - key)))}." if said - key else ""
    return False, tally(len(said & key), len(key)) + wrong


def judge_spans(given, key, exercise, lesson):
    """Judge stretches of the text: their words, or where they begin and end."""
    text = lesson.article.text
    language = lesson.article.language
    wanted = [trimmed(start, end, text) for start, end in key]
    left = list(wanted)
    edges = []
    extra = []
    line = ""
    for item in _whole_or_pieces(given, wanted, text, language):
        words = item if isinstance(item, str) else text[slice(*item)]
        hit, exact = _find_span(item, left, text, language)
        if hit:
            left.remove(hit)
            line = line if exact else WIDE
        elif not _find_span(item, wanted, text, language)[0]:
            (edges if _touches(item, wanted, text, language) else extra).append(words)
    if not left and not edges and not extra:
        return True, line
    lines = [tally(len(wanted) - len(left), len(wanted))]
    if edges:
        lines.append(f"“{show(edges[0])}” is nearly one: look where it begins and ends.")
    if extra:
        lines.append(_not_asked_for(extra))
    return False, " ".join(lines)


def alternatives(key):
    """Return a key's ways of saying the same, as a list."""
    return [key] if isinstance(key, str) else list(key)


def near(said, given, wanted):
    """Return a line if the words are nearly those wanted, else ""."""
    if said in PRONOUNS:
        return f"“{show(given)}” stands for a name: whose?"
    if len(said) > 1 and any(f" {said} " in f" {word} " for word in wanted):
        return f"“{show(given)}” is a part of it: give all its words."
    close = len(said) > 3 and any(
        difflib.SequenceMatcher(None, said[:200], word[:200]).ratio() > 0.8 for word in wanted
    )
    return f"“{show(given)}” is close: look at its spelling and its ends." if close else ""


def tally(hits, all_):
    """Return how many are there already, without saying which are missing."""
    if all_ == 1:
        return "It is there, and something else too." if hits else "Not it yet."
    if not hits:
        return f"None of the {all_} is there yet."
    return f"{hits} of {all_} {'is' if hits == 1 else 'are'} there."


def trimmed(start, end, text):
    """Return the span without marks and spaces at its edges, as (start, end)."""
    start, end = max(0, start), min(end, len(text))
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _items_of(given, wanted, language):
    """Return the items of a list, or of a line of text: the names wanted may have commas inside."""
    if not isinstance(given, str):
        return [str(item) for item in items(given)]
    parts = [part.strip() for part in re.split(r"[;\n]", given[:20_000]) if part.strip()]
    found = []
    with_comma = [word for word in sum(wanted, []) if re.search(r"\b(?:and|,)", word)]
    for part in parts:
        rest = f" {plain(part, language)} "
        whole = []
        for word in sorted(with_comma, key=len, reverse=True):
            if f" {word} " in rest:
                whole.append(word)
                rest = rest.replace(f" {word} ", " ")
        found += [*whole, *items(rest if whole else re.sub(r"[&/+]|\s[-–—]\s", ",", part))]
    return found


def _words_of(item, wanted, language, exercise):
    """Return an item, or its pieces if it has spaces for commas and each is one of those wanted."""
    if _place_of(item, wanted, language, exercise) is not None:
        return [item]
    words, pieces = item[:MOST_LETTERS].split(), []
    while words:
        for size in (4, 3, 2, 1):  # the longest first: "pointed out"
            piece = " ".join(words[:size])
            if _place_of(piece, wanted, language, exercise) is not None:
                break
        else:
            return [item]
        pieces.append(piece)
        words = words[size:]
    return pieces


def _place_of(item, wanted, language, exercise):
    for place, words in enumerate(wanted):
        if any(says_the_same(item, word, language, exercise) for word in words):
            return place
    return None


def _about_extra(extra, left, language):
    for item in extra[:MOST_LINES]:
        if line := near(plain(item, language), item, left):
            return line
    return _not_asked_for(extra)


def _not_asked_for(words):
    return f"Not asked for: {join_words((f'“{show(word, 40)}”' for word in words), 3)}."


def _whole_or_pieces(given, wanted, text, language):
    """Return the spans given; a string that is none of those wanted is cut at its commas too."""
    if isinstance(given, str) and not _find_span(given, wanted, text, language)[0]:
        pieces = items(given)
        if len(pieces) > 1 and _find_span(pieces[0], wanted, text, language)[0]:
            return pieces
    return spans(given)


def _find_span(item, among, text, language):
    """Return the span that was meant, and whether without a small word too many."""
    if not isinstance(item, str):
        span = trimmed(*item, text)
        return (span if span in among else None), True
    given = ways_of(item, language)
    for span in among:
        if given[0] == plain(text[slice(*span)], language):
            return span, True
    for span in among:
        theirs = words_to_figures(_core(text[slice(*span)], language))
        said = words_to_figures(_core(item, language))
        turned = re.search(r"\d", said) and sorted(said.split()) == sorted(theirs.split())
        if said and (said == theirs or turned):
            return span, False
    return None, True


def _core(words, language):
    """Return words without the small ones before them."""
    words = plain(words, language).split()
    while len(words) > 1 and words[0] in SMALL_WORDS:
        words = words[1:]
    return " ".join(words)


def _touches(item, wanted, text, language):
    if not isinstance(item, str):
        return any(start < item[1] and item[0] < end for start, end in wanted)
    said = f" {plain(item, language)} "
    theirs = [f" {plain(text[slice(*span)], language)} " for span in wanted]
    return any(said in its or its in said for its in theirs)
