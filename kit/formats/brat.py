"""brat standoff (.ann): a line is one thing said of a text-bound annotation T. Code points.

A span over several lines is written as brat writes it, in fragments. Fragments with words between
them are read as one annotation each, tied by the attribute `continues`, and written as one
discontinuous annotation again. Source: https://brat.nlplab.org/standoff.html.
"""

import re
from collections import defaultdict
from dataclasses import replace

from kit.formats.common import PartError, Read

HOLDS = {"notes", "attributes", "links"}
NOTE = "AnnotatorNotes"
SPAN = r"\d{1,9} \d{1,9}"
HEAD = re.compile(rf"(\S+) ({SPAN}(?:;{SPAN})*)")
T_LINE = "should be T1, a tab, a type and its span, a tab, the words, T1 only once"
KINDS = {"A", "M", "R", "#"}  # attributes, modifications, relations, notes
LINE = re.compile(r"[^\n]+")
LINE_BREAK = re.compile(r"\s*\n\s*")  # brat writes a space for it, and for the indent after it


def extra_losses(marks, article):
    """Return what is lost besides: spaces and line breaks where brat has no room for them."""
    names = {mark.id: "".join([mark.label, *mark.attributes]) for mark in marks}
    texts = {mark.id: "".join([mark.note, *mark.attributes.values()]) for mark in marks}
    return {
        "spaces in labels and in names of attributes": [
            mark for mark in marks if re.search(r"\s", names[mark.id])
        ],
        "line breaks and tabs in notes and attributes": [
            mark for mark in marks if re.search(r"[\n\t]", texts[mark.id])
        ],
        "line breaks at the ends of a span": [
            mark for mark in marks if mark.text != mark.text.strip("\n")
        ],
    }


def dumps(annotations, article):
    """Return annotations as the text of an .ann file."""
    by_id = {mark.id: mark for mark in annotations}
    groups = defaultdict(list)
    for mark in annotations:
        groups[_head_of(mark, by_id).id].append(mark)
    names = {id: f"T{number}" for number, id in enumerate(groups, 1)}
    lines = []
    for id, parts in groups.items():
        spans = []
        for part in parts:
            for match in LINE.finditer(part.text):
                spans.append((part.start + match.start(), part.start + match.end()))
        if spans:
            words = " ".join(article.text[start:end] for start, end in spans)
            places = ";".join(f"{start} {end}" for start, end in spans)
            lines.append(f"{names[id]}\t{_as_word(by_id[id].label)} {places}\t{words}")
    counts = defaultdict(int)
    for id, name in names.items():
        for kind, rest in _describe(by_id[id], name, names):
            counts[kind] += 1
            lines.append(f"{kind}{counts[kind]}\t{rest}")
    return "".join(f"{line}\n" for line in lines)


def _head_of(mark, by_id):
    """Return the annotation that a mark is only a further fragment of, else the mark itself."""
    first = by_id.get(mark.attributes.get("continues"))
    if first is None or mark.note or len(mark.attributes) > 1:
        return mark
    is_fragment = first.label == mark.label and "continues" not in first.attributes
    return first if is_fragment else mark


def _describe(mark, name, names):
    """Yield (kind, rest of the line) for each attribute, link and note of a mark."""
    for key, value in mark.attributes.items():
        word = _as_word(key)
        if value in names:
            yield "R", f"{word} Arg1:{name} Arg2:{names[value]}"
        elif re.fullmatch(r"\S+", value):
            yield "A", f"{word} {name} {value}"
        else:  # brat's attributes are single words, its notes are not
            yield "#", f"{word} {name}\t{_as_line(value)}"
    if mark.note:
        yield "#", f"{NOTE} {name}\t{_as_line(mark.note)}"


def loads(text, article, name):
    """Read the T lines, then what others say of them."""
    read = Read(name)
    others = []
    skipped = defaultdict(list)
    for number, line in enumerate(text.split("\n"), 1):
        head, *rest = line.split("\t")
        if head.startswith("T"):
            with read.reading(f"line {number}", T_LINE):
                _add_fragments(read, head, rest, article)
        elif head[:1] in KINDS and rest:
            others.append((number, head[0], rest))
        elif line.strip():
            skipped[head[:1]].append(number)
    notes = defaultdict(list)
    for number, kind, (what, *words) in others:
        if not _apply(read, kind, what.split(" "), "\t".join(words), notes):
            skipped[kind].append(number)
    read.marks = [replace(mark, note="\n".join(notes[mark.id])) for mark in read.marks]
    for kind, numbers in skipped.items():
        read.notices.append(f"lines of brat's kind {kind} are not read: {numbers}")
    return read


def _apply(read, kind, parts, words, notes):
    """Give a mark what a line says of it; False if the line names none."""
    name, *targets = parts
    if kind == "R":
        ends = [target.rpartition(":")[2] for target in targets]
        return len(ends) == 2 and read.link(ends[0], name, ends[1])
    mark = read.known.get(targets[0]) if targets else None
    if mark is None:
        return False
    if kind == "#" and name == NOTE:
        notes[mark.id].append(words)
    else:
        read.describe(mark, name, " ".join(targets[1:]) or words or "true")
    return True


def _add_fragments(read, head, rest, article):
    """Add the marks of a T line, one for each fragment that is apart, the first known by its T."""
    label, places = HEAD.fullmatch(rest[0]).groups()
    words = rest[1]
    if head in read.known:
        raise PartError(T_LINE)
    spans = [tuple(map(int, place.split(" "))) for place in places.split(";")]
    spans = _join(spans, words, article.text)
    if len(spans) == 1:
        start, end = spans[0]
        inside = article.text[start:end]
        is_same = words in (LINE_BREAK.sub(" ", inside), re.sub(r"\n+", " ", inside))
        read.add(start, end, inside if is_same else words, label, known_as=head)
        return
    sizes = [end - start for start, end in spans]
    # else line breaks are in it: the text has to do
    is_apart = len(words) == sum(sizes) + len(sizes) - 1
    place = 0
    for (start, end), size in zip(spans, sizes, strict=True):
        own = words[place : place + size] if is_apart and size > 0 else ""
        first = read.known.get(head)
        attributes = {"continues": first.id} if first else {}
        read.add(start, end, own, label, known_as=None if first else head, attributes=attributes)
        place += size + 1


def _join(spans, words, text):
    """Join fragments that only a line break parts."""
    is_known = " ".join(text[start:end] for start, end in spans) == words
    joined = []
    for start, end in spans:
        gap = text[joined[-1][1] : start] if joined else ""
        # in a text that changed, a short gap was a line break
        is_near = bool(joined) and (gap.isspace() if is_known else start - joined[-1][1] <= 2)
        if is_near:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _as_word(text):
    return re.sub(r"\s", "_", text)


def _as_line(text):
    return re.sub(r"[\n\t]", " ", text)
