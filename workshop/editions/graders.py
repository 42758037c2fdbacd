"""Masters for nbgrader and for Otter, in each one's own form.

In both, a question of fact becomes an answer to fill in and an assertion on what lesson.check says
of it; a written answer becomes a cell of prose that a person marks. Nothing that is the kit
master's alone (cells tagged solution or instructor, outputs) comes along.
"""

import ast
import re
from dataclasses import dataclass

import tomlkit

from kit.errors import LessonError
from kit.reading.text import join_words
from workshop.editions import editions, solutions

POINTS_FOR_A_FACT = 1
POINTS_FOR_WRITING = 3  # the teaching guide's rubric has three for a written answer
NBGRADER = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
CHECK = re.compile(r"""^lesson\.check\(["'](\d\d\.\d+)["'], *(.+)\)$""")
BOX = re.compile(r"""^lesson\.answer\(["'](\d\d\.\d+)["']\)$""")
NO_MODEL = "There is no model answer yet."
# what goes with a notebook; tests that are functions keep their messages whole
OTTER_SETTINGS = """\
# ASSIGNMENT CONFIG
name: {name}
files: [kit, data, course.toml]
requirements: requirements-otter.txt
generate: true
export_cell: {{pdf: false}}
tests: {{ok_format: false}}"""
KEPT = "It is kept until your answer has been marked."  # in place of a model answer


@dataclass(frozen=True)
class Question:
    """A question in a notebook."""

    id: str  # as in exercises.toml
    source: str = ""  # its answer, the solution marked; what stands above a written answer's box
    answer: str = ""  # what is judged, as code; "" for a written answer

    def write_test(self, name):
        """Return a function that fails, in the check's own words, if the answer isn't right."""
        names = set(solutions.find_names(ast.parse(self.answer), ast.Load)) - {"lesson"}
        call = f"{name}({', '.join(['lesson', *sorted(names)])})"
        check = f'feedback = lesson.check("{self.id}", {self.answer})'
        return f"def {call}:\n    {check}\n    assert feedback.correct, feedback\n\n{call}"


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
    for part in solutions.split_parts(before):
        if part.is_solution:
            names.update(solutions.find_assigned(part))
    early = sorted(solutions.find_names_read_early(before) & names)
    if early:
        problem = f"the solution of {id} reads {early[0]}, and graders put `{early[0]} = ...` above"
        raise ValueError(f"{problem} it; let it compute from other names")
    return Question(id, solutions.remove_solutions(before, used, keep=True), check[2])


def write_model(exercise):
    """Return the model answer as Markdown."""
    model = exercise.get("model") or NO_MODEL
    if exercise.get("alternative"):
        model += f"\n\nAnother defensible answer: {exercise['alternative']}"
    return model


def make_grader_masters(course, lesson, grader):
    """Return {file name: text} of a grader's masters, and what isn't graded; or LessonError."""
    masters = {}
    lines = []
    for path in editions.find_masters(course):
        cells, ungraded = _convert(path, lesson, grader)
        if ungraded:
            line = f"{path.name}: the key has no answer to {join_words(ungraded)}"
            lines.append(f"{line}, so nothing is graded there.")
        if grader == "otter":
            settings = OTTER_SETTINGS.format(name=path.stem)
            cells.insert(0, editions.new_cell("raw", settings, "settings"))
        masters[path.name] = editions.write_notebook(cells)
    return masters, lines


