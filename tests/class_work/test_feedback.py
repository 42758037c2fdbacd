"""What students get back: each their own page, with the reasons, and nothing that runs."""

import re
from pathlib import Path

import kit
import workshop

LESSON = kit.open_lesson(Path(__file__).parents[2] / "data" / "assad-2017")


def given(tmp_path, students, key):
    work = workshop.ClassWork(LESSON, {name: made(marks) for name, marks in students.items()})
    paths = workshop.give_back(work, made(key), tmp_path / "back")
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def made(marks):
    annotations = kit.Annotations(LESSON.article, LESSON.codebook)
    for start, end, label, *note in marks:
        annotations.add(start, end, label, note="".join(note))
    return annotations


def test_each_student_reads_what_stands_what_differs_and_why(tmp_path):
    key = [
        (0, 5, "person", "A name."),
        (15, 22, "organisation", "Here it acts."),
        (70, 75, "place", "all agree: place 2"),
        (90, 95, "event", "to decide: event 1"),
    ]
    pages = given(
        tmp_path, {"Ann": [(0, 5, "person"), (15, 22, "place"), (30, 40, "event")], "Zoë": key}, key
    )
    assert list(pages) == ["001 Ann.html", "002 Zoë.html"]
    ann, zoe = pages.values()
    assert (
        "1 of your 3 marks" in ann
        and "Here it acts." in ann
        and "America (place)" in ann
        and "A name." not in ann
    )
    assert (
        "to decide" not in ann
        and "all agree" not in ann
        and "not listed here: 1" in ann
        and ann.count("<mark>") == 3
    )  # America's other label and Syria from the key, one of her own
    assert "4 of your 4 marks" in zoe and "<table" not in zoe


def test_names_and_notes_are_shown_and_never_obeyed(tmp_path):
    hostile = "../<script>alert(1)</script>\ud83d"
    pages = given(
        tmp_path,
        {hostile: [], "..": [], "CON": [], "王芳": []},
        [(0, 5, "person", "<img src=x onerror=alert(1)>")],
    )
    assert {path.parent for path in tmp_path.rglob("*.html")} == {tmp_path / "back"} and len(
        pages
    ) == 4
    assert "004 王芳.html" in pages
    for page in pages.values():
        assert (
            not re.search(r"<(script|img)", page)
            and "&lt;img" in page
            and "default-src 'none'" in page
        )


def test_a_class_that_marked_nothing_gets_pages_too(tmp_path):
    (page,) = given(tmp_path, {"Ann": []}, []).values()
    assert "0 of your 0 marks" in page and "<table" not in page
