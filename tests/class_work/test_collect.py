import math
import random
import re
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest
from a_class import handed_in, made_marks, make_zip
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
import workshop

LESSON = Path(__file__).parents[2] / "data" / "assad-2017"


@pytest.fixture(scope="module")
def lesson():
    return kit.open_lesson(LESSON)


def write(folder, lesson, **students):
    for name, marks in students.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "marks-me.jsonld").write_text(
            handed_in(lesson.article, marks), encoding="utf-8"
        )
    return folder


ASSAD, AMERICA, SYRIA = (0, 5, "person"), (15, 22, "place"), (70, 75, "place")


def test_a_class_is_read_measured_and_written(tmp_path, lesson):
    folder = write(tmp_path / "in", lesson, ann=[ASSAD, AMERICA], ben=[ASSAD, SYRIA], cy=[ASSAD])
    work = workshop.collect(folder, tmp_path / "out", lesson)
    assert list(work.marks) == ["ann", "ben", "cy"] and work.problems.empty
    assert (
        list(work.table.columns[:5]) == ["start", "end", "text", "student", "label"]
        and len(work.table) == 5
    )
    assert work.agreement.set_index("label").f1_exact["person"] == 1
    assert work.words.iloc[0].tolist() == [0, 5, "Assad", 3, 0]
    assert work.places.text.tolist() == ["America", "Syria", "Assad"] and work.answers[1] == [
        ("", 2),
        ("place", 1),
    ]
    assert work.differing.student.tolist() == ["ann", "ben", "cy"]
    names = {
        "report.html",
        "marks.csv",
        "agreement.csv",
        "places.csv",
        "students.csv",
        "words.csv",
        "problems.csv",
        "files.csv",
    }
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    votes = pd.read_csv(tmp_path / "out" / "places.csv").votes.tolist()
    assert votes == ["nothing 2, place 1", "nothing 2, place 1", "person 3"]


def test_the_newest_of_several_tries_counts_and_that_is_said(tmp_path, lesson):
    old, new = (
        handed_in(lesson.article, [ASSAD], day=3),
        handed_in(lesson.article, [AMERICA], day=4),
    )
    make_zip(
        tmp_path / "class.zip", {"ann/b.jsonld": new, "ann/c.jsonld": old, "ben/m.jsonld": old}
    )
    work = workshop.collect(tmp_path / "class.zip", lesson=lesson)
    assert work.marks["ann"].table.text.tolist() == ["America"]
    notes = work.students.set_index("student").note
    assert "2 files" in notes["ann"] and work.students.file[0].endswith("ann/b.jsonld")
    assert notes["ann"].endswith("not counted: class.zip/ann/c.jsonld")
    counted = work.files.set_index("file").counted.to_dict()
    assert counted == {
        "class.zip/ann/b.jsonld": True,
        "class.zip/ann/c.jsonld": False,
        "class.zip/ben/m.jsonld": True,
    }


@given(st.lists(st.lists(st.sampled_from(["ada", "ben", "ps1", "essay"]), max_size=3), min_size=1))
@settings(max_examples=25)
def test_no_layout_of_three_levels_loses_a_file(folders):
    lesson = kit.open_lesson(LESSON)
    names = ["/".join([*parts, f"{number}.jsonld"]) for number, parts in enumerate(folders)]
    with tempfile.TemporaryDirectory() as folder:
        text = handed_in(lesson.article, [ASSAD])
        archive = make_zip(Path(folder) / "c.zip", dict.fromkeys(names, text))
        work = workshop.collect(archive, lesson=lesson)
    assert sorted(work.files.file) == sorted(f"c.zip/{name}" for name in names)
    for row in work.files.itertuples():
        note = work.students.set_index("student").note[row.student]
        assert row.counted or row.file in note


def test_the_same_file_from_two_students_is_said(tmp_path, lesson):
    work = workshop.collect(
        write(tmp_path, lesson, ann=[ASSAD], ben=[ASSAD], cy=[], di=[]), lesson=lesson
    )
    assert work.students.note.tolist() == [
        "",
        "the very same marks as ann's",
        *["no marks, or none of this layer"] * 2,
    ]


