"""The chapters of an annotated edition that show marks, one for each layer."""

from kit.analysing.frames import frame_table
from kit.annotating.annotations import Annotations
from kit.annotating.highlight import highlight
from kit.showing.cooccurrence import cooccurrence, draw_cooccurrence
from kit.showing.drawings import draw_strip
from kit.showing.edition_parts import Chapter, Marked, Table
from kit.showing.voices import draw_voices

ACTORS = ("person", "organisation", "place")
# attributes told in a table below the text, or of no use on paper; the margin leaves them out
ELSEWHERE = {
    "entity": ("canonical", "wikidata"),
    "quotation": ("speaker_text",),
    "naming": ("target",),
    "claim": ("verdict", "attribution", "reason", "facts"),
}


def chapter(lesson, marks, layer):
    """Return the Chapter of a layer of the codebook, None where nothing is marked in it."""
    mine = [mark for mark in marks if mark.label in {label.name for label in layer.labels}]
    if not mine:
        return None
    attributes = [attribute for label in layer.labels for attribute in label.attributes]
    titles = {a.name: a.title for a in attributes if a.name not in ELSEWHERE.get(layer.name, ())}
    text = Marked(highlight(marks, layer.name), titles)
    placed = Annotations(marks.article, lesson.codebook)
    placed.add_all(mark for mark in mine if mark.start is not None)
    more = MORE.get(layer.name)
    parts = more(placed, text) if more and len(placed) else []
    return Chapter(layer.title, layer.definition, [text, *parts])


def bare_text(lesson):
    """The article without a mark, as a part."""
    return Marked(highlight(Annotations(lesson.article, lesson.codebook)))


def story(marks, text):
    return [draw_strip(marks, caption="Where the parts stand along the text.")]


def entity(marks, text):
    actors = marks.table[marks.table.label.isin(ACTORS)]
    matrix = [draw_cooccurrence(cooccurrence(marks.article, actors))] if len(actors) > 1 else []
    return [index(marks, "canonical", "Who and what is named", "Name"), *matrix]


def quotation(marks, text):
    told = "form" in marks.table and marks.table.form.notna().any()
    return [draw_voices(marks.article, marks)] if told else []


def naming(marks, text):
    return [index(marks, "target", "Who and what the words are about", "About")]


def claim(marks, text):
    said = [mark for mark in marks if {"verdict", "reason", "facts"} & set(mark.attributes)]
    names, told = text.shown.references, ("verdict", "reason", "facts")
    rows = []
    for mark in said:
        rows.append((names[mark.id], mark.text, *(mark.attributes.get(name, "") for name in told)))
    head = ("Mark", "Claim", "Verdict", "Reason", "Facts")
    return [Table("My verdicts on the claims", head, rows)] if rows else []


def frame(marks, text):
    return [frame_table(marks)]


MORE = {
    "story": story,
    "entity": entity,
    "quotation": quotation,
    "naming": naming,
    "claim": claim,
    "frame": frame,
}


def index(marks, by, caption, head):
    """Return a table of names with their words and paragraphs, like the index of a book."""
    starts, found = marks.article.paragraphs.start, {}
    for mark in marks:
        paragraph = str(starts.searchsorted(mark.start, side="right") - 1)
        found.setdefault(mark.attributes.get(by, mark.text), []).append((mark.text, paragraph))
    rows = []
    for who, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        words = ", ".join(dict.fromkeys(text for text, _ in places))
        paragraphs = ", ".join(dict.fromkeys(paragraph for _, paragraph in places))
        rows.append((who, words, len(places), paragraphs))
    return Table(caption, (head, "Words in the text", "Times", "Paragraphs"), rows)
