"""Editions to give away: `python -m kit release` writes a student edition and an instructor edition, as folders and as zips.

Each is a course: it holds the kit, the locks and the lesson, so `python -m kit` works wherever it is unpacked. The same files in give
the same zip out, to the byte.
"""

import io
import os
import re
import shutil
import zipfile
from pathlib import Path
from string import Template

from kit.errors import FileError, LessonError
from kit.files import read_text
from kit.paths import HOME, LOCK, TEST_LOCK
from kit.teaching.lesson import open_lesson
from workshop.editions.editions import edition_of, editions, find_leaks
from workshop.editions.graders import grader_masters, withhold
from workshop.editions.handout import handout
from workshop.own_article.todo import cell_steps

ENCLOSED = Path(__file__).parent / "enclosed"  # the READMEs, and nbgrader's settings
OWN = [
    "course.toml",
    "LICENSE",
    "CITATION.cff",
    "environment.yml",
    "postBuild",
    "pyproject.toml",
    LOCK,
    TEST_LOCK,
    ".gitignore",
]
LEFT_OUT = r"(^|/)(__pycache__/|\.)|\.pyc$"  # what running leaves, and hidden files
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold
PROGRAMS = {"postBuild"}
NOT_FOR_OTTER = {
    "jupyterlab",
    "nbval",
    "uv",
}  # what shows and tests notebooks; a grader only runs them


def release(course, grader=None, out=None):
    """Write the editions of a course and return lines that say where they are.

    course: the course folder. grader: "nbgrader" or "otter" writes that grader's masters instead. out: the folder to write into; None is
    the course's release/. Raises LessonError for a master that isn't well marked, FileError for a folder that can't be written.
    """
    course = Path(course).resolve()
    lesson, out = open_lesson(course), Path(out or course / "release")
    for path in sorted((course / "notebooks").glob("*.ipynb")):
        if edition_of(read_text(path)):
            raise LessonError(
                f"{path}: this is a student's copy; release from the folder that has the masters"
            )
    if grader:
        files, told = for_grader(course, lesson, grader)
        wanted = {grader: files}
    else:
        wanted, told = (
            {"student": student(course, lesson), "instructor": instructor(course, lesson)},
            [],
        )
    if waiting := sum(not step.done for step in cell_steps(course / "notebooks")):
        told.append(
            f"{waiting} cells still wait for your words, and say so to whoever reads them; python -m kit todo lists them."
        )
    for edition, files in wanted.items():
        folder = out / f"{lesson.name}-{edition}"
        write_folder(folder, files)
        data = zipped(folder.name, files)
        _write(folder.with_name(folder.name + ".zip"), data)
        told.append(f"{folder}, and as a zip of {len(data) / 1e6:.1f} MB: {len(files)} files.")
    return told


def student(course, lesson):
    """The files of the student edition: notebooks without solutions, and everything they need to run. {path: bytes}."""
    notebooks = editions(course)
    for name, text in notebooks.items():
        if leaks := find_leaks(course / "notebooks" / name, text):
            raise LessonError(
                f"notebooks/{name}: students could read {leaks[0]!r}; put it between # BEGIN SOLUTION and # END SOLUTION"
            )
    files = {f"notebooks/{name}": text.encode() for name, text in notebooks.items()}
    return common(course, lesson, "student") | files | {"handout.html": handout(lesson).encode()}


def instructor(course, lesson):
    """The files of the instructor edition: the masters with solutions and notes, as they were validated. {path: bytes}."""
    return (
        common(course, lesson, "instructor")
        | under(course, "notebooks")
        | {"handout.html": handout(lesson).encode()}
    )


