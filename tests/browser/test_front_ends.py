"""The annotator in JupyterLab and in Notebook 7: what only a real front end and a real kernel can show."""

import json
from pathlib import Path

import pytest

from conftest import until

TREE = Path(__file__).parents[2]
SETUP = f"""
import kit, pathlib
article = kit.read_article({str(TREE / "data/assad-2017/article.txt")!r}, title="Assad Welcomes America")
book = kit.Codebook.load({str(TREE / "tests/annotating/codebook.toml")!r})
path = pathlib.Path("marks.json")
marks = kit.Annotations.load(path, article, codebook=book) if path.exists() else kit.Annotations(article, codebook=book, path=path)
"""
front_ends = pytest.mark.parametrize("front_end", ["lab", "notebook"])


def caret_at(page, words):
    """Put the caret before some words of the text, as a click would."""
    page.evaluate("w => { const a = document.querySelector('.kit-annotator').parentElement.annotator; a.focusText(); const at = a.text.text.indexOf(w); a.moveTo(at, at) }", words)


@front_ends
def test_marks_by_keyboard_and_saves(open_notebook, look, tmp_path, front_end):
    notebook = open_notebook([SETUP.replace('"marks.json"', repr(str(tmp_path / "m.json"))), "kit.annotate(marks)"], front_end=front_end)
    notebook.run(0, 1)
    page = notebook.page
    page.locator(".kit-text").wait_for()
    caret_at(page, "President Bashar")
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("p")
    until((tmp_path / "m.json").exists)
    look(f"{front_end}-keyboard")
    data = json.loads((tmp_path / "m.json").read_text())