def test_marks_made_on_another_version_of_the_text_find_their_words(tmp_path, lesson):
    older = kit.Article("Updated today.\n\n" + lesson.article.text)
    (tmp_path / "ann.jsonld").write_text(
        handed_in(older, [(16 + 122, 16 + 137, "person"), (0, 13, "date")]), encoding="utf-8"
    )
    work = workshop.collect(tmp_path, lesson=lesson)
    assert work.table.text.tolist()[0] == "Bashar Al-Assad" and work.table.start[0] == 122
    row = work.students.iloc[0]
    assert row.moved == 1 and row.not_found == 1 and len(work.table) == 2


def test_broken_files_are_named_and_the_rest_goes_on(tmp_path, lesson):
    write(
        tmp_path, lesson, ann=[ASSAD], ben=[ASSAD, AMERICA], odd=[ASSAD, (15, 22, "<b>country</b>")]
    )
    good = handed_in(lesson.article, [ASSAD])
    files = {
        "cut.jsonld": good[: len(good) // 2],
        "empty.jsonld": "",
        "list.jsonld": "[1, 2]",
        "other.jsonld": handed_in(
            kit.Article("Nothing of the kind, quite another text."), [(0, 20, "person")]
        ),
        "deep.jsonld": "[" * 100_000,
        "number.jsonld": '{"type": "AnnotationCollection", "first": {"items": [{"target": {"selector": {"start": 1e999}}}]}}',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "binary.jsonld").write_bytes(bytes(range(256)))
    work = workshop.collect(tmp_path, lesson=lesson)
    assert {"ann", "ben", "odd"} <= set(work.marks)
    problems = {
        "odd" if "odd/" in file else Path(file).name: text
        for file, text in work.problems.itertuples(index=False)
    }
    assert set(problems) == {*files, "binary.jsonld", "odd"}
    assert "another one" in problems["other.jsonld"] and "codebook doesn't have" in problems["odd"]
    assert not any("\n" in text or str(tmp_path) in text for text in work.problems.problem)
    shown = [
        *work.problems.file,
        *work.students.file,
    ]  # from what was named on: where an instructor keeps it stays out of reports
    assert all(name.startswith(f"{tmp_path.name}/") for name in shown)


def test_any_damage_to_a_file_is_survived(tmp_path, lesson):
    chance, good = random.Random(7), handed_in(lesson.article, [ASSAD, AMERICA, SYRIA]).encode()
    for number in range(60):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 10)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.choice(
                [b"", b"null", b'"', b"{", b"\\ud800", b"-1", b"\xff", b"[]"]
            )
        (tmp_path / f"s{number}.jsonld").write_bytes(bytes(data))
    (tmp_path / "good.jsonld").write_bytes(good)
    work = workshop.collect(tmp_path, tmp_path / "out", lesson)
    assert "good" in work.marks and len(work.marks) + len(work.problems) >= 61


HOSTILE = "<script>alert(1)</script>\u202e\"'><img src=x onerror=alert(2)>\ud83d &amp; =1+1"


def test_no_markup_of_a_student_survives(tmp_path, lesson):
    text = handed_in(lesson.article, [(*ASSAD, HOSTILE), AMERICA], creator=HOSTILE)
    entries = {
        "<img src=x onerror=alert(3)>/m.jsonld": text,
        "=cmd()/m.jsonld": handed_in(lesson.article, [SYRIA]),
    }
    make_zip(tmp_path / "x.zip", entries)
    (tmp_path / "y.jsonld").write_text(text, encoding="utf-8")
    (tmp_path / "<b onclick=alert(4)>.jsonld").write_text("{", encoding="utf-8")
    workshop.collect(tmp_path, tmp_path / "out", lesson)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z!]+)", page)}
    assert (
        not tags & {"script", "img", "b onclick"}
        and "<b onclick" not in page
        and "\u202e" not in page
    )
    assert "&lt;img src=x" in page
    cells = pd.read_csv(tmp_path / "out" / "students.csv", dtype=str).student
    assert "'=cmd()" in set(cells)


def test_attributes_can_not_pass_for_columns(tmp_path, lesson):
    text = handed_in(lesson.article, [ASSAD])
    sly = text.replace(
        '"target"',
        '"attributes": {"start": "x", "student": "ben", "label": "place", "form": "direct"}, "target"',
        1,
    )
    (tmp_path / "ann.jsonld").write_text(sly, encoding="utf-8")
    row = workshop.collect(tmp_path, lesson=lesson).table.iloc[0]
    assert (row.start, row.student, row.label, row.form) == (0, "ann", "person", "direct")


