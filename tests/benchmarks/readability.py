"""How plain the notebooks' prose is: python -m tests.benchmarks.readability.

Flesch and Kincaid's grade (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables are
counted by groups of vowels, without a silent e at the end; code, quoted passages and instructors' cells
are left out.
"""

import json
import re
from pathlib import Path

import kit

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
VOWELS = re.compile(r"[aeiouy]+")
LEFT_OUT = re.compile(r"```.*?```|^\s*>.*$|`[^`]*`|\|.*\||[#*_]", re.DOTALL | re.MULTILINE)


def count_syllables(word):
    """Return the number of syllables of an English word, as its spelling shows it.

    >>> [count_syllables(word) for word in ("note", "table", "annotate", "a")]
    [1, 2, 3, 1]
    """
    word = word.lower()
    silent = word.endswith("e") and not word.endswith("le") and len(VOWELS.findall(word)) > 1
    return max(1, len(VOWELS.findall(word)) - silent)


def grade(path):
    """Return the school grade of a notebook's prose."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    prose = "\n\n".join(
        LEFT_OUT.sub("", "".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "markdown" and "instructor" not in cell["metadata"].get("tags", [])
    )
    article = kit.Article(prose)
    words = [word for word in article.words.text if word.isalpha() or "’" in word or "'" in word]
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(article.sentences) + 11.8 * syllables / len(words) - 15.59


if __name__ == "__main__":
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        print(f"{path.name[:2]} {grade(path):.1f}")
