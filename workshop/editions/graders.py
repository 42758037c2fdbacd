"""Masters for nbgrader and for Otter, in each one's own form: `python -m kit release --for nbgrader`.

In both, a question of fact becomes an answer to fill in and an assertion on what lesson.check says of it; a written answer becomes a
cell of prose that a person marks. Nothing that is the kit master's alone (cells tagged solution or instructor, outputs) comes along.
"""

import ast
import re
import tomllib
from dataclasses import dataclass

from kit.errors import LessonError
from kit.teaching.feedback import several
from workshop.editions.editions import MASTERS_ONLY, load, names_used, remove_solutions, text_of

CHECK = re.compile(r"""^lesson\.check\(["'](\d\d\.\d+)["'], *(.+)\)$""")
BOX = re.compile(r"""^lesson\.answer\(["'](\d\d\.\d+)["']\)$""")
FACT, WRITTEN = 1, 3  # points; the teaching guide's rubric has three for a written answer
NBGRADER = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
MODEL = "There is no model answer yet."
KEPT = "It is kept until your answer has been marked."  # what stands for a model answer in the files that students get
STRING = r'(?s:""".*?(?<!\\)"""|"(?:[^"\\\n]|\\.)*"|\'\'\'.*?\'\'\'|\'[^\'\n]*\')'  # any of TOML's


@dataclass(frozen=True)
class Question:
    """A question in a notebook. source: the cell that answers it, with the solution marked; answer: what is judged, as code."""

    id: str
    source: str
    answer: str = ""

    def test(self, name):
        """A function's lines that hold the answer against the key: silent when it is right, else with the check's own words."""
        wanted = [
            "lesson",
            *sorted(
                {node.id for node in ast.walk(ast.parse(self.answer)) if isinstance(node, ast.Name)}
                - {"lesson"}
            ),
        ]
        lines = [
            f"def {name}({', '.join(wanted)}):",
            f'    feedback = lesson.check("{self.id}", {self.answer})',
        ]
        return "\n".join(
            [*lines, "    assert feedback.correct, feedback", "", f"{name}({', '.join(wanted)})"]
        )


def grader_masters(course, lesson, grader):
    """Return {file name: text} of the lessons' masters in a grader's own form, and lines on what can't be graded.

    course: the course folder. lesson: its kit Lesson. grader: "nbgrader" or "otter". Raises LessonError for a master that isn't well marked.
    """
    masters, told = {}, []
    for path in sorted((course / "notebooks").glob("*.ipynb")):
        notebook = load(path)
        used, cells, unknown = names_used(notebook["cells"]), [], []
        for place, cell in enumerate(notebook["cells"], 1):
            if MASTERS_ONLY & set(cell["metadata"].get("tags", [])):
                continue
            try:
                found = find_question(cell, lesson, path.name[:2], used)
            except (SyntaxError, ValueError) as error:
                raise LessonError(
                    f"{path}, cell {place}: {error}; mend the cell and release again"
                ) from None
            if isinstance(found, Question):
                cells += FORMS[grader](found, cell, lesson.exercises[found.id])
            else:
                unknown += [found] * bool(found)
                cells.append(plain(cell, used))
        told += [
            f"{path.name}: the key has no answer to {several(unknown)}, so nothing is graded there."
        ] * bool(unknown)
        opening = [raw(otter_settings(path.stem, lesson), "settings")] if grader == "otter" else []
        masters[path.name] = text_of({"cells": opening + cells})
    return masters, told


def find_question(cell, lesson, notebook, used):
    """Return the Question a cell asks, None if it asks none; an id where there is a question and no answer to grade it by."""
    lines = "".join(cell["source"]).rstrip().split("\n")
    check, box = (cell["cell_type"] == "code" and form.match(lines[-1]) for form in (CHECK, BOX))
    id = (check or box)[1] if check or box else ""
    if id not in lesson.exercises or not id.startswith(
        notebook
    ):  # an earlier notebook's box may be shown again
        return None
    if box:
        return Question(id, "")
    if lesson.solution(id).title != "Answer:":
        return id
    before = "\n".join(lines[:-1])
    source = remove_solutions(before, used, keep=True)
    if early := names_read_early(before) & set(re.findall(r"^(\w+) = \.\.\.", source, re.M)):
        name = early.pop()
        raise ValueError(
            f"the solution of {id} reads {name}, and graders put `{name} = ...` above it; let it compute from other names"
        )
    return Question(id, source, check[2])


def names_read_early(source):
    """Return the names that code reads before it gives them a value.

    >>> sorted(names_read_early("answer = 2 * answer + total"))
    ['answer', 'total']
    """
    read, given = set(), set()
    for statement in ast.parse(source).body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        read |= {node.id for node in names if isinstance(node.ctx, ast.Load)} - given
        given |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return read


