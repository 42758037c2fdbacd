"""What students handed in: the annotation files in a heap of files, folders and zips.

Nothing is unpacked, so no name in a zip can choose where something is written; nothing is run;
links are named, never followed; and every reading stops at a limit.
"""

import contextlib
import os
import re
import stat
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile

FILE_LIMIT = 5 << 20  # bytes of one file
ZIP_LIMIT = 300 << 20  # bytes of a zip in a zip
TOTAL_LIMIT = 1 << 30  # bytes of everything
ENTRY_LIMIT = 200_000  # entries of all zips
DEPTH_LIMIT = 3  # zips in zips in zips
BLOCK = 1 << 20  # bytes copied at once
UTF8_FLAG = 0x800
LOCKED_FLAG = 1
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
WANTED = re.compile(r"\.(jsonld|json)(\.txt)?$", re.IGNORECASE)  # Windows hides an ending
SKIPPED = re.compile(r"^(\.|__MACOSX$|__pycache__$|node_modules$|site-packages$)")
A_LINK = "a link; links aren't followed"


class TooBigError(Exception):
    """What is read is larger than a limit allows."""

    def __str__(self):
        limits = f"over {FILE_LIMIT >> 20} MB; a zip, {ZIP_LIMIT >> 20} MB"
        return f"too big, alone ({limits}) or with all the others; not read"


@dataclass
class Limits:
    """How much may still be read: bytes, and entries of zips."""

    bytes: int = field(default_factory=lambda: TOTAL_LIMIT)
    entries: int = field(default_factory=lambda: ENTRY_LIMIT)

    def take(self, size):
        """Count `size` bytes; raise TooBigError if that is more than all may have together."""
        self.bytes -= size
        if self.bytes < 0:
            raise TooBigError

    def read_file(self, stream):
        """Return what a stream holds, at most FILE_LIMIT bytes of it."""
        data = stream.read(min(FILE_LIMIT, max(self.bytes, 0)) + 1)
        self.take(len(data))
        if len(data) > FILE_LIMIT:
            raise TooBigError
        return data

    @contextlib.contextmanager
    def copy_zip(self, stream):
        """Copy a zip in a zip to a file without a name, so that it can be read from its end."""
        with SpooledTemporaryFile(max_size=8 * BLOCK) as copy:
            while block := stream.read(BLOCK):
                self.take(len(block))
                copy.write(block)
                if copy.tell() > ZIP_LIMIT:
                    raise TooBigError
            yield copy


@dataclass(frozen=True)
class Submission:
    """A file that was handed in."""

    parts: tuple  # its path; zips count as folders
    data: bytes = b""
    time: tuple = ()  # when it was changed
    problem: str = ""  # what is wrong with it
    above: int = 0  # how many parts lead to what was named: nobody's business, and not shown
    student: str = ""  # whose it is, if that is known

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
    above = 0
    with contextlib.suppress(ValueError):  # none are named, or they share nothing
        above = len(Path(os.path.commonpath([source.parent for source in sources])).parts)
    limits = Limits()
    for source in sources:
        is_empty = True
        for submission in _walk(source, limits, skip):
            is_wanted = submission.parts == source.parts or submission.problem
            # other programs and other parts of the kit write .json too
            is_ours = ".jsonld" in submission.parts[-1].lower() or b"Annotation" in submission.data
            if is_wanted or is_ours:
                is_empty = False
                yield replace(submission, above=above)
        if is_empty:
            problem = "no annotation file in it (they end in .jsonld)"
            yield Submission(source.parts, problem=problem, above=above)


def _walk(source, limits, skip):
    if not os.path.isdir(source):  # is_dir() raises at a name that is too long
        yield from _read_path(source, limits, is_named=True)
    for folder, folders, files in os.walk(source):
        folders[:] = [name for name in sorted(folders) if not SKIPPED.match(name)]
        if skip:
            folders[:] = [name for name in folders if Path(folder, name).resolve() != skip]
        for name in sorted(files):
            if not SKIPPED.match(name):
                yield from _read_path(Path(folder, name), limits)


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
                yield Submission(path.parts, limits.read_file(file), (0, about.st_mtime))
    except TooBigError as error:
        yield Submission(path.parts, problem=str(error))
    except FileNotFoundError:
        yield Submission(path.parts, problem="there is no such file; check the name")
    except OSError as error:
        yield Submission(path.parts, problem=f"can't be read ({error.strerror or error})")


def _read_zip(file, parts, limits, depth):
    """Yield the submissions in a zip, and those in the zips in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            limits.entries -= len(entries)
            if limits.entries < 0:
                raise ValueError(f"more than {ENTRY_LIMIT} entries")
            for entry in entries:
                names = split_name(entry)
                is_skipped = not names or any(SKIPPED.match(name) for name in names)
                if not entry.is_dir() and not is_skipped:
                    yield from _read_entry(archive, entry, (*parts, *names), limits, depth)
    except Exception as error:  # of damaged zips zipfile raises nearly anything, an IndexError too
        yield Submission(parts, problem=f"not a whole zip ({show_name(error)})")


def _read_entry(archive, entry, parts, limits, depth):
    is_zip = parts[-1].lower().endswith(".zip")
    if not is_zip and not WANTED.search(parts[-1]):
        return
    problem = _find_problem(entry)
    if is_zip and depth == DEPTH_LIMIT and not problem:
        problem = f"a zip inside {DEPTH_LIMIT} others; unpack it first"
    if problem:
        yield Submission(parts, problem=problem)
        return
    try:
        with archive.open(entry) as stream:
            if is_zip:
                with limits.copy_zip(stream) as copy:
                    yield from _read_zip(copy, parts, limits, depth + 1)
            else:
                yield Submission(parts, limits.read_file(stream), (1, *entry.date_time))
    except TooBigError as error:
        yield Submission(parts, problem=str(error))
    except Exception as error:  # as above
        yield Submission(parts, problem=f"damaged in the zip ({show_name(error)})")


def _find_problem(entry):
    """Return why an entry can't be read, "" if it can."""
    if stat.S_ISLNK(entry.external_attr >> 16):  # a link, as Unix makes them
        return A_LINK
    if entry.flag_bits & LOCKED_FLAG:
        return "locked with a password"
    if entry.compress_type not in USUAL:
        return "packed in an unusual way; zip it again as any system does"
    return ""


def split_name(entry):
    """Return the parts of an entry's name, without what would lead out of the zip."""
    parts = re.split(r"[/\\]+", decode_name(entry))
    return tuple(part for part in parts if part not in ("", ".", ".."))


def decode_name(entry):
    """Return a ZipInfo's name: UTF-8 if flagged or valid (macOS omits the flag), else cp437."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
