"""Where in a text a marked quotation may be: the very words, their respellings, words like them."""

import unicodedata
from bisect import bisect

from rapidfuzz.fuzz import partial_ratio_alignment

from kit.annotating.likeness import FOLDED, best_of, is_parted_alike, place_at

MANY = 60  # so many places are looked at closely
VOUCHED = 0.8  # context so like it vouches for the words


def exact_places(folded, selector):
    """Return a Place wherever the very words begin, overlaps included; of many the likely ones."""
    size = len(selector.exact)
    starts = list(_find_all(folded.text, selector.exact))
    if len(starts) > MANY:
        starts = _likely_of_many(starts, folded, selector)
    return [place_at(folded, selector, start, start + size) for start in starts]


def other_places(folded, selector):
    """Return a Place wherever the words are written otherwise, or are nearly the same."""
    return [*_respelled(folded, selector), *_similar(folded, selector)]


def whole_letters(text, start, end):
    """Return a span without a letter cut from its accents."""
    while start > 0 and unicodedata.combining(text[start : start + 1] or " "):
        start -= 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _find_all(text, words):
    """Yield where some words begin in a text, overlaps included."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _likely_of_many(starts, folded, selector):
    """Return those near the hint, and those where words and context lead."""
    whole = selector.before + selector.quote + selector.after
    middle = bisect(starts, selector.hint or 0)
    likely = set(starts[max(0, middle - MANY // 4) : middle + MANY // 4])
    for region in folded.regions(whole):
        begin = region + len(selector.before)
        low = folded.outside(begin - 4)
        high = folded.outside(begin + _slack(whole) + 4)
        likely.update(starts[bisect(starts, low - 1) : bisect(starts, high)])
    return sorted(likely)


def _slack(pattern):
    """How far from a region's number the pattern may begin: see Folded.regions."""
    return 2 * max(8, len(pattern) // 4)


def _respelled(folded, selector):
    """Return Places where the words differ in marks, spaces or composition alone; of many the first."""
    places = []
    if not selector.quote:
        return places
    for at in _find_all(folded.folded, selector.quote):
        start, end = whole_letters(folded.text, *folded.span(at, at + len(selector.quote)))
        if _has_same_words(folded.text, selector, start, end):
            places.append(place_at(folded, selector, start, end))
        if len(places) == MANY:
            break
    return places


def _has_same_words(text, selector, start, end):
    exact = selector.exact
    begins_inside = exact[0].isalnum() and text[max(0, start - 1) : start].isalnum()
    ends_inside = exact[-1].isalnum() and text[end : end + 1].isalnum()
    is_whole = not (begins_inside or ends_inside)
    return is_whole and is_parted_alike(selector.words, text[start:end])


def _similar(folded, selector):
    """Places with nearly the same words: where words and context lead, else the words alone."""
    whole = selector.before + selector.quote + selector.after
    places = _aligned(folded, selector, whole, len(selector.before))
    if whole != selector.quote and not any(place.score >= VOUCHED for place in places):
        places += _aligned(folded, selector, selector.quote, 0)
    return [place for place in places if _is_acceptable(place, selector)]


def _is_acceptable(place, selector):
    """Whether other words may be the quotation: a quarter may differ, vouched for by context half."""
    size = len(selector.quote)
    wrong = (1 - place.quote / FOLDED) * size
    if wrong <= 0:
        return True
    if place.context is not None and place.context >= VOUCHED:
        return wrong <= size / 2 + 1e-9
    return size >= 6 and wrong <= size / 4 + 0.51  # of few letters each counts


def _aligned(folded, selector, pattern, offset):
    """Return the best Place near each region of the pattern; offset: where in it the words begin."""
    size = len(selector.quote)
    if size < 3:
        return []
    places = []
    for region in folded.regions(pattern):
        low = max(0, region + offset - size // 4)
        high = min(len(folded.folded), region + offset + _slack(pattern) + size + size // 2)
        if high - low < 2:
            continue
        start, end = low, high
        found = partial_ratio_alignment(selector.quote, folded.folded[low:high])
        if size <= high - low:
            start = low + found.dest_start
            end = low + found.dest_end
        if start < end:
            places.append(_best_edges(folded, selector, start, end))
    return places


def _best_edges(folded, selector, first, after):
    """Return the best Place that begins and ends near [first, after) of the folded text."""
    starts = _likely_starts(folded, selector, first)
    ends = _likely_ends(folded, selector, after)
    start, end = folded.span(first, after)
    tried = [place_at(folded, selector, other, max(end, other + 1)) for other in starts]
    start = best_of(tried, selector).start
    ends = [other for other in ends if other > start] or [end]
    return best_of([place_at(folded, selector, start, other) for other in ends], selector)


def _reach(selector):
    return len(selector.quote) // 2 + 4


def _likely_starts(folded, selector, first):
    """Return likely starts: the alignment's, where the context ends, and where a word begins."""
    starts = {first}
    if selector.before:
        low = max(0, first - len(selector.before) - _reach(selector))
        window = folded.folded[low : first + _reach(selector)]
        starts.add(low + partial_ratio_alignment(selector.before, window).dest_end)
    starts = {folded.outside(start) for start in starts}
    if selector.begins_with_a_word:
        for start in list(starts):
            starts |= _word_edges(folded.text, start, (False, True))
    return starts


def _likely_ends(folded, selector, after):
    """Return likely ends: the alignment's, where the context begins, and where a word ends."""
    ends = {after}
    if selector.after:
        low = max(0, after - _reach(selector))
        window = folded.folded[low : after + len(selector.after) + _reach(selector)]
        ends.add(low + partial_ratio_alignment(selector.after, window).dest_start)
    ends = {folded.span(end - 1, end)[1] for end in ends if 0 < end <= len(folded.folded)}
    if selector.ends_with_a_word:
        for end in list(ends):
            ends |= _word_edges(folded.text, end, (True, False))
    return ends


def _word_edges(text, at, wanted):
    """Return the nearest edge of a word at or before a position, and the nearest after it."""
    nearest = set()
    for places in (range(at, max(-1, at - 40), -1), range(at + 1, min(len(text) + 1, at + 40))):
        sides = ((text[max(p - 1, 0) : p].isalnum(), text[p : p + 1].isalnum()) for p in places)
        pairs = zip(places, sides, strict=True)
        nearest.add(next((place for place, edge in pairs if edge == wanted), at))
    return nearest
