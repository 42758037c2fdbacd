"""Editions to give away: `python -m kit release` writes each as a folder and as a zip.

Each is a course: it holds the kit, the locks and the lesson, so `python -m kit` works wherever it
is unpacked. The same files in give the same zip out, to the byte.
"""

import re
import tomllib
from pathlib import Path
from string import Template

from kit.errors import LessonError
from kit.files import read_bytes, read_text
from kit.paths import COURSE_FILE, HOME, LOCK, TEST_LOCK
from kit.teaching.opening import open_lesson
from workshop.editions.editions import find_leaks, find_masters, make_editions, read_edition
from workshop.editions.graders import make_grader_masters, strip_model_answers
from workshop.editions.handout import make_handout
from workshop.editions.hub.hub import make_hub_files
from workshop.editions.package import read_folder, write_edition
from workshop.editions.slides import make_slides
from workshop.own_article.todo import cell_steps

ENCLOSED = Path(__file__).parent / "enclosed"  # the READMEs, and nbgrader's settings
PACKAGES = "kit", "workshop"
OWN = ["course.toml", "LICENSE", "CITATION.cff", "environment.yml", "postBuild", "pyproject.toml"]
OWN += [LOCK, TEST_LOCK, ".gitignore"]
NOT_FOR_OTTER = {"jupyterlab", "nbval", "uv"}  # a grader only runs notebooks


def release(course, grader=None, out=None, pyodide=None):
    """Write the editions of a course; return lines that say where they are.

    grader: "nbgrader" or "otter" writes that grader's masters instead, "web" a site, "hub" what a
    JupyterHub needs, "slides" those of one lesson, with the article on paper. out: None is the
    course's release/. pyodide: a folder with Pyodide's files, to be put into a site. Raises
    LessonError for a faulty master, FileError.
    """
    course = Path(course).resolve()
    lesson = open_lesson(course)
    for path in find_masters(course):
        if read_edition(read_text(path)):
            fix = "release from the folder that has the masters"
            raise LessonError(f"{path}: this is a student's copy; {fix}")
    lines = []
    if grader == "web":
        wanted = {"web": collect_for_web(course, lesson, pyodide)}
    elif grader == "hub":
        edition = collect_for_students(course, lesson)
        wanted = {"hub": make_hub_files(course, lesson, edition)}
    elif grader == "slides":
        pages = {"slides.html": make_slides(course, lesson), "handout.html": make_handout(lesson)}
        wanted = {"slides": {name: page.encode() for name, page in pages.items()}}
    elif grader:
        files, lines = collect_for_grader(course, lesson, grader)
        wanted = {grader: files}
    else:
        wanted = {
            "student": collect_for_students(course, lesson),
            "instructor": collect_for_instructors(course, lesson),
        }
    waiting = [step for step in cell_steps(course) if not step.done]
    if waiting:
        warning = f"{len(waiting)} cells still contain placeholder text, and readers will see it"
        lines.append(f"{warning}; python -m kit todo lists them.")
    out = Path(out or course / "release")
    for edition, files in wanted.items():
        lines.append(write_edition(out / f"{lesson.name}-{edition}", files))
    return lines


def collect_for_students(course, lesson):
    """Return {path: bytes} of the student edition; LessonError if a solution can be read in it."""
    notebooks = make_editions(course)
    for name, text in notebooks.items():
        leaks = find_leaks(course / "notebooks" / name, text)
        if leaks:
            fix = "put it between # BEGIN SOLUTION and # END SOLUTION"
            raise LessonError(f"notebooks/{name}: students could read {leaks[0]!r}; {fix}")
    files = collect_common(course, lesson, "student")
    return files | {f"notebooks/{name}": text.encode() for name, text in notebooks.items()}


