"""Prompts in place of what was written for another article, until the instructor has written it.

A cell tagged `article` says in its metadata (kit.write) what belongs there. Tag and metadata stay,
so that `kit todo` can tell a cell that is still its prompt from one that was written.
"""

import re
import textwrap

import tomlkit

from kit.errors import KitError
from kit.files import read_text
from kit.teaching.entries import fields_of_article, read_exercises
from workshop.editions.editions import clear_outputs

WAITS = "Still to be written for this article"
UNWRITTEN = "(This question is still to be written for this article.)"
ASKED = re.compile(r"""lesson\.(check|answer)\(\s*["'](\d\d\.\w+)["']""")
HINT = "*For the instructor: write over this. `python -m kit todo` lists everything that waits.*"
LISTS = {"clues", "key", "accept", "known", "choices"}  # fields whose empty value is a list


def is_of_article(cell):
    """True if a cell of a notebook belongs to one article."""
    return "article" in cell["metadata"].get("tags", [])


def read_request(cell):
    """Return what a cell's metadata ask an instructor to write in it."""
    return cell["metadata"].get("kit", {}).get("write", "")


def write_prompt(cell):
    """Return the source that a cell has until it is written: what it asks or checks, no answer.

    >>> metadata = {"kit": {"write": "A search for the plan."}}
    >>> print(write_prompt({"cell_type": "code", "metadata": metadata, "source": "1"}))
    # Still to be written for this article: A search for the plan.
    """
    request = " ".join(read_request(cell).split()) or "what fits here."
    if cell["cell_type"] == "markdown":
        return f"> **{WAITS}.** {request}\n>\n> {HINT}"
    indents = {"initial_indent": "# ", "subsequent_indent": "# "}
    lines = textwrap.wrap(f"{WAITS}: {request}", 98, break_on_hyphens=False, **indents)
    for call, id in dict.fromkeys(ASKED.findall("".join(cell["source"]))):
        if call == "check":
            lines += ["# BEGIN SOLUTION", "answer = ...", "# END SOLUTION"]
            lines.append(f'lesson.check("{id}", answer)')
        else:
            lines.append(f'lesson.answer("{id}")')
    return "\n".join(lines)


def is_unwritten(cell):
    """True if a cell belongs to the article and is still its prompt."""
    return is_of_article(cell) and "".join(cell["source"]).strip() == write_prompt(cell)


def open_cells(notebook):
    """Return a notebook (a dict) without outputs, the cells of one article as prompts."""
    for number, cell in enumerate(notebook["cells"], 1):
        if is_of_article(cell):
            cell["source"] = write_prompt(cell).splitlines(keepends=True)
            cell["id"] = f"article-{number}"  # the old one was made of the old words
    return clear_outputs(notebook)


def put_cells(notebook, cells, dropped):
    """Put a lesson's own cells, sources by id, into a notebook (a dict); or KitError."""
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in dropped]
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["id"] in cells:
            cell["source"] = cells[cell["id"]].strip("\n").splitlines(keepends=True)
            cell["id"] = f"article-{number}"
        elif is_of_article(cell):
            raise KitError(f"the cell {cell['id']} of a notebook: the lesson's cells.toml lacks it")
    return clear_outputs(notebook)


def open_exercises(path):
    """Return exercises.toml without what it says of one article; comments say what to write."""
    parts = [read_text(path).split("\n[", 1)[0].rstrip()]
    for id, exercise in read_exercises(path).items():
        missing = fields_of_article(exercise)
        kept = {name: value for name, value in exercise.items() if name not in missing}
        if exercise.get("article"):
            kind = "written" if exercise["kind"] == "choice" else exercise["kind"]
            kept = {"question": UNWRITTEN, "kind": kind, "article": True}
        if exercise["kind"] == "written" and "model" not in missing:
            missing.append("model")
        lines = [f'["{id}"]', *(f"{name} = {write_toml(value)}" for name, value in kept.items())]
        lines += [f"# {name} = {write_toml([] if name in LISTS else '')}" for name in missing]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def write_toml(value):
    """Return a text, number, list or table as TOML writes it on one line.

    >>> write_toml({"layer": "entity", "form": ["direct", "scare"], "share": True})
    '{layer = "entity", form = ["direct", "scare"], share = true}'
    """
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table.as_string()
    if isinstance(value, list):
        return f"[{', '.join(map(write_toml, value))}]"
    return tomlkit.item(value).as_string()
