"""Masters for nbgrader and for Otter, in each one's own form.

In both, a question of fact becomes an answer to fill in and an assertion on what lesson.check says
of it; a written answer becomes a cell of prose that a person marks. Nothing that is the kit
master's alone (cells tagged solution or instructor, outputs) comes along.
"""

import tomlkit

from kit.errors import LessonError
from kit.reading.text import join_words
from workshop.editions.editions import clear_cell, new_cell, read_notebook, write_notebook
from workshop.editions.questions import find_question, write_model, write_question
from workshop.editions.solutions import find_used_names, is_masters_only

POINTS_FOR_A_FACT = 1
POINTS_FOR_WRITING = 3  # the teaching guide's rubric has three for a written answer
NBGRADER = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
KEPT = "It is kept until your answer has been marked."  # in place of a model answer


def make_grader_masters(course, lesson, grader):
    """Return {file name: text} of the masters for "nbgrader" or "otter", and what isn't graded.

    Raises LessonError for a master that isn't well marked.
    """
    masters = {}
    lines = []
    for path in sorted((course / "notebooks").glob("*.ipynb")):
        cells, ungraded = _convert(path, lesson, grader)
        if ungraded:
            line = f"{path.name}: the key has no answer to {join_words(ungraded)}"
            lines.append(f"{line}, so nothing is graded there.")
        if grader == "otter":
            cells = [new_cell("raw", write_otter_settings(path.stem), "settings"), *cells]
        masters[path.name] = write_notebook(cells)
    return masters, lines


def _convert(path, lesson, grader):
    """Return the cells of a master in a grader's form, and the ids of what has no answer."""
    masters_cells = read_notebook(path)["cells"]
    used = find_used_names(masters_cells)
    cells = []
    ungraded = []
    for number, cell in enumerate(masters_cells, 1):
        if is_masters_only(cell):
            continue
        try:
            question = find_question(cell, lesson, path.name[:2], used)
        except (SyntaxError, ValueError) as error:
            problem = f"{error}; fix the cell and release again"
            raise LessonError(f"{path}, cell {number}: {problem}") from None
        if question is None:
            cells.append(clear_cell(cell, used))
        elif question.answer and not lesson.solution(question.id).title.startswith("Answer"):
            ungraded.append(question.id)
            cells.append(clear_cell(cell, used))
        else:
            if question.source and not question.answer:
                cells.append(clear_cell(cell | {"source": question.source}, used))
            cells += FORMS[grader](question, cell, lesson.exercises[question.id])
    return cells, ungraded


def write_for_nbgrader(question, cell, exercise):
    """Return the cells of a question as nbgrader wants them; the metadata say what each is."""
    tags = cell["metadata"].get("tags", [])
    if not question.answer:
        model = f"### BEGIN SOLUTION\n{write_model(exercise)}\n### END SOLUTION"
        source = f"{write_question(question, exercise)}\n\n{model}"
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
    return new_cell(kind, source, id, metadata)


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
        parts.append(("markdown", write_question(question, exercise)))
        parts += _wrap("SOLUTION", "markdown", write_model(exercise))
    parts.append(("raw", "# END QUESTION"))
    numbered = enumerate(parts)
    return [new_cell(kind, source, f"{name}-{number}") for number, (kind, source) in numbered]


def _wrap(what, kind, source):
    return [("raw", f"# BEGIN {what}"), (kind, source), ("raw", f"# END {what}")]


def write_otter_settings(name):
    """Return Otter's settings of one notebook: what goes with it, and that its tests are functions.

    As functions they keep their messages whole.
    """
    lines = [
        "# ASSIGNMENT CONFIG",
        f"name: {name}",
        "files: [kit, data, course.toml]",
        "requirements: requirements-otter.txt",
        "generate: true",
        "export_cell: {pdf: false}",
        "tests: {ok_format: false}",
    ]
    return "\n".join(lines)


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
