"""What a student made is kept: through a restart, with two notebooks open, with nothing lost when the disk says no."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kit
from kit.teaching.form import AnswerBox
from kit.teaching.kept import Kept

ROOT = Path(__file__).parents[2]


def again(lesson):
    """The lesson as another kernel would open it."""
    return kit.open_lesson(lesson.folder)


def test_hints_go_one_further_and_survive_a_restart(lesson):
    first = lesson.hint("01.8")
    assert str(first).startswith("Hint 1 of 3.")
    assert "Hints 1 to 2 of 3" in str(again(lesson).hint("01.8"))
    last = again(lesson).hint("01.8")
    assert "That was the last one" in str(last) and str(again(lesson).hint("01.8")) == str(last)
    assert first.lines[0] in str(last)


def test_results_survive_a_restart_and_not_answering_leaves_them(lesson):
    lesson.check("01.2", 9)
    lesson.check("01.3", 3)
    lesson.check("01.2", ...)
    table = again(lesson).progress().table.set_index("exercise")
    assert (
        table.state["01.2"] == "right"
        and table.state["01.3"] == "not yet"
        and table.state["02.1"] == "open"
    )


def test_what_was_right_stays_right_when_somebody_tries_further(lesson):
    assert lesson.check("01.2", 9).correct
    assert lesson.check("01.2", 8).correct is False  # said, but not held against anybody
    table = again(lesson).progress().table.set_index("exercise")
    assert table.state["01.2"] == "right"


def test_progress_reads_as_text_and_as_a_table(lesson):
    lesson.check("01.3", 3)
    box = lesson.answer("01.1")
    box.text = "Three words."
    progress = lesson.progress()
    written = sum(exercise["kind"] == "written" for exercise in lesson.exercises.values())
    assert f"Written: 1 of {written} answers." in str(progress)
    assert "To look at again: 01.3" in str(progress)
    page = progress._repr_html_()
    assert "1 of 15 done, 1 to look at again</li>" in page and "aria-label" in page


def test_a_written_answer_is_in_the_file_at_once_and_comes_back(lesson):
    box = lesson.answer("01.1")
    assert box.status == "Nothing written yet." and repr(box).endswith("(nothing written yet)")
    start = time.process_time()  # what it takes of a processor, whoever else wants one
    box.text = "Confident.\nمرحبا 👩‍👩‍👧 e\u0301"
    assert time.process_time() - start < 0.25, (
        "half a second from typing: the box waits 0.25 s at most, the rest is ours"
    )
    assert (
        (lesson.desk / "answers" / "01.1.txt").read_text(encoding="utf-8") == box.text == box.saved
    )
    assert box.status == "Saved."
    later = again(lesson)
    assert (
        later.answer("01.1").text == box.text
        and later.answer("01.1").status == "This is your saved answer."
    )
    assert later.answers.set_index("exercise").answer["01.1"] == box.text
    assert list(later.answers.columns) == ["exercise", "question", "answer"]


def test_an_emptied_answer_is_empty(lesson):
    box = lesson.answer("01.1")
    box.text = "x"
    box.text = ""
    assert again(lesson).answer("01.1").text == ""


@pytest.mark.parametrize(
    "text",
    [
        "a\r\nb\rc",
        "\ufeffx",
        "\ud800 half a character",
        "\0",
        "</textarea><script>",
        "x" * 1_000_000,
    ],
)
def test_any_text_can_be_kept(lesson, text):
    box = lesson.answer("01.1")
    box.text = text
    assert box.status == "Saved."
    assert len(again(lesson).answer("01.1").text) >= len(text) - 1


def test_two_boxes_on_one_question_lose_nothing(lesson):
    here, there = lesson.answer("01.1"), again(lesson).answer("01.1")
    here.text = "from here"
    there.text = "from there"  # typed without having seen what was written here
    assert "other window 1" in there.status
    texts = {path.name: path.read_text() for path in (lesson.desk / "answers").iterdir()}
    assert texts == {"01.1.txt": "from there", "01.1 (other window 1).txt": "from here"}
    assert list(again(lesson).answers.exercise).count("01.1") == 1
    here._message(here, "focus", None)  # the cursor comes back into the first box
    assert here.text == "from there"
    here.text = "from there, and here"
    assert here.status == "Saved." and len(texts) == 2


def test_a_box_with_unsaved_words_is_not_overwritten_by_the_file(lesson, monkeypatch):
    box, other = lesson.answer("01.1"), again(lesson).answer("01.1")

    def full(*arguments, **names):
        raise kit.KitError("the disk is full; free some space")

    monkeypatch.setattr(box._kept, "keep_answer", full)
    box.text = "only here"
    other.text = "elsewhere"
    box._message(box, "focus", None)
    assert box.text == "only here" and box.status == "Not saved: the disk is full; free some space"


def test_a_folder_that_can_not_be_written_is_said(lesson, tmp_path):
    (tmp_path / "work").write_text("a file where the work folder should be")
    assert (
        "Your result was not kept" in str(lesson.check("01.2", 9))
        and lesson.check("01.2", 9).correct
    )
    assert "Your result was not kept" in str(lesson.hint("01.2"))
    box = lesson.answer("01.1")
    box.text = "x"
    assert box.status.startswith("Not saved: ")
    assert lesson.answers.answer.eq("").all() and lesson.progress().table.state.eq("open").all()


RUBBISH = [
    "",
    "{",
    "[]",
    "null",
    '{"correct": 7, "hints": "many"}',
    '{"hints": true}',
    "\0",
    '{"hints": ' + "9" * 5000 + "}",
]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_a_spoilt_record_is_no_record(lesson, rubbish):
    (lesson.desk / "checks").mkdir(parents=True)
    (lesson.desk / "checks" / "01.2.json").write_text(rubbish)
    assert str(lesson.hint("01.2")).startswith("Hint 1 of 2.")
    assert lesson.check("01.2", 9).correct and lesson.progress().table.state.eq("right").sum() == 1


WORKER = """
import sys, kit
lesson = kit.open_lesson(sys.argv[1])
for round in range(15):
    for id in ("01.2", "01.3", "02.1", "02.4", "03.2"):
        lesson.check(id, {answer})
    lesson.hint("{hint}")
    lesson.answer("{box}").text = f"round {{round}}"
