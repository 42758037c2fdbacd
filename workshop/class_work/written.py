"""What a class wrote, question by question, with the rubric and the model answer beside it."""

from pathlib import Path

from workshop.class_work.progress import WRITTEN, read_kept
from workshop.class_work.report import write_page

UNKNOWN = "somebody without marks"  # who has no other name among pseudonyms


def write_answers(desks, lesson, known, folder):
    """Write answers.html into a folder; return its path, or None if nobody has written anything.

    Parameters
    ----------
    desks : list of Desk
        The students' folders.
    lesson : Lesson
        With the questions and their model answers.
    known : dict of str to str
        The name that the page has for a student; {} for their own names.
    folder : str or Path
        For the page.

    Raises
    ------
    FileError
        If the page can't be written.
    """
    given = {}
    for desk in desks:
        name = known.get(desk.student, UNKNOWN) if known else desk.student
        for file in desk.list("answers"):
            id = WRITTEN.fullmatch(file)
            text = read_kept(desk, "answers", file).strip() if id else ""
            if text:
                given.setdefault(id[1], []).append((name, text))
    questions = []
    for id, exercise in lesson.exercises.items():
        if exercise.get("kind") == "written" and id in given:
            questions.append({"id": id, **exercise, "given": sorted(given[id])})
    if not questions:
        return None
    title = f"What the class wrote: {lesson.article.title or lesson.name}"
    return write_page(Path(folder) / "answers.html", "answers.html", title, questions=questions)
