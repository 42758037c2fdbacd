"""Annotations from one program's file to another's: python -m kit convert."""

import warnings
from pathlib import Path

from kit.errors import FileError
from kit.formats import format_of, losses, read_annotations, write_annotations
from kit.reading.article import read_article
from kit.reading.text import pluralise


def convert(source, target, article=None, source_format=None, target_format=None):
    """Convert a file of annotations and print what was lost; return an exit status.

    article: the path of the text; None: the article of the course you are in. A file that is there
    already is not replaced (but a W3C one is merged with). Raises KitError.
    """
    if article is None:
        from kit.teaching.opening import open_lesson

        text = open_lesson().article
    else:
        text = read_article(article)
    marks = read_annotations(source, text, source_format)
    to = target_format or format_of(target)
    if Path(target).exists() and to != "w3c":
        raise FileError(f"{target}: is there already; name another file, or remove that one first")
    for line in [*(f"{source}: {notice}" for notice in marks.notices), *losses(marks, to)]:
        print(line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are the losses, said already
        write_annotations(marks, target, to)
    print(f"{target}: {pluralise(len(marks), 'annotation')} read, written as {to}")
    return 0