def collect_for_web(course, lesson, pyodide=None, also=None):
    """Return {path: bytes} of a site of the student edition. also: {name: text}, not listed."""
    from workshop.editions.web.site import make_site

    files = collect_for_students(course, lesson)
    places = [f"{place}/" for place in find_places(lesson)]
    notebooks = {}
    parts = {}
    for path, data in files.items():
        if path.startswith("notebooks/"):
            notebooks[path.removeprefix("notebooks/")] = data.decode()
        elif path == COURSE_FILE or path.startswith(("kit/", *places)):
            parts[path] = data
    return make_site(parts, notebooks, lesson, pyodide, also)


def collect_for_instructors(course, lesson):
    """Return {path: bytes} of the instructor edition: the masters as they were validated."""
    return collect_common(course, lesson, "instructor") | read_folder(course, "notebooks")


def collect_common(course, lesson, edition):
    """Return {path: bytes} of what both have: the packages, the locks, the lesson, a README."""
    home = find_home(course)
    files = {}
    for place in find_places(lesson):
        files |= read_folder(course, place)
    for package in PACKAGES:
        files |= read_folder(home, package)
    for name in OWN:
        path = course / name if (course / name).is_file() else home / name
        if path.is_file():
            files[name] = read_bytes(path)
    files["handout.html"] = make_handout(lesson).encode()
    files["README.md"] = fill_enclosed(f"{edition}.md", lesson)
    return files


def collect_for_grader(course, lesson, grader):
    """Return {path: bytes} of a grader's course, and lines on what it can't grade."""
    masters, lines = make_grader_masters(course, lesson, grader)
    home = find_home(course)
    files = {name: text.encode() for name, text in masters.items()} | read_folder(home, "kit")
    files["course.toml"] = read_bytes(course / "course.toml")
    files["handout.html"] = make_handout(lesson).encode()
    for place in find_places(lesson):
        files |= read_folder(course, place)
        exercises = f"{place}/exercises.toml"
        if exercises in files:
            files[exercises] = strip_model_answers(files[exercises].decode()).encode()
    if grader == "otter":
        requirements = "\n".join(list_otter_requirements(home))
        files["requirements-otter.txt"] = f"{requirements}\n".encode()
    else:
        files = {f"source/{lesson.name}/{name}": data for name, data in files.items()}
        files["nbgrader_config.py"] = fill_enclosed("nbgrader_config.txt", lesson)
        files["requirements.txt"] = read_bytes(home / LOCK)
    files["README.md"] = fill_enclosed(f"{grader}.md", lesson)
    return files, lines


def list_otter_requirements(home):
    """Return what notebooks import, with exact versions and no hashes: Otter adds its own."""
    project = tomllib.loads(read_text(home / "pyproject.toml"))["project"]
    names = {re.match(r"[\w.-]+", wanted)[0] for wanted in project["dependencies"]}
    pin = re.compile(r"^([\w.-]+)(==[\w.]+(?: ; [^\\\n]+?)?) \\$", re.MULTILINE)
    pins = pin.findall(read_text(home / LOCK))
    return sorted(name + version for name, version in pins if name in names - NOT_FOR_OTTER)


def find_places(lesson):
    """Return where a lesson's folder, and that of the articles, are in their course."""
    places = []
    for folder in (lesson.folder, lesson.articles_folder):
        if folder is None:
            continue
        if not folder.is_relative_to(lesson.course / "data"):
            problem = "isn't in the course's data folder"
            raise LessonError(f"{folder}: {problem}; move it there, and name it in course.toml")
        places.append(folder.relative_to(lesson.course).as_posix())
    return places


def find_home(course):
    """Return where kit/ and the locks are copied from: the course, else this installation."""
    return course if (Path(course) / "kit" / "__main__.py").is_file() else HOME


def fill_enclosed(name, lesson):
    """Return an enclosed file, with the lesson's name and title filled in."""
    template = Template(read_text(ENCLOSED / name))
    return template.substitute(name=lesson.name, title=lesson.article.title).encode()
