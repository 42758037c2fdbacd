"""Notebooks on a lesson that has only an article, a codebook and the questions that suit any article: each says what is missing and goes on."""

import ast
import json
import shutil
import tomllib
from pathlib import Path

import pytest

import kit
from kit.analysing.noted import Note
from workshop.own_article.prompts import write_toml

ROOT = Path(__file__).parents[2]
TEXTS = {
    "English": (
        "en",
        "Mayor backs buses\n\nThe mayor said that buses “will run all night”. Lines were cut in 2009.\n\nShe may add more.",
    ),
    "German": (
        "de",
        "Nachtbusse\n\nDie Bürgermeisterin sagte, die Busse würden „die ganze Nacht“ fahren.",
    ),
    "one word": ("en", "Rain."),
}


@pytest.fixture(params=TEXTS)
def bare(request, tmp_path, monkeypatch):
    """A course on another article with nothing but the text filled in."""
    language, text = TEXTS[request.param]
    folder = tmp_path / "data" / "bare"
    folder.mkdir(parents=True)
    (tmp_path / "course.toml").write_text('lesson = "data/bare"\n')
    (folder / "article.txt").write_text(text, encoding="utf-8")
    (folder / "lesson.toml").write_text(
        f'title = "Buses"\nlanguage = "{language}"\nheadline = true\n'
    )
    shutil.copy(ROOT / "data" / "assad-2017" / "codebook.toml", folder)
    (folder / "exercises.toml").write_text(
        any_article(tomllib.loads((ROOT / "data/assad-2017/exercises.toml").read_text("utf-8"))),
        "utf-8",
    )
    monkeypatch.setenv("KIT_COURSE", str(tmp_path))
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def any_article(exercises):
    """The part of exercises.toml that suits any article."""
    of_article = {"key", "accept", "known", "clues", "right", "model", "alternative"}
    lines = []
    for id, exercise in exercises.items():
        if not exercise.get("article"):
            lines.append(f'["{id}"]')
            own = () if exercise["kind"] == "choice" else of_article
            lines += [
                f"{name} = {write_toml(value)}"
                for name, value in exercise.items()
                if name not in own
            ]
    return "\n".join(lines)


def run(source, names):
    """Run a cell as a notebook does, and return what it shows."""
    shown = []
    names["display"] = shown.append
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is not None:
        shown.append(eval(compile(ast.Expression(last.value), "<cell>", "eval"), names))
    for value in shown:
        (
            repr(value),
            getattr(value, "_repr_html_", lambda: None)(),
            getattr(value, "_repr_mimebundle_", lambda **options: None)(),
        )
    return shown


@pytest.mark.parametrize("notebook", ["07-words-and-labels", "08-claims-and-evidence"])
def test_a_notebook_goes_on_where_nothing_is_filled_in(bare, notebook):
    names, notes = {}, []
    for cell in json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]:
        if cell["cell_type"] == "code" and not {"article", "instructor"} & set(
            cell["metadata"].get("tags", [])
        ):
            notes += [
                value
                for value in run("".join(cell["source"]), names)
                if isinstance(value, Note) or getattr(value, "notes", None)
            ]
    assert names["lesson"].folder == bare / "data" / "bare"
    said = " ".join(map(repr, notes))
    for missing in ["No such names yet"] if notebook.startswith("07") else ["No claims yet"]:
        assert missing in said


@pytest.mark.parametrize("draw", ["draw_names", "draw_claims"])
def test_a_figure_of_an_empty_key_says_what_to_fill_in(bare, draw):
    lesson = kit.open_lesson()
    assert "yet: mark some in the layer" in repr(
        getattr(kit, draw)(lesson.key({"draw_names": "naming", "draw_claims": "claim"}[draw]))
    )
    assert (
        lesson.claims.empty
        and lesson.evidence.empty
        and lesson.ratings.empty
        and lesson.series == {}
    )
