"""Sentences: syntok inside a paragraph."""


def split(paragraph, language="en"):
    """Return the (start, end) of each sentence of a paragraph, in code points."""
    from syntok.segmenter import analyze  # imported late: it costs more than the rest of the room

    spans = []
    for part in analyze(paragraph):
        for tokens in part:
            start = tokens[0].offset
            spans.append((start, tokens[-1].offset + len(tokens[-1].value)))
    return spans
