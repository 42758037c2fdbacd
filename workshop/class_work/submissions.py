"""What students handed in: the annotation files in a heap of files, folders and zips, and whose they are.

Nothing is unpacked, so no name in a zip can choose where something is written; nothing is run; links are named, never followed;
and every reading stops at a limit, however small the zip that promises it.
"""

import os
import re
import stat
import unicodedata
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile

FILE_LIMIT, ZIP_LIMIT, TOTAL_LIMIT = (
    5 << 20,
    300 << 20,
    1 << 30,
)  # bytes of one file, of a zip in a zip, of all together
TOO_BIG = f"too big, alone (over {FILE_LIMIT >> 20} MB; a zip, {ZIP_LIMIT >> 20} MB) or with all the others; not read"
ENTRY_LIMIT, DEPTH_LIMIT = 200_000, 3  # entries of all zips; zips in zips in zips
SKIPPED = re.compile(r"^(\.|__MACOSX$|__pycache__$|node_modules$|site-packages$)")
PLATFORMS = [  # how learning platforms name what they hand out: Moodle, Canvas, Blackboard
    re.compile(r"^(?P<name>.+?)_\d+_assignsubmission_"),
    re.compile(r"^(?P<name>[^_]+)(_LATE)?_\d+_\d+_."),
    re.compile(r"^.+?_(?P<name>[^_]+)_attempt_\d{4}-\d\d-\d\d"),
]
NOBODY = {
    "",
    "me",
    "marks",
    "work",
    "notebooks",
    "data",
    "submission",
    "submissions",
    "desktop",
    "downloads",
    "documents",
}


@dataclass(frozen=True)
class Piece:
    """A file that was found: its path (zips count as folders), content, time as a tuple, and what is wrong with it, or "".

    above: how many parts of the path lead to what was named; they are nobody's business and aren't shown.
    """

    parts: tuple
    data: bytes = b""
    time: tuple = ()
    problem: str = ""
    above: int = 0

    @property
    def name(self):
        """The path as it can be shown: nothing in it can turn or hide the text around it."""
        return shown("/".join(self.parts[self.above :]).replace("//", "/"))


def shown(text):
    """Return a name with every invisible character replaced but the joiners that scripts need, and cut at 200 characters.

    >>> shown("ann\\u202egpj.exe")
    'ann�gpj.exe'
    """
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else "\ufffd" for c in str(text))[
        :200
    ]


def find_pieces(sources, skip=None):
    """Yield a Piece for each annotation file (.jsonld, or .json that says it holds annotations) and for each problem met.

    sources: paths of files, folders and zips. A file that is named itself is taken whatever it is called. skip: a folder that
    is left out (where results go).
    """
    room, sources = (
        {"bytes": TOTAL_LIMIT, "entries": ENTRY_LIMIT},
        [Path(source) for source in sources],
    )
    above = len(os.path.commonprefix([source.parts[:-1] for source in sources]))
    for source in sources:
        found = False
        for piece in _walk(source, room, skip):
            sure = (
                piece.problem or piece.parts == source.parts or ".jsonld" in piece.parts[-1].lower()
            )
            if (
                sure or b"Annotation" in piece.data
            ):  # other programs and other parts of the kit write .json too
                found = True
                yield replace(piece, above=above)
        if not found:
            yield Piece(
                source.parts, above=above, problem="no annotation file in it (they end in .jsonld)"
            )


def _walk(source, room, skip):
    if not source.is_dir():
        yield from _file(source, True, room)
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(
            name
            for name in folders
            if not SKIPPED.match(name) and Path(folder, name).resolve() != skip
        )
        for name in sorted(files):
            if not SKIPPED.match(name):
                yield from _file(Path(folder, name), False, room)


def _file(path, named, room):
    try:
        about = path.stat() if named else path.lstat()
        if not named and stat.S_ISLNK(about.st_mode):
            if _wanted(path.name):
                yield Piece(path.parts, problem="a link; links aren't followed")
        elif not stat.S_ISREG(about.st_mode):
            yield Piece(path.parts, problem="not a file")
        elif path.suffix.lower() == ".zip":
            with path.open("rb") as file:
                yield from _zip(file, path.parts, room, 1)
        elif named or _wanted(path.name):
            with path.open("rb") as file:
                yield _piece(path.parts, file, (0, about.st_mtime), room, named)
    except FileNotFoundError:
        yield Piece(path.parts, problem="there is no such file; check the name")
    except OSError as error:
        yield Piece(path.parts, problem=f"can't be read ({error.strerror or error})")


