"""A class's work in the home folders of a hub: found, read and written back.

A home belongs to its student, who may put anything into it, and who collects may read everything,
often as root. So nothing here follows a link, waits for a pipe, or writes where a link leads:
each folder is opened below the one before it.
"""

import contextlib
import glob
import os
import re
import stat
import uuid
from dataclasses import dataclass
from pathlib import Path

from kit.errors import FileError, KitError
from kit.paths import AT_HOME
from workshop.class_work.submissions import A_LINK, Submission

# below a home: where a read-only course is worked on, and courses of the student's own
PLACES = [f"{AT_HOME}/*", "work", "*/work", "courses/*/work", "."]
LARGEST = 20_000_000  # bytes of a file that was made by reading
A_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
A_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Desk:
    """Where a student works on one lesson: below `home`, the folder that `parts` lead to."""

    student: str
    home: Path
    parts: tuple

    def read(self, *names):
        """Return the bytes and the time of a file below; raises OSError for what isn't one."""
        with _open_below(self.home, (*self.parts, *names[:-1])) as folder:
            handle = os.open(names[-1], A_FILE, dir_fd=folder)
            with os.fdopen(handle, "rb") as file:
                about = os.fstat(handle)
                if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                    raise OSError(0, "not a file, or too large for one")
                return file.read(LARGEST), about.st_mtime

    def list(self, *names):
        """Return the names in a folder below, sorted; [] if there is none."""
        try:
            with _open_below(self.home, (*self.parts, *names)) as folder:
                return sorted(os.listdir(folder))
        except OSError:
            return []

    def write(self, name, data):
        """Put a file into the work folder, in one step, and make it the student's; or FileError."""
        fresh = f".{name}.{uuid.uuid4().hex}"
        try:
            with _open_below(self.home, self.parts[:-1]) as folder:
                owner = os.fstat(folder)
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
                handle = os.open(fresh, flags, 0o600, dir_fd=folder)
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(handle)
                    if os.geteuid() == 0:
                        os.fchown(handle, owner.st_uid, owner.st_gid)
                os.replace(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError as error:
            place = self.home.joinpath(*self.parts[:-1], name)
            fix = "collect as a user who may write there"
            raise FileError(f"{place}: not written ({error.strerror}); {fix}") from None


@contextlib.contextmanager
def _open_below(home, parts):
    """Open a folder below a home, no link on the way; closed in the end."""
    handle = os.open(home, A_FOLDER)
    try:
        for part in parts:
            inner = os.open(part, A_FOLDER, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def find_desks(pattern, lesson):
    """Return the Desk of each student who began a lesson.

    pattern: the homes, such as /home/*, where * is the student's name; what follows, as in
    /home/*/reading, is the work folder. lesson: its folder's name there. Raises KitError if no
    folder matches, or this system has no way of not following links.
    """
    if os.open not in os.supports_dir_fd:
        raise KitError("--from-homes: only on Linux and macOS; name the files or a zip instead")
    parts = Path(os.path.abspath(os.path.expanduser(pattern))).parts
    wild = [number for number, part in enumerate(parts) if re.search(r"[*?\[]", part)]
    if not wild:
        raise KitError(f"{pattern}: no * in it; write one for the student's name, as in /home/*")
    homes = sorted(glob.glob(str(Path(*parts[: wild[0] + 1]))))
    if not homes:
        raise KitError(f"{pattern}: no folder is called so; check the pattern, and quote it")
    rest = parts[wild[0] + 1 :]
    places = ["/".join(rest)] if rest else PLACES
    desks = []
    for home in map(Path, homes):
        found = dict.fromkeys(inner for place in places for inner in _places(home, place))
        desks += [Desk(home.name, home, (*inner, lesson)) for inner in found]
    return [desk for desk in desks if desk.list()]


def _places(home, place):
    """Yield the folders below a home that a pattern names, as parts."""
    found = [()]
    for part in place.split("/"):
        if part == ".":
            continue
        deeper = []
        for parts in found:
            names = Desk(home.name, home, parts).list() if "*" in part else [part]
            deeper += [(*parts, name) for name in names if "*" not in part or name[0] != "."]
        found = deeper
    yield from found


def find_marks(desks):
    """Yield a Submission for each file of marks that students keep in their homes."""
    for desk in desks:
        for name in desk.list():
            if not re.fullmatch(r"marks-.*\.jsonld", name):
                continue
            parts = (desk.student, *desk.parts, name)
            try:
                data, changed = desk.read(name)
            except OSError as error:
                problem = A_LINK if error.errno == 40 else f"can't be read ({error.strerror})"
                yield Submission(parts, problem=problem, student=desk.student)
            else:
                yield Submission(parts, data, (0, changed), student=desk.student)
