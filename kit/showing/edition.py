"""The annotated edition: a reader's work on an article, as a page to print or Markdown.

Everything comes from the reader's own marks, answers and ratings. What isn't there yet is said, and
where to make it.
"""

import re

from kit.files import write_text
from kit.reading.text import join_words
from kit.showing import edition_html, edition_markdown
from kit.showing.edition_layers import bare_text, chapter
from kit.showing.edition_parts import Chapter, Rating, Table, Written
from kit.showing.feedback import Feedback

NAME = "annotated-edition"
# where each layer is marked
NOTEBOOKS = dict(story="02", entity="03", quotation="04", naming="07", claim="08", frame="09")
OPENING = ("10.1", "10.2", "10.3")  # the answers that sum up; they stand before the text


def annotated_edition(lesson, reader="", layers=None, marks=None):
    """Gather a reader's marks, answers and ratings; `.save()` writes a page and Markdown.

    lesson: from open_lesson. reader: the name to print, if any. layers: names of the codebook's
    layers to show, in this order; None takes all that have marks. marks: Annotations; None takes
    the student's own. With nothing marked it still is the article, with what is missing. Raises
    CodebookError for a layer there isn't.

    >>> import kit
    >>> lesson = kit.open_lesson(); none = kit.Annotations(lesson.article, lesson.codebook)
    >>> kit.annotated_edition(lesson, marks=none).chapters[0].title
    'The article'
    """
    return Edition(lesson, reader, layers, lesson.marks() if marks is None else marks)


class Edition:
    """An annotated edition: .chapters, .missing (lines), .html, .markdown, .save()."""

    def __init__(self, lesson, reader, layers, marks):
        self.lesson = lesson
        self.article = lesson.article
        self.reader = reader
        self.marks = marks
        self.layers = lesson.codebook.layers
        if layers is not None:
            self.layers = [lesson.codebook.layer(name) for name in layers]
        answers = lesson.answers.itertuples(index=False)
        self.answers = [Written(*row) for row in answers if row.answer.strip()]
        rated = lesson.ratings[["text", "claimed_by", "verdict", "reason", "facts"]]
        rows = rated.itertuples(index=False)
        self.ratings = [Rating(*row) for row in rows if row.verdict or row.reason]
        self.missing = list(self._missing())
        self.chapters = list(self._chapters())

    def _chapters(self):
        opening = [part for part in self.answers if part.id in OPENING]
        rest = [part for part in self.answers if part.id not in OPENING]
        if opening:
            yield Chapter("What I make of it", "", opening)
        chapters = [chapter(self.lesson, self.marks, layer) for layer in self.layers]
        marked = [found for found in chapters if found]
        yield from marked
        if not marked:
            about = "Nothing is marked yet; this is the text as it was printed."
            yield Chapter("The article", about, [bare_text(self.lesson)])
        if self.ratings:
            about = "Each verdict rests on the facts it names, and can be contested."
            yield Chapter("Claims I rated", about, self.ratings)
        if rest:
            yield Chapter("Questions and answers", "In the order of the notebooks.", rest)
        if self.missing:
            yield Chapter("What is not here yet", "", self.missing)
        yield Chapter("Sources", "", self._sources())

    def _missing(self):
        marked = {mark.label for mark in self.marks}
        for layer in self.layers:
            if not marked & {label.name for label in layer.labels}:
                where = f" (notebook {NOTEBOOKS[layer.name]})" if layer.name in NOTEBOOKS else ""
                yield f"Nothing marked for “{layer.title}” yet{where}."
        done = {part.id for part in self.answers}
        written = {id for id, own in self.lesson.exercises.items() if own["kind"] == "written"}
        still = [id for id in self.lesson.exercises if id in written - done]
        if still:
            yield f"Written answers still open: {join_words(still, most=99)}."
        if not self.ratings:
            yield "No claim rated yet (notebook 08)."
        if lost := self.marks.orphans:
            yield f"Marks whose words are no longer in the text: {len(lost)}; they stand at the end of their chapter."

    def _sources(self):
        about = self.lesson.about
        source = (f"“{self.article.title}”", about.get("publisher"), about.get("address"))
        parts = [". ".join(filter(None, source))]
        if isinstance(about.get("rights"), str):
            parts.append(about["rights"])
        rows = [(fact.id, in_words(fact)) for fact in self._facts().itertuples()]
        if rows:
            head = ("Number", "Fact and source")
            parts.append(Table("Facts named in this edition", head, rows))
        return [*parts, f"Text of the article: SHA-256 {self.article.sha256}."]

    def _facts(self):
        """The rows of the evidence whose number stands anywhere in what the reader wrote."""
        said = [part.answer for part in self.answers]
        for part in self.ratings:
            said += [part.reason, part.facts]
        for mark in self.marks:
            said += [mark.note, *map(str, mark.attributes.values())]
        facts = self.lesson.evidence
        columns = ["id", "date", "fact", "source", "publisher", "published", "address"]
        cited = facts.loc[facts.id.isin(re.findall(r"\w+", " ".join(said))), columns]
        return cited.astype(object).fillna("")

    def __repr__(self):
        return repr(self._feedback())

    def _repr_html_(self):
        return self._feedback()._repr_html_()

    def _feedback(self):
        lines = [f"{number}. {chapter.title}" for number, chapter in enumerate(self.chapters, 1)]
        lines = [f"It has {len(lines)} chapters:", *lines, *self.missing]
        return Feedback("An annotated edition.", lines)

    @property
    def html(self):
        """One self-contained HTML page, to read or to print on A4 or Letter."""
        return edition_html.page(self)

    @property
    def markdown(self):
        """The same as Markdown, figures in words."""
        return edition_markdown.page(self)

    def save(self, folder=None):
        """Write annotated-edition.html and .md; folder None is the lesson's in the work folder."""
        where = f"in {folder}"
        if folder is None:
            folder = self.lesson.desk
            where = f"in the folder {self.lesson.name} of your work folder"
        write_text(f"{folder}/{NAME}.html", self.html)
        write_text(f"{folder}/{NAME}.md", self.markdown)
        return Feedback("Saved:", [f"{NAME}.html (to read and print) and {NAME}.md, {where}."])


def in_words(fact):
    """A fact of the evidence with its day and its source, in one line."""
    day = f"{fact.date}: " if fact.date else ""
    source = (fact.source, fact.publisher, fact.published, fact.address)
    return f"{day}{fact.fact} {'; '.join(filter(None, source))}"
