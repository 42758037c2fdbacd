"""CoNLL: a token and its IOB2 tag a line, an empty line between sentences.

Of overlapping spans only the first and longest fits. Tokens are words, and single marks; they are
also cut where an annotation begins or ends, so that no place is lost. Source: CoNLL-2003 shared
task (IOB2: every span begins with B-); IOBES and BILOU tags are read too.
"""

import re
from itertools import pairwise

from kit.errors import FileError
from kit.formats.common import Read

HOLDS: set = set()
TAG = re.compile(r"O|[BIESULM]-\S+")
GOES_ON = {"I", "E", "L", "M"}
TOKEN = re.compile(r"\w+|[^\w\s]")


def extra_losses(marks, article):
    """Return what is lost besides: overlaps, and spaces that a token can't hold."""
    fitting = {mark.id for mark in _choose_fitting(marks)}
    others = [mark for mark in marks if mark.id not in fitting]
    return {
        "overlapping spans": [mark for mark in others if not mark.text.isspace()],
        "spaces at the ends of a span": [mark for mark in marks if mark.text != mark.text.strip()],
        "spaces in labels": [mark for mark in marks if re.search(r"\s", mark.label)],
    }


def dumps(annotations, article):
    """Return annotations as the text of a CoNLL file."""
    marks = _choose_fitting(annotations)
    edges = {0, len(article.text)}
    for mark in marks:
        edges.update([mark.start, mark.end])
    breaks = set(article.sentences.start)
    lines = []
    waiting = list(reversed(marks))
    for low, high in pairwise(sorted(edges)):
        for match in TOKEN.finditer(article.text, low, high):
            while waiting and waiting[-1].end <= match.start():
                waiting.pop()
            mark = waiting[-1] if waiting and waiting[-1].start <= match.start() else None
            begins = mark is not None and not article.text[mark.start : match.start()].strip()
            # a sentence may end in a span: then it goes on
            if match.start() in breaks and lines and (mark is None or begins):
                lines.append("")
            tag = "O"
            if mark is not None:
                tag = ("B-" if begins else "I-") + re.sub(r"\s", "_", mark.label)
            lines.append(f"{match[0]}\t{tag}")
    return "".join(f"{line}\n" for line in lines)


def loads(text, article, name):
    """Read tokens with tags; a line without a known tag counts as untagged and is named."""
    read = Read(name)
    tokens = []  # with their tags
    for number, line in enumerate(text.split("\n"), 1):
        cells = _split(line)
        is_comment = line.startswith("# ") and len(cells) != 2
        if not cells or cells[0] == "-DOCSTART-" or is_comment:
            continue
        is_tag = len(cells) > 1 and TAG.fullmatch(cells[-1]) is not None
        if not is_tag:
            problem = "should be a token and a tag such as O, B-person or I-person"
            read.left_out.append(f"line {number}: {problem}; read as O")
        tokens.append((cells[0], cells[-1] if is_tag else "O"))
    if 2 * len(read.left_out) > len(tokens):
        problem = read.left_out[0].removesuffix("; read as O")
        raise FileError(f"{name}, {problem}; is this IOB2?")
    words = [word for word, _ in tokens]
    source = article.text
    starts = _find_along(words, source)
    if starts is None:
        # other words than the article's: the tokens are all we know of the text
        read.text = source = " ".join(words)
        starts = _find_along(words, source)
    spans = []
    label_before = ""
    for (word, tag), start in zip(tokens, starts, strict=True):
        kind, _, label = tag.partition("-")
        if kind in GOES_ON and label == label_before:
            spans[-1][1] = start + len(word)
        elif label:
            spans.append([start, start + len(word), label])
        label_before = label
    for start, end, label in spans:
        read.add(start, end, source[start:end], label)
    return read


def _split(line):
    """Return the cells of a line; a no-break space is part of a token."""
    if "\t" in line:
        return [cell.strip(" ") for cell in line.strip("\t\r ").split("\t")]
    return [cell for cell in line.strip("\r").split(" ") if cell]


def _find_along(words, text):
    """Return the place of each word, one after the other; None if the text has other words."""
    starts = []
    place = 0
    for word in words:
        while text[place : place + 1].isspace():
            place += 1
        if not text.startswith(word, place):
            return None
        starts.append(place)
        place += len(word)
    return None if text[place:].strip() else starts


def _choose_fitting(marks):
    """Return marks that don't overlap: the first ones, of those the longest."""
    chosen = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        is_free = not chosen or chosen[-1].end <= mark.start
        if is_free and not mark.text.isspace():
            chosen.append(mark)
    return chosen
