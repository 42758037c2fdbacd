"""Exercises, written in exercises.toml: what a lesson asks, checks, hints at and keeps.

Only facts of the text are checked. A question of judgement gets model answers, never "correct".
"""

from functools import cached_property

import pandas as pd

from kit.errors import KitError, LessonError
from kit.reading.text import join_words, show
from kit.showing.feedback import Feedback, Fold
from kit.teaching.entries import read_exercises
from kit.teaching.in_words import key_in_words
from kit.teaching.kept import Kept, in_order
from kit.teaching.keys import KEYS
from kit.teaching.keys_text import NoAnswer
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
        """The exercises, id -> dict; raises LessonError naming file, line and fix."""
        found = read_exercises(self.folder / "exercises.toml")
        if self.articles_folder is not None:
            found |= read_exercises(self.articles_folder / "exercises.toml")
        return dict(sorted(found.items(), key=lambda pair: in_order(pair[0])))

    @cached_property
    def kept(self):
        """The student's answers and results (kit.teaching.kept.Kept)."""
        return Kept(self.desk)

    def check(self, id, answer=...):
        """Return Feedback on an answer: .correct is True, False, or None (nothing judged).

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
            line = f'Nothing is checked here; lesson.solution("{id}") shows a model answer.'
            return Feedback("Yours to judge.", [line])
        right = self._answer_key(id)
        # [] may be right: nobody is named, say
        if is_empty(answer) and (answer is ... or answer is None or right):
            lines = [exercise["question"], "Put your answer in place of the three dots."]
            folds = self._ladder(id, f'lesson.hint("{id}") shows a hint.')
            return Feedback("Not answered yet.", lines, folds=folds)
        verdict = judge(answer, right, exercise, self)
        title = "Not yet."
        lines = [verdict.line]
        if verdict.other:
            title = "Also right."
        elif verdict.correct:
            title = "Correct."
            lines = [exercise.get("right", ""), verdict.line]
        kept = self.keep_result(id, verdict.correct)
        lines = [line for line in lines if line] or [""]
        folds = [] if verdict.correct else self._ladder(id)
        return Feedback(title, [*lines, *kept], verdict.correct, folds)

    def _ladder(self, id, plain=""):
        """Return the hints that are reached, one a try, and from the third try on the solution.

        plain: what the plain text says in the newest hint's place; "" for the hint itself.
        """
        rungs = self._rungs(id)
        record = self.kept.record(id)
        tries = record.get("tries", 0)
        reached = min(max(1, tries, record.get("hints", 0)), len(rungs))
        folds = []
        for number, rung in enumerate(rungs[:reached], 1):
            name = f"{number} of {len(rungs)}"
            words = (plain or f"Hint {name}: {rung}") if number == reached else ""
            folds.append(Fold(f"Show hint {name}", rung, words))
        if tries >= SOLUTION_AT:
            words = "\n".join(self.solution(id).lines)
            way = f'lesson.solution("{id}") shows the answer, whenever you like.'
            folds.append(Fold("Show the answer", words, way))
        return folds

    def _rungs(self, id):
        return [*self.exercises[id].get("hints", []), *self.exercises[id].get("clues", [])]

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
            self._exercise(id)
        except KitError as error:
            return Feedback("No hint.", [str(error)])
        rungs = self._rungs(id)
        if not rungs:
            fix = "read it once more, then the passage it is about."
            return Feedback("No hint.", [f"There is none for this question; {fix}"])
        shown = min(self.kept.record(id).get("hints", 0) + 1, len(rungs))
        title = f"Hint 1 of {len(rungs)}."
        if shown > 1:
            title = f"Hints 1 to {shown} of {len(rungs)}. 1."
        lines = [rungs[0], *(f"{number}. {rungs[number - 1]}" for number in range(2, shown + 1))]
        if shown == len(rungs):
            lines.append(f'That was the last one; lesson.solution("{id}") shows an answer.')
        return Feedback(title, [*lines, *self.keep_result(id, hints=shown)])

    def solution(self, id):
        """Show the answer, or for a question of judgement a model answer and an alternative."""
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
        """Show an autosaving text box for an answer. Raises LessonError for an unknown id."""
        from kit.teaching.answer_box import AnswerBox

        id = self._id(id)
        exercise = self._exercise(id)
        models = [exercise[name] for name in ("model", "alternative") if exercise.get(name)]
        language = self.article.language
        return AnswerBox(id, exercise["question"], self.kept, language=language, models=models)

    @property
    def answers(self):
        """Table of the written answers: exercise, question, answer ("" where there is none yet)."""
        asked = [id for id, exercise in self.exercises.items() if exercise["kind"] == "written"]
        ids = sorted({*asked, *self.kept.answered()}, key=in_order)
        questions = [self.exercises.get(id, {}).get("question", "") for id in ids]
        columns = {"exercise": ids, "question": questions, "answer": map(self.kept.answer, ids)}
        return pd.DataFrame({name: list(column) for name, column in columns.items()}, dtype="str")

    def progress(self):
        """Return how far you are; .table: exercise, question, state. Hints are not counted."""
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
            what = f"with = … doesn't suit {exercise['from']} ({error})"
            raise LessonError(f"{where}: {what}; mend it") from None

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
