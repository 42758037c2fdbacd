"""Where things are: this installation, its locks, the course you are in, and the student's work.

Standard library alone, in words that Python 3.8 can parse: `python -m kit` reads this before
anything is installed.
"""

import hashlib
import os
from pathlib import Path

from kit.errors import LessonError

HOME = Path(__file__).resolve().parent.parent  # the folder with kit/, workshop/ and the locks
LOCK = "locks/requirements.txt"
TEST_LOCK = "locks/requirements-test.txt"
COURSE_FILE = "course.toml"  # names the course's lesson; the folder that holds it is the course
MARKER = ".course"  # names, in a work folder that lies elsewhere, the course it is for
AT_HOME = "close-reading"  # where courses are worked on that nobody may write to


def course_of(place):
    """Return the course that `place` lies in or works for, None if there is none."""
    place = Path(place).expanduser().resolve()
    for folder in [place, *place.parents]:
        if (folder / COURSE_FILE).is_file():
            return folder
        course = read_marker(folder)
        if course and (course / COURSE_FILE).is_file():
            return course
    return None


def read_marker(folder):
    """Return the course that a work folder says it is for, None if it doesn't say."""
    try:
        lines = (Path(folder) / MARKER).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return Path(lines[0]) if lines and lines[0] else None


def find_course(folder=None):
    """Return the course folder: the one given, else the one you are in, else this installation.

    Parameters
    ----------
    folder : str or Path, optional
        A course's folder.

    Raises
    ------
    LessonError
        If there is no course.toml in `folder`, in this folder or above it, or in the kit's own.
    """
    if folder:
        if not (Path(folder) / COURSE_FILE).is_file():
            fix = "name a course's folder (python -m kit new makes one)"
            raise LessonError(f"{folder}: no course.toml here; {fix}")
        return Path(folder).resolve()
    course = course_of(Path.cwd()) or course_of(HOME)
    if course:
        return course
    raise LessonError(f"{os.getcwd()}: no course.toml here or above; name a course's folder")


def work_folder(course):
    """Return where students work: KIT_WORK, else the course's work/, else one in their home."""
    if os.environ.get("KIT_WORK"):
        return Path(os.environ["KIT_WORK"]).expanduser().resolve()
    course = Path(course).expanduser().resolve()
    work = course / "work"
    if os.access(str(work if work.exists() else course), os.W_OK):
        return work.resolve()
    return home_folder(course)


def home_folder(course):
    """Return where in the home folder a course is worked on: ~/close-reading/ and its name.

    A second course of the same name gets a few digits; one that was moved keeps its folder.
    """
    folder = Path.home().resolve() / AT_HOME / course.name
    digits = hashlib.sha256(os.fsencode(str(course))).hexdigest()[:6]
    second = folder.with_name(f"{course.name}-{digits}")
    other = read_marker(folder)
    is_others = other and other != course and (other / COURSE_FILE).is_file()
    return second if is_others or read_marker(second) == course else folder
