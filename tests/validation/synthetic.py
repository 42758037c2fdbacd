"""Small courses made up for tests and benchmarks: notebooks that resemble the lessons, and faults to plant in them."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import nbformat

from workshop.validation.validate import validate

TWO = "--kit-workers=2"
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
IMPORTS = "import kit\nimport pandas as pd\nimport ipywidgets as widgets\nfrom matplotlib.figure import Figure"
CELLS = {
    "imports": IMPORTS,
    "article": 'article = kit.Article("One two three. Four five?\\n\\nSix \\u201cseven\\u201d eight.")',
    "number": "len(article.words)",
    "table": "article.words.tail(5)",
    "printed": 'for place in range(3):\n    print("paragraph", place, "of the article")',
    "figure": "counts = [3, 5, 2]\nfig = Figure(figsize=(4, 3))\nfig.subplots().bar(range(3), counts)\n"
    'kit.described(fig, "Words by paragraph.", f"Words by paragraph: {counts}")',
    "picture": "fig = Figure(figsize=(4, 3))\naxes = fig.subplots()\naxes.plot([1, 2, 3], [10, 20, 90])\n"
    'kit.described(fig, "A rise.", "A line that rises.")',
    "widget": 'widgets.Text(value="a first impression", description="You:")',
    "quiet": "total = 12",
    "last": '"end of the lesson", total',
}


def make_course(folder, **notebooks):
    """Write a course of notebooks (name=[sources]), not run yet, with the project's own settings for nbval."""
    (folder / "notebooks").mkdir(parents=True)
    for name in ("conftest.py", "sanitize.cfg"):
        shutil.copy(NOTEBOOKS / name, folder / "notebooks")
    for name, sources in notebooks.items():
        cells = [nbformat.v4.new_markdown_cell(f"# {name}", id="header")]
        cells += [
            nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)
        ]
        write(folder / "notebooks" / f"{name}.ipynb", nbformat.v4.new_notebook(cells=cells))
    return folder


def failures(course, *options, **arguments):
    """Validate a course and return {notebook: {(number of the code cell, from 0, its message)}}, from pytest's own XML report."""
    report = course / "report.xml"
    status = validate(course, options=[f"--junitxml={report}", *options], **arguments)
    failed = {}
    for case in ElementTree.parse(report).iter("testcase"):
        for failure in [*case.iter("failure"), *case.iter("error")]:
            notebook = (
                re.search(r"(\w+)(\.ipynb)?$", case.get("classname")).group(1)
                if case.get("classname")
                else ""
            )
            failed.setdefault(notebook, []).append(
                (int(case.get("name").split()[-1]), failure.text)
            )
    assert status == (1 if failed else 0)
    return failed


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write(path, notebook):
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


def code(notebook, name):
    """Return the code cell of that name, in a notebook made of CELLS."""
    return notebook["cells"][1 + list(CELLS).index(name)]


def _source(name, old, new):
    def plant(notebook):
        cell = code(notebook, name)
        source = "".join(cell["source"])
        assert old in source
        cell["source"] = source.replace(old, new)

    return name, plant


def _saved(name, old, new):
    def plant(notebook):
        cell = code(notebook, name)
        outputs = json.dumps(cell["outputs"], ensure_ascii=False)
        assert old in outputs, outputs
        cell["outputs"] = json.loads(outputs.replace(old, new))

    return name, plant


def _added(name, line):
    """The cell also prints a line, and that is saved: only what the line says can be wrong."""

    def plant(notebook):
        cell = code(notebook, name)
        cell["source"] = "".join(cell["source"]) + f"\nprint({line!r})"
        cell["outputs"].append({"output_type": "stream", "name": "stdout", "text": line + "\n"})

    return name, plant


def _set(name, **fields):
    return name, lambda notebook: code(notebook, name).update(fields)


def _swap(notebook):
    place = 1 + list(CELLS).index("printed")
    cells = notebook["cells"]
    cells[place], cells[place - 2] = cells[place - 2], cells[place]


WORDLESS = 'class Dial:\n    def _repr_mimebundle_(self, **_):\n        return {"text/plain": "<Dial object>", "text/html": "<p>o</p>", VIEW: {}}\nDial()'
VIEW = "application/vnd.jupyter.widget-view+json"

