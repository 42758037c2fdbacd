"""The work folder: students' copies of the notebooks, which are theirs and never overwritten."""

import itertools
import os
from pathlib import Path

from kit.errors import FileError, KitError, LessonError
from kit.files import read_text, write_text
from kit.paths import MARKER, read_marker, work_folder
from kit.teaching.contents import START
from kit.teaching.opening import open_lesson
from workshop.editions import editions

LIST = "lessons-list"  # the id of the start page's cell whose output is the list
WORDS = """# The lessons

Choose a lesson. The list says how far you were when you opened the course. To see how far you are
now, click on the line below and press **Shift + Enter**."""
CODE = "import kit\nkit.open_lesson().lessons()"


def prepare_work(course, instructor=False):
    """Write the notebooks that the work folder lacks; return lines to print, often none.

    instructor: the instructor edition, in `instructor/`. Raises FileError, LessonError.
    """
    folder = work_folder(course)
    lines = claim(folder, course)
    if instructor:
        folder /= "instructor"
    for name, text in editions.make_editions(course, instructor).items():
        copy = folder / name
        if not copy.exists():
            write_text(copy, text)
        elif editions.read_edition(_read(copy)) != editions.read_edition(text):
            number = name.split("-")[0]
            way = f"`python -m kit refresh {number}` takes it and keeps yours beside it"
            if instructor:
                way = f"delete {copy} and start again"
            lines.append(f"{name}: there is a newer version; {way}.")
    return lines


def claim(folder, course):
    """Make a work folder that lies elsewhere its reader's alone; return lines. Raises FileError."""
    course = Path(course).resolve()
    if folder.is_relative_to(course):
        return []
    lines = []
    if not folder.exists():
        try:
            folder.mkdir(parents=True)
            folder.chmod(0o700)  # homes on a shared machine can often be read
        except OSError as error:
            fix = "set KIT_WORK to a folder you may write to"
            raise FileError(f"{folder}: can't be made ({error.strerror}); {fix}") from None
        if not os.environ.get("KIT_WORK"):
            lines.append(f"{course} can't be written to, so your work is kept in {folder}")
    if read_marker(folder) != course:
        write_text(folder / MARKER, f"{course}\n")
    return lines


def refresh(course, number):
    """Take the newest version of a notebook, keep the student's beside it; return lines to print.

    number: "03", 3, or the notebook's name. Raises LessonError if there is none, FileError if the
    copy can't be renamed or written; then it is as it was.
    """
    texts = editions.make_editions(course)
    name = _find_notebook(str(number).removesuffix(".ipynb"), texts)
    copy = work_folder(course) / name
    if not copy.exists():
        write_text(copy, texts[name])
        return [f"{name} is in your work folder."]
    if _read(copy) == texts[name]:
        return [f"{name} is the newest version, and you haven't changed it."]
    names = (copy.with_name(f"{copy.stem}.yours-{n}.ipynb") for n in itertools.count(1))
    kept = next(path for path in names if not path.exists())
    try:
        copy.rename(kept)
    except OSError as error:
        problem = f"can't be renamed ({error.strerror}); close it where it is open and try again"
        raise FileError(f"{copy}: {problem}") from None
    try:
        write_text(copy, texts[name])
    except FileError:
        kept.rename(copy)
        raise
    return [f"{name} is the newest version now; yours is kept as {kept.name}."]


def _find_notebook(wanted, names):
    """Return the name that begins with a number, or is `wanted`."""
    for name in names:
        number = name.split("-")[0]
        if wanted in (number, name.removesuffix(".ipynb")) or wanted.zfill(2) == number:
            return name
    known = ", ".join(name.split("-")[0] for name in names)
    raise LessonError(f"{wanted}: the course has no such notebook; it has {known}")


def _read(path):
    try:
        return read_text(path)
    except FileError:
        return ""  # broken, but the student's: it is kept


def write_start_page(course, work):
    """Write the start page, whose one output lists the lessons and how far each is done.

    Returns its path, None if the course's lesson can't be read: the notebooks say what is wrong
    with it. What somebody has written into the page stays. Raises FileError.
    """
    path = work / START
    title = editions.new_cell("markdown", WORDS, "lessons-title")
    cells = [title, editions.new_cell("code", CODE, LIST)]
    try:
        page = open_lesson(course).lessons()
        if path.exists():
            cells = editions.read_notebook(path)["cells"]
    except KitError:
        return path if path.exists() else None
    output = {"output_type": "execute_result", "metadata": {}, "execution_count": None}
    output["data"] = {"text/html": page._repr_html_(), "text/plain": repr(page)}
    for cell in cells:
        if cell.get("id") == LIST:
            cell["outputs"] = [output]
    write_text(path, editions.write_notebook(cells))
    return path
