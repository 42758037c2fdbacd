"""Reading a lesson's saved result pages: the files of its folder pages, one for each publisher."""

from dataclasses import fields

from kit.analysing.noted import Note
from kit.errors import LessonError
from kit.showing.result_pages import Result, ResultPage, ResultPages
from kit.teaching.tables import read_toml

NONE_YET = (
    "This lesson has no saved pages yet. Take two publishers that you know, and ask a library,"
    " or a search where you have a network, who is behind each."
)


def read_pages(folder):
    """Return ResultPages in the order of their files, a Note if there are none. LessonError."""
    pages = [_read_page(path) for path in sorted(folder.glob("*.toml"))]
    return ResultPages(pages) if pages else Note(NONE_YET)


def _read_page(path):
    about = read_toml(path)
    try:
        results = tuple(_make(Result, result) for result in about.pop("results"))
        return _make(ResultPage, about | {"results": results})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        fix = "write publisher, searched, about and [[results]] with title, says and source"
        raise LessonError(f"{path}: not a result page ({error}); {fix}") from None


def _make(kind, values):
    """Return a Result or ResultPage of these values; raises if one is missing, other or no text."""
    for name in {field.name for field in fields(kind)} & values.keys() - {"results"}:
        if not isinstance(values[name], str):
            raise ValueError(f"{name} is {values[name]!r}")
    return kind(**values)
