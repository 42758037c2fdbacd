"""Exercises: check, hint, solution, progress."""


class Exercises:
    exercises = {}
