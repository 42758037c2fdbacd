"""How fast is an article cut into sentences and words, beside NLTK and spaCy? And does twice the text take twice as long?

Run: python tests/benchmarks/reading_speed.py [WORDS]
The text is the lesson's article over and over (1,000,000 words if nothing is said). NLTK: punkt without its trained models, and its
Treebank words. spaCy: a blank pipeline with the sentencizer, fed paragraph by paragraph.
"""

import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(__file__).parents[2]))

import spacy
from nltk.tokenize import TreebankWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer

import kit

LESSON = (Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt").read_text(
    encoding="utf-8"
)


def kit_words(text):
    """Sentences and words as tables."""
    return len(kit.Article(text).words)


def nltk_words(text):
    sentences, words = PunktSentenceTokenizer(), TreebankWordTokenizer()
    return sum(
        len(words.tokenize(sentence))
        for paragraph in text.split("\n\n")
        for sentence in sentences.tokenize(paragraph)
    )


def spacy_words(text):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return sum(len(doc) for doc in nlp.pipe(text.split("\n\n")))


def seconds(run, text):
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


def main(size=1_000_000):
    """Print words a second of each, and what doubling the text costs; words are the kit's, the same for all."""
    kit.Article(LESSON).words  # imports are not what is measured
    copies = max(2, round(size / 533))
    half, whole = ("\n\n".join([LESSON] * count) for count in (copies // 2, copies))
    own = None
    print(
        f"{copies * 533:,} words\n{'':6} {'words/s':>9} {'seconds':>8} {'twice the text':>15} {'beside kit':>11}"
    )
    for name, run in [("kit", kit_words), ("NLTK", nltk_words), ("spaCy", spacy_words)]:
        short, long = seconds(run, half), seconds(run, whole)
        own = own or long
        print(
            f"{name:6} {copies * 533 / long:>9,.0f} {long:>8.1f} {long / short:>13.2f} x {own / long:>9.2f} x"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
