"""Which library makes the best sentences? Each is tried on the golden table, tests/reading/sentences.toml.

Run: python tests/benchmarks/sentence_splitters.py [--misses NAME]
A case is right if every sentence of it is; spaces around a sentence don't count.
"""

import itertools
import sys
import tomllib
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(__file__).parents[2]))
GOLDEN = Path(__file__).parents[1] / "reading" / "sentences.toml"


def cases():
    """Return (language, why, paragraph, sentences) of every row of the golden table."""
    table = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))
    return [
        (language, row["why"], row.get("between", " ").join(row["sentences"]), row["sentences"])
        for language, rows in table.items()
        for row in rows
    ]


def splitters():
    """Return a function from (text, language) to a list of texts for each library."""
    import blingfire
    import pysbd
    import spacy
    from nltk.tokenize.punkt import PunktSentenceTokenizer
    from syntok.segmenter import analyze

    from kit.reading import sentences

    punkt = PunktSentenceTokenizer()  # its trained models are a download of their own

    def spacy_sentencizer(text, language):
        nlp = spacy.blank("xx")
        nlp.add_pipe("sentencizer")
        return [part.text for part in nlp(text).sents]

    def pysbd_segmenter(text, language):
        known = language if language in pysbd.languages.LANGUAGE_CODES else "en"
        return pysbd.Segmenter(language=known, clean=False).segment(text)

    def syntok_alone(text, language):
        starts = [tokens[0].offset for part in analyze(text) for tokens in part] + [len(text)]
        return [text[start:end] for start, end in itertools.pairwise(starts)]

    return {
        "kit": lambda text, language: [
            text[start:end] for start, end in sentences.split(text, language)
        ],
        "syntok": syntok_alone,
        "blingfire": lambda text, language: blingfire.text_to_sentences(text).split("\n"),
        "pysbd": pysbd_segmenter,
        "nltk punkt": lambda text, language: punkt.tokenize(text),
        "spaCy sentencizer": spacy_sentencizer,
    }


def main(show=None):
    """Print, for each library, how many cases it gets right, in English and in other languages; and the misses of one."""
    rows = cases()
    print(f"{'':18} {'English':>9} {'others':>9} {'all':>9}")
    for name, split in splitters().items():
        right = {True: 0, False: 0}
        for language, why, text, wanted in rows:
            # blingfire writes spaces anew, so sentences are compared without them
            got = ["".join(part.split()) for part in split(text, language) if part.strip()]
            good = got == ["".join(part.split()) for part in wanted]
            right[language == "en"] += good
            if name == show and not good:
                print(f"  {language}: {why}: {got}")
        english = sum(language == "en" for language, *_ in rows)
        counts = [
            (right[True], english),
            (right[False], len(rows) - english),
            (sum(right.values()), len(rows)),
        ]
        print(f"{name:18} " + " ".join(f"{good:>4} / {many:<2}" for good, many in counts))


if __name__ == "__main__":
    main(sys.argv[2] if sys.argv[1:2] == ["--misses"] else None)
