"""A course on another article, made by one command: python -m kit new FOLDER --article FILE.

Its files are written (course.py), then every notebook is run: it validates from the start.
"""

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from kit.errors import FileError, KitError
from kit.paths import HOME
from kit.reading.article import Article
from kit.reading.text import pluralise, show
from kit.teaching.opening import open_lesson
from workshop.own_article.course import read_many, write_course, write_lesson_course
from workshop.own_article.guesses import (
    describe_language,
    guess_language,
    has_headline,
    name_language,
)
from workshop.own_article.source import read_source
from workshop.validation.validate import validate

ASK = "name one of the two: --article FILE, or --lesson FOLDER for a lesson that is finished"
ALL_THERE = "--lesson takes all from its folder; leave --title, --language and the like out"


def new(
    folder,
    article=None,
    title=None,
    language=None,
    yes=False,
    encoding=None,
    course=HOME,
    articles=None,
    lesson=None,
):
    """Make a course on an article or a finished lesson; return lines that say what to do next.

    article "-" reads standard input; articles: many, as kit.read_articles reads them, for notebook
    11; course: where notebooks are taken from; lesson: in place of all these, a folder with a
    cells.toml. yes=True asks nothing. Raises KitError; a course that fails is not left behind.
    """
    folder = Path(folder)
    is_empty = folder.is_dir() and not any(folder.iterdir())
    if folder.exists() and not is_empty:
        fix = "name a folder that doesn't exist, and move your article into the course with it"
        raise FileError(f"{folder}: is there already; {fix}")
    if (article is None) == (lesson is None):
        raise KitError(ASK)
    if lesson is not None:
        if title or language or encoding or articles:
            raise KitError(ALL_THERE)
        finished = open_lesson(lesson)
        write = partial(write_lesson_course, lesson=finished, course=Path(course))
        return _build(folder, finished.article.title, write)
    if language and not name_language(language):
        fix = "write two letters, such as en, ar or zh"
        raise KitError(f"--language {show(language, 20)}: not an ISO 639-1 code; {fix}")
    many = None if articles is None else read_many(articles)
    source = read_source(article, language or "", encoding)
    choose_title_and_language(source, title, language)
    if not confirm(source, folder, yes):
        return ["Nothing was made."]
    origin = "standard input" if str(article) == "-" else f"the file {Path(article).name}"
    about = {"source": source, "course": Path(course), "origin": origin, "many": many}
    return _build(folder, source.title, partial(write_course, **about))


def _build(folder, title, write):
    """Write a course (by `write`) beside its place, run it, move it there; return as `new` does."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        fix = "choose a place that you may write to"
        raise FileError(f"{folder}: can't be made ({error.strerror}); {fix}") from None
    try:
        write(building)
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
    name = f'"{folder}"' if " " in str(folder) else folder
    lines = [f"{folder} is a course on “{show(title, 80)}”."]
    if status:
        problem = "A notebook failed, as printed above; please report it"
        lines.append(f"{problem}: the course works all the same, but won't validate.")
    lines.append(f"What is left for you:  python -m kit todo {name}")
    lines.append(f"To open it:            cd {name}, then python -m kit --instructor")
    return lines


def choose_title_and_language(source, title, language):
    """Set both: what was asked for, else the file says, else the text suggests; or KitError."""
    title = title or source.title
    length = 200 if title or has_headline(source.text) else 60  # the beginning of a paragraph
    source.title = show(title or Article(source.text).paragraphs.text[0], length)
    if not name_language(source.language):
        source.language = ""
    source.language = (language or "").lower() or source.language or guess_language(source.text)
    if not source.language:
        fix = "add --language and its two letters, such as --language fi"
        raise KitError(f"the language of the article is unclear; {fix}")


def confirm(source, folder, yes):
    """Show what was read, and ask if it is right; with no terminal, or yes, nothing is asked."""
    article = Article(source.text, source.title, source.language)
    paragraphs = article.paragraphs.text.tolist()
    place = "paragraph 0" if has_headline(source.text, source.title) else "not part of the text"
    language = f"{name_language(source.language)} ({source.language})"
    length = f"{pluralise(len(paragraphs), 'paragraph')}, {len(article.words)} words"
    lines = [
        *source.notes,
        f"Title:      {show(source.title, 90)} ({place})",
        f"Language:   {language}; {describe_language(source.language)}",
        f"Length:     {length}",
        f"Begins:     {show(paragraphs[0], 90)}",
        f"Ends:       {show('…' + paragraphs[-1][-80:], 90)}",
    ]
    print("\n".join(lines), flush=True)
    if yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    answer = input(f"Make the course {folder} from this? [Y/n] ")
    return answer.strip().lower() in ("", "y", "yes")