def for_grader(course, lesson, grader):
    """The files of a grader's course, and lines on what it can't grade. kit/ and data/ stand beside the notebooks, which find them there."""
    masters, told = grader_masters(course, lesson, grader)
    files = {name: text.encode() for name, text in masters.items()}
    needed = {
        name: data
        for name, data in common(course, lesson, grader).items()
        if name.split("/")[0] in ("kit", "workshop", "data", "course.toml")
    }
    exercises = f"{place_of(lesson)}/exercises.toml"
    if exercises in needed:
        needed[exercises] = withhold(needed[exercises].decode()).encode()
    files |= needed | {"handout.html": handout(lesson).encode()}
    if grader == "otter":
        files["requirements-otter.txt"] = "".join(
            f"{name}\n" for name in otter_requirements(lesson.course)
        ).encode()
    else:
        files = {f"source/{lesson.name}/{name}": data for name, data in files.items()}
        files |= {
            "nbgrader_config.py": _enclosed("nbgrader_config.txt", lesson),
            "requirements.txt": _read(home_of(course) / LOCK),
        }
    return files | {"README.md": _enclosed(f"{grader}.md", lesson)}, told


def otter_requirements(course):
    """What a lesson's notebooks import, exact versions, without hashes: Otter installs it beside packages of its own."""
    import tomllib

    home = home_of(course)
    project = tomllib.loads(read_text(home / "pyproject.toml"))["project"]
    names = {re.match(r"[\w.-]+", wanted)[0] for wanted in project["dependencies"]} - NOT_FOR_OTTER
    pins = re.findall(r"^([\w.-]+)(==[\w.]+(?: ; [^\\\n]+?)?) \\$", read_text(home / LOCK), re.M)
    return sorted(name + pin for name, pin in pins if name in names)


def common(course, lesson, edition):
    """What every edition has: the kit, the locks, the lesson's folder, a README of its own."""
    home = home_of(course)
    files = under(home, "kit") | under(home, "workshop") | under(course, place_of(lesson))
    for name in OWN:
        path = next((folder / name for folder in (course, home) if (folder / name).is_file()), None)
        files |= {name: _read(path)} if path else {}
    return files | {"README.md": _enclosed(f"{edition}.md", lesson)}


def place_of(lesson):
    """Where a lesson's folder is in its course, as course.toml says it."""
    if not lesson.folder.is_relative_to(lesson.course / "data"):
        raise LessonError(
            f"{lesson.folder}: the lesson isn't in the course's data folder; move it there, and name it in course.toml"
        )
    return lesson.folder.relative_to(lesson.course).as_posix()


def home_of(course):
    """The folder whose kit/ and locks a course's editions get: its own, else those this kit stands in."""
    return course if (Path(course) / "kit" / "__main__.py").is_file() else HOME


def under(folder, name):
    """The files below a folder's subfolder, without what running leaves there. {path: bytes}, sorted."""
    paths = sorted((Path(folder) / name).rglob("*"), key=lambda path: path.as_posix())
    names = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    return {name: _read(path) for name, path in names.items() if not re.search(LEFT_OUT, name)}


def zipped(name, files):
    """Return {path: bytes} as a zip with one folder in it: sorted, without times, so that the same files give the same zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.create_system, entry.compress_type = (
                3,
                zipfile.ZIP_DEFLATED,
            )  # 3: Unix, whatever this is
            entry.external_attr = (0o100755 if path in PROGRAMS else 0o100644) << 16
            archive.writestr(entry, files[path])
    return made.getvalue()


def write_folder(folder, files):
    """Write an edition's folder anew; what isn't the edition's own (a work folder, an environment) stays."""
    try:
        for top in {path.split("/")[0] for path in files}:
            if (folder / top).is_dir():
                shutil.rmtree(folder / top)
    except OSError as error:
        raise FileError(
            f"{error.filename}: can't be replaced ({error.strerror}); close it where it is open, and release again"
        ) from None
    for path, data in sorted(files.items()):
        _write(folder / path, data)
        if path in PROGRAMS:
            os.chmod(folder / path, 0o755)


def _write(path, data):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise FileError(
            f"{path}: can't be written ({error.strerror}); free some space, or name another folder with --out"
        ) from None


def _read(path):
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            f"{path}: can't be read ({error.strerror}); check that you may open it"
        ) from None


def _enclosed(name, lesson):
    return (
        Template(read_text(ENCLOSED / name))
        .substitute(name=lesson.name, title=lesson.article.title)
        .encode()
    )
