"""What students handed in: the annotation files in a heap of files, folders and zips.

Nothing is unpacked, so no name in a zip can choose where something is written; nothing is run;
links are named, never followed; and every reading stops at a limit (zips.py).
"""

import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from workshop.class_work import zips

WANTED = re.compile(r"\.(jsonld|json)(\.txt)?$", re.IGNORECASE)  # Windows hides an ending
SKIPPED = re.compile(r"^(\.|__MACOSX$|__pycache__$|node_modules$|site-packages$)")
A_LINK = "a link; links aren't followed"


@dataclass(frozen=True)
class Submission:
    """A file that was handed in.

    parts: its path (zips count as folders). data: its content. time: when it was changed, as a
    tuple. problem: what is wrong with it, or "". above: how many parts lead to what was named;
    they are nobody's business and aren't shown. student: whose it is, if that is known.
    """

    parts: tuple
    data: bytes = b""
    time: tuple = ()
    problem: str = ""
    above: int = 0
    student: str = ""

    @property
    def name(self):
        """The path as it can be shown: nothing in it can turn or hide the text around it."""
        return show_name("/".join(self.parts[self.above :]).replace("//", "/"))


def show_name(text):
    r"""Return a name without invisible characters (but the joiners that scripts need), cut at 200.

    >>> show_name("ann\u202egpj.exe")
    'ann�gpj.exe'
    """
    visible = [c if c.isprintable() or c in "\u200c\u200d" else "\ufffd" for c in str(text)]
    return "".join(visible)[:200]


def find_submissions(sources, skip=None):
    """Yield a Submission for each annotation file and for each problem.

    A file named itself is taken whatever it is called; in folders and zips .jsonld is looked for,
    and .json that says it holds annotations. skip: a folder left out, where results go.
    """
    sources = [Path(source) for source in sources]
    above = _count_shared_folders(sources)
    limits = zips.Limits()
    for source in sources:
        is_empty = True
        for submission in _walk(source, limits, skip):
            is_named = submission.parts == source.parts
            if is_named or submission.problem or _is_annotation_file(submission):
                is_empty = False
                yield replace(submission, above=above)
        if is_empty:
            problem = "no annotation file in it (they end in .jsonld)"
            yield Submission(source.parts, problem=problem, above=above)


def _count_shared_folders(sources):
    folders = [source.parts[:-1] for source in sources]
    count = 0
    while folders and all(len(parts) > count for parts in folders):
        if len({parts[count] for parts in folders}) > 1:
            break
        count += 1
    return count


def _is_annotation_file(submission):
    # other programs and other parts of the kit write .json too
    return ".jsonld" in submission.parts[-1].lower() or b"Annotation" in submission.data


def _walk(source, limits, skip):
    if not source.is_dir():
        yield from _read_path(source, limits, is_named=True)
    for folder, folders, files in os.walk(source):
        folders[:] = [name for name in sorted(folders) if _is_open(Path(folder, name), skip)]
        for name in sorted(files):
            if not SKIPPED.match(name):
                yield from _read_path(Path(folder, name), limits)


def _is_open(folder, skip):
    return not SKIPPED.match(folder.name) and folder.resolve() != skip


def _read_path(path, limits, is_named=False):
    """Yield what a path holds: one Submission, or those in a zip."""
    try:
        about = path.stat() if is_named else path.lstat()
        is_wanted = is_named or WANTED.search(path.name)
        if stat.S_ISLNK(about.st_mode):
            if is_wanted:
                yield Submission(path.parts, problem=A_LINK)
        elif not stat.S_ISREG(about.st_mode):
            yield Submission(path.parts, problem="not a file")
        elif path.suffix.lower() == ".zip":
            with path.open("rb") as file:
                yield from _read_zip(file, path.parts, limits, depth=1)
        elif is_wanted:
            with path.open("rb") as file:
                yield _read(path.parts, file, (0, about.st_mtime), limits)
    except FileNotFoundError:
        yield Submission(path.parts, problem="there is no such file; check the name")
    except OSError as error:
        yield Submission(path.parts, problem=f"can't be read ({error.strerror or error})")


def _read(parts, stream, time, limits):
    try:
        return Submission(parts, limits.read_file(stream), time)
    except zips.TooBigError as error:
        return Submission(parts, problem=str(error))


def _read_zip(file, parts, limits, depth):
    """Yield the submissions in a zip, and those in the zips in it."""
    try:
        for entry in zips.read_entries(file, limits):
            names = zips.split_name(entry)
            is_zip = bool(names) and names[-1].lower().endswith(".zip")
            if not names or any(SKIPPED.match(name) for name in names):
                continue
            if is_zip or WANTED.search(names[-1]):
                yield from _read_entry(entry, (*parts, *names), limits, depth, is_zip)
    except Exception as error:  # of damaged zips zipfile raises nearly anything, an IndexError too
        yield Submission(parts, problem=f"not a whole zip ({show_name(error)})")


def _read_entry(entry, parts, limits, depth, is_zip):
    problem = zips.find_problem(entry)
    if entry.is_link:
        problem = A_LINK
    elif is_zip and depth == zips.DEPTH_LIMIT and not problem:
        problem = f"a zip inside {zips.DEPTH_LIMIT} others; unpack it first"
    if problem:
        yield Submission(parts, problem=problem)
        return
    try:
        with entry.open() as stream:
            if is_zip:
                with limits.copy_zip(stream) as copy:
                    yield from _read_zip(copy, parts, limits, depth + 1)
            else:
                yield _read(parts, stream, (1, *entry.info.date_time), limits)
    except zips.TooBigError as error:
        yield Submission(parts, problem=str(error))
    except Exception as error:  # as above
        yield Submission(parts, problem=f"damaged in the zip ({show_name(error)})")
