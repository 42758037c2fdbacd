"""The files of a new course: the kit and its notebooks, on a new article or a finished lesson.

A new article's lesson holds the text as it was read; all else in it is a template to fill.
"""

import shutil
from pathlib import Path
from string import Template

import pandas as pd
import tomlkit

from kit.analysing.articles import read_articles
from kit.errors import KitError
from kit.files import read_text, write_text
from kit.paths import LOCK, TEST_LOCK
from kit.teaching.lesson import Lesson
from kit.teaching.opening import open_lesson
from kit.teaching.tables import read_toml
from workshop.editions.editions import find_masters, read_notebook
from workshop.own_article.guesses import add_notices, has_headline, name_folder, name_language
from workshop.own_article.prompts import open_cells, open_exercises, put_cells, write_toml
from workshop.validation.update import tidy

TEMPLATES = Path(__file__).parent / "template"
MANY = "outlet", "day", "author", "language"  # what is kept of each of many articles
FEWEST = 2  # outlets
NOTE = " [names]: which words are used for somebody; [roles]: who each speaker is."
FIELDS = "title", "language", "publisher", "address"

COPIED = [LOCK, TEST_LOCK, "environment.yml", "postBuild", "LICENSE", ".gitignore"]
COPIED += ["notebooks/conftest.py", "notebooks/sanitize.cfg"]
COPIED += ["notebooks/instructors/teaching-guide.md"]  # it speaks of no article
PACKAGES = "kit", "workshop"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".ipynb_checkpoints")
CELLS = "cells.toml"  # a lesson's own words for the notebooks' cells on one article
COURSE = """\
# A course is the folder that holds notebooks/, data/, kit/, workshop/ and the locks.
lesson = "data/{name}"
cells = "data/{name}"  # the lesson that the notebooks' cells tagged "article" were written for
articles = "data/{articles}"  # many articles on one event, for notebook 11
"""


def write_course(folder, source, course, origin, many=None):
    """Write all files of a course on a new article; its notebooks are not run yet."""
    name = name_folder(source.title)
    model = open_lesson(course)
    copy_kit(folder, course, name, source.title, write_many(folder, many, model))
    write_lesson(folder / "data" / name, source, model, origin)
    for path, notebook in read_notebooks(course):
        opened = open_cells(notebook if many is None else mark_many(notebook))
        add_notices(opened, source, name_language(source.language))
        write_text(folder / path, tidy(opened))


def write_lesson_course(folder, lesson, course):
    """Write all files of a course on a finished lesson, with the cells it has; or KitError."""
    path = lesson.folder / CELLS
    if not path.is_file():
        fix = f"name its text with --article {lesson.folder}/article.txt"
        raise KitError(f"{path}: not there, so the notebooks have no words for this lesson; {fix}")
    written = read_toml(path)
    articles = write_many(folder, None, open_lesson(course))
    copy_kit(folder, course, lesson.name, lesson.article.title, articles)
    home = folder / "data" / lesson.name
    shutil.copytree(lesson.folder, home, ignore=shutil.ignore_patterns(CELLS))  # it has solutions
    cells, dropped = written["cells"], written["dropped"]
    unknown = {*cells, *dropped}
    for place, notebook in read_notebooks(course):
        unknown -= {cell["id"] for cell in notebook["cells"]}
        write_text(folder / place, tidy(put_cells(notebook, cells, dropped)))
    if unknown:
        raise KitError(f"{path}: no notebook has the cells {', '.join(sorted(unknown)[:3])}")


def copy_kit(folder, course, name, title, articles):
    """Copy what every course has, and write what says which lesson it is on."""
    for package in PACKAGES:
        shutil.copytree(course / package, folder / package, ignore=LEFT_OUT)
    for file in COPIED:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course / file, folder / file)
    project = read_text(course / "pyproject.toml")
    project = project.replace('testpaths = ["tests", "kit", "workshop"]', 'testpaths = ["kit"]')
    write_text(folder / "pyproject.toml", project)
    write_text(folder / "course.toml", COURSE.format(name=name, articles=articles))
    fill("README.md", folder / "README.md", title=title, slug=name)
    fill("validate.yml", folder / ".github" / "workflows" / "validate.yml")


def read_notebooks(course):
    """Yield (path in the course, notebook as a dict) of every notebook, by name."""
    for path in find_masters(course, instructor=True):
        yield path.relative_to(course), read_notebook(path)


def write_lesson(folder, source, model, origin):
    """Write a lesson's files: a Source, from `origin`; codebook and exercises as in `model`."""
    write_text(folder / "article.txt", source.text)
    about = {name: write_toml(getattr(source, name)) for name in FIELDS}
    about["headline"] = write_toml(has_headline(source.text, source.title))
    fill("lesson.toml", folder / "lesson.toml", **about)
    fill("PROVENANCE.md", folder / "PROVENANCE.md", title=source.title, origin=origin)
    write_text(folder / "codebook.toml", read_text(model.folder / "codebook.toml"))
    write_text(folder / "exercises.toml", open_exercises(model.folder / "exercises.toml"))
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


def read_many(place):
    """Return the table of an instructor's articles; KitError for what a notebook can't use."""
    table = read_articles(place)
    if table.outlet.nunique() < FEWEST:
        fix = "say in articles.csv (file,outlet,day) where each article appeared"
        raise KitError(f"{place}: articles of at least two outlets are needed; {fix}")
    return table


def write_many(folder, table, model):
    """Write the articles of a new course (None: those of `model`); return their folder's name."""
    source = model.articles_folder
    if table is None:
        shutil.copytree(source, folder / "data" / source.name)
        return source.name
    target = folder / "data" / "articles"
    rows = []
    for number, row in enumerate(table.to_dict("records"), 1):
        file = f"{number:04}.txt"
        write_text(target / "texts" / file, row["text"])
        about = {"article": row["article"], "file": file}
        for name in MANY:
            value = row[name]
            if pd.notna(value):
                about[name] = value if hasattr(value, "year") else str(value)  # dates stay dates
        rows.append(about)
    many = {"folder": "texts", "article": rows}
    many |= {name: dict(table.attrs[name]) for name in ("names", "roles")}
    write_text(target / "articles.toml", f"#{NOTE}\n{tomlkit.dumps(many)}")
    write_text(target / "exercises.toml", open_exercises(source / "exercises.toml"))
    return target.name


def mark_many(notebook):
    """Tag cells that say (kit.articles) what belongs there with other articles: prompts to be."""
    for cell in notebook["cells"]:
        request = cell["metadata"].get("kit", {}).pop("articles", None)
        if request:
            cell["metadata"]["kit"]["write"] = request
            cell["metadata"]["tags"] = [*cell["metadata"].get("tags", []), "article"]
    return notebook
