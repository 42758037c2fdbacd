"""Exercises, written in exercises.toml: what a lesson asks, checks, hints at and keeps."""

from functools import cached_property

from kit.errors import KitError, LessonError
from kit.reading.text import join_words, show
from kit.showing.feedback import Feedback, Fold
from kit.teaching.entries import read_exercises
from kit.teaching.in_words import key_in_words
from kit.teaching.judging import judge
from kit.teaching.kept import Kept, in_order
from kit.teaching.keys import KEYS
from kit.teaching.keys_text import NoAnswer
from kit.teaching.quiz import ask_quiz
from kit.teaching.reading_answers import is_empty

SOLUTION_AT = 3  # the try at which the solution is named


class Exercises:
    """The part of a Lesson that asks and checks."""

    @cached_property
    def exercises(self):
        """The exercises, id -> dict; raises LessonError naming file, line and fix."""
        exercises = read_exercises(self.folder / "exercises.toml")
        if self.articles_folder is not None:
            exercises |= read_exercises(self.articles_folder / "exercises.toml")
        return {id: exercises[id] for id in sorted(exercises, key=in_order)}

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
        id, exercise = self.find_exercise(id)
        if exercise["kind"] == "written":
            line = f'Nothing is checked here; lesson.solution("{id}") shows a model answer.'
            return Feedback("Yours to judge.", [line])
        right = self._answer_key(id)
        # [] may be right: nobody is named, say
        if is_empty(answer) and (answer is ... or answer is None or right):
            place = "Put your answer in the cell, in place of the three dots (...)."
            lines = [exercise["question"], place]
            folds = self._folds(id, f'lesson.hint("{id}") shows a hint.')
            return Feedback("Not answered yet.", lines, folds=folds)
        verdict = judge(answer, right, exercise, self)
        if not verdict.readable:  # a slip of the form is no try
            return Feedback("Not an answer yet.", [verdict.line], False, self._folds(id))
        kept = self.keep_result(id, verdict.correct)
        if not verdict.correct:
            return Feedback("Not yet.", [verdict.line, *kept], False, self._folds(id))
        if verdict.other:
            return Feedback("Also right.", [verdict.line, *kept], True)
        lines = [line for line in (exercise.get("right", ""), verdict.line) if line]
        return Feedback("Correct.", [*(lines or [""]), *kept], True)

    def _folds(self, id, plain=""):
        """Return the hints reached, one a try; from the third on the solution. plain: for the last."""
        hints = self._hints(id)
        record = self.kept.record(id)
        tries = record.get("tries", 0)
        reached = min(max(1, tries, record.get("hints", 0)), len(hints))
        folds = []
        for number, hint in enumerate(hints[:reached], 1):
            name = f"{number} of {len(hints)}"
            words = (plain or f"Hint {name}: {hint}") if number == reached else ""
            folds.append(Fold(f"Show hint {name}", hint, words))
        if tries >= SOLUTION_AT:
            words = "\n".join(self.solution(id).lines)
            way = f'lesson.solution("{id}") shows the answer, whenever you like.'
            folds.append(Fold("Show the answer", words, way))
        return folds

    def _hints(self, id):
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
            id, _ = self.find_exercise(id)
        except KitError as error:
            return Feedback("No hint.", [str(error)])
        hints = self._hints(id)
        if not hints:
            fix = "read it once more, then the passage it is about."
            return Feedback("No hint.", [f"There is none for this question; {fix}"])
        shown = min(self.kept.record(id).get("hints", 0) + 1, len(hints))
        title = f"Hint 1 of {len(hints)}."
        if shown > 1:
            title = f"Hints 1 to {shown} of {len(hints)}. 1."
        lines = [hints[0], *(f"{number}. {hints[number - 1]}" for number in range(2, shown + 1))]
        if shown == len(hints):
            lines.append(f'That was the last one; lesson.solution("{id}") shows an answer.')
        return Feedback(title, [*lines, *self.keep_result(id, hints=shown)])

    def solution(self, id):
        """Show the answer, or for a question of judgement a model answer and an alternative."""
        try:
            id, exercise = self.find_exercise(id)
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

    def find_exercise(self, id):
        """Return an exercise's id in full ("04.2" for 4.2) and its entry, a dict; or LessonError."""
        notebook, _, number = str(id).partition(".")
        id = f"{notebook:0>2}.{number}"
        if id not in self.exercises:
            alike = [other for other in self.exercises if other[:2] == id[:2]]
            known = join_words(alike or list(self.exercises), 12)
            raise LessonError(f"There is no exercise {show(id, 20)!r}; there are {known}")
        return id, self.exercises[id]

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
            raise LessonError(f"{where}: {what}; correct it") from None

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
