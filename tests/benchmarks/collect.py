"""A class of 500 with 100 marks each, every twentieth file broken: python -m tests.benchmarks.collect (not in the test run)."""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import kit
import workshop

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from a_class import handed_in, made_marks, make_zip


def main(students=500, marks=100):
    lesson = kit.open_lesson(Path(__file__).parents[2] / "data" / "assad-2017")
    texts = [
        handed_in(lesson.article, made_marks(lesson, marks, seed), day=seed + 1)
        for seed in range(students)
    ]
    broken = set(range(7, students, 20))
    entries = {
        f"Student {i}_{i}_assignsubmission_file_/work/marks-me.jsonld": text[
            : len(text) // 2 if i in broken else None
        ]
        for i, text in enumerate(texts)
    }
    started = time.perf_counter()
    for text in texts:
        json.loads(text)
    floor = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        path = make_zip(Path(folder) / "class.zip", entries)
        started = time.process_time()  # of the processor: a machine may have other work
        work = workshop.collect(path, Path(folder) / "out", lesson)
        taken = time.process_time() - started
        size = (Path(folder) / "out" / "report.html").stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{students} students x {marks} marks, report and tables: {taken:.1f} s, {taken / floor:.0f} times json.loads of it all"
    )
    print(
        f"{memory:.0f} MB at most; report {size / 1e6:.1f} MB; {len(work.problems)} of {len(broken)} broken files named"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
