"""What an instructor still has to write in a course, in the best order: python -m kit todo."""

from dataclasses import dataclass
from pathlib import Path

from kit.files import read_text
from kit.reading.text import pluralise, show
from kit.teaching.entries import read_exercises
from kit.teaching.opening import open_lesson
from kit.teaching.tables import read_toml
from workshop.editions.editions import find_masters, read_notebook
from workshop.own_article.course import CELLS
from workshop.own_article.prompts import UNWRITTEN, WAITS, is_of_article, is_unwritten, read_request

FACTS = {"publisher": "where it appeared", "rights": "whose it is, and why you may use it"}
KINDS = {"code": "code", "markdown": "words"}
END = "python -m kit validate --update runs everything, and python -m kit release makes what"


@dataclass(frozen=True)
class Step:
    """Something to write: whether it is done, and a line that says what it is."""

    done: bool
    line: str


def todo(course):
    """Return lines: how much of a course is written, then what is left, part by part."""
    lesson = open_lesson(course)
    data = f"data/{lesson.name}"
    cells = [*owner_steps(course, lesson), *cell_steps(course)]
    layers = [layer for layer in lesson.codebook.layers if layer.name != "claim"]
    keys = [Step(layer.name in lesson.layers, f"{layer.name}: {layer.title}") for layer in layers]
    marked = "notebooks/instructors/your-own-article.ipynb"
    parts = {
        f"The article: {data}/lesson.toml and PROVENANCE.md": fact_steps(lesson),
        f"The answer key: mark it in {marked}": keys,
        f"Claims and evidence: {data}/key/claim.csv and evidence.csv": claim_steps(lesson),
        "The cells that wait for your words: notebooks/": cells,
        f"The exercises: {data}/exercises.toml": exercise_steps(lesson),
    }
    steps = [step for part in parts.values() for step in part]
    done = len([step for step in steps if step.done])
    lines = [f"{show(lesson.article.title, 80)}: {done} of {len(steps)} steps done."]
    for title, part in parts.items():
        left = [f"  - {step.line}" for step in part if not step.done]
        if left:
            lines += ["", f"{title}  ({len(part) - len(left)} of {len(part)})", *left]
    when = "When it is all there" if done < len(steps) else "Nothing is left to write"
    return [*lines, "", f"{when}: {END} students get."]


def fact_steps(lesson):
    """Return what lesson.toml and PROVENANCE.md should say."""
    steps = [Step(bool(lesson.about.get(name)), f"{name}: {what}") for name, what in FACTS.items()]
    written = "[written]: between which days it was written, as far as it tells"
    steps.append(Step("written" in lesson.about, written))
    path = lesson.folder / "PROVENANCE.md"
    waiting = 1
    if path.is_file():
        waiting = read_text(path).count(WAITS.removesuffix(" for this article"))
    line = f"PROVENANCE.md: {pluralise(waiting, 'part')} to be written"
    return [*steps, Step(waiting == 0, line)]


def claim_steps(lesson):
    """Return claims, their verdicts and reasons, and the evidence that these rest on."""
    claims = lesson.claims
    is_marked = "claim" in lesson.layers
    bare = claims[claims.verdict.isna() | claims.reason.isna()]
    verdicts = "verdicts and reasons"
    if len(claims):
        verdicts = f"verdict and reason: {len(bare) or 'none'} of {len(claims)} claims"
    steps = [
        Step(is_marked, "claim: mark what the text says is so"),
        Step(len(lesson.evidence) > 0, "evidence.csv: dated facts with their sources"),
        Step(is_marked and bare.empty, verdicts),
    ]
    named = {fact for cell in claims.facts.dropna() for fact in cell.split()}
    unknown = sorted(named - set(lesson.evidence.id))
    if unknown:
        line = f"claims rest on facts that evidence.csv hasn't got: {', '.join(unknown[:9])}"
        steps.append(Step(False, line))
    return steps


def owner_steps(course, lesson):
    """Return a step if course.toml says that the notebooks' cells are another lesson's."""
    path = Path(course) / "course.toml"
    owner = read_toml(path).get("cells") if path.is_file() else None
    own = f"data/{lesson.name}"
    if owner in (None, own):
        return []
    option = f"--article {own}/article.txt"
    if (lesson.folder / CELLS).is_file():
        option = f"--lesson {own}"
    line = f"cells tagged article are those of {owner}, not of {own}; make a course on that"
    return [Step(False, f"{line}: python -m kit new FOLDER {option}")]


def cell_steps(course):
    """Return every cell that belongs to the article, by notebook and by its place in it."""
    steps = []
    for path in find_masters(course, instructor=True):
        name = path.relative_to(Path(course) / "notebooks").as_posix()
        for number, cell in enumerate(read_notebook(path)["cells"], 1):
            if is_of_article(cell):
                kind = KINDS[cell["cell_type"]]
                if "instructor" in cell["metadata"]["tags"]:
                    kind = "for instructors"
                line = f"{name}, cell {number} ({kind}): {read_request(cell)}"
                steps.append(Step(not is_unwritten(cell), line))
    return steps


def exercise_steps(lesson):
    """Return the article's questions with their answers, and a model answer for each judgement."""
    steps = []
    exercises = read_exercises(lesson.folder / "exercises.toml")
    if lesson.articles_folder is not None:
        many = read_exercises(lesson.articles_folder / "exercises.toml")
        # those of the kit's own articles are written
        if any(exercise["question"] == UNWRITTEN for exercise in many.values()):
            exercises |= many
    for id, exercise in exercises.items():
        is_written = exercise["question"] != UNWRITTEN
        if exercise.get("article"):
            steps.append(Step(is_written, f"{id}: the question, and its key"))
        if exercise["kind"] == "written":
            line = f"{id}: a model answer to “{show(exercise['question'], 70)}”"
            steps.append(Step(bool(exercise.get("model")), line))
        elif exercise.get("article") and is_written:
            has_key = "key" in exercise or "from" in exercise
            steps.append(Step(has_key, f"{id}: the answer (key = …)"))
    return steps
