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
        question = exercise["question"]
        try:
            meant = find_choice(letter, exercise["choices"], lesson.article.language)
        except Unreadable as what:
            lines.append(f"{question} {what}")
            continue
        verdict = judge(meant, exercise["key"], exercise, lesson)
        lesson.keep_result(id, verdict.correct)
        right += int(verdict.correct)
        word = "Right" if verdict.correct else "Not yet"
        why = exercise.get("right", "") if verdict.correct else verdict.line
        stop = "" if meant.endswith(("?", "!", ".")) else "."
        lines.append(f"{question} {word}: {meant}{stop} {why}".rstrip())
    if len(given) < len(asked):
        lines.append(f"{len(asked) - len(given)} still to be answered.")
    return Feedback(f"{right} of {len(asked)} right.", lines, right == len(asked))
