"""Explain the glossary's words in the notebooks where they come first: python tests/helpers/words.py.

A link at a word's first use says in a few words what it means (a hover, which screen readers say as its
description) and leads to the list at the notebook's end, so it works offline, in every edition, and with
the keyboard alone. The lists and the links are made from docs/glossary.md; run this when it changes.
"""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADING = "Words of this notebook"
TARGET = "#" + HEADING.replace(" ", "-")
ENTRY = re.compile(
    r"^- \*\*(?P<word>[^*]+)\*\* \((?P<first>\d\d)\): (?P<meaning>.+)$", re.MULTILINE
)
LINK = re.compile(rf'\[([^\]]+)\]\({TARGET} "([^"]*)"\)')
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)|^(?:#|>|For everyone|\*Further reading).*?$",
    re.DOTALL | re.MULTILINE,
)
ONCE = "annotator cell code kernel label layer list mark notebook".split()  # everywhere afterwards
ELSEWHERE = {"pattern": {"06"}}  # where it is another word
FORMS = {
    "mark": r"leaving (marks)",
    "lead": r"(?:\*\*|the )(lead)\b",
    "key": r"(?<!the lesson's )\b(key)\b(?! words| is pressed)",
    "chance": r"\b(chance)\b",
    "code": r"\*\*(code)\*\*",
    "not found": r"\*\*(not found)\*\*",
    "presuppose": r"\b(presuppose)\b",
    "direct": r"\*\*(direct)\*\*",
    "partial": r"\*\*(partial)\*\*",
    "indirect": r"\*\*(indirect)\*\*",
    "scare": r"\*{1,2}(scare)\*{1,2}",
    "loaded": r"\*(loaded)\*",
    "matrix": r"\b(matrix)\b",
    "p-value": r"\b(p-value)\b",
    "source": r"(?<!-)\b(sources?)\b",
}


def read_glossary():
    """Return {word: (number of the notebook where it comes first, meaning)}."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return {entry["word"]: (entry["first"], entry["meaning"]) for entry in ENTRY.finditer(text)}


def in_order(word):
    """Return what the words of a list are sorted by: their letters, not their hyphens."""
    return word.lower().replace("-", " ")


def unlinked(text):
    """Return a Markdown text without its links to the list of words."""
    return LINK.sub(r"\1", text)


def find_word(word, text):
    """Return where a word comes first in the prose of a Markdown text: a (start, end) pair, or None."""
    prose = NO_PROSE.sub(lambda match: " " * len(match[0]), text)
    form = FORMS.get(word, rf"(?<![\w-])({re.escape(word)}s?)(?![\w-])")
    found = re.search(form, prose, re.IGNORECASE)
    return found and found.span(1)


def shorten(meaning):
    """Return the first sentence of a meaning, as a link's title can hold it."""
    return re.sub(r"[*\"()]", "", re.split(r"(?<=[.?]) ", meaning)[0])


def link_word(word, meaning, text):
    """Return a Markdown text with a link at the first place of a word, or as it is."""
    place = find_word(word, text)
    if place is None:
        return text
    start, end = place
    return f'{text[:start]}[{text[start:end]}]({TARGET} "{shorten(meaning)}"){text[end:]}'


def is_for_students(cell):
    return cell["cell_type"] == "markdown" and "instructor" not in cell["metadata"].get("tags", [])


def words_of(number):
    """Return the glossary's words that the notebook with this number may use, longest first."""
    words = []
    for word, (first, _) in read_glossary().items():
        late = number > first and word not in ONCE and number not in ELSEWHERE.get(word, ())
        if number == first or late:
            words.append(word)
    return sorted(words, key=len, reverse=True)


def explain(number, cells):
    """Return {cell id: source} of a notebook's prose with every link, and the list of words last.

    A word that comes first in a cell of the article's own is linked there and where it comes first
    outside such cells, since other courses have other words there.
    """
    glossary = read_glossary()
    prose = {
        cell["id"]: unlinked("".join(cell["source"])) for cell in cells if is_for_students(cell)
    }
    prose.pop(f"{number}-words", None)
    general = [cell["id"] for cell in cells if "article" not in cell["metadata"].get("tags", [])]
    used = []
    for word in words_of(number):
        having = [id for id in prose if find_word(word, prose[id])]
        firsts = {*having[:1], *[id for id in having if id in general][:1]}
        for id in firsts:
            prose[id] = link_word(word, glossary[word][1], prose[id])
        used += [word] if firsts else []
    lines = [f"- **{word}**: {glossary[word][1]}" for word in sorted(used, key=in_order)]
    return prose | {f"{number}-words": "\n".join([f"## {HEADING}", "", *lines])}


def explain_notebook(path):
    """Return the text of a notebook's file with its words explained."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    number = path.name[:2]
    prose = explain(number, notebook["cells"])
    if notebook["cells"][-1]["id"] != f"{number}-words":
        cell = {"cell_type": "markdown", "id": f"{number}-words", "metadata": {}, "source": []}
        notebook["cells"].append(cell)
    for cell in notebook["cells"]:
        if cell["id"] in prose:
            cell["source"] = prose[cell["id"]].splitlines(keepends=True)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def explain_own_cells(path):
    """Return the text of a cells.toml in which each cell has the links of the cell that it replaces."""
    text = unlinked(path.read_text(encoding="utf-8"))
    own = tomllib.loads(text)["cells"]
    meanings = {shorten(meaning): (word, meaning) for word, (_, meaning) in read_glossary().items()}
    for notebook in NOTEBOOKS:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            linked = source = own.get(cell["id"], "")
            for _, title in LINK.findall("".join(cell["source"])):
                linked = link_word(*meanings[title], linked)
            text = text.replace(source, linked) if linked != source else text
    return text


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OWN_CELLS = sorted((ROOT / "data").glob("*/cells.toml"))

if __name__ == "__main__":
    for path in NOTEBOOKS:
        path.write_text(explain_notebook(path), encoding="utf-8")
    for path in OWN_CELLS:
        path.write_text(explain_own_cells(path), encoding="utf-8")
