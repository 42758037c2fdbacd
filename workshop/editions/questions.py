"""The questions in a master: what is asked, what answers it, and what a grader judges."""

import ast
import re
from dataclasses import dataclass

from workshop.editions.solutions import find_assigned, find_names, remove_solutions, split_parts

CHECK = re.compile(r"""^lesson\.check\(["'](\d\d\.\d+)["'], *(.+)\)$""")
BOX = re.compile(r"""^lesson\.answer\(["'](\d\d\.\d+)["']\)$""")
NO_MODEL = "There is no model answer yet."


@dataclass(frozen=True)
class Question:
    """A question in a notebook.

    id: as in exercises.toml. source: the code that answers it, with the solution marked; of a
    written answer, what the cell shows above its box. answer: what is judged, as code; "" for a
    written answer.
    """

    id: str
    source: str = ""
    answer: str = ""

    def write_test(self, name):
        """Return a function that fails, in the check's own words, if the answer isn't right."""
        names = sorted({"lesson", *find_names(ast.parse(self.answer), ast.Load)} - {"lesson"})
        call = f"{name}({', '.join(['lesson', *names])})"
        return "\n".join(
            [
                f"def {call}:",
                f'    feedback = lesson.check("{self.id}", {self.answer})',
                "    assert feedback.correct, feedback",
                "",
                call,
            ]
        )


def find_question(cell, lesson, notebook, used):
    """Return the Question that a cell asks, None if it asks none.

    An earlier notebook's text box may be shown again and is no question. used: the names that the
    rest of the notebook reads. Raises ValueError if a solution reads a name before it gives it a
    value: graders put `name = ...` above it.
    """
    if cell["cell_type"] != "code":
        return None
    *before, last = "".join(cell["source"]).rstrip().split("\n")
    check = CHECK.match(last)
    box = BOX.match(last)
    id = (check or box)[1] if check or box else ""
    if id not in lesson.exercises or not id.startswith(notebook):
        return None
    before = "\n".join(before)
    if box:
        return Question(id, before)
    names = set()
    for part in split_parts(before):
        if part.is_solution:
            names.update(find_assigned(part))
    early = sorted(find_names_read_early(before) & names)
    if early:
        problem = f"the solution of {id} reads {early[0]}, and graders put `{early[0]} = ...` above"
        raise ValueError(f"{problem} it; let it compute from other names")
    return Question(id, remove_solutions(before, used, keep=True), check[2])


def find_names_read_early(source):
    """Return the names that code reads before it gives them a value.

    >>> sorted(find_names_read_early("answer = 2 * answer + total"))
    ['answer', 'total']
    """
    early = set()
    given = set()
    for statement in ast.parse(source).body:
        early.update(name for name in find_names(statement, ast.Load) if name not in given)
        given.update(find_names(statement, ast.Store))
    return early


def write_question(question, exercise):
    """Return the question as Markdown."""
    return f"**{question.id}** {exercise['question']}"


def write_model(exercise):
    """Return the model answer as Markdown."""
    model = exercise.get("model") or NO_MODEL
    if exercise.get("alternative"):
        model += f"\n\nAnother defensible answer: {exercise['alternative']}"
    return model
