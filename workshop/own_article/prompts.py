"""Where another article's words stood: the prompt that a cell or an exercise becomes until the instructor has written it.

A cell tagged `article` says in its metadata (kit.write) what belongs there. Tag and metadata stay, so that `kit todo` can tell a
cell that waits (it still is its prompt) from one that was written.
"""

import json
import re
import textwrap

from kit.teaching.exercises import ARTICLE_ONLY

WAITS = "Still to be written for this article"
UNWRITTEN = "(This question is still to be written for this article.)"
ASKED = re.compile(r"""lesson\.(check|answer)\(\s*["'](\d\d\.\d+)["']""")


def is_articles(cell):
    """Say whether a cell of a notebook belongs to one article."""
    return "article" in cell["metadata"].get("tags", [])


def prompt(cell):
    """Return the source that a cell tagged `article` has until it is written: a note, and what it asks or checks, with no answer.

    >>> print(prompt({"cell_type": "code", "metadata": {"kit": {"write": "A search for the plan."}}, "source": "1"}))
    # Still to be written for this article: A search for the plan.
    """
    what = " ".join(cell["metadata"].get("kit", {}).get("write", "").split()) or "what fits here."
    if cell["cell_type"] == "markdown":
        return f"> **{WAITS}.** {what}\n>\n> *For the instructor: write over this. `python -m kit todo` lists everything that waits.*"
    lines = textwrap.wrap(
        f"{WAITS}: {what}", 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )
    for call, id in dict.fromkeys(ASKED.findall("".join(cell["source"]))):
        if call == "check":
            lines += [
                "# BEGIN SOLUTION",
                "answer = ...",
                "# END SOLUTION",
                f'lesson.check("{id}", answer)',
            ]
        else:
            lines.append(f'lesson.answer("{id}")')
    return "\n".join(lines)


def waits(cell):
    """Say whether a cell belongs to the article and nobody has written it yet."""
    return is_articles(cell) and "".join(cell["source"]).strip() == prompt(cell)


def empty(notebook):
    """Turn the cells of a notebook (a dict) that belong to one article into prompts; outputs go from every cell."""
    for number, cell in enumerate(notebook["cells"], 1):
        if is_articles(cell):
            cell["source"] = prompt(cell).splitlines(keepends=True)
            cell["id"] = f"article-{number}"  # the old one was made of the old words
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return notebook


def open_exercises(text, exercises):
    """Return exercises.toml without what it says of one article; what is to be written stands there as a comment.

    text: of the file, for the rules at its top. exercises: what it holds, as a dict of id -> dict.
    """
    parts = [text.split("\n[", 1)[0].rstrip()]
    for id, exercise in exercises.items():
        lines = [f'["{id}"]']
        if exercise.get("article"):
            kept = {
                "question": UNWRITTEN,
                "kind": "written" if exercise["kind"] == "choice" else exercise["kind"],
                "article": True,
            }
        else:
            kept = {name: value for name, value in exercise.items() if name not in ARTICLE_ONLY}
        lines += [f"{name} = {toml(value)}" for name, value in kept.items()]
        wanted = [name for name in ARTICLE_ONLY if name in exercise]
        wanted += ["model"] * (exercise["kind"] == "written" and "model" not in wanted)
        lines += [
            f"# {name} = {'[]' if name in ('clues', 'key') else chr(34) * 2}" for name in wanted
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def toml(value):
    """Return a text, number, list or table as TOML writes it on one line.

    >>> toml({"layer": "entity", "form": ["direct", "scare"], "share": True})
    '{ layer = "entity", form = ["direct", "scare"], share = true }'
    """
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(
                f"{json.dumps(name) if re.search(r'[^A-Za-z0-9_-]', name) else name} = {toml(one)}"
                for name, one in value.items()
            )
            + " }"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, (bool, str, int, float)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)  # a day
