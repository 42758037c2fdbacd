"""The quiz at the end of a notebook: questions with choices, each wrong choice with its own line."""

import re

from kit.errors import LessonError
from kit.showing.feedback import Feedback
from kit.teaching.judging import find_choice, judge
from kit.teaching.reading_answers import Unreadable, is_empty


def ask_quiz(lesson, notebook, answers) -> Feedback:
    """Show a notebook's quiz, or judge its answers: "b a c", a letter for each question."""
    notebook = f"{notebook:0>2}"
    own = {id: own for id, own in lesson.exercises.items() if id.startswith(f"{notebook}.")}
    asked = {id: exercise for id, exercise in own.items() if exercise["kind"] == "choice"}
    if not asked:
        raise LessonError(f"Notebook {notebook} has no quiz; write exercises of the kind choice")
    if is_empty(answers):
        task = f"Write one letter for each of the {len(asked)} questions, such as answers = "
        letters = " ".join("abc"[: len(asked)])
        lines = []
        for exercise in asked.values():
            choices = zip("abcdefghijklmnopqrstuvwxyz", exercise["choices"], strict=False)
            lines += [exercise["question"], *(f"   {letter}) {text}" for letter, text in choices)]
        return Feedback("Quiz.", [f'{task}"{letters}".', *lines])
    given = re.findall(r"[a-z]", answers.casefold()) if isinstance(answers, str) else list(answers)
    lines = []
    right = 0
    for (id, exercise), letter in zip(asked.items(), given, strict=False):
        correct, line = _say(lesson, id, exercise, letter)
        right += int(correct)
        lines.append(line)
    if len(given) < len(asked):
        lines.append(f"{len(asked) - len(given)} still to be answered.")
    return Feedback(f"{right} of {len(asked)} right.", lines, right == len(asked))


def _say(lesson, id, exercise, letter):
    verdict = judge(letter, exercise["key"], exercise, lesson)
    try:
        meant = find_choice(letter, exercise["choices"], lesson.article.language)
    except Unreadable as what:
        return False, f"{exercise['question']} {what}"
    lesson.keep_result(id, verdict.correct)
    word = "Right" if verdict.correct else "Not yet"
    why = exercise.get("right", "") if verdict.correct else verdict.line
    stop = "" if meant.endswith(("?", "!", ".")) else "."
    return verdict.correct, f"{exercise['question']} {word}: {meant}{stop} {why}".rstrip()
