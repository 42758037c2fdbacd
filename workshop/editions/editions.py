"""Student and instructor editions: what the masters in notebooks/ become before people open them.

A master carries answers three ways: between `# BEGIN SOLUTION` and `# END SOLUTION`, in cells
tagged `solution`, and in cells tagged `instructor`. The student edition has none of these, no
outputs and no counts.

Notebooks are read as JSON here: importing nbformat takes a second longer than everything else that
`python -m kit` does before JupyterLab opens.
"""

import ast
import hashlib
import json
import re
from pathlib import Path

from kit.errors import LessonError
from kit.files import read_text
from workshop.editions import solutions

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

SHORTEST = 12  # characters; a shorter line may be there for another reason
LITERALS = (ast.Constant, ast.List, ast.Dict, ast.Tuple, ast.Set)
NO_ANSWER = re.compile(r"\w+ = \.\.\.")


def make_editions(course, instructor=False):
    """Return {file name: text} of every notebook of an edition; raises LessonError."""
    folder = Path(course) / "notebooks"
    masters = find_masters(course, instructor)
    if not masters:
        raise LessonError(f"{folder}: no notebooks here; name a course folder")
    make = make_instructor_edition if instructor else make_student_edition
    return {path.relative_to(folder).as_posix(): make(path) for path in masters}


def find_masters(course, instructor=False):
    """Return the masters' files, sorted; instructor: those in notebooks/instructors/ too."""
    folder = Path(course) / "notebooks"
    paths = folder.rglob("*.ipynb") if instructor else folder.glob("*.ipynb")
    return sorted(path for path in paths if not path.parent.name.startswith("."))


def make_instructor_edition(path):
    """Return the text of the instructor edition of a master: everything that is in it."""
    return write_notebook(read_notebook(path)["cells"])


def make_student_edition(path):
    """Return the text of the student edition of a master; LessonError if it isn't well marked."""
    cells = read_notebook(path)["cells"]
    used = solutions.find_used_names(cells)
    edition = []
    for number, cell in enumerate(cells, 1):
        if solutions.is_masters_only(cell):
            continue
        try:
            edition.append(clear_cell(cell, used))
        except (SyntaxError, ValueError) as error:
            fix = "put # BEGIN SOLUTION and # END SOLUTION around plain Python"
            raise LessonError(f"{path}, cell {number}: {error}; {fix}") from None
    return write_notebook(edition)


def clear_cell(cell, used):
    """Return a cell as students get it: no solution, no output, no note to instructors."""
    metadata = {name: value for name, value in cell["metadata"].items() if name != "kit"}
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        source = solutions.remove_solutions(source, used)
    return new_cell(cell["cell_type"], source, cell["id"], metadata)


def clear_outputs(notebook):
    """Take outputs and counts out of a notebook (a dict); return it."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return notebook


def new_cell(kind, source, id, metadata=None):
    """Return a cell of kind "code", "markdown" or "raw" as it is in a notebook's file."""
    cell = {"cell_type": kind, "id": id, "metadata": metadata or {}}
    cell["source"] = source.splitlines(keepends=True)
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def read_notebook(path):
    """Return a notebook file as a dict; raises LessonError if it isn't one."""
    try:
        notebook = json.loads(read_text(path))
        notebook["cells"][0]["cell_type"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise LessonError(f"{path}: not a notebook; take it from the release again") from None
    return notebook


def write_notebook(cells):
    """Return cells as the text of a notebook's file, with a digest that tells the edition."""
    body = json.dumps(cells, sort_keys=True, ensure_ascii=False)
    edition = hashlib.sha256(body.encode()).hexdigest()[:16]
    notebook = {"cells": cells, "metadata": METADATA | {"kit": {"edition": edition}}}
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def read_edition(text):
    """Return the digest in a notebook's metadata, which saving it elsewhere keeps; None if none."""
    try:
        return json.loads(text)["metadata"]["kit"]["edition"]
    except (ValueError, KeyError, TypeError):
        return None


def find_leaks(master, edition):
    """Return the answers of a master that can be read in an edition (its text), sorted.

    Looked for are the lines and literals of solutions, cells that are the master's alone, the
    outputs of both, and notes to instructors; not what every student gets anyway.
    """
    secrets = set()
    public = set()
    notes = set()
    prose = set()
    for cell in read_notebook(master)["cells"]:
        is_secret = solutions.is_masters_only(cell)
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            (notes if is_secret else prose).update(map(str.strip, source.splitlines()))
            continue
        own = []
        given = ""
        for part in solutions.split_parts(source):
            if part.is_solution or is_secret:
                own += part.lines
            else:
                given += part.text
                public.update(map(str.strip, part.lines))
            if part.is_solution and not is_secret:
                own += _find_literals(part.text)
        if own:
            for output in cell.get("outputs", []):
                lines = _text_of(output).splitlines()
                own += [line for line in lines if line.strip() not in given]  # captions are given
        secrets.update(map(str.strip, own))
    shown = "\n".join(_read_texts(edition))
    answers = [line for line in (secrets - public) | (notes - prose) if len(line) >= SHORTEST]
    return sorted(line for line in answers if line in shown and not NO_ANSWER.fullmatch(line))


def _find_literals(source):
    """Return the lists, numbers, texts … that a solution gives a name."""
    literals = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, LITERALS):
            literals.append(ast.get_source_segment(source, statement.value))
    return literals


def _read_texts(edition):
    for cell in json.loads(edition)["cells"]:
        yield "".join(cell["source"])
        yield json.dumps(cell["metadata"], ensure_ascii=False)
        for output in cell.get("outputs", []):
            yield _text_of(output)


def _text_of(output):
    parts = output.get("text", ""), output.get("data", {}).get("text/plain", "")
    return "\n".join("".join(part) for part in parts)