def test_names_that_are_columns_elsewhere(tmp_path, lesson):
    work = workshop.collect(
        write(tmp_path / "in", lesson, text=[ASSAD], split=[AMERICA], ends=[]),
        tmp_path / "out",
        lesson,
    )
    assert set(work.marks) == {"text", "split", "ends"} and len(work.differing) == 3


def test_pseudonyms_stay_and_names_stay_out(tmp_path, lesson):
    students = {
        f"Student {letter}mith": [ASSAD] if letter < "D" else [ASSAD, AMERICA]
        for letter in "ABCDEF"
    }
    write(tmp_path / "in", lesson, **students)
    (tmp_path / "in" / "Gmith.jsonld").write_text("{")
    first = workshop.collect(tmp_path / "in", tmp_path / "out", lesson, pseudonyms=True)
    assert sorted(first.marks) == [f"student {i}" for i in range(1, 7)]
    for path in (tmp_path / "out").iterdir():
        assert ("mith" in path.read_text(encoding="utf-8")) == (
            path.name in ("names.csv", "problems.csv", "files.csv")
        )
    write(tmp_path / "in", lesson, **{"Student Zmith": [ASSAD]})
    again = workshop.collect(tmp_path / "in", tmp_path / "out", lesson, pseudonyms=True)
    assert (
        again.known["Student Zmith"] == "student 7"
        and {**again.known, **first.known} == again.known
    )


def test_a_file_in_another_format_can_be_named(tmp_path, lesson):
    marks = kit.Annotations(lesson.article)
    marks.add(*ASSAD)
    for name in ("ann.csv", "ben.jsonl"):
        with pytest.warns(UserWarning) if name.endswith("l") else nullcontext():
            kit.write_annotations(marks, tmp_path / name)
    work = workshop.collect([tmp_path / "ann.csv", tmp_path / "ben.jsonl"], lesson=lesson)
    assert list(work.marks) == ["ann", "ben"] and work.table.text.tolist() == ["Assad"] * 2


def test_one_layer_alone(tmp_path, lesson):
    work = workshop.collect(
        write(tmp_path, lesson, ann=[ASSAD, (6, 14, "reporting")], ben=[ASSAD]),
        lesson=lesson,
        layer="naming",
    )
    assert work.table.label.tolist() == ["reporting"] and work.problems.empty


def test_one_student_alone_and_a_class_that_marked_nothing(tmp_path, lesson):
    alone = workshop.collect(write(tmp_path / "a", lesson, ann=[ASSAD]), tmp_path / "a-out", lesson)
    assert math.isnan(alone.agreement.alpha_u[0])
    assert "at least two" in (tmp_path / "a-out" / "report.html").read_text(encoding="utf-8")
    nothing = workshop.collect(
        write(tmp_path / "n", lesson, ann=[], ben=[]), tmp_path / "n-out", lesson
    )
    assert nothing.table.empty and nothing.agreement.note.tolist() == ["nothing is marked"]


def test_marks_at_hand_make_a_class_too(tmp_path, lesson):
    work = workshop.ClassWork(lesson, lesson.readers())
    assert "Every file could be read" in work.write(tmp_path).read_text(encoding="utf-8")
    assert len(work.students) == len(lesson.readers()) >= 5


def test_nothing_to_read_is_said_in_one_line(tmp_path, lesson):
    (tmp_path / "empty").mkdir()
    for sources in ([], tmp_path / "empty", tmp_path / "gone.zip"):
        with pytest.raises(kit.KitError, match="no student's annotations") as caught:
            workshop.collect(sources, lesson=lesson)
        assert "\n" not in str(caught.value)


def test_a_made_class_with_broken_files(tmp_path, lesson):
    made = {
        f"Nr {i}_{i}_assignsubmission_file_/m.jsonld": made_marks(lesson, 30, i) for i in range(40)
    }
    texts = {
        name: handed_in(lesson.article, marks, day=i + 1)
        for i, (name, marks) in enumerate(made.items())
    }
    broken = [name for i, name in enumerate(texts) if i % 20 == 7]
    make_zip(
        tmp_path / "c.zip",
        {name: text[:999] if name in broken else text for name, text in texts.items()},
    )
    work = workshop.collect(tmp_path / "c.zip", tmp_path / "out", lesson)
    assert (
        len(work.marks) == 38
        and [file.partition(".zip/")[2] for file in work.problems.file] == broken
    )
    assert 0 < work.agreement.f1_overlap.iloc[-1] < 1 and len(work.table) == 38 * 30
