"""The annotated edition: what a reader has made of an article, gathered into chapters that become a page to print, or Markdown.

Everything comes from the reader's own marks, answers and ratings. What isn't there yet is said, and where to make it.
"""

import re

import pandas as pd

from kit.annotating.highlight import highlight
from kit.files import write_text
from kit.teaching import edition_html, edition_markdown
from kit.teaching.edition_parts import Chapter, Marked, Rating, Table, Written
from kit.teaching.feedback import Feedback, several

NOTEBOOKS = {"story": "02", "entity": "03", "quotation": "04", "naming": "07", "claim": "08", "frame": "09"}
ACTORS = ("person", "organisation", "place")
ELSEWHERE = {"entity": {"canonical"}, "naming": {"target"}, "claim": {"verdict", "attribution"}}  # told in a table, not in the margin
OPENING = ("10.1", "10.2", "10.3")  # the answers that sum up; they stand before the text
NAME = "annotated-edition"


def annotated_edition(lesson, reader="", layers=None, marks=None):
    """Gather a reader's marks, answers and ratings into an annotated edition; `.save()` writes it as a page and as Markdown.

    lesson: from open_lesson. reader: the name to print, if any. layers: names of the codebook's layers to show, in this order;
    None takes all that have marks. marks: Annotations; None takes the student's own. With nothing marked it still is the article,
    with what is missing. Raises CodebookError for a layer there isn't.

    >>> import kit
    >>> lesson = kit.open_lesson(); none = kit.Annotations(lesson.article, lesson.codebook)
    >>> kit.annotated_edition(lesson, marks=none).chapters[0].title
    'The article'
    """
    return Edition(lesson, reader, layers, lesson.marks() if marks is None else marks)


