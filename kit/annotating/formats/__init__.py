"""Files of other programs, one small module each: read_annotations and write_annotations."""

from kit.annotating.annotations import Annotations


def read_annotations(path, article, format=None):
    """Read annotations of an article from a file."""
    return Annotations.load(path, article)


def write_annotations(marks, path, format=None):
    """Write annotations to a file."""
    marks.save(path)
