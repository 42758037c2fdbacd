"""Feedback climbs: a hint a try, the solution from the third, a line for each known answer."""

import pytest

import kit
from kit.showing.feedback import Feedback, Fold

BARE = ("written", "choice")


@pytest.fixture(params=["assad-2017", "night-market"])
def any_lesson(request, lesson):
    return kit.open_lesson(lesson.folder.parent / request.param)


def test_each_try_shows_the_next_hint_and_the_third_names_the_solution(lesson):
    said = [str(lesson.check("04.4", ["shouted"])) for _ in range(4)]
    for number, text in enumerate(said[:3], 1):
        assert f"Hint {number} of 3" in text
    assert "lesson.solution" not in said[1] and 'lesson.solution("04.4")' in said[2]
    assert "Hint 3 of 3" in said[3], "the last hint stays"


def test_what_is_not_an_answer_yet_is_no_try(lesson):
    slips = ["many", "7 or 8", ["a", "b"]]
    for said in [lesson.check("04.1", slip) for slip in slips]:
        assert said.title == "Not an answer yet." and said.correct is False
        assert [fold.button for fold in said.folds] == ["Show hint 1 of 2"]
    assert lesson.progress().table.set_index("exercise").state["04.1"] == "open"


def test_an_untouched_cell_takes_back_nothing(lesson):
    assert lesson.check("04.1", 8).correct
    lesson.check("04.1", ...)
    assert lesson.progress().table.set_index("exercise").state["04.1"] == "right"


def test_every_exercise_has_hints_and_every_check_says_why_it_is_right(lesson):
    for id, exercise in lesson.exercises.items():
        assert exercise["kind"] == "choice" or exercise.get("hints"), id
        assert exercise["kind"] == "written" or exercise.get("right"), id


def flat(answer, kind):
    """The first way of saying a text, or each item of a list."""
    if isinstance(answer, list) and kind == "text":
        return answer[0]
    if isinstance(answer, list):
        return [item[0] if isinstance(item, list) else item for item in answer]
    return answer


def test_each_accepted_and_each_known_answer_is_reached(any_lesson):
    for id, exercise in any_lesson.exercises.items():
        for entry in exercise.get("accept", []):
            result = any_lesson.check(id, flat(entry["answer"], exercise["kind"]))
            assert result.correct and result.lines[0] == entry["line"], (id, entry)
            assert result.title == "Also right."
        for entry in exercise.get("known", []):
            result = any_lesson.check(id, flat(entry["answer"], exercise["kind"]))
            assert result.correct is False and result.lines[0] == entry["line"], (id, entry)


def test_every_wrong_choice_has_its_own_line(any_lesson):
    for id, exercise in any_lesson.exercises.items():
        if exercise["kind"] == "choice":
            wrong = {entry["answer"] for entry in exercise["known"]}
            assert wrong == set(exercise["choices"]) - {exercise["key"]}, id


def test_each_notebook_ends_with_three_questions(lesson):
    for number in range(11):
        asked = lesson.quiz(f"{number:02}")
        assert asked.correct is None and "a) " in str(asked), asked
        keys = [e for i, e in lesson.exercises.items() if i.startswith(f"{number:02}")]
        keys = [exercise["key"] for exercise in keys if exercise["kind"] == "choice"]
        assert len(keys) == 3 and lesson.quiz(f"{number:02}", keys).correct
    assert lesson.quiz("00", "a a a").correct is False
    assert "still to be answered" in str(lesson.quiz("00", "b"))
    for odd in (object(), 3, "?", [None], ["z"], b"x"):
        assert lesson.quiz("00", odd).correct is not True
    assert "no quiz" in str(lesson.quiz("77", "a"))


def test_a_fault_in_an_answer_of_the_file_is_named(tmp_path, lesson):
    from kit.teaching.entries import find_fault

    entry = {"question": "Q", "kind": "number", "key": 1}
    assert find_fault("01.1", entry | {"known": [{"answer": 2}]}) and not find_fault("01.1", entry)
    assert "sentence" in find_fault("01.1", entry | {"accept": [{"answer": 2, "line": ""}]})


def test_the_hints_wait_behind_buttons_in_the_panel(lesson):
    untouched = lesson.check("04.4")
    assert [fold.button for fold in untouched.folds] == ["Show hint 1 of 3"]
    assert str(untouched).endswith('lesson.hint("04.4") shows a hint.')
    for _ in range(3):
        wrong = lesson.check("04.4", ["shouted"])
    names = [fold.button for fold in wrong.folds]
    assert names == [*(f"Show hint {n} of 3" for n in (1, 2, 3)), "Show the answer"]
    assert wrong.folds[-1].words == "\n".join(lesson.solution("04.4").lines)
    assert not lesson.check("04.1", 8).folds


def test_a_hint_asked_for_is_in_the_panel_from_then_on(lesson):
    lesson.hint("04.4")
    lesson.hint("04.4")
    assert "Show hint 2 of 3" in lesson.check("04.4")._repr_html_()


def test_what_is_behind_a_button_is_escaped():
    fold = Fold("<b>", "<script>alert(1)</script>")
    html = Feedback("Not yet.", ["…"], False, [fold])._repr_html_()
    assert "<summary" in html and "&lt;b&gt;" in html and "<script" not in html
