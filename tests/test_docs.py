"""The pages in docs/ name only what is there."""

import re
from pathlib import Path

import pytest

import kit

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md"])
NAMED = re.compile(r"`((?:kit|workshop|notebooks|data|tests|docs|locks)/[\w./-]*\w/?)`")
LINKED = re.compile(r"\]\(((?!https?:|#)[^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_file_that_a_page_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    for name in NAMED.findall(text):
        assert (ROOT / name).exists(), name
    for name in LINKED.findall(text):
        assert (page.parent / name).exists(), name


def test_every_room_is_in_the_architecture():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in ("kit", "workshop"):
        for path in sorted((ROOT / package).iterdir()):
            if (path / "__init__.py").is_file():
                assert f"`{package}/{path.name}`" in text, path


def test_the_reference_has_every_public_name():
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    told = re.findall(r"^::: (\S+)$", text, re.M)
    named = {f"{room}.{name}" for name, room in kit.ROOMS.items()}
    assert set(told) - {"kit.teaching.lesson.Lesson"} == named
