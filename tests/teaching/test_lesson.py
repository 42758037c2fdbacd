"""A lesson is found where you are, follows its article, and says what is wrong with its files."""

import re

import pytest

import kit
from kit.errors import KitError, LessonError
from kit.teaching.kept import file_name
from kit.teaching.keys import KEYS


def test_found_from_inside_the_course(monkeypatch, tmp_path, copy):
    course = tmp_path / "My çourse"
    (course / "data").mkdir(parents=True)
    copy.rename(course / "data" / "one")
    (course / "course.toml").write_text('lesson = "data/one"', encoding="utf-8")
    (course / "work" / "deep").mkdir(parents=True)
    monkeypatch.delenv("KIT_WORK")
    monkeypatch.chdir(course / "work" / "deep")
    lesson = kit.open_lesson()
    assert lesson.folder == course / "data" / "one" and lesson.work == course / "work"
    monkeypatch.chdir(tmp_path)
    for path in (
        course,
        str(course),
        course / "data" / "one",
        course / "data" / "one" / "lesson.toml",
        course / "course.toml",
    ):
        assert (
            kit.open_lesson(path).folder == lesson.folder
            and kit.open_lesson(path).work == course / "work"
        )
    monkeypatch.setenv("KIT_COURSE", str(course))
    assert kit.open_lesson().folder == lesson.folder
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "elsewhere"))
    assert kit.open_lesson().marks().path == tmp_path / "elsewhere" / "one" / "marks-me.jsonld"


def test_folders_that_are_none(tmp_path):
    for path in (tmp_path, tmp_path / "missing", tmp_path / "missing.toml"):
        with pytest.raises(LessonError, match="no lesson.toml and no course.toml"):
            kit.open_lesson(path)
    (tmp_path / "course.toml").write_text("lesson = 3")
    with pytest.raises(LessonError, match='write lesson = "data/…"'):
        kit.open_lesson(tmp_path)


BROKEN = [
    ("lesson.toml", "title = Assad", r"lesson.toml, line 1: not TOML .*; correct that line"),
    ("lesson.toml", "title = 3", r"lesson.toml: title is 3; write title = "),
    ("lesson.toml", 'title = "x', r"lesson.toml, (line 1|at its end): not TOML"),
    ("lesson.toml", 'headline = "yes"', r"headline is 'yes'; write headline = true"),
    (
        "exercises.toml",
        '["1.1"]\nquestion="?"\nkind="number"',
        r"exercises.toml, line 1: exercise 1.1: an id is notebook and number",
    ),
    (
        "exercises.toml",
        '["01.2"]\nquestion="?"',
        r"line 1: exercise 01.2: question and kind must be there",
    ),
    (
        "exercises.toml",
        '\n["01.2"]\nquestion="?"\nkind="quiz"',
        r"line 2: exercise 01.2: kind is 'quiz'; it can be number, ",
    ),
    (
        "exercises.toml",
        '["01.2"]\nquestion="?"\nkind="number"\nfrom="magic"',
        r"from is 'magic'; it can be paragraphs.count",
    ),
    ("exercises.toml", '["01.2"]\nquestion="?"\nkind="number"\nhint="x"', r"unknown entry 'hint'"),
    (
        "exercises.toml",
        '["01.2"]\nquestion="?"\nkind="number"\nkey=1\nfrom="words.count"',
        r"both from and key",
    ),
    ("exercises.toml", '["01.2"]\nquestion="?"\nkind="choice"', r"needs choices"),
    (
        "exercises.toml",
        '["01.2"]\nquestion="?"\nkind="number"\nhints="x"',
        r"hints is 'x'; look at the rules",
    ),
    ("key/entity.csv", "start,end,text\n0,5,Assad\n", r"entity.csv, line 1: no column 'label'"),
    ("key/entity.csv", "", r"entity.csv, line 1: no column 'start'"),
    (
        "key/entity.csv",
        "start,end,text,label\n0,5,Asad,person\n",
        r"line 2: the article has 'Assad' at 0,5, the table 'Asad'; they are nowhere",
    ),
    (
        "key/entity.csv",
        "start,end,text,label\n\n1,6,Assad,person\n",
        r"line 3: .*; these words stand at 0,5",
    ),
    (
        "key/entity.csv",
        "start,end,text,label\nx,5,Assad,person\n",
        r"line 2: start is 'x'; write a whole number",
    ),
    (
        "key/entity.csv",
        "start,end,text,label\n0,5,Assad\n",
        r"line 2: 3 cells where line 1 names 4",
    ),
    ("key/entity.csv", 'start,end,text,label\n0,5,"Assad,person\n', r"line 2: not a table"),
    (
        "key/entity.csv",
        "start,end,text,label\n0,5,Assad,persoon\n",
        r"line 2: the codebook has no label 'persoon'; it has: ",
    ),
    (
        "key/quotation.csv",
        "start,end,text,label,form\n0,5,Assad,quotation,loud\n",
        r"line 2: form of 'quotation' can't be 'loud'",
    ),
    (
        "key/quotation.csv",
        "start,end,text,label,id,part_of\n0,5,Assad,quotation,q1,q9\n",
        r"line 2: part_of is 'q9', but no row has that id",
    ),
]


