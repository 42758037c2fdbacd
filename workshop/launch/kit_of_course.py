"""Let `import kit` find the kit of the course that a notebook belongs to.

A copy of this file lies in the environment, and kit.pth beside it loads it whenever Python starts.
So several courses can share one environment: the folder that a notebook runs in decides. A course's
folder holds course.toml and kit/; a work folder elsewhere holds .course, which names its course.
Where the folder says nothing, KIT_COURSE decides, and then the first course that is still there of
those in kit-courses.txt. What Python finds by itself comes before all of these.
"""

import os
import sys
from importlib.machinery import PathFinder

MARKER = ".course"
NAMES = {"kit", "workshop"}
LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kit-courses.txt")


def read(path):
    """Return the lines of a text file, [] if it can't be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []


def above(folder):
    """Return the courses that a folder lies in or works for, the nearest first."""
    found = []
    while folder:
        if not is_anybodys(folder):
            if os.path.isfile(os.path.join(folder, "course.toml")):
                found.append(folder)
            found += read(os.path.join(folder, MARKER))[:1]
        parent = os.path.dirname(folder)
        folder = parent if parent != folder else ""
    return found


def is_anybodys(folder):
    """Return whether everybody may put files into a folder, as into /tmp: they decide nothing."""
    try:
        return os.name == "posix" and os.stat(folder).st_mode & 0o1002 == 0o1002
    except OSError:
        return True


def courses():
    """Return every course to look in, the most likely first."""
    try:
        places = above(os.getcwd())
    except OSError:  # the folder was deleted
        places = []
    listed = [*places, os.environ.get("KIT_COURSE", ""), *read(LIST)]
    return [course for course in listed if os.path.isabs(course)]


class KitOfCourse:
    """A finder, asked when no other has found a package."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Return where kit or workshop is, None for any other name."""
        if name not in NAMES:
            return None
        for course in courses():
            if os.path.isfile(os.path.join(course, name, "__init__.py")):
                # what is imported later, of the other package too, comes from the same course
                sys.path.append(course)
                return PathFinder.find_spec(name, [course])
        return None


if KitOfCourse not in sys.meta_path:
    sys.meta_path.append(KitOfCourse)