def _zip(file, parts, room, depth):
    try:
        with zipfile.ZipFile(file) as archive:
            room["entries"] -= len(archive.infolist())
            if room["entries"] < 0:
                raise ValueError(f"more than {ENTRY_LIMIT} entries")
            for entry in archive.infolist():
                inside = tuple(
                    part
                    for part in re.split(r"[/\\]+", _entry_name(entry))
                    if part not in ("", ".", "..")
                )
                if entry.is_dir() or not inside or any(map(SKIPPED.match, inside)):
                    continue
                zipped = inside[-1].lower().endswith(".zip")
                if zipped or _wanted(inside[-1]):
                    yield from _entry(archive, entry, (*parts, *inside), room, depth, zipped)
    except Exception as error:  # of damaged zips zipfile raises nearly anything, an IndexError too
        yield Piece(parts, problem=f"not a whole zip ({shown(error)})")


def _entry(archive, entry, parts, room, depth, zipped):
    problem = ""
    if stat.S_ISLNK(entry.external_attr >> 16):
        problem = "a link; links aren't followed"
    elif entry.flag_bits & 1:
        problem = "locked with a password"
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        problem = "packed in an unusual way; zip it again as any system does"
    elif zipped and depth == DEPTH_LIMIT:
        problem = f"a zip inside {DEPTH_LIMIT} others; unpack it first"
    if problem:
        yield Piece(parts, problem=problem)
        return
    try:
        with archive.open(entry) as stream:
            if not zipped:
                yield _piece(parts, stream, (1, *entry.date_time), room, False)
                return
            with SpooledTemporaryFile(max_size=8 << 20) as copy:
                while block := stream.read(1 << 20):
                    room["bytes"] -= len(block)
                    if room["bytes"] < 0 or copy.tell() > ZIP_LIMIT:
                        yield Piece(parts, problem=TOO_BIG)
                        return
                    copy.write(block)
                yield from _zip(copy, parts, room, depth + 1)
    except Exception as error:
        yield Piece(parts, problem=f"damaged in the zip ({shown(error)})")


def _piece(parts, stream, time, room, named):
    data = stream.read(min(FILE_LIMIT, max(room["bytes"], 0)) + 1)
    room["bytes"] -= len(data)
    if len(data) > FILE_LIMIT or room["bytes"] < 0:
        return Piece(parts, problem=TOO_BIG)
    return Piece(parts, data, time)


def _wanted(name):
    name = name.lower()
    return bool(
        re.search(r"\.(jsonld|json)(\.txt)?$", name)
    )  # Windows hides an ending, students add one


def _entry_name(entry):
    """A zip entry's name: UTF-8 if it says so or if it is (macOS doesn't say), else the old DOS letters."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def student_of(parts, shared, creator, lesson=""):
    """Return whose a file is: the platform's name for it, else its folder, else who marked, else the file's name.

    parts: its path; shared: how many parts of it all files have in common; creator: of the marks; lesson: a folder that is
    nobody's name.

    >>> student_of(("class.zip", "Zoë Ünal_83_assignsubmission_file", "marks-me.jsonld"), 1, "me")
    'Zoë Ünal'
    >>> student_of(("class", "ann", "work", "marks-me.jsonld"), 1, "me"), student_of(("ann.jsonld",), 0, "me")
    ('ann', 'ann')
    """
    for part in parts:
        for platform in PLATFORMS:
            if found := platform.match(part):
                return _clean(found["name"])
    stem = re.sub(r"(\.(json(ld|l)?|csv|tsv|ann|conll|txt))+$", "", parts[-1], flags=re.I)
    inside, outside = (_somebody(folders, lesson) for folders in (parts[shared:-1], parts[:-1]))
    choices = [
        *inside[-1:],
        *_somebody([creator, re.sub(r"^marks[-_ ]*", "", stem)], lesson),
        *outside[-1:],
        stem,
    ]
    return _clean(choices[0])


def _somebody(names, lesson):
    names = (re.sub(r"\.zip$", "", name, flags=re.I) for name in names)
    return [name for name in names if name.casefold() not in NOBODY | {lesson.casefold()}]


def _clean(name):
    return shown(unicodedata.normalize("NFC", " ".join(name.split())))[:80] or "?"
