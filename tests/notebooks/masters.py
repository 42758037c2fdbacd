"""The masters, as the guards look at them."""

import json
import re
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
NOTEBOOKS = COURSE / "notebooks"
MASTERS = sorted(
    path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
LESSONS = [
    path for path in MASTERS if path.parent == NOTEBOOKS
]  # the others are for instructors, who read code


def name(path):
    return path.stem


def cells(path, kind=None):
    """Return the cells of a notebook, or those of one kind ("code", "markdown")."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def source(cell):
    return "".join(cell["source"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def steps(path):
    """Return the cells that students work through: not the list of words, which ends a lesson."""
    own = [cell for cell in cells(path) if not {"solution", "instructor"} & set(tags(cell))]
    return [cell for cell in own if not cell["id"].endswith("-words")]


def code_lines(cell):
    """Return the lines of a code cell that people read as code: no empty lines, and no marks around solutions."""
    lines = source(cell).splitlines()
    return [
        line
        for line in lines
        if line.strip() and not re.fullmatch(r"\s*#\s*(BEGIN|END) SOLUTION\s*", line)
    ]