# fault -> (the cell that must be named, how to plant it)
FAULTS = {
    "a changed number": _saved("number", '"8"', '"9"'),
    "a changed word": _saved("printed", "paragraph 1", "paragraf 1"),
    "a changed space": _saved("printed", "paragraph 1", "paragraph  1"),
    "a lost line": _source("printed", "range(3)", "range(2)"),
    "a changed table cell": _saved("table", "<td>seven</td>", "<td>seventh</td>"),
    "a changed table dtype": _source("table", "tail(5)", "tail(5).astype({'word': float})"),
    "a lost table row": _source("table", "tail(5)", "tail(4)"),
    "a lost table column": _source("table", "tail(5)", "tail(5).drop(columns='word')"),
    "reordered table columns": _source("table", "tail(5)", "tail(5).iloc[:, ::-1]"),
    "a changed figure's data": _source("figure", "[3, 5, 2]", "[3, 5, 3]"),
    "a changed caption": _source("figure", '"Words by paragraph."', '"Words by chapter."'),
    "swapped axes": _source("picture", "[1, 2, 3], [10, 20, 90]", "[10, 20, 90], [1, 2, 3]"),
    "a picture turned over": _source("picture", "[10, 20, 90]", "[90, 20, 10]"),
    "an emptied picture": _source("picture", "axes.plot([1, 2, 3], [10, 20, 90])", "pass"),
    "a figure without words": _saved(
        "figure", "Words by paragraph: [3, 5, 2]", "<Figure size 400x300 with 1 Axes>"
    ),
    "a picture without alt text": _saved("picture", 'alt=\\"A line that rises.\\"', 'alt=\\"\\"'),
    "a missing output": _set("number", outputs=[]),
    "an output too many": _set(
        "quiet", outputs=[{"output_type": "stream", "name": "stdout", "text": "12\n"}]
    ),
    "a stripped count": _set("number", execution_count=None, outputs=[]),
    "a stripped count, output kept": _set("number", execution_count=None),
    "reordered cells": ("printed", _swap),
    "a deleted cell": (
        "widget",
        lambda notebook: notebook["cells"].remove(code(notebook, "picture")),
    ),
    "an exception": _source("number", "len(article.words)", "len(article.wordz)"),
    "a missing import": _source("quiet", "12", "numpy.pi"),
    "a syntax error": _source("quiet", "12", "(12"),
    "a new warning": _source("quiet", "total", 'import warnings; warnings.warn("old")\ntotal'),
    "a line to stderr": _source(
        "quiet", "total", 'import sys; print("hm", file=sys.stderr)\ntotal'
    ),
    "a question to nobody": _source("quiet", "12", "input()"),
    "a hung cell": _source("quiet", "12", "0\n__import__('threading').Event().wait()"),
    "a killed kernel": _source(
        "quiet", "12", "__import__('os').kill(__import__('os').getpid(), 9)"
    ),
    "an ended kernel": _source("quiet", "12", "__import__('os')._exit(0)"),
    "random numbers": _source("number", "len(article.words)", "__import__('random').random()"),
    "a leaked path": _added("number", "/home/ann/course/data/article.txt"),
    "a leaked Windows path": _added("number", r"C:\Users\Ann\article.txt"),
    "an address": _added("number", "<kit.Thing object at 0x7f3a5c0d1e90>"),
    "a random id": _added("number", "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e"),
    "a time": _added("number", "saved at 2026-07-01 12:30"),
    "a changed widget": _source("widget", "first", "second"),
    "a widget's saved view": (
        "widget",
        lambda notebook: code(notebook, "widget")["outputs"][0]["data"].update(
            {VIEW: {"model_id": "1"}}
        ),
    ),
    "a widget without words": (
        "quiet",
        lambda notebook: code(notebook, "quiet").update(
            source=WORDLESS.replace("VIEW", repr(VIEW)) + "\ntotal = 12\nDial()",
            outputs=[
                {
                    "output_type": "execute_result",
                    "execution_count": 9,
                    "metadata": {},
                    "data": {"text/plain": "<Dial object>", "text/html": "<p>o</p>", VIEW: {}},
                }
            ],
        ),
    ),
    "a value from another notebook": _source("last", "total", "never_set_here"),
}

# these end the kernel or disorder the cells, so each needs a notebook of its own
ALONE = ["reordered cells", "a deleted cell", "a hung cell", "a killed kernel", "an ended kernel"]
# after these the last cell has no `total` to show
TOTAL_LOST = {"a missing import", "a syntax error", "a question to nobody"}
