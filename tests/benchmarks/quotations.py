"""How fast quotations are found, and that time grows with the text: python -m tests.benchmarks.quotations (not part of the test run)."""

import time
from pathlib import Path

import kit

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


def rate(text):
    """Characters a second of processor time, of the better of two runs."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        kit.find_quotations(kit.Article(text))
        best = min(best, time.process_time() - began)
    return len(text) / best


def main():
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
