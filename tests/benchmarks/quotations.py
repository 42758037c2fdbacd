"""Quotations: how fast, and how well against two plainer ways: python -m tests.benchmarks.quotations.

Not part of the test run. The plainer ways are a regular expression for marks, and the rule of
textacy's direct_quotations (Apache-2.0): a quotation's cue and speaker are looked for around its marks; what
textacy asks spaCy's parser for is here the kit's own word lists, since no model can be had.
"""

import re
import time
from pathlib import Path

import kit
from kit.quotations.trying import RULES

ARTICLE = Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt"
SIZES = (3_000, 100_000, 1_000_000, 10_000_000)  # characters
SOUP = {
    "100,000 opening marks": "“" * 100_000,
    "100,000 opened words": "“a " * 100_000,
    "100,000 straight marks": '"' * 100_000,
    "cues without end": "said that " * 50_000,
    "commas without end": ", he said" * 50_000,
    "brackets": "(" * 100_000,
}
PLAIN = re.compile(r"[“\"]([^“”\"]+)[”\"]")
SAID = r"(?:said|says|told|added|asked|called|claims?|noted|wrote|replied|blurted|pointed out)"
NAME = r"((?:the )?[A-Z]\w+(?: [A-Z]\w+)*|he|she|they)"
AFTER = re.compile(rf"\s*(?:{SAID} {NAME}|{NAME} (?:has also )?{SAID})")
BEFORE = re.compile(rf"{NAME} {SAID}(?: [\w ]*)?[,:]?\s*$")


def find_by_marks(text):
    """Return (text, speaker) of each quotation for the plain regular expression: no speaker."""
    return {(match[1], "") for match in PLAIN.finditer(text)}


def find_by_neighbours(text):
    """Return (text, speaker) as textacy does: a cue and a speaker right beside the marks."""
    found = set()
    for match in PLAIN.finditer(text):
        beside = AFTER.match(text, match.end()) or BEFORE.search(text[: match.start()])
        if beside:
            found.add((match[1], next(filter(None, beside.groups()))))
    return found


def find_by_rules(text):
    """Return (text, speaker) of each quotation in marks for the kit's rules."""
    table = kit.find_quotations(kit.Article(text))
    table = table[table.form.isin(["direct", "partial"])]
    return set(zip(table.text, table.speaker_text.fillna(""), strict=True))


def gold():
    """Return the invented cases: a text and its (text, speaker) pairs."""
    from tests.quotations.test_quotations import BY_RULE, CASES

    cases = {}
    for _, text, (form, piece, speaker, _) in BY_RULE:
        cases.setdefault(text, set())
        if form in ("direct", "partial"):
            cases[text].add((piece, speaker))
    for text, forms in CASES.values():
        if not forms & {"direct", "partial"}:
            cases[text] = set()
    # a row of the table names one piece: of a text with several only that one is known
    return {text: pairs for text, pairs in cases.items() if len(PLAIN.findall(text)) <= 1}


def compare():
    """Print, for each way, how many quotations it finds and with their speakers."""
    cases = gold()
    print(f"{len(cases)} invented texts, {len(RULES)} rules")
    print(f"{'':24}{'precision':>10}{'recall':>8}{'speaker':>9}")
    for name, find in (
        ("marks", find_by_marks),
        ("marks and neighbours", find_by_neighbours),
        ("the kit's rules", find_by_rules),
    ):
        found = {text: find(text) for text in cases}
        pieces = {text: {piece for piece, _ in pairs} for text, pairs in found.items()}
        wanted = {text: {piece for piece, _ in pairs} for text, pairs in cases.items()}
        right = sum(len(pieces[text] & wanted[text]) for text in cases)
        named = sum(len(found[text] & cases[text]) for text in cases)
        all_found = sum(map(len, pieces.values())) or 1
        all_wanted = sum(map(len, wanted.values()))
        print(
            f"{name:24}{right / all_found:10.2f}{right / all_wanted:8.2f}{named / all_wanted:9.2f}"
        )


def rate(text):
    """Characters a second of processor time, of the better of two runs."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        kit.find_quotations(kit.Article(text))
        best = min(best, time.process_time() - began)
    return len(text) / best


def main():
    compare()
    article = kit.read_article(ARTICLE).text
    rate(article)  # imports, and the words of the language
    rates = {}
    for size in SIZES:
        text = (article + "\n\n") * (size // len(article) or 1)
        rates[size] = rate(text)
        print(
            f"{len(text):>12,} characters: {rates[size] / 1e6:.2f} million characters/s (floor 0.5)"
        )
    print(
        f"ten million against one million: {rates[10_000_000] / rates[1_000_000]:.2f} (1 is linear)"
    )
    for name, text in SOUP.items():
        print(f"{name}: {rate(text) / 1e6:.2f} million characters/s")


if __name__ == "__main__":
    main()
