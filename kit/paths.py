"""Where things are: this installation, its locks, the course you are in, and the student's work.

Standard library alone, in words that Python 3.8 can parse: `python -m kit` reads this before
anything is installed.
"""

import os
from pathlib import Path

from kit.errors import LessonError

HOME = Path(__file__).resolve().parent.parent  # the folder with kit/, workshop/ and the locks
LOCK = "locks/requirements.txt"
TEST_LOCK = "locks/requirements-test.txt"
COURSE_FILE = "course.toml"  # names the course's lesson; the folder that holds it is the course


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
    for place in [Path.cwd(), *Path.cwd().parents, HOME]:
        if (place / COURSE_FILE).is_file():
            return place
    raise LessonError(f"{os.getcwd()}: no course.toml here or above; name a course's folder")


def work_folder(course):
    """Return where a course's students work: KIT_WORK if it is set, else the course's work/."""
    return Path(os.environ.get("KIT_WORK") or Path(course) / "work").expanduser().resolve()
