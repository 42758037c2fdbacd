"""A course on another article, made by one command: python -m kit new FOLDER --article FILE.

What holds for any text is copied; what held for this article only becomes a prompt (prompts.py) or
a template (lesson.py). Then every notebook is run, so that the course validates from the start.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from kit.errors import FileError, KitError
from kit.files import read_text, write_text
from kit.paths import HOME, LOCK, TEST_LOCK
from kit.reading.article import Article
from kit.reading.text import show
from kit.teaching.opening import open_lesson
from workshop.own_article.guesses import guess_language, has_headline, name_folder
from workshop.own_article.lesson import fill, write_lesson
from workshop.own_article.many import mark_many, read_many, write_many
from workshop.own_article.notices import add_notices, describe_language
from workshop.own_article.prompts import open_cells
from workshop.own_article.source import read_source
from workshop.validation.update import tidy
from workshop.validation.validate import validate

COPIED = [
    LOCK,
    TEST_LOCK,
    "environment.yml",
    "postBuild",
    "LICENSE",
    ".gitignore",
    "notebooks/conftest.py",
    "notebooks/sanitize.cfg",
    "notebooks/instructors/teaching-guide.md",  # it speaks of no article
]
PACKAGES = "kit", "workshop"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".ipynb_checkpoints")
COURSE = """\
# A course is the folder that holds notebooks/, data/, kit/, workshop/ and the locks.
lesson = "data/{name}"
articles = "data/{articles}"  # many articles on one event, for notebook 11
"""


def new(
    folder,
    article,
    title=None,
    language=None,
    yes=False,
    encoding=None,
    course=HOME,
    articles=None,
):
    """Make a course on the article in a file; return lines that say what to do next.

    Parameters
    ----------
    folder : str or Path
        The new course's folder, which must not exist.
    article : str or Path
        The article's file; "-" reads standard input.
    title, language, encoding : str, optional
        Found if left out.
    yes : bool
        True asks nothing.
    course : Path
        The course that notebooks are taken from.
    articles : str or Path, optional
        Many articles, as kit.read_articles reads them, for notebook 11; None: those of `course`.

    Raises
    ------
    KitError
        In one line; a course that fails is not left behind.
    """
    folder = Path(folder)
    if folder.exists() and not _is_empty_folder(folder):
        fix = "name a folder that doesn't exist, and move your article into the course with it"
        raise FileError(f"{folder}: is there already; {fix}")
    if language and not name_language(language):
        fix = "write two letters, such as en, ar or zh"
        raise KitError(f"--language {show(language, 20)}: not an ISO 639-1 code; {fix}")
    many = None if articles is None else read_many(articles)
    source = read_source(article, language or "", encoding)
    choose_title_and_language(source, title, language)
    if not confirm(source, folder, yes):
        return ["Nothing was made."]
    origin = "standard input" if str(article) == "-" else f"the file {Path(article).name}"
    has_failed = _build(folder, source, Path(course), origin, many)
    name = f'"{folder}"' if " " in str(folder) else folder
    lines = [f"{folder} is a course on “{show(source.title, 80)}”."]
    if has_failed:
        problem = "A notebook failed, as printed above; please report it"
        lines.append(f"{problem}: the course works all the same, but won't validate.")
    lines.append(f"What is left for you:  python -m kit todo {name}")
    lines.append(f"To open it:            cd {name}, then python -m kit --instructor")
    return lines


def _is_empty_folder(folder):
    return folder.is_dir() and not any(folder.iterdir())


def _build(folder, source, course, origin, many):
    """Write a course beside its place, run it and move it there; True if a notebook failed."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        fix = "choose a place that you may write to"
        raise FileError(f"{folder}: can't be made ({error.strerror}); {fix}") from None
    try:
        write_course(building, source, course, origin, many)
        print("Running every notebook, once; this takes half a minute or so.", flush=True)
        status = validate(building, update=True)
        if folder.exists():
            folder.rmdir()
        building.chmod(0o755)
        building.rename(folder)
    except OSError as error:
        fix = "make room or choose another place"
        place = error.filename or folder
        raise FileError(f"{place}: not written ({error.strerror}); {fix}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return status != 0


def choose_title_and_language(source, title, language):
    """Set both: what was asked for, else what the file says, else what the text suggests.

    Raises KitError if the language is unclear.
    """
    title = title or source.title
    length = 200 if title or has_headline(source.text) else 60  # the beginning of a paragraph
    source.title = show(title or Article(source.text).paragraphs.text[0], length)
    if not name_language(source.language):
        source.language = ""
    source.language = (language or "").lower() or source.language or guess_language(source.text)
    if not source.language:
        fix = "add --language and its two letters, such as --language fi"
        raise KitError(f"the language of the article is unclear; {fix}")


def name_language(code):
    """Return the English name of a language by its ISO 639-1 code, "" if there is none.

    >>> name_language("fi"), name_language("xx")
    ('Finnish', '')
    """
    from babel import Locale

    if not re.fullmatch("[A-Za-z]{2}", code or ""):
        return ""
    return Locale("en").languages.get(code.lower(), "")


def confirm(source, folder, yes):
    """Show what was read, and ask if it is right; with no terminal, or yes, nothing is asked."""
    article = Article(source.text, source.title, source.language)
    paragraphs = article.paragraphs.text.tolist()
    place = "paragraph 0" if has_headline(source.text, source.title) else "not part of the text"
    language = f"{name_language(source.language)} ({source.language})"
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    lines = [
        *source.notes,
        f"Title:      {show(source.title, 90)} ({place})",
        f"Language:   {language}; {describe_language(source.language)}",
        f"Length:     {len(paragraphs)} {noun}, {len(article.words)} words",
        f"Begins:     {show(paragraphs[0], 90)}",
        f"Ends:       {show('…' + paragraphs[-1][-80:], 90)}",
    ]
    print("\n".join(lines), flush=True)
    if yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    answer = input(f"Make the course {folder} from this? [Y/n] ")
    return answer.strip().lower() in ("", "y", "yes")


def write_course(folder, source, course, origin, many=None):
    """Write all files of a course into a folder; its notebooks are not run yet."""
    name = name_folder(source.title)
    for package in PACKAGES:
        shutil.copytree(course / package, folder / package, ignore=LEFT_OUT)
    for file in COPIED:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(course / file, folder / file)
    project = read_text(course / "pyproject.toml")
    project = project.replace('testpaths = ["tests", "kit", "workshop"]', 'testpaths = ["kit"]')
    write_text(folder / "pyproject.toml", project)
    model = open_lesson(course)
    articles = write_many(folder, many, model)
    write_text(folder / "course.toml", COURSE.format(name=name, articles=articles))
    write_lesson(folder / "data" / name, source, model, origin)
    fill("README.md", folder / "README.md", title=source.title, slug=name)
    fill("validate.yml", folder / ".github" / "workflows" / "validate.yml")
    for path in sorted((course / "notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        notebook = json.loads(read_text(path))
        notebook = open_cells(notebook if many is None else mark_many(notebook))
        add_notices(notebook, source, name_language(source.language))
        write_text(folder / path.relative_to(course), tidy(notebook))
