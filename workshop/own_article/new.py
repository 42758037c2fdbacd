"""A course on another article, made from this one by one command: python -m kit new FOLDER --article FILE.

Everything that holds for any text is copied; what held for this article only becomes a prompt (new_prompts.py) or a template
(new_lesson.py). Then every notebook is run, so that the course validates from its first minute.
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
from kit.quotations import language as languages
from kit.reading.article import Article
from kit.teaching.feedback import show
from kit.teaching.lesson import open_lesson
from workshop.own_article.lesson import fill, guess_language, has_headline, slug, write_lesson
from workshop.own_article.prompts import empty
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
]
COPIED += ["notebooks/instructors/teaching-guide.md"]  # it speaks of no article
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".ipynb_checkpoints")


def new(folder, article, title=None, language=None, yes=False, encoding=None, course=HOME):
    """Make a course on the article in a file and return lines that say what to do next.

    folder: must not be there yet. article: path, or "-" for standard input. title, language, encoding: found if left out. yes: don't
    ask. course: the one whose notebooks are taken. Raises KitError in one line; a course that fails is not left behind.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileError(
            f"{folder}: is there already; name a folder that isn't, and move your article into the course with it"
        )
    if language and not language_name(language):
        raise KitError(
            f"--language {show(language, 20)}: not an ISO 639-1 code; write two letters, such as en, ar or zh"
        )
    source = read_source(article, language or "", encoding)
    settle(source, title, language)
    if not confirm(source, folder, yes):
        return ["Nothing was made."]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise FileError(
            f"{folder}: can't be made ({error.strerror}); choose a place that you may write to"
        ) from None
    try:
        write_course(
            building,
            source,
            Path(course),
            "standard input" if str(article) == "-" else f"the file {Path(article).name}",
        )
        print("Running every notebook, once; this takes half a minute or so.", flush=True)
        failed = validate(building, update=True)
        if folder.exists():
            folder.rmdir()
        building.chmod(0o755)
        building.rename(folder)
    except OSError as error:
        raise FileError(
            f"{error.filename or folder}: not written ({error.strerror}); make room or choose another place"
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    named = f'"{folder}"' if " " in str(folder) else folder
    lines = [f"{folder} is a course on “{show(source.title, 80)}”."]
    lines += [
        "A notebook failed, as said above; please report it: the course works all the same, but won't validate."
    ] * failed
    return [
        *lines,
        f"What is left for you:  python -m kit todo {named}",
        f"To open it:            cd {named}, then python -m kit --instructor",
    ]


def settle(source, title, language):
    """Decide on title and language: what was asked for, what the file says, what the text says. Raises KitError."""
    paragraphs = Article(source.text).paragraphs.text
    source.title = show(
        title or source.title or paragraphs[0],
        200 if title or source.title or has_headline(source.text) else 60,
    )
    source.language = (
        (language or "").lower()
        or (source.language if language_name(source.language) else "")
        or guess_language(source.text)
    )
    if not source.language:
        raise KitError(
            "the language of the article could not be told; add --language and its two letters, such as --language fi"
        )


def language_name(code):
    """Return the English name of a language by its ISO 639-1 code, "" if there is none.

    >>> language_name("fi"), language_name("xx")
    ('Finnish', '')
    """
    from babel import Locale

    return (
        Locale("en").languages.get(code.lower(), "")
        if re.fullmatch("[A-Za-z]{2}", code or "")
        else ""
    )


def confirm(source, folder, yes):
    """Show what was taken, and ask if it is right; with no terminal, or yes, nothing is asked."""
    article = Article(source.text, source.title, source.language)
    paragraphs, headline = article.paragraphs.text, has_headline(source.text, source.title)
    lines = [
        *source.notes,
        f"Title:      {show(source.title, 90)}{' (paragraph 0)' if headline else ' (not part of the text)'}",
    ]
    lines.append(
        f"Language:   {language_name(source.language)} ({source.language}); {what_works(source.language)}"
    )
    lines.append(
        f"Length:     {len(paragraphs)} paragraph{'s' * (len(paragraphs) != 1)}, {len(article.words)} words"
    )
    lines += [
        f"Begins:     {show(paragraphs[0], 90)}",
        f"Ends:       {show('…' + paragraphs[len(paragraphs) - 1][-80:], 90)}",
    ]
    print("\n".join(lines), flush=True)
    if yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return input(f"Make the course {folder} from this? [Y/n] ").strip().lower() in ("", "y", "yes")


def what_works(code):
    """Say in half a sentence how much the rules for quotations know of a language."""
    known = languages.load(code)
    if known.complete:
        return "the program finds quotations, speakers and reports"
    if known.verbs:
        return "the program finds quotations in marks and most of their speakers, no reports without marks"
    return "the program finds quotations in marks, and not who speaks"


def write_course(folder, source, course, origin):
    """Write all files of a course into a folder; its notebooks are not run yet."""
    name = slug(source.title)
    for package in "kit", "workshop":
        shutil.copytree(course / package, folder / package, ignore=LEFT_OUT)
    (folder / "locks").mkdir()
    (folder / "notebooks" / "instructors").mkdir(parents=True)
    for file in COPIED:
        shutil.copy(course / file, folder / file)
    project = read_text(course / "pyproject.toml")
    write_text(
        folder / "pyproject.toml",
        project.replace('testpaths = ["tests", "kit", "workshop"]', 'testpaths = ["kit"]'),
    )
    write_text(
        folder / "course.toml",
        f'# A course is the folder that holds notebooks/, data/, kit/ and the locks.\nlesson = "data/{name}"\n',
    )
    model = open_lesson(course)
    write_lesson(folder / "data" / name, source, model, origin)
    fill("README.md", folder / "README.md", title=source.title, slug=name)
    fill("validate.yml", folder / ".github" / "workflows" / "validate.yml")
    for path in sorted((course / "notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            notebook = empty(json.loads(read_text(path)))
            explain(notebook, source)
            write_text(folder / path.relative_to(course), tidy(notebook))


def explain(notebook, source):
    """Put a cell into a notebook that says what is otherwise there with this article: no headline, or a language with few rules."""
    sources, notes, known = (
        ["".join(cell["source"]) for cell in notebook["cells"]],
        [],
        languages.load(source.language),
    )
    if not has_headline(source.text, source.title) and any("headline" in text for text in sources):
        notes.append(
            "**About the headline.** This article has none of its own: paragraph 0 is its first paragraph, and its title was given to it for the "
            "course. Where a notebook speaks of the headline, think of the title, and ask what a fair headline would be."
        )
    if not known.complete and any("find_quotations" in text for text in sources):
        what = (
            f"The program has {'few' if known.verbs else 'no'} rules for {language_name(source.language)}. "
            + (
                "It finds quotations in marks and most of their speakers and cues; reports without marks it doesn't see."
                if known.verbs
                else "It finds what stands in quotation marks, but no speakers, no cues and no reports without marks."
            )
        )
        notes.append(
            f"**About the language.** {what} Where its columns stay empty, yours are the better ones. Marking, counting, searching, figures and "
            "comparison with the key work in every language."
        )
    if notes:
        place = next(
            (
                number
                for number, text in enumerate(sources, 1)
                if "article = lesson.article" in text
            ),
            1,
        )
        cell = {
            "cell_type": "markdown",
            "id": "about-this-article",
            "metadata": {},
            "source": "\n\n".join(notes).splitlines(keepends=True),
        }
        notebook["cells"].insert(place, cell)
