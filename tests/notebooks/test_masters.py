"""The masters are what they should be, as far as a program can tell: saved whole, described, portable, readable."""

import itertools
import json
import re
import statistics
import unicodedata

import pytest
from masters import COURSE, LESSONS, MASTERS, cells, code_lines, name, source, steps, tags

import kit
from workshop.validation.guards import cell_faults
from workshop.validation.update import tidy

every_master = pytest.mark.parametrize("path", MASTERS, ids=name)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=name)


@every_master
def test_it_is_saved_as_it_ran_from_top_to_bottom_and_carries_no_trace_of_where(path):
    faults = {
        number: cell_faults(cell, number) for number, cell in enumerate(cells(path, "code"), 1)
    }
    assert {f"In [{number}]": found for number, found in faults.items() if found} == {}


@every_master
def test_its_file_is_as_update_writes_it(path):
    text = path.read_text(encoding="utf-8")
    assert tidy(json.loads(text)) == text, "run `python -m kit validate --update` before committing"
    ids = [cell["id"] for cell in cells(path)]
    assert len(ids) == len(set(ids))


@every_master
def test_what_holds_for_this_article_only_says_what_to_write_for_another(path):
    for cell in cells(path):
        write = cell["metadata"].get("kit", {}).get("write", "")
        assert bool(write.strip()) == ("article" in tags(cell)), source(cell)[:200]
        assert set(tags(cell)) <= {"article", "solution", "instructor"}, tags(cell)


@every_master
def test_screen_readers_find_their_way(path):
    """One title, no level of heading left out, every picture with its words."""
    prose = "\n".join(
        source(cell)
        for cell in cells(path, "markdown")
        if "instructor" not in tags(cell) or path not in LESSONS
    )
    prose = re.sub(r"```.*?```", "", prose, flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#{1,6}) ", prose, re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), levels
    assert not re.search(r"!\[\s*\]", prose) and not re.search(r"<img(?![^>]*\balt=)", prose)


@every_master
def test_its_links_lead_somewhere(path):
    for cell in cells(path, "markdown"):
        for link in re.findall(r"\]\(([^)#?\s]+)[^)]*\)", source(cell)):
            if not re.match(r"[a-z]+:", link):
                assert (path.parent / link).exists() or (COURSE / link).exists(), link


@every_lesson
def test_it_opens_the_lesson_first(path):
    first = next(cell for cell in cells(path, "code") if "import" in source(cell))
    assert source(first).split("\n")[:3] == [
        "import kit",
        "lesson = kit.open_lesson()",
        "article = lesson.article",
    ]


@every_lesson
def test_it_is_short_and_said_in_prose_before_code(path):
    everything = steps(path)
    code = [cell for cell in everything if cell["cell_type"] == "code"]
    lines = sorted(len(code_lines(cell)) for cell in code)
    prose = sum(len(source(cell).split()) for cell in everything if cell["cell_type"] == "markdown")
    words = sum(len(line.split()) for cell in code for line in code_lines(cell))
    assert 25 <= len(everything) <= 40
    assert (
        max(lines) <= 10 and statistics.median(lines) <= 3 and lines[int(0.9 * len(lines))] <= 10
    ), lines
    assert len(code) <= len(everything) / 2 and prose >= words


@every_lesson
def test_it_has_a_header_objectives_and_exit_questions(path):
    header = source(cells(path)[0])
    assert re.match(rf"# {path.name[:2]} · \S", header), header
    assert "minutes" in header and "needs" in header.lower(), header


@every_lesson
def test_its_minutes_are_those_of_what_it_asks(path):
    """The rate is in the teaching guide."""
    own = steps(path)
    code = [source(cell) for cell in own if cell["cell_type"] == "code"]
    words = sum(len(source(cell).split()) for cell in own if cell["cell_type"] == "markdown")
    asked = "\n".join(code)
    key = kit.open_lesson(COURSE).key_table
    marks = sum(len(key(layer)) for layer in re.findall(r'annotate\(\w+, layer="(\w+)"', asked))
    cards = 3 * asked.count("lesson.rate(")  # the cell shows one for each of three claims
    written = asked.count("lesson.answer(") + cards
    minutes = words / 100 + len(code) / 2 + 2 * asked.count("lesson.check(") + 4 * written
    minutes += min(marks, 60) / 4  # nobody marks more at one sitting
    said = int(re.search(r"about (\d+) minutes", source(own[0]))[1])
    assert abs(said - minutes) <= 20, f"{minutes:.0f} by the rate"


@every_master
def test_its_text_has_no_emoji(path):
    text = "".join(source(cell) for cell in cells(path))
    assert [
        char for char in text if unicodedata.category(char) == "So" and ord(char) > 0x2FFF
    ] == []
