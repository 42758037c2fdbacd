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
    parts = parts_of(layer.name, placed, text) if len(placed) else []
    return Chapter(layer.title, layer.definition, [text, *parts])


def bare_text(lesson):
    """The article without a mark, as a part."""
    return Marked(highlight(Annotations(lesson.article, lesson.codebook)))


def parts_of(layer, marks, text):
    """Return what stands below the text of a layer with these marks."""
    match layer:
        case "story":
            return [draw_strip(marks, caption="Where the parts stand along the text.")]
        case "entity":
            actors = marks.table[marks.table.label.isin(ACTORS)]
            names = [index(marks, "canonical", "Who and what is named", "Name")]
            matrix = cooccurrence(marks.article, actors) if len(actors) > 1 else None
            return names if matrix is None else [*names, draw_cooccurrence(matrix)]
        case "quotation" if "form" in marks.table and marks.table.form.notna().any():
            return [draw_voices(marks.article, marks)]
        case "naming":
            return [index(marks, "target", "Who and what the words are about", "About")]
        case "claim":
            return verdicts(marks, text.shown.references)
        case "frame":
            return [frame_table(marks)]
    return []


def verdicts(marks, references):
    """Return a table of the claims that the reader says something of, in a list; [] if of none."""
    names = ("verdict", "reason", "facts")
    rows = []
    for mark in marks:
        if mark.attributes.keys() & names:
            said = [mark.attributes.get(name, "") for name in names]
            rows.append((references[mark.id], mark.text, *said))
    head = ("Mark", "Claim", "Verdict", "Reason", "Facts")
    return [Table("My verdicts on the claims", head, rows)] if rows else []


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
