"""What an instructor still has to write in a course, in the order in which it is best done: python -m kit todo."""

import json
from collections import namedtuple
from pathlib import Path

from kit.files import read_text
from kit.teaching.feedback import show
from kit.teaching.lesson import open_lesson
from workshop.own_article.prompts import UNWRITTEN, WAITS, is_articles, waits

Step = namedtuple("Step", "done line")


def todo(course):
    """Return lines: how much of a course is done, then what is left, by file, layer, notebook and cell, and exercise.

    course: the course folder. Nothing is changed; what can't be read raises LessonError.
    """
    lesson = open_lesson(course)
    parts = {
        f"The article: data/{lesson.name}/lesson.toml and PROVENANCE.md": facts(lesson),
        "The answer key: mark it in notebooks/instructors/your-own-article.ipynb": key_steps(
            lesson
        ),
        f"Claims and evidence: data/{lesson.name}/key/claim.csv and evidence.csv": claim_steps(
            lesson
        ),
        "The cells that wait for your words: notebooks/": cell_steps(Path(course) / "notebooks"),
        f"The exercises: data/{lesson.name}/exercises.toml": exercise_steps(lesson),
    }
    steps = [step for part in parts.values() for step in part]
    done = sum(step.done for step in steps)
    lines = [f"{show(lesson.article.title, 80)}: {done} of {len(steps)} steps done."]
    for title, part in parts.items():
        left = [step.line for step in part if not step.done]
        if left:
            lines += [
                "",
                f"{title}  ({len(part) - len(left)} of {len(part)})",
                *(f"  - {line}" for line in left),
            ]
    end = "When it is all there" if done < len(steps) else "Nothing is left to write"
    return [
        *lines,
        "",
        f"{end}: python -m kit validate --update runs everything, and python -m kit release makes what students get.",
    ]


def facts(lesson):
    """What lesson.toml and PROVENANCE.md should say."""
    wanted = {"publisher": "where it appeared", "rights": "whose it is, and why you may use it"}
    steps = [Step(bool(lesson.about.get(name)), f"{name}: {what}") for name, what in wanted.items()]
    steps.append(
        Step(
            "written" in lesson.about,
            "[written]: between which days it was written, as far as it tells",
        )
    )
    path = lesson.folder / "PROVENANCE.md"
    parts = read_text(path).count(WAITS.removesuffix(" for this article")) if path.is_file() else 1
    return [
        *steps,
        Step(not parts, f"PROVENANCE.md: {parts} part{'s' * (parts != 1)} to be written"),
    ]


def key_steps(lesson):
    """The layers of the key, except claims."""
    return [
        Step(layer.name in lesson.layers, f"{layer.name}: {layer.title}")
        for layer in lesson.codebook.layers
        if layer.name != "claim"
    ]


def claim_steps(lesson):
    """Claims, their verdicts and reasons, and the evidence that these rest on."""
    claims, evidence = lesson.claims, lesson.evidence
    steps = [
        Step("claim" in lesson.layers, "claim: mark what the text says is so"),
        Step(len(evidence) > 0, "evidence.csv: dated facts with their sources"),
    ]
    bare = claims[claims.verdict.isna() | claims.reason.isna()]
    steps.append(
        Step(
            "claim" in lesson.layers and bare.empty,
            f"verdict and reason: {len(bare) or 'none'} of {len(claims)} claims"
            if len(claims)
            else "verdicts and reasons",
        )
    )
    unknown = sorted(
        {fact for cell in claims.facts.dropna() for fact in cell.split()} - set(evidence.id)
    )
    return steps + [
        Step(False, f"claims rest on facts that evidence.csv hasn't got: {', '.join(unknown[:9])}")
    ] * bool(unknown)


def cell_steps(notebooks):
    """Every cell that belongs to the article, by notebook and by its place in it."""
    steps = []
    for path in sorted(notebooks.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        for number, cell in enumerate(json.loads(read_text(path))["cells"], 1):
            if is_articles(cell):
                kind = (
                    "for instructors"
                    if "instructor" in cell["metadata"]["tags"]
                    else {"code": "code", "markdown": "words"}[cell["cell_type"]]
                )
                write = cell["metadata"].get("kit", {}).get("write", "")
                steps.append(
                    Step(
                        not waits(cell),
                        f"{path.relative_to(notebooks).as_posix()}, cell {number} ({kind}): {write}",
                    )
                )
    return steps


def exercise_steps(lesson):
    """The questions of this article, with their answers, and a model answer for each that is a judgement."""
    steps = []
    for id, exercise in lesson.exercises.items():
        if exercise.get("article"):
            steps.append(
                Step(exercise["question"] != UNWRITTEN, f"{id}: the question, and its key")
            )
        if exercise["kind"] == "written":
            steps.append(
                Step(
                    bool(exercise.get("model")),
                    f"{id}: a model answer to “{show(exercise['question'], 70)}”",
                )
            )
        elif exercise.get("article") and exercise["question"] != UNWRITTEN:
            steps.append(
                Step("key" in exercise or "from" in exercise, f"{id}: the answer (key = …)")
            )
    return steps
