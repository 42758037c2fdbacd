"""What the tests of the front ends do there: cells to run, marks to make, dialogs to close."""

from pathlib import Path

from waiting import until

import kit
from kit.files import read_text

TREE = Path(__file__).parents[2]
BOOK = TREE / "tests" / "annotating" / "codebook.toml"
ARTICLE = kit.Article(read_text(TREE / "data" / "assad-2017" / "article.txt"))


def cells(path, text=None):
    article = (
        f"kit.Article({text!r})"
        if text
        else f"kit.read_article({str(TREE / 'data/assad-2017/article.txt')!r}, title='Assad')"
    )
    return [
        f"import kit, pathlib\npath, book = pathlib.Path({str(path)!r}), kit.Codebook.load({str(BOOK)!r})\narticle = {article}\n"
        "marks = kit.Annotations(article, codebook=book, path=path)\nif path.exists():\n    marks = kit.Annotations.load(path, article, codebook=book)",
        "kit.annotate(marks)",
        "print(len(marks), 'marks')",
    ]


def answer_cell(folder):
    """A cell with a text box, whose words are kept in a folder."""
    lines = ["import kit, os", f"os.environ['KIT_WORK'] = {str(folder)!r}"]
    lines.append(f"kit.open_lesson({str(TREE / 'data/assad-2017')!r}).answer('01.1')")
    return "\n".join(lines)


def write_answer(page, folder):
    """Type into the box, with keys that the front end knows, too; return what its file then holds."""
    box = page.get_by_label("What is your first impression")
    box.click()
    box.press_sequentially("Confident, dd 00 xx.\nOne-sided.")
    file = folder / "assad-2017" / "answers" / "01.1.txt"

    def written():
        return file.read_text(encoding="utf-8") if file.exists() else ""

    until(lambda: written() == "Confident, dd 00 xx.\nOne-sided.", said=written)
    box.press("Shift+Enter")  # a new line in the box; the notebook does not run the cell
    box.press_sequentially("Crowded.")
    until(lambda: written().endswith("One-sided.\nCrowded."), said=written)
    return written()


def saved(path, article=ARTICLE):
    """What the file holds, as (words, label); [] while there is none."""
    return (
        [(mark.text, mark.label) for mark in kit.Annotations.load(path, article)]
        if path.exists()
        else []
    )


def caret(page, words):
    """Focus the text and put the caret before some words."""
    page.locator(".kit-text").focus()
    page.evaluate(
        """w => { const a = document.querySelector('.kit-annotator').parentElement.annotator, at = a.text.text.indexOf(w);
        a.selection.moveTo(at, at) }""",
        words,
    )


def over(page, words):
    """Where words are on the screen: left, right, middle."""
    return page.evaluate(
        """w => { const a = document.querySelector('.kit-annotator').parentElement.annotator, at = a.text.text.indexOf(w);
        const r = a.places.range(at, at + w.length).getBoundingClientRect(); return [r.left, r.right, (r.top + r.bottom) / 2] }""",
        words,
    )


def mark(page, path, words, key, wanted):
    """Mark words by a key; wait until the file holds what is wanted. (Half a second is promised; a busy machine gets more.)"""
    caret(page, words)
    page.keyboard.press(key)
    until(
        lambda: saved(path) == wanted,
        lambda: f"{saved(path)} {page.locator('.kit-state').all_inner_texts()}",
    )


def close_by_itself(page, title):
    """Close a dialog of the front end whenever it is in the way; return the list of those closed.

    Such a dialog takes the focus at a moment of its own, and with it any key that is pressed then.
    """
    closed = []

    def close(dialog):
        dialog.locator(".jp-Dialog-button").last.click()
        closed.append(title)

    page.add_locator_handler(page.locator(".jp-Dialog", has_text=title), close)
    return closed


def mark_in_spite_of_dialogs(page, words, key):
    """Press a key before some words until a mark is there: a dialog that opens just then takes the key."""

    def marked():
        page.locator(".kit-text").click(trial=True)  # whatever is in the way is closed first
        caret(page, words)
        page.keyboard.press(key)
        return page.locator(".kit-option", has_text=words).count()

    until(marked)
