"""What the tests of new courses share: the texts, written for these tests, and what must not be left of another article."""

import json
import re
import tomllib
from pathlib import Path

import kit
from kit.teaching.entries import ARTICLE_ONLY, fields_of_article, read_exercises
from workshop.own_article.prompts import ASKED

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {path.stem: path for path in sorted((Path(__file__).parent / "texts").iterdir())}
# right to left with quotations; no headline, no quotation, one paragraph: test_new.py makes these
IN_SUITE = ["jisr", "one_paragraph"]
IN_RUN = ["one_paragraph", "yeshi"]  # run twice with every_text.py, in .ci/run
LANGUAGES = {"kirjasto": "fi"}  # the kit knows no common words of Finnish, so it has to be told
# Words of the article about the war, in any form. A list of common English words (frequencies) has some of them by itself.
WORDS = """assad al-assad bashar syri trump refugee terroris caravel amnesty hayyat ahrar kazakh geneva turkey turkish moscow washington isis qaeda
    jihad sana unhcr astana 2017 damascus muslim cooperat russia lebanon abdicat ceasefire torture islam middle.east arab.spring idp"""
LEFT = re.compile(rf"\b(?:{'|'.join(WORDS.split())})", re.IGNORECASE)
OWN_SOURCES = re.compile(
    r"annotation-model/ \(2017\)|seed=2017|at work \(2017\)"
)  # the years of a standard and of a study, and a number to begin chance with


def files(course):
    """Return {path in the course: text} of everything a course was given that people can read."""
    found = {}
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course).as_posix()
        made = {"__pycache__", "work", ".venv"} & set(path.relative_to(course).parts)
        if (
            path.is_file()
            and not made
            and not name.startswith(("locks/", "kit/analysing/frequencies"))
        ):
            found[name] = path.read_text(encoding="utf-8")
    return found


def lines_of(value):
    """Return the sentences of a field of an exercise: a text, a list, or a list of answers."""
    if isinstance(value, str):
        return [value]
    return [item["line"] if isinstance(item, dict) else item for item in value]


def answers():
    """Return what this course says of its article: sentences of answers and facts, and the words marked in its key."""
    lesson = kit.open_lesson(ROOT)
    said = [
        lesson.article.text[start:end]
        for start, end in zip(
            lesson.article.sentences.start, lesson.article.sentences.end, strict=True
        )
    ]
    own = read_exercises(lesson.folder / "exercises.toml")  # not those of the many articles
    stays = []  # what a question says of any article may be said of this one too
    for exercise in own.values():
        fields = [name for name in fields_of_article(exercise) if name != "key"]
        if exercise.get("article"):
            fields += ["question", "hints"]
        for name in ("question", "hints", *ARTICLE_ONLY[1:]):
            (said if name in fields else stays).extend(lines_of(exercise.get(name, [])))
    said += [*lesson.evidence.fact, *lesson.claims.reason.dropna()]
    said += [
        text for layer in lesson.layers for text in lesson.key_table(layer).text if len(text) > 20
    ]
    return sentences_of(said) - sentences_of(stays)


def sentences_of(texts):
    """Return the sentences of texts that are long enough to be known again."""
    parts = {part for text in texts for part in re.split(r"(?<=[.;?!])\s+", text)}
    return {part for part in parts if len(part) > 20}


def ids_of_dropped():
    """Return the exercises of the cells that data/night-market has no use for."""
    written = tomllib.loads((ROOT / "data" / "night-market" / "cells.toml").read_text("utf-8"))
    found = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["id"] in written["dropped"]:
                found |= {id for _, id in ASKED.findall("".join(cell["source"]))}
    return found
