"""How fast a survey is, with how many workers, and what Dask costs beside a bare loop.

python tests/benchmarks/survey.py [ARTICLES]     in an environment with locks/requirements-survey.txt

Articles are made of the paragraphs of data/bridge-press, of about 1,500 characters each. A loop of
multiprocessing does the same work on the same parts, without Dask.
"""

import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from workshop.survey.running import survey
from workshop.survey.sources import list_parts
from workshop.survey.tables import survey_part


def make_articles(path, count, seed=1):
    """Write made articles as JSON Lines."""
    texts = [
        file.read_text("utf-8") for file in sorted((ROOT / "data/bridge-press").rglob("*.txt"))
    ]
    paragraphs = [part for text in texts for part in text.strip().split("\n\n")[1:]]
    chosen = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            text = "\n\n".join(chosen.choices(paragraphs, k=8))
            row = {"article": f"made-{number}", "outlet": f"Paper {number % 7}", "text": text}
            file.write(json.dumps(row) + "\n")


def timed(name, run):
    started = time.perf_counter()
    run()
    seconds = time.perf_counter() - started
    print(f"{name:34} {seconds:8.1f} s", flush=True)
    return seconds


def bare_loop(source, out, workers):
    """The same parts by multiprocessing alone."""
    parts, _ = list_parts(source)
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        list(pool.imap_unordered(partial(survey_part, out=out), parts))


def main(count):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        make_articles(source, count)
        megabytes = source.stat().st_size / 1e6
        print(f"{count:,} articles, {megabytes:.0f} MB, {os.cpu_count()} cores", flush=True)
        one = timed("Dask, 1 worker", lambda: survey(source, f"{folder}/1", workers=1))
        two = timed("Dask, 2 workers", lambda: survey(source, f"{folder}/2", workers=2))
        bare = timed("multiprocessing, 2 processes", lambda: bare_loop(source, f"{folder}/b", 2))
        print(f"articles a second: {count / one:.0f} with 1 worker, {count / two:.0f} with 2")
        print(f"two workers are {one / two:.2f} times as fast; Dask costs {two / bare - 1:+.1%}")
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process: {largest:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 4000)
