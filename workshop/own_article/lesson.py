"""The lesson folder of a new course: the article as it was read, all else as templates to fill."""

from pathlib import Path
from string import Template

from kit.files import read_text, write_text
from kit.teaching.entries import read_exercises
from kit.teaching.lesson import Lesson
from workshop.own_article.guesses import has_headline
from workshop.own_article.prompts import open_exercises, write_toml

TEMPLATES = Path(__file__).parent / "template"
FIELDS = "title", "language", "publisher", "address"


def write_lesson(folder, source, model, origin):
    """Write a lesson's files: a Source, and the codebook and exercises of the lesson `model`.

    origin: where the article was taken from, for PROVENANCE.md.
    """
    write_text(folder / "article.txt", source.text)
    about = {name: write_toml(getattr(source, name)) for name in FIELDS}
    about["headline"] = write_toml(has_headline(source.text, source.title))
    fill("lesson.toml", folder / "lesson.toml", **about)
    fill("PROVENANCE.md", folder / "PROVENANCE.md", title=source.title, origin=origin)
    write_text(folder / "codebook.toml", read_text(model.folder / "codebook.toml"))
    path = model.folder / "exercises.toml"
    exercises = read_text(path)
    write_text(folder / "exercises.toml", open_exercises(exercises, read_exercises(path)))
    templates = folder / "templates"
    for layer in Lesson(folder).codebook.layers:
        attributes = [attribute.name for label in layer.labels for attribute in label.attributes]
        columns = ["start", "end", "text", "label", "id", *dict.fromkeys(attributes), "note"]
        write_text(templates / "key" / f"{layer.name}.csv", ",".join(columns) + "\n")
    fill("claim.csv", templates / "key" / "claim.csv")
    fill("evidence.csv", templates / "evidence.csv")
    fill("templates.md", templates / "README.md")


def fill(template, path, **words):
    """Write a template into a file, with its $words filled in."""
    text = read_text(TEMPLATES / template)
    if words:
        text = Template(text).substitute(words)
    write_text(path, text)
