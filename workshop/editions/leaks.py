"""Answers that an edition gives away, whoever made it of a master: the kit or a grader."""

import ast
import json
import re

from workshop.editions.editions import read_notebook
from workshop.editions.solutions import is_masters_only, split_parts

SHORTEST = 12  # characters; a shorter line may be there for another reason
LITERALS = (ast.Constant, ast.List, ast.Dict, ast.Tuple, ast.Set)
NO_ANSWER = re.compile(r"\w+ = \.\.\.")


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
        is_secret = is_masters_only(cell)
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            (notes if is_secret else prose).update(_lines(source))
            continue
        solutions = []
        for part in split_parts(source):
            if part.is_solution or is_secret:
                solutions += part.lines
            else:
                public.update(line.strip() for line in part.lines)
            if part.is_solution and not is_secret:
                solutions += _find_literals(part.text)
        if solutions:
            for output in cell.get("outputs", []):
                solutions += _text_of(output).splitlines()
        secrets.update(line.strip() for line in solutions)
    shown = "\n".join(_read_texts(edition))
    lines = (secrets - public) | (notes - prose)
    return sorted(line for line in lines if _is_leak(line, shown))


def _is_leak(line, shown):
    return len(line) >= SHORTEST and not NO_ANSWER.fullmatch(line) and line in shown


def _lines(text):
    return {line.strip() for line in text.splitlines()}


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