@pytest.mark.parametrize("name,text,says", BROKEN)
def test_loading_errors_name_file_line_and_mend(copy, name, text, says):
    (copy / name).write_text(text, encoding="utf-8")
    with pytest.raises(KitError) as error:
        lesson = kit.open_lesson(copy)
        len(lesson.exercises) and lesson.key("entity") and lesson.key("quotation")
    assert re.search(says, str(error.value)) and "\n" not in str(error.value)


def test_a_broken_exercises_file_does_not_stop_a_check(copy):
    (copy / "exercises.toml").write_text("[", encoding="utf-8")
    assert "exercises.toml, at its end: not TOML" in str(kit.open_lesson(copy).check("01.2", 3))


def test_keys_follow_a_swapped_article(copy):
    """Another article, no key yet: what can be computed is checked, the rest is kindly left to the student."""
    for folder in ("key", "readers", "series"):
        for path in sorted((copy / folder).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    (copy / "evidence.csv").unlink()
    (copy / "lesson.toml").write_text('title = "Buses"\nheadline = true\n', encoding="utf-8")
    (copy / "article.txt").write_text(
        "Night buses return\n\nThe night buses are back. “At last,” said Maren Holt.",
        encoding="utf-8",
    )
    lesson = kit.open_lesson(copy)
    assert (
        lesson.check("01.2", 2).correct
        and lesson.check("00.2", 3).correct
        and lesson.check("01.3", 1).correct
    )
    assert (
        lesson.check("02.7", ["return"]).correct
        and lesson.check("01.9", {"“": 1, "”": 1, '"': 0}).correct
    )
    for id in ("04.1", "01.8", "05.3", "03.1"):
        for answer in (..., 3, "Assad"):
            result = lesson.check(id, answer)
            assert result.correct is None and "This lesson can't check this question" in str(
                result
            ), result
    assert "No answer here." in str(lesson.solution("04.1"))
    assert (
        len(lesson.key("entity"))
        == len(lesson.key())
        == len(lesson.claims)
        == len(lesson.evidence)
        == 0
    )
    assert lesson.readers() == {} and lesson.series == {} and lesson.layers == []
    assert list(lesson.claims.columns[:4]) == ["start", "end", "text", "label"]


def test_a_lesson_without_exercises_or_headline(copy):
    (copy / "exercises.toml").unlink()
    (copy / "lesson.toml").write_text("", encoding="utf-8")
    lesson = kit.open_lesson(copy)
    assert (
        lesson.headline == ""
        and lesson.article.title == "lesson"
        and lesson.article.language == "en"
    )
    assert (
        lesson.progress().table.empty
        and lesson.answers.empty
        and lesson.check("01.2", 1).correct is None
    )


def test_marks_are_one_file_for_each_student(lesson):
    marks = lesson.marks()
    assert lesson.marks() is marks and marks.creator == "me"
    marks.add(0, 5, "person")
    marks.save()
    assert len(kit.open_lesson(lesson.folder).marks()) == 1 and len(lesson.marks("Zoë")) == 0
    assert (
        lesson.marks("Zoë").path != lesson.marks("Zo/e").path
        and lesson.marks("../x").path.parent == lesson.desk
    )


@pytest.mark.parametrize(
    "creator", ["me", "Ana", "../../x", "CON", "", "李", "a" * 300, "a\0b", "a/b", "a:b"]
)
def test_a_file_name_for_any_name(creator):
    name = file_name(creator)
    assert re.fullmatch(r"[\w-]{1,60}", name, re.ASCII)


def test_every_key_function_is_used_or_explained(lesson):
    used = {exercise.get("from") for exercise in lesson.exercises.values()}
    assert set(KEYS) - used <= {"key.most"}


def test_readings_are_everybody_at_hand_and_only_copies(lesson, tmp_path, monkeypatch):
    monkeypatch.setattr(lesson, "work", tmp_path)
    monkeypatch.setattr(lesson, "_marks", {})
    assert list(lesson.readings("quotation")) == ["key", *lesson.readers("quotation")]
    marks = lesson.marks()
    marks.add(0, 5, "person"), marks.add(216, 267, "quotation", form="partial")
    marks.save(tmp_path / "partners" / "Zoë Ünal.jsonld")
    marks.add(797, 842, "quotation")
    found = lesson.readings("quotation")
    assert (
        list(found)[-2:] == ["you", "Zoë Ünal"]
        and len(found["you"]) == 2
        and len(found["Zoë Ünal"]) == 1
    )
    assert found["you"].table.form[0] == "partial"
    found["you"].remove(next(iter(found["you"])).id)
    assert len(marks) == 3


def test_readers_by_layer(lesson):
    assert "second-reader" in lesson.readers("quotation") and lesson.readers("frame") == {}
    assert lesson.readers()["second-reader"].creator == "The second reading"
    with pytest.raises(KitError, match="no layer 'nouns'"):
        lesson.key("nouns")


def test_the_question_says_nothing_of_the_answer_and_hints_stay_general(lesson):
    """Fields that hold for any article name nobody of this one: `kit new` keeps them as they are."""
    names = {
        "assad",
        "trump",
        "syria",
        "russia",
        "turkey",
        "isis",
        "geneva",
        "amnesty",
        "moderate",
        "terroris",
        "refugee",
        "caravel",
    }
    for id, exercise in lesson.exercises.items():
        if not exercise.get("article"):
            general = " ".join(
                [exercise["question"], *exercise.get("hints", []), *exercise.get("choices", [])]
            ).casefold()
            assert not [name for name in names if name in general], id
