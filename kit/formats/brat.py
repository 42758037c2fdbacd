"""brat standoff (.ann): https://brat.nlplab.org/standoff.html. Offsets are code points; a line is one thing said of a T.

A span over several lines is written as brat writes it, in fragments. Fragments with words between them are read as one annotation
each, tied by the attribute `continues`, and written as one discontinuous annotation again.
"""

import re

from kit.errors import FileError
from kit.formats.common import Read, found

HOLDS = {"notes", "attributes", "links"}
NOTE = "AnnotatorNotes"


def extra_losses(marks, article):
    said = [(mark, [mark.note, *mark.attributes.values()]) for mark in marks]
    return {
        "spaces in labels and in names of attributes": [
            m for m in marks if any(re.search(r"\s", n) for n in (m.label, *m.attributes))
        ],
        "line breaks and tabs in notes and attributes": [
            mark for mark, texts in said if any(re.search(r"[\n\t]", t) for t in texts)
        ],
        "line breaks at the ends of a span": [
            mark for mark in marks if mark.text != mark.text.strip("\n")
        ],
    }


def dumps(annotations, article):
    by_id, pieces, lines = {mark.id: mark for mark in annotations}, {}, []
    for mark in annotations:
        first = by_id.get(mark.attributes.get("continues"), mark)
        own = (
            first
            if first.label == mark.label
            and not mark.note
            and len(mark.attributes) == 1
            and "continues" not in first.attributes
            else mark
        )
        pieces.setdefault(own.id, []).append(mark)
    numbers = {id: f"T{number}" for number, id in enumerate(pieces, 1)}
    counts = {"A": 0, "R": 0, "#": 0}

    def line(kind, head, rest=""):
        counts[kind] += 1
        lines.append(f"{kind}{counts[kind]}\t{head}" + (f"\t{_flat(rest)}" if rest else ""))

    for id, parts in pieces.items():
        spans = [
            (part.start + m.start(), part.start + m.end())
            for part in parts
            for m in re.finditer(r"[^\n]+", part.text)
        ]
        if spans:
            words = " ".join(article.text[a:b] for a, b in spans)
            lines.append(
                f"{numbers[id]}\t{_word(by_id[id].label)} {';'.join(f'{a} {b}' for a, b in spans)}\t{words}"
            )
    for id, name in numbers.items():
        mark = by_id[id]
        for key, value in mark.attributes.items():
            if value in numbers:
                line("R", f"{_word(key)} Arg1:{name} Arg2:{numbers[value]}")
            elif re.fullmatch(r"\S+", value):
                line("A", f"{_word(key)} {name} {value}")
            else:  # brat's attributes are single words, its notes are not
                line("#", f"{_word(key)} {name}", value)
        if mark.note:
            line("#", f"{NOTE} {name}", mark.note)
    return "".join(f"{text}\n" for text in lines)


def loads(text, article, name):
    read, said, skipped, first = Read(), [], {}, {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        head, *rest = line.split("\t")
        match = (
            re.fullmatch(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)", rest[0]) if rest else None
        )
        if head[:1] == "T":
            if not match or len(rest) < 2 or head in first:
                raise FileError(
                    f"{name}, line {number}: should be T1, a tab, a type and its span, a tab, the words, and T1 only once"
                )
            marks = _pieces(match[1], match[2], rest[1], article)
            first[head] = marks[0].id
            read.marks += marks
        elif head[:1] in ("A", "M", "R", "#") and rest:
            said.append((number, head[0], rest))
        else:
            skipped.setdefault(head[:1], []).append(number)
    notes = {id: [] for id in first.values()}
    told = {mark.id: {} for mark in read.marks}
    for number, kind, (what, *words) in said:
        parts = what.split(" ")
        names = [part.rpartition(":")[2] for part in parts[1:]] if kind == "R" else parts[1:2]
        if not names or any(n not in first for n in names[:2]) or (kind == "R" and len(names) != 2):
            skipped.setdefault(kind, []).append(number)
        elif kind == "R":
            told[first[names[0]]][parts[0]] = first[names[1]]
        elif kind == "#" and parts[0] == NOTE:
            notes[first[names[0]]].append("\t".join(words))
        else:
            told[first[names[0]]][parts[0]] = " ".join(parts[2:]) or "\t".join(words) or "true"
    for number, mark in enumerate(read.marks):
        attributes = {**mark.attributes, **told[mark.id]}
        note = "\n".join(notes.get(mark.id, []))
        read.marks[number] = found(
            mark.start, mark.end, mark.text, mark.label, note, attributes, id=mark.id
        )
    read.notices += [
        f"lines of brat's kind {kind} are not read: {numbers}" for kind, numbers in skipped.items()
    ]
    return read


def _pieces(label, spans, words, article):
    """The annotations of a T line: one, or one for each fragment that stands apart in the text."""
    joined, spans = [], [tuple(map(int, span.split(" "))) for span in spans.split(";")]
    known = (
        " ".join(article.text[a:b] for a, b in spans) == words
    )  # else the text changed: a short gap was a line break
    for a, b in spans:
        if joined and (
            article.text[joined[-1][1] : a].isspace() if known else a - joined[-1][1] <= 2
        ):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    if len(joined) == 1:
        (a, b), plain = joined[0], re.sub(r"\n+", " ", article.text[joined[0][0] : joined[0][1]])
        return [found(a, b, article.text[a:b] if plain == words else words, label)]
    sizes, marks, at = [b - a for a, b in joined], [], 0
    apart = (
        len(words) == sum(sizes) + len(sizes) - 1
    )  # else line breaks are in it: the text has to do
    for (a, b), size in zip(joined, sizes):
        attributes = {"continues": marks[0].id} if marks else {}
        marks.append(
            found(
                a,
                b,
                words[at : at + size] if apart and size > 0 else "",
                label,
                attributes=attributes,
            )
        )
        at += size + 1
    return marks


def _word(text):
    return re.sub(r"\s", "_", text)


def _flat(text):
    return re.sub(r"[\n\t]", " ", text)
