"""Exercises: what a lesson asks, checks, hints at and keeps. Their texts stand in the lesson's
exercises.toml.

Only facts of the text are checked. A question of judgement gets model answers, never "correct".
"""

from functools import cached_property

import pandas as pd

from kit.errors import KitError, LessonError
from kit.reading.text import join_words, show
from kit.showing.feedback import Feedback
from kit.teaching.exercises_file import read_exercises
from kit.teaching.in_words import key_in_words
from kit.teaching.kept import Kept, in_order
from kit.teaching.keys import KEYS, NoAnswer
from kit.teaching.progress import progress_of
from kit.teaching.quiz import ask_quiz
from kit.teaching.reading_answers import is_empty
from kit.teaching.several import Several
from kit.teaching.verdicts import judge

SOLUTION_AT = 3  # the try at which the solution is named


class Exercises(Several):
    """The part of a Lesson that asks and checks."""

    @cached_property
    def exercises(self):
        """The exercises of exercises.toml: a dict of id -> dict; raises LessonError naming file,
        line and mend.
        """
        found = read_exercises(self.folder / "exercises.toml")
        if self.articles_folder is not None:
            found |= read_exercises(self.articles_folder / "exercises.toml")
        return dict(sorted(found.items(), key=lambda pair: in_order(pair[0])))

    @cached_property
    def kept(self):
        """The student's answers and results (kit.teaching.kept.Kept)."""
        return Kept(self.desk)

    def check(self, id, answer=...):
        """Return Feedback on an answer: .correct is True, False (and what to look at), or None
        (nothing judged).

        id: such as "04.2". answer: the number, words, list, span, table … asked for, however it is
        written. Never raises.
        """
        try:
            return self._check(id, answer)
        except NoAnswer as reason:
            why = f"This lesson can't check this question: {reason}."
            return Feedback("No answer here.", [f"{why} Your own answer may well be right."])
        except KitError as error:
            return Feedback("Not checked.", [str(error)])
        except Exception as error:  # whatever somebody's object does when it is looked at
            what = f"it is of the type {show(type(answer).__name__)} ({type(error).__name__})"
            return Feedback("Not checked.", [f"This answer can't be read: {what}."])

    def _check(self, id, answer):
        id = self._id(id)
        exercise = self._exercise(id)
        if exercise["kind"] == "written":
            return Feedback(
                "Yours to judge.",
                [f'Nothing is checked here; lesson.solution("{id}") shows a model answer.'],
            )
        right = self._answer_key(id)
        # [] may be right: nobody is named, say
        if is_empty(answer) and (answer is ... or answer is None or right):
            mend = f'Put your answer in place of ..., or ask lesson.hint("{id}").'
            return Feedback("Not answered yet.", [exercise["question"], mend])
        verdict = judge(answer, right, exercise, self)
        title = "Not yet."
        lines = [verdict.line]
        if verdict.other:
            title = "Also right."
        elif verdict.correct:
            title = "Correct."
            lines = [exercise.get("right", ""), verdict.line]
        kept = self.keep_result(id, verdict.correct)
        if not verdict.correct:
            lines += self._next_rung(id, exercise)
        lines = [line for line in lines if line] or [""]
        return Feedback(title, [*lines, *kept], verdict.correct)

    def _next_rung(self, id, exercise):
        """Return the hint for this try, and from the third on where the solution is."""
        rungs = [*exercise.get("hints", []), *exercise.get("clues", [])]
        tries = max(1, self.kept.record(id).get("tries", 1))
        lines = []
        if rungs:
            number = min(tries, len(rungs))
            lines.append(f"Hint {number} of {len(rungs)}: {rungs[number - 1]}")
        if tries >= SOLUTION_AT:
            lines.append(f'lesson.solution("{id}") shows the answer, whenever you like.')
        return lines

    def quiz(self, notebook, answers=...):
        """Show the quiz of a notebook, or judge the letters given: lesson.quiz("01", "b a c")."""
        try:
            return ask_quiz(self, notebook, answers)
        except KitError as error:
            return Feedback("No quiz.", [str(error)])
        except Exception as error:  # whatever somebody's object does when it is looked at
            what = type(error).__name__
            return Feedback("Not checked.", [f"These answers can't be read ({what})."])

    def hint(self, id):
        """Show the next hint; each call goes one further, and the kit remembers where you are."""
        try:
            id = self._id(id)
            exercise = self._exercise(id)
        except KitError as error:
            return Feedback("No hint.", [str(error)])
        rungs = [*exercise.get("hints", []), *exercise.get("clues", [])]
        if not rungs:
            why = (
                "There is none for this question; read it once more, then the passage it is about."
            )
            return Feedback("No hint.", [why])
        shown = min(self.kept.record(id).get("hints", 0) + 1, len(rungs))
        title = f"Hint 1 of {len(rungs)}."
        if shown > 1:
            title = f"Hints 1 to {shown} of {len(rungs)}. 1."
        lines = [rungs[0], *(f"{number}. {rungs[number - 1]}" for number in range(2, shown + 1))]
        if shown == len(rungs):
            lines.append(f'That was the last one; lesson.solution("{id}") shows an answer.')
        return Feedback(title, [*lines, *self.keep_result(id, hints=shown)])

    def solution(self, id):
        """Show the answer to a question of fact; to a question of judgement a model answer and
        another that can be defended.
        """
        try:
            id = self._id(id)
            exercise = self._exercise(id)
            if exercise["kind"] != "written":
                words = key_in_words(exercise, self._answer_key(id), self.article)
                return Feedback("Answer:", [words, *exercise.get("right", "").splitlines()])
            if not exercise.get("model"):
                raise NoAnswer("nobody has written a model answer yet")
        except (KitError, NoAnswer) as reason:
            return Feedback("No answer here.", [f"{reason}."[:1].upper() + f"{reason}."[1:]])
        lines = [exercise["model"]]
        if exercise.get("alternative"):
            lines.append(f"Also to be defended: {exercise['alternative']}")
        return Feedback("A model answer:", [*lines, "Yours may differ, if the text carries it."])

    def answer(self, id):
        """Show a labelled text box, kept in the work folder while you type. Raises LessonError for
        an unknown id.
        """
        from kit.teaching.answer_box import AnswerBox

        id = self._id(id)
        exercise = self._exercise(id)
        models = [exercise.get("model", ""), exercise.get("alternative", "")]
        return AnswerBox(
            id,
            exercise["question"],
            self.kept,
            self.article.language,
            models=[model for model in models if model],
        )

    @property
    def answers(self):
        """Table of the written answers: exercise, question, answer ("" where there is none yet)."""
        asked = [id for id, exercise in self.exercises.items() if exercise["kind"] == "written"]
        ids = sorted({*asked, *self.kept.answered()}, key=in_order)
        rows = [
            (id, self.exercises.get(id, {}).get("question", ""), self.kept.answer(id)) for id in ids
        ]
        return pd.DataFrame(rows, columns=["exercise", "question", "answer"], dtype="str")

    def progress(self):
        """Return how far you are; .table: exercise, question, state (right, not yet, written,
        open), hints.
        """
        return progress_of(self.exercises, self.kept)

    # ---- inside

    def _id(self, id):
        notebook, _, number = str(id).partition(".")
        return f"{notebook:0>2}.{number}"  # 4.2 and "4.2" are meant well

    def _exercise(self, id):
        if id not in self.exercises:
            alike = [other for other in self.exercises if other[:2] == id[:2]]
            known = join_words(alike or list(self.exercises), 12)
            raise LessonError(f"There is no exercise {show(id, 20)!r}; there are {known}")
        return self.exercises[id]

    def _answer_key(self, id):
        exercise = self.exercises[id]
        if "key" in exercise:
            return exercise["key"]
        if "from" not in exercise:
            raise NoAnswer("it has no answer to it yet")
        try:
            return KEYS[exercise["from"]](self, **exercise.get("with", {}))
        except TypeError as error:
            where = f"{self.folder / 'exercises.toml'}: exercise {id}"
            raise LessonError(
                f"{where}: with = … doesn't suit {exercise['from']} ({error}); mend it"
            ) from None

    def keep_result(self, id, correct=None, **changes):
        """Keep a result; returns [] or a line that says why it could not be kept."""
        try:
            if correct is not None:
                before = self.kept.record(id)
                changes |= {
                    # what was right stays right: whoever tries further loses nothing
                    "correct": bool(correct) or before.get("correct", False),
                    "tries": before.get("tries", 0) + 1,
                }
            self.kept.keep_record(id, **changes)
            return []
        except KitError as error:
            return [f"Your result was not kept: {error}"]
