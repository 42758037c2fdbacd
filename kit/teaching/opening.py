"""Opening the lesson of a course."""

import os
from pathlib import Path

from kit.errors import LessonError
from kit.paths import course_of
from kit.teaching.lesson import Lesson
from kit.teaching.tables import read_toml


def open_lesson(path=None):
    """Open the lesson of the course you are in, or of another folder.

    path: a lesson folder (it holds lesson.toml) or a course folder (it holds course.toml); None
    looks for course.toml in KIT_COURSE, then in the working folder and those above it, then where
    the kit is. Raises LessonError.

    >>> open_lesson().article.paragraphs.columns.tolist()
    ['start', 'end', 'text', 'paragraph']
    """
    if path is None:
        places = [os.environ.get("KIT_COURSE"), Path.cwd(), Path(__file__).parent]
        courses = [course_of(place) for place in places if place]
        course = next(filter(None, courses), None)
        if course is None:
            fix = "work inside the course folder, or name one"
            raise LessonError(f"{Path.cwd()}: no course.toml here or above; {fix}")
        return Lesson(_lesson_of(course), course)
    folder = Path(path).expanduser().resolve()
    folder = folder if folder.is_dir() else folder.parent
    if (folder / "lesson.toml").is_file():
        return Lesson(folder, course_of(folder))
    if (folder / "course.toml").is_file():
        return Lesson(_lesson_of(folder), folder)
    fix = "name a lesson folder or a course folder"
    raise LessonError(f"{path}: no lesson.toml and no course.toml in this folder; {fix}")


def _lesson_of(course):
    name = read_toml(course / "course.toml").get("lesson")
    if not isinstance(name, str) or not (course / name / "lesson.toml").is_file():
        fix = 'write lesson = "data/…", a folder with a lesson.toml'
        raise LessonError(f"{course / 'course.toml'}: lesson is {name!r}; {fix}")
    return (course / name).resolve()