def for_nbgrader(question, cell, exercise):
    """The cells of a question as nbgrader wants them: what each is stands in its metadata."""
    id, tags = question.id.replace(".", "-"), cell["metadata"].get("tags", [])

    def marked(kind, source, name, tags=tags, **what):
        what = NBGRADER | {"cell_type": kind, "grade_id": f"{name}-{id}"} | what
        return made(
            kind, source, what["grade_id"], {"nbgrader": what} | ({"tags": tags} if tags else {})
        )

    if not question.answer:
        source = f"{asked(question, exercise)}\n\n### BEGIN SOLUTION\n{model(exercise)}\n### END SOLUTION"
        return [marked("markdown", source, "written", grade=True, solution=True, points=WRITTEN)]
    source = question.source.replace("# BEGIN SOLUTION", "### BEGIN SOLUTION").replace(
        "# END SOLUTION", "### END SOLUTION"
    )
    test = "# Run this cell to check your answer.\n" + question.test(
        f"check_{id.replace('-', '_')}"
    )
    return [  # the tag lets "Run All" go on below a question that is still open
        marked("code", source, "answer", solution=True),
        marked(
            "code", test, "check", [*tags, "raises-exception"], grade=True, locked=True, points=FACT
        ),
    ]


def for_otter(question, cell, exercise):
    """The cells of a question as Otter wants them: raw cells say where it begins and ends."""
    name = "q" + question.id.replace(".", "_")
    points = f"points: {FACT if question.answer else WRITTEN}"
    opening = f"# BEGIN QUESTION\nname: {name}\n{points}" + (
        "" if question.answer else "\nmanual: true"
    )
    if question.answer:
        source = question.source.replace(
            "# BEGIN SOLUTION", "# BEGIN SOLUTION NO PROMPT"
        )  # else a line of dots besides ours
        inside = [("raw", "# BEGIN SOLUTION"), ("code", source), ("raw", "# END SOLUTION")]
        inside += [
            ("raw", "# BEGIN TESTS"),
            ("code", question.test(f"test_{name}")),
            ("raw", "# END TESTS"),
        ]
    else:
        inside = [
            ("markdown", asked(question, exercise)),
            ("raw", "# BEGIN SOLUTION"),
            ("markdown", model(exercise)),
            ("raw", "# END SOLUTION"),
        ]
    cells = [("raw", opening), *inside, ("raw", "# END QUESTION")]
    return [
        made(kind, source, f"{name}-{number}", {}) for number, (kind, source) in enumerate(cells)
    ]


def withhold(exercises):
    """Return the text of exercises.toml without its model answers: what a person marks, students don't get beforehand.

    Raises LessonError if one is still there.

    >>> print(withhold('["01.3"]\\nmodel = "Bold."\\nalternative = "Shy."'))
    ["01.3"]
    model = "It is kept until your answer has been marked."
    """
    text = re.sub(rf"^alternative *= *{STRING}[^\n]*\n?", "", exercises, flags=re.M)
    text = re.sub(rf"^model *= *{STRING}", f'model = "{KEPT}"', text, flags=re.M)
    for id, exercise in tomllib.loads(text).items():
        if exercise.get("model", KEPT) != KEPT or exercise.get("alternative"):
            raise LessonError(
                f'exercises.toml: the model answer of {id} can\'t be taken out; write it as model = "…" on a line of its own'
            )
    return text.rstrip("\n") + "\n" * exercises.endswith("\n")


FORMS = {"nbgrader": for_nbgrader, "otter": for_otter}


def otter_settings(name, lesson):
    """Otter's settings of one notebook: what goes with it, and that its tests are functions (their messages stay whole)."""
    settings = [
        "# ASSIGNMENT CONFIG",
        f"name: {name}",
        "files: [kit, data, course.toml]",
        "requirements: requirements-otter.txt",
    ]
    return "\n".join(
        [*settings, "generate: true", "export_cell: {pdf: false}", "tests: {ok_format: false}"]
    )


def asked(question, exercise):
    return f"**{question.id}** {exercise['question']}"


def model(exercise):
    other = (
        f"\n\nAlso to be defended: {exercise['alternative']}" if exercise.get("alternative") else ""
    )
    return (exercise.get("model") or MODEL) + other


def plain(cell, used):
    """A cell that asks nothing gradable, as students get it."""
    metadata = {name: value for name, value in cell["metadata"].items() if name != "kit"}
    source = "".join(cell["source"])
    return made(
        cell["cell_type"],
        remove_solutions(source, used) if cell["cell_type"] == "code" else source,
        cell["id"],
        metadata,
    )


def raw(source, id):
    return made("raw", source, id, {})


def made(kind, source, id, metadata):
    cell = {
        "cell_type": kind,
        "id": id,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})
