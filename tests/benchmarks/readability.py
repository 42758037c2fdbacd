"""How plain the course's prose is: python -m tests.benchmarks.readability [--sentences].

Flesch and Kincaid's grade (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59, for every
notebook and every text that students read. `--sentences` prints the hardest sentences of each.

What counts: a sentence ends at its full stop, at the end of a paragraph or of a list's item; what leads a
list in belongs to the first item. Colons and semicolons end nothing. Numbers and words with hyphens are
words; a piece of code is one word of one syllable, which may begin a sentence. Headings, tables, blocks of code, quoted passages and
instructors' cells are left out, since they are no prose of the course's or not for students.
"""

import argparse
import json
import re
import tomllib
from pathlib import Path

import kit

COURSE = Path(__file__).parents[2]
VOWELS = re.compile(r"[aeiouy]+")
BLOCKS = re.compile(r"^```.*?^```|^(?:#|>|\|).*?$|</?\w+[^>]*>", re.DOTALL | re.MULTILINE)
CONSONANT = "[^aeiouy]"
SILENT = re.compile(f"(?<={CONSONANT})((?<!{CONSONANT}l)e|(?<![td])ed|(?<![csxzg])(?<![cs]h)es)$")
SAID = ("question", "hints", "clues", "choices", "right", "model", "alternative", "accept", "known")


def count_syllables(word):
    """Return the number of syllables of an English word, as its spelling shows it.

    >>> [count_syllables(word) for word in ("note", "table", "annotate", "marked", "a", "2016")]
    [1, 2, 3, 1, 1, 1]
    """
    groups = VOWELS.findall(word.lower())
    return max(1, len(groups) - bool(SILENT.search(word.lower())))


def prose_of(markdown):
    """Return the prose of a Markdown text, a paragraph or a list's item in each paragraph.

    >>> prose_of("## Head\\n\\nYou can\\n\\n- **run** `2 + 3`;\\n- see [a mark](x.md#mark).\\n\\n> Said.")
    'You can run Code;\\n\\nsee a mark.'
    """
    text = BLOCKS.sub("", markdown)
    text = re.sub(r"`[^`]+`", "Code", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:[-*]|\d+\.) ", "\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=[\w,])\n{3,}(?=[^\n]*;)", " ", text, count=1)
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text.replace("*", "")).strip()


def sentences_of(prose):
    """Return a list of the words of each sentence of `prose`."""
    article = kit.Article(prose)
    words = article.words[article.words.text.str.contains(r"\w")]
    return [list(group) for _, group in words.groupby("sentence").text]


def grade(sentences):
    """Return Flesch and Kincaid's grade of sentences, each a list of words.

    >>> round(grade([["The", "cat", "sat"], ["It", "was", "late"]]), 2)
    -2.62
    """
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def prose_of_notebook(path):
    """Return the prose of a notebook's cells that are for students."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n\n".join(
        prose_of("".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "markdown" and "instructor" not in cell["metadata"].get("tags", [])
    )


def texts_of(exercise):
    """Return every text of an exercise: question, hints, and what is said of answers."""
    for name in set(SAID) & set(exercise):
        parts = exercise[name] if isinstance(exercise[name], list) else [exercise[name]]
        yield from (part["line"] if isinstance(part, dict) else part for part in parts)


def prose_of_exercises(path):
    """Return the prose of an exercises.toml: questions, hints and what is said of answers."""
    exercises = tomllib.loads(path.read_text("utf-8")).values()
    return "\n\n".join(prose_of(text) for exercise in exercises for text in texts_of(exercise))


def read_all():
    """Return a dict of the name and the prose of every text that students read."""
    texts = {
        path.name[:2]: prose_of_notebook(path) for path in sorted(COURSE.glob("notebooks/*.ipynb"))
    }
    for path in sorted(COURSE.glob("data/*/exercises.toml")):
        texts[f"{path.parent.name}, exercises"] = prose_of_exercises(path)
    for name in ("glossary", "for-parents", "lesson-plan-45"):
        texts[name] = prose_of((COURSE / "docs" / f"{name}.md").read_text("utf-8"))
    return texts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sentences", action="store_true", help="print the hardest sentences")
    arguments = parser.parse_args()
    for name, prose in read_all().items():
        sentences = sentences_of(prose)
        longest = max(map(len, sentences))
        mean = sum(map(len, sentences)) / len(sentences)
        print(
            f"{name:26} grade {grade(sentences):4.1f}  {mean:4.1f} words a sentence, at most {longest}"
        )
        if arguments.sentences:
            for sentence in sorted(sentences, key=lambda words: -grade([words]))[:12]:
                print(f"   {grade([sentence]):4.1f} {' '.join(sentence)}")