def _convert(path, lesson, grader):
    """Return the cells of a master in a grader's form, and the ids of what has no answer."""
    masters_cells = editions.read_notebook(path)["cells"]
    used = solutions.find_used_names(masters_cells)
    cells = []
    ungraded = []
    for number, cell in enumerate(masters_cells, 1):
        if solutions.is_masters_only(cell):
            continue
        try:
            question = find_question(cell, lesson, path.name[:2], used)
        except (SyntaxError, ValueError) as error:
            problem = f"{error}; fix the cell and release again"
            raise LessonError(f"{path}, cell {number}: {problem}") from None
        if question is None:
            cells.append(editions.clear_cell(cell, used))
        elif question.answer and not lesson.solution(question.id).title.startswith("Answer"):
            ungraded.append(question.id)
            cells.append(editions.clear_cell(cell, used))
        else:
            if question.source and not question.answer:
                cells.append(editions.clear_cell(cell | {"source": question.source}, used))
            cells += FORMS[grader](question, cell, lesson.exercises[question.id])
    return cells, ungraded


def write_for_nbgrader(question, cell, exercise):
    """Return the cells of a question as nbgrader wants them; the metadata say what each is."""
    tags = cell["metadata"].get("tags", [])
    if not question.answer:
        model = f"### BEGIN SOLUTION\n{write_model(exercise)}\n### END SOLUTION"
        source = f"**{question.id}** {exercise['question']}\n\n{model}"
        grading = {"grade": True, "solution": True, "points": POINTS_FOR_WRITING}
        return [_mark("markdown", source, question, "written", tags, grading)]
    source = question.source
    for mark in "BEGIN SOLUTION", "END SOLUTION":
        source = source.replace(f"# {mark}", f"### {mark}")
    test = question.write_test(f"check_{question.id.replace('.', '_')}")
    test = f"# Run this cell to check your answer.\n{test}"
    grading = {"grade": True, "locked": True, "points": POINTS_FOR_A_FACT}
    test_tags = [*tags, "raises-exception"]  # "Run All" goes on below a question that is still open
    return [
        _mark("code", source, question, "answer", tags, {"solution": True}),
        _mark("code", test, question, "check", test_tags, grading),
    ]


def _mark(kind, source, question, name, tags, grading):
    id = f"{name}-{question.id.replace('.', '-')}"
    metadata = {"nbgrader": NBGRADER | {"cell_type": kind, "grade_id": id} | grading}
    if tags:
        metadata["tags"] = tags
    return editions.new_cell(kind, source, id, metadata)


def write_for_otter(question, cell, exercise):
    """Return the cells of a question as Otter wants them, between raw cells."""
    name = f"q{question.id.replace('.', '_')}"
    opening = f"# BEGIN QUESTION\nname: {name}\npoints: "
    if question.answer:
        # without NO PROMPT Otter adds a line of dots below ours
        source = question.source.replace("# BEGIN SOLUTION", "# BEGIN SOLUTION NO PROMPT")
        test = question.write_test(f"test_{name}")
        parts = [("raw", f"{opening}{POINTS_FOR_A_FACT}"), *_wrap("SOLUTION", "code", source)]
        parts += _wrap("TESTS", "code", test)
    else:
        parts = [("raw", f"{opening}{POINTS_FOR_WRITING}\nmanual: true")]
        parts.append(("markdown", f"**{question.id}** {exercise['question']}"))
        parts += _wrap("SOLUTION", "markdown", write_model(exercise))
    parts.append(("raw", "# END QUESTION"))
    return [editions.new_cell(*part, f"{name}-{number}") for number, part in enumerate(parts)]


def _wrap(what, kind, source):
    return [("raw", f"# BEGIN {what}"), (kind, source), ("raw", f"# END {what}")]


def strip_model_answers(exercises):
    r"""Return the text of exercises.toml without its model answers, which a person marks by.

    >>> print(strip_model_answers('["01.3"]\nmodel = "Bold."\nalternative = "Shy."').strip())
    ["01.3"]
    model = "It is kept until your answer has been marked."
    """
    document = tomlkit.parse(exercises)
    for exercise in document.values():
        if "model" in exercise:
            exercise["model"] = KEPT
        if "alternative" in exercise:
            del exercise["alternative"]
    return tomlkit.dumps(document)


FORMS = {"nbgrader": write_for_nbgrader, "otter": write_for_otter}
