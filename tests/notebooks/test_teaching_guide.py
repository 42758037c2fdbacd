"""The teaching guide and the READMEs of editions: what they name is there, their plans add up, and they speak of no article."""

import itertools
import re

import pytest
from masters import COURSE, NOTEBOOKS

from workshop import cli

GUIDE = NOTEBOOKS / "instructors" / "teaching-guide.md"
ENCLOSED = sorted((COURSE / "workshop" / "editions" / "enclosed").glob("*.md"))
TEXT = GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [GUIDE, *ENCLOSED], ids=lambda path: path.stem)
def test_every_command_it_names_is_one(path):
    named = re.findall(r"python3? -m kit ([a-z]+)", path.read_text(encoding="utf-8"))
    assert set(named) <= set(cli.COMMANDS)


def test_every_notebook_and_exercise_it_names_is_there():
    import kit

    for name in re.findall(r"`([\w-]+\.ipynb)`", TEXT):
        assert list(NOTEBOOKS.rglob(name)), name
    assert set(re.findall(r'lesson\.\w+\("(\d\d\.\d+)"\)', TEXT)) <= set(
        kit.open_lesson(COURSE).exercises
    )


def tables():
    return [table.strip().splitlines() for table in re.findall(r"(?:^\|.*\n)+", TEXT, re.M)]


def test_plans_add_up():
    plan = next(table for table in tables() if table[0].startswith("| minutes"))
    assert sum(int(row.split("|")[1]) for row in plan[2:]) == 180
    four = next(table for table in tables() if "paper first" in "".join(table))
    assert [sum(map(int, re.findall(r"\((\d+)\)", row))) for row in four[2:]] == [90] * 4
    eight = next(table for table in tables() if "codebook, read and doubted" in "".join(table))
    assert len(eight) - 2 == 8


def test_tables_are_whole_and_headings_in_order():
    for table in tables():
        assert len({row.replace("\\|", "").count("|") for row in table}) == 1, table[0]
    levels = [len(marks) for marks in re.findall(r"^(#+) ", TEXT, re.M)]
    assert (
        levels[0] == 1
        and levels.count(1) == 1
        and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    )


def test_each_way_to_give_it_out_says_what_was_tried():
    ways = next(table for table in tables() if table[0].startswith("| way"))
    assert len(ways) == 8 and all(re.search(r"[Tt]ried", row) for row in ways[2:])
    assert all("*Not tried" in row for row in ways[3:])


def test_it_holds_for_any_article():
    names = ["Assad", "Syria", "Trump", "Russia", "Turkey", "refugee", "Caravel"]
    assert [name for name in names if name.casefold() in TEXT.casefold()] == []
