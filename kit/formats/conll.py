"""CoNLL: a token and its IOB2 tag a line, an empty line between sentences; of overlapping spans only the first and longest fits.

Tokens are words, and single marks; they are also cut where an annotation begins or ends, so that no place is lost. Source: CoNLL-2003
shared task (IOB2: every span begins with B-); IOBES and BILOU tags are read too.
"""

import re

from kit.errors import FileError
from kit.formats.common import Read, found

HOLDS = set()
BEGINS, GOES_ON = {"B", "S", "U"}, {"I", "E", "L", "M"}


def extra_losses(marks, article):
    fitting = {mark.id for mark in _fitting(marks)}
    return {
        "overlapping spans": [
            mark for mark in marks if mark.id not in fitting and not mark.text.isspace()
        ],
        "spaces at the ends of a span": [mark for mark in marks if mark.text != mark.text.strip()],
        "spaces in labels": [mark for mark in marks if re.search(r"\s", mark.label)],
    }


def dumps(annotations, article):
    marks = _fitting(annotations)
    cuts = sorted(
        {edge for mark in marks for edge in (mark.start, mark.end)} | {0, len(article.text)}
    )
    breaks = {start for start, *_ in article.sentences.itertuples(index=False)}
    lines, coming = [], iter([*marks, None])
    mark = next(coming)
    for low, high in zip(cuts, cuts[1:]):
        for token in re.finditer(r"\w+|[^\w\s]", article.text[low:high]):
            at = low + token.start()
            while mark and mark.end <= at:
                mark = next(coming)
            inside = mark is not None and mark.start <= at
            begins = inside and not article.text[mark.start : at].strip()
            if (
                at in breaks and lines and not (inside and not begins)
            ):  # a sentence may end in a span: then it goes on
                lines.append("")
            tag = ("B-" if begins else "I-") + re.sub(r"\s", "_", mark.label) if inside else "O"
            lines.append(f"{token[0]}\t{tag}")
    return "".join(f"{line}\n" for line in lines)


def loads(text, article, name):
    tokens = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.split()
        if not cells or cells[0] == "-DOCSTART-" or (line.startswith("# ") and len(cells) != 2):
            tokens += [None] if tokens and tokens[-1] else []
            continue
        if len(cells) < 2 or not re.fullmatch(r"O|[BIESULM]-\S+", cells[-1]):
            raise FileError(
                f"{name}, line {number}: should be a token and a tag such as O, B-person or I-person; is this IOB2?"
            )
        tokens.append((cells[0], cells[-1]))
    spans = _along(tokens, article.text)
    source = None
    if spans is None:  # other words than the article's: the tokens are all we know of the text
        source, spans = "", []
        for token in tokens:
            spans.append((len(source), len(source) + len(token[0])) if token else None)
            source += token[0] + " " if token else ""
    read, open_ = Read(source), None
    for token, span in zip([*tokens, None], [*spans, None]):
        tag, _, label = token[1].partition("-") if token else ("O", "", "")
        if open_ and not (tag in GOES_ON and label == open_[2]):
            start, end, label_ = open_
            read.marks.append(found(start, end, (source or article.text)[start:end], label_))
            open_ = None
        if tag != "O":
            open_ = (open_[0], span[1], label) if open_ else (span[0], span[1], label)
    return read


def _fitting(marks):
    """The annotations of a text that don't overlap: each time the one that begins first, of those the longest."""
    chosen = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not mark.text.isspace() and (not chosen or chosen[-1].end <= mark.start):
            chosen.append(mark)
    return chosen


def _along(tokens, text):
    """The span of every token in the text; None where the text has other words."""
    spans, at = [], 0
    for token in tokens:
        if token is None:
            spans.append(None)
            continue
        gap = re.compile(r"\s*").match(text, at)
        at = gap.end() + len(token[0])
        if text[gap.end() : at] != token[0]:
            return None
        spans.append((gap.end(), at))
    return None if text[at:].strip() else spans