print(lesson.check("01.2", 9).correct)
"""


def test_two_processes_at_once(lesson):
    """Two notebooks check the same exercises and write their own answers: every file is whole, nothing of either is missing."""
    made = [("9", "01.8", "01.1"), ("8", "01.6", "01.4")]
    scripts = [WORKER.format(answer=answer, hint=hint, box=box) for answer, hint, box in made]
    commands = [[sys.executable, "-c", script, str(lesson.folder)] for script in scripts]
    running = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        for command in commands
    ]
    assert [process.communicate(timeout=300)[0].strip() for process in running] == [
        b"True",
        b"True",
    ]
    for path in (lesson.desk / "checks").iterdir():
        assert json.loads(path.read_text()), path
    state = lesson.progress().table.set_index("exercise")
    assert state.state["01.2"] == "right" and list(state) == ["question", "state"]
    assert [lesson.kept.record(id)["hints"] for id in ("01.8", "01.6")] == [3, 3]
    assert lesson.kept.answer("01.1") == lesson.kept.answer("01.4") == "round 14"
    assert {path.name for path in (lesson.desk / "answers").iterdir()} == {
        "01.1.txt",
        "01.4.txt",
    }, "no temporary file is left"


def test_the_saved_notebook_shows_the_answer_as_text(lesson):
    box = lesson.answer("01.1")
    box.text = "<script>alert(1)</script> & “so”"
    data, _ = box._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert (
        data["text/plain"]
        == "01.1 " + lesson.exercises["01.1"]["question"] + "\n<script>alert(1)</script> & “so”"
    )
    assert "<script>" not in data["text/html"] and "&lt;script&gt;" in data["text/html"]


def test_ids_can_not_leave_the_folder(tmp_path):
    kept = Kept(tmp_path / "work")
    (tmp_path / "work" / "answers").mkdir(parents=True)
    (tmp_path / "work" / "answers" / "notes.txt").write_text("the student's own file")
    assert kept.answered() == []
    with pytest.raises(kit.KitError):
        kit.open_lesson(ROOT / "data" / "assad-2017").answer("../../x")


def test_box_says_its_question(lesson):
    box = AnswerBox("01.1", "What?", lesson.kept)
    assert (box.exercise, box.question, box.language) == ("01.1", "What?", "en")


def test_an_answer_that_an_editor_saved_in_another_encoding_is_read(lesson):
    lesson.answer("01.1").text = "x"
    (lesson.desk / "answers" / "01.1.txt").write_bytes("Zoë sagt: naïf".encode("cp1252"))
    assert again(lesson).answer("01.1").text == "Zoë sagt: naïf" and len(
        again(lesson).progress().table
    )