class Edition:
    """An annotated edition: .chapters, .missing (lines), .html, .markdown, .save()."""

    def __init__(self, lesson, reader, layers, marks):
        self.lesson, self.article, self.reader, self.marks = lesson, lesson.article, reader, marks
        wanted = [lesson.codebook.layer(name) for name in layers] if layers is not None else lesson.codebook.layers
        answers = [Written(*row) for row in lesson.answers.itertuples(index=False) if row.answer.strip()]
        rated = lesson.ratings[["text", "claimed_by", "verdict", "reason", "facts"]]
        self.ratings = [Rating(*row) for row in rated.itertuples(index=False) if row.verdict or row.reason]
        self.missing = []
        own = [part for part in answers if part.id in OPENING]
        chapters = [Chapter("What I make of it", "", own)] if own else []
        found = [chapter for layer in wanted if (chapter := self._layer(layer))]
        chapters += found or [Chapter("The article", "Nothing is marked yet; this is the text as it was printed.", [self._text()])]
        if self.ratings:
            chapters += [Chapter("Claims I rated", "Each verdict rests on the sources named at the end, and can be contested.", self.ratings)]
        rest = [part for part in answers if part not in own]
        chapters += [Chapter("Questions and answers", "In the order of the notebooks.", rest)] if rest else []
        self._see_what_is_missing(wanted, answers)
        if self.missing:
            chapters += [Chapter("What is not here yet", "", ["\n".join(self.missing)])]
        self.chapters = [*chapters, Chapter("Sources", "", self._sources(answers))]

    def __repr__(self):
        return repr(self._feedback())

    def _repr_html_(self):
        return self._feedback()._repr_html_()

    def _feedback(self):
        lines = [f"{number}. {chapter.title}" for number, chapter in enumerate(self.chapters, 1)]
        return Feedback("An annotated edition.", [f"It has {len(lines)} chapters:", *lines, *self.missing])

    @property
    def html(self):
        """One HTML page that needs nothing else: to read, to print on A4 or Letter, or to make a PDF of."""
        return edition_html.page(self)

    @property
    def markdown(self):
        """The same as Markdown, figures in words."""
        return edition_markdown.page(self)

    def save(self, folder=None):
        """Write annotated-edition.html and .md into a folder (None: the lesson's in the work folder), in place of older ones."""
        place = self.lesson.desk if folder is None else folder
        for ending, text in (("html", self.html), ("md", self.markdown)):
            write_text(f"{place}/{NAME}.{ending}", text)
        where = f"in the folder {self.lesson.name} of your work folder" if folder is None else f"in {folder}"
        return Feedback("Saved:", [f"{NAME}.html (to read and print) and {NAME}.md, {where}."])

    def _text(self, layer=None, attributes=None):
        from kit.annotating.annotations import Annotations

        return Marked(highlight(self.marks if layer else Annotations(self.article, self.lesson.codebook), layer), attributes or {})

    def _layer(self, layer):
        """The chapter of a layer, None where nothing is marked in it."""
        from kit.analysing import cooccurrence, drawings, frames, voices

        names = [label.name for label in layer.labels]
        table = self.marks.table[self.marks.table.label.isin(names)]
        placed = table[table.start.notna()]
        if not len(table):
            return None
        hidden = {"wikidata", "speaker_text", "reason", "facts"} | ELSEWHERE.get(layer.name, set())
        text = self._text(layer.name, {a.name: a.title for label in layer.labels for a in label.attributes if a.name not in hidden})
        parts = [text]
        if layer.name == "story" and len(placed):
            parts += [drawings.draw_strip(self._only(names), caption="Where the parts stand along the text.")]
        if layer.name == "entity" and len(placed):
            parts += [self._index(placed, "canonical", "Who and what is named", "Name")]
            actors = placed[placed.label.isin(ACTORS)]
            parts += [cooccurrence.draw_cooccurrence(cooccurrence.cooccurrence(self.article, actors), least=2)] if len(actors) > 1 else []
        if layer.name == "quotation" and placed.get("form", pd.Series()).notna().any():
            parts += [voices.draw_voices(self.article, placed)]
        if layer.name == "naming" and len(placed):
            parts += [self._index(placed, "target", "Who and what the words are about", "About")]
        if layer.name == "claim":
            parts += self._claims(text.shown)
        if layer.name == "frame":
            parts += [frames.frame_table(table, self.lesson.codebook)]
        return Chapter(layer.title, layer.definition, parts)

    def _only(self, names):
        from kit.annotating.annotations import Annotations

        marks = Annotations(self.article, self.lesson.codebook)
        marks.add_all(mark for mark in self.marks if mark.label in names and mark.start is not None)
        return marks

    def _index(self, table, by, caption, head):
        """Names, each with the words that stand for it and where: an index as at the back of a book."""
        starts = self.article.paragraphs.start
        table = table.assign(who=table[by].where(table[by].notna(), table.text) if by in table else table.text)
        table = table.assign(paragraph=[int((starts <= start).sum()) - 1 for start in table.start])
        rows = []
        for who, part in sorted(table.groupby("who"), key=lambda pair: (-len(pair[1]), str(pair[0]))):
            words = ", ".join(dict.fromkeys(part.text))
            rows.append((who, words, len(part), ", ".join(map(str, dict.fromkeys(part.paragraph)))))
        return Table(caption, (head, "Words in the text", "Times", "Paragraphs"), rows)

    def _claims(self, shown):
        rows = [(shown.references[m.id], m.text, m.attributes.get("verdict", ""), m.attributes.get("reason", ""), m.attributes.get("facts", ""))
                for m in shown.marks if {"verdict", "reason", "facts"} & set(m.attributes)]  # fmt: skip
        return [Table("My verdicts on the claims", ("Mark", "Claim", "Verdict", "Reason", "Facts"), rows)] if rows else []

    def _see_what_is_missing(self, wanted, answers):
        marked = {mark.label for mark in self.marks}
        for layer in wanted:
            if not marked & {label.name for label in layer.labels}:
                where = f" (notebook {NOTEBOOKS[layer.name]})" if layer.name in NOTEBOOKS else ""
                self.missing.append(f"Nothing marked for “{layer.title}” yet{where}.")
        done = {part.id for part in answers}
        open_ones = [id for id, exercise in self.lesson.exercises.items() if exercise["kind"] == "written" and id not in done]
        if open_ones:
            self.missing.append(f"Written answers still open: {several(open_ones, most=99)}.")
        if not self.ratings:
            self.missing.append("No claim rated yet (notebook 08).")
        if lost := self.marks.orphans:
            self.missing.append(f"Marks whose words are no longer in the text: {len(lost)}; they stand at the end of their chapter.")

    def _sources(self, answers):
        about = self.lesson.about
        parts = [". ".join(filter(None, (f"“{self.article.title}”", about.get("publisher"), about.get("address"))))]
        parts += [about["rights"]] if isinstance(about.get("rights"), str) else []
        said = " ".join([*(part.answer for part in answers), *(f"{part.reason} {part.facts}" for part in self.ratings)])
        said += "".join(f" {mark.note} {' '.join(map(str, mark.attributes.values()))}" for mark in self.marks)
        cited = set(re.findall(r"\w+", said))
        facts = self.lesson.evidence
        columns = ["id", "date", "fact", "source", "publisher", "published", "address"]
        facts = facts.loc[facts.id.isin(cited), columns].astype(object).fillna("")
        rows = [(f.id, f"{f.date + ': ' if f.date else ''}{f.fact} {'; '.join(filter(None, (f.source, f.publisher, f.published, f.address)))}")
                for f in facts.itertuples()]  # fmt: skip
        parts += [Table("Facts named in this edition", ("Number", "Fact and source"), rows)] if rows else []
        return [*parts, f"Text of the article: SHA-256 {self.article.sha256}."]
