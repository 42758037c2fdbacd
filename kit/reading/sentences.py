"""Sentences: syntok inside a paragraph, every character of which belongs to one sentence."""

from kit.reading import words
from kit.reading.paragraphs import trim


def split(paragraph, language="en"):
    """Return the (start, end) of each sentence of a paragraph, in code points.

    >>> split("One. Two.")
    [(0, 4), (5, 9)]
    """
    from syntok.segmenter import analyze  # imported late: it costs more than the rest of the room

    starts = [tokens[0].offset for part in analyze(paragraph) for tokens in part]
    inside = {at for start, end in words.split(paragraph) for at in starts if start < at < end} if len(starts) < 2 else set()
    cuts = [0, *(at for at in starts[1:] if at not in inside), len(paragraph)]
    spans = [trim(paragraph, start, end) for start, end in zip(cuts, cuts[1:])]
    return [(start, end) for start, end in spans if start < end]
