"""Write new outputs into a notebook so that its diff shows what changed and nothing else.

Cell ids stay (a cell without one gets one from its text); counts run 1 to n; no times, no widget
state, no version of Python.
"""

import hashlib
import itertools
import json

import nbformat

from kit.files import read_text, write_text
from workshop.editions.editions import METADATA
from workshop.validation.guards import WIDGET

# cell metadata that front ends add as they please
FLEETING = "execution", "ExecuteTime", "collapsed", "scrolled"


def rewrite(path, outputs):
    """Put outputs into a notebook's code cells; return the numbers (from 0) that changed.

    outputs: number of code cell -> list of outputs, or None to keep the saved ones.
    """
    before = read_text(path)
    notebook = json.loads(before)
    changed = []
    code_cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    count = 0
    for number, cell in enumerate(code_cells):
        is_run = bool("".join(cell["source"]).strip())  # no front end runs or counts an empty cell
        count += is_run
        old = json.dumps(cell["outputs"])
        if outputs[number] is not None:
            cell["outputs"] = outputs[number]
        cell["outputs"] = lasting(cell["outputs"])
        cell["execution_count"] = count if is_run else None
        for output in cell["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
        if outputs[number] is not None and json.dumps(cell["outputs"]) != old:
            changed.append(number)
    after = tidy(notebook)
    if after != before:
        write_text(path, after)
    return changed


def tidy(notebook):
    """Return a notebook as its file's text, ids stable, without what front ends add."""
    taken = {cell["id"] for cell in notebook["cells"] if "id" in cell}
    for cell in notebook["cells"]:
        if "id" not in cell:
            cell["id"] = _new_id(cell, taken)
        for name in FLEETING:
            cell["metadata"].pop(name, None)
    metadata = notebook["metadata"]
    metadata.pop("widgets", None)
    metadata.update(METADATA)
    notebook.update(nbformat=4, nbformat_minor=5)
    return nbformat.writes(nbformat.from_dict(notebook)) + "\n"


def lasting(outputs):
    """Return the outputs without live views, which only their kernel can show."""
    kept = []
    for output in outputs:
        if "data" in output:
            data = {kind: value for kind, value in output["data"].items() if kind != WIDGET}
            output = {**output, "data": data}
        if output.get("data", True):
            kept.append(output)
    return kept


def _new_id(cell, taken):
    kind, source = cell["cell_type"], "".join(cell["source"])
    texts = (f"{kind}{copy or ''}{source}" for copy in itertools.count())
    names = (hashlib.sha256(text.encode()).hexdigest()[:8] for text in texts)
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
