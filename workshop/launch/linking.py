"""Make kits importable from every folder of an environment, each course's notebooks with their own.

Standard library alone, in words that Python 3.8 can parse.
"""

import site
from pathlib import Path

from kit.errors import FileError
from kit.files import write_text
from kit.paths import HOME

FINDER = Path(__file__).with_name("kit_of_course.py")
LIST = "kit-courses.txt"


def link(site_packages):
    """Put the finder and this course's name into an environment, else where this user's packages are.

    Returns whether that could be done. What other courses wrote there stays.
    """
    if Path(site_packages) == HOME:
        return True
    if Path(site_packages).is_dir() and _write(Path(site_packages)):
        return True
    return bool(site.ENABLE_USER_SITE) and _write(Path(site.getusersitepackages()))


def _write(folder):
    """Bring the three files up to date; one that is as it should be isn't touched."""
    try:
        known = _read(folder / LIST).splitlines()
        there = [course for course in known if (Path(course) / "kit" / "__init__.py").is_file()]
        if str(HOME) not in there:
            there.append(str(HOME))
        wanted = {
            FINDER.name: FINDER.read_text(encoding="utf-8"),
            LIST: "\n".join(there) + "\n",
            "kit.pth": "import kit_of_course\n",  # last: it needs the others
        }
        if str(HOME) in known:
            del wanted[LIST]  # a course that is gone is skipped, and needs no writing
        for name, text in wanted.items():
            if _read(folder / name) != text:
                write_text(folder / name, text)
    except (OSError, FileError):
        return False
    return True


def _read(path):
    return path.read_text(encoding="utf-8") if path.is_file() else ""
