"""The lesson: one article, its codebook, answer key, evidence, exercises, and the answers."""

import json
from functools import cached_property
from pathlib import Path

import pandas as pd

from kit.analysing.articles import read_articles
from kit.annotating.annotations import Annotations
from kit.annotating.codebook import Codebook
from kit.errors import LessonError
from kit.paths import work_folder
from kit.reading.article import Article, read_article
from kit.teaching.answers import Answers
from kit.teaching.contents import Contents
from kit.teaching.exercises import Exercises
from kit.teaching.kept import file_name
from kit.teaching.pages import read_pages
from kit.teaching.ratings import Ratings
from kit.teaching.tables import SPAN, check_words, read_spans, read_table, read_toml, to_annotations

CLAIMS = (
    "start end text label paragraph id claimed_by attribution verdict facts reason doubt".split()
)
EVIDENCE = """id date fact figure figure_to unit source publisher published address seen_at
confidence limits event told""".split()
QUOTATIONS = ["article", "start", "end", "text", "form", "speaker", "cue"]  # of many articles


class Lesson(Exercises, Answers, Contents, Ratings):
    """A lesson, from `kit.open_lesson`. folder: its files; work: where students' work is kept."""

    def __init__(self, folder, course=None):
        self.folder = Path(folder)
        self.course = course
        self.name = Path(folder).name
        self.work = work_folder(course or Path.cwd())
        self.desk = self.work / self.name  # what the student makes of this lesson
        self.about = read_toml(self.folder / "lesson.toml")
        for name, example in {"title": "…", "language": "en", "headline": True}.items():
            value = self.about.get(name, example)
            if not isinstance(value, type(example)):
                fix = f"write {name} = {json.dumps(example, ensure_ascii=False)}"
                raise LessonError(f"{self.folder / 'lesson.toml'}: {name} is {value!r}; {fix}")
        self._marks = {}

    def __repr__(self):
        return f"Lesson: {self.article.title} ({len(self.article.paragraphs)} paragraphs, {len(self.exercises)} exercises)"

    @cached_property
    def article(self):
        """The article (kit.Article)."""
        title = self.about.get("title") or self.name
        language = self.about.get("language") or "en"
        return read_article(self.folder / "article.txt", title, language)

    @cached_property
    def headline(self):
        """The headline: the text of paragraph 0 where lesson.toml says headline = true, else ""."""
        if not self.about.get("headline") or self.article.paragraphs.empty:
            return ""
        return self.article.paragraphs.text[0]

    @cached_property
    def codebook(self):
        """The codebook (kit.Codebook)."""
        return Codebook.load(self.folder / "codebook.toml")

    @property
    def layers(self):
        """The layers that have an answer key, in the order of the codebook."""
        files = {path.name for path in (self.folder / "key").glob("*.csv")}
        return [layer.name for layer in self.codebook.layers if f"{layer.name}.csv" in files]

    def key(self, layer=None):
        """Return the contestable answer key of a layer (None: of all) as Annotations, or none."""
        if layer is not None:
            self.codebook.layer(layer)
        return self._read(self.folder / "key", "key", [layer] if layer else None)

    def key_table(self, layer):
        """Return a layer's answer key: start, end, text, label, paragraph, its file's columns."""
        self.codebook.layer(layer)
        path = self.folder / "key" / f"{layer}.csv"
        if not path.is_file():
            return pd.DataFrame(columns=[*SPAN, "label", "paragraph"])
        table = read_spans(path, self.article).reset_index(drop=True)
        starts = self.article.paragraphs.start
        table.insert(4, "paragraph", starts.searchsorted(table.start, side="right") - 1)
        return table

    @property
    def claims(self):
        """Table of the claims: start, end, text, label, paragraph, then the others of CLAIMS."""
        table = self.key_table("claim") if "claim" in self.layers else pd.DataFrame()
        return table.reindex(columns=list(dict.fromkeys([*CLAIMS, *table.columns])))

    @property
    def evidence(self):
        """Table of dated facts with their sources; EVIDENCE lists its columns."""
        path = self.folder / "evidence.csv"
        table = read_table(path, ["id", "fact"]) if path.is_file() else pd.DataFrame()
        table = table.reset_index(drop=True)
        table = table.reindex(columns=list(dict.fromkeys([*EVIDENCE, *table.columns])))
        for name in ("figure", "figure_to"):
            table[name] = pd.to_numeric(table[name], errors="coerce").astype("Float64")
        return table

    @property
    def series(self):
        """Numbers by year or day, name -> table; lesson.about["series"] says what they count."""
        tables = {}
        for path in sorted((self.folder / "series").glob("*.csv")):
            table = read_table(path).reset_index(drop=True)
            for name in table.columns:
                numbers = pd.to_numeric(table[name], errors="coerce")
                if numbers.notna().equals(table[name].notna()):
                    table[name] = numbers
            tables[path.stem] = table
        return tables

    @property
    def pages(self):
        """Saved result pages: what a search shows about publishers that the evidence cites."""
        return read_pages(self.folder / "pages")

    def readers(self, layer=None):
        """Return other people's marks, name -> Annotations; if `layer` is named, those with some."""
        readers = {}
        for folder in sorted((self.folder / "readers").glob("*/")):
            title = self.about_readers.get(folder.name, {}).get("title", folder.name)
            marks = self._read(folder, title, [layer] if layer else None)
            if len(marks) or layer is None:
                readers[folder.name] = marks
        return readers

    def readings(self, layer):
        """Return every reading of a layer at hand: name -> Annotations with its marks alone.

        "key", the lesson's `readers`, "you" if you have marked something, and each file in the
        folder partners of the work folder (ben.jsonld is "ben"). They are copies: changing one
        changes no file. Raises FileError for a partner's file that can't be read.
        """
        labels = {label.name for label in self.codebook.layer(layer).labels}
        others = {"you": self.marks()}
        for path in sorted((self.work / "partners").glob("*.jsonld")):
            others[path.stem] = Annotations.load(path, self.article, codebook=self.codebook)
        readings = {"key": self.key(layer), **self.readers(layer)}
        for name, marks in others.items():
            copy = Annotations(self.article, codebook=self.codebook, creator=name)
            if copy.add_all(mark for mark in marks if mark.label in labels):
                readings[name] = copy
        return readings

    @cached_property
    def about_readers(self):
        """What readers/readers.toml says of each reader: title, made_up, about."""
        path = self.folder / "readers" / "readers.toml"
        return read_toml(path) if path.is_file() else {}

    def marks(self, creator="me"):
        """Return the student's own annotations: one file for each student and lesson."""
        path = self.desk / f"marks-{file_name(creator)}.jsonld"
        return self._open_marks(path, self.article, creator)

    def practice(self):
        """Return annotations on the first paragraph alone, so that a first mark gives nothing away."""
        article = self.article
        end = article.paragraphs.end[0] if len(article.paragraphs) else 0
        first = Article(article.text[:end], article.title, article.language)
        return self._open_marks(self.desk / "practice" / "first.marks", first, "me")

    def _open_marks(self, path, article, creator):
        if path not in self._marks:
            opened = Annotations(article, self.codebook, creator, path)
            if path.is_file():
                opened = Annotations.load(path, article, self.codebook, creator)
            self._marks[path] = opened
        return self._marks[path]

    @cached_property
    def articles_folder(self):
        """The folder that course.toml names (articles = "data/…"), None if it names none."""
        file = self.course and self.course / "course.toml"
        name = read_toml(file).get("articles") if file and file.is_file() else None
        if name is None:
            return None
        folder = self.course / str(name)
        if not folder.is_dir():
            fix = 'write articles = "data/…", a folder of articles'
            raise LessonError(f"{file}: articles is {name!r}; {fix}")
        return folder

    @property
    def articles(self):
        """Table of many articles: article, outlet, day, author, title, language, text."""
        if self.articles_folder is None:
            fix = 'write articles = "data/…" there, a folder of articles'
            raise LessonError(f"{self.course}: course.toml names no articles; {fix}")
        return read_articles(self.articles_folder)

    @property
    def articles_key(self):
        """Table of their quotations as people marked them (QUOTATIONS), None where there is no key yet."""
        path = self.articles_folder and self.articles_folder / "key" / "quotation.csv"
        if not path or not path.is_file():
            return None
        table = read_table(path, QUOTATIONS)
        texts = self.articles.set_index("article").text
        for line, name, start, end, text in table[QUOTATIONS[:4]].itertuples():
            where = f"{path}, line {line}"
            if name not in texts:
                raise LessonError(f"{where}: there is no article {name!r}; rename it")
            check_words(where, name, texts[name], start, end, text)
        return table.reset_index(drop=True)

    def _read(self, folder, creator, layers):
        marks = Annotations(self.article, codebook=self.codebook, creator=creator)
        for layer in layers or [layer.name for layer in self.codebook.layers]:
            path = folder / f"{layer}.csv"
            if path.is_file():
                to_annotations(read_spans(path, self.article), marks, path)
        return marks
