"""Files, read with errors that say what to do, and replaced in one step."""

import codecs
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from kit.errors import FileError

BOM = "\ufeff"
IN_BROWSER = sys.platform == "emscripten"
if IN_BROWSER:
    from browser_files import replace_file  # the site's own: one step in place of twelve
# In a browser's Python the work folder is there from the start if the browser keeps it. Else it is
# made in memory when something is first saved, and gone with the page.
IS_LASTING = not IN_BROWSER or os.path.isdir(os.environ.get("KIT_WORK", ""))


def read_text(path):
    r"""Return a UTF-8 file as text with "\n" line ends and no leading byte order mark.

    UTF-16 with a mark, Excel's "Unicode text", is read as well. path: str or Path. Raises FileError
    naming the file, the line of the first bad byte, and what to do.

    >>> read_text("no-such-file.txt")
    Traceback (most recent call last):
    kit.errors.FileError: no-such-file.txt: there is no such file; check the name and the folder
    """
    raw = read_bytes(path)
    is_utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_utf16 else "utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fix = "open it in an editor and save it as UTF-8"
        raise FileError(f"{path}, line {line}: not UTF-8 text; {fix}") from None
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path, most=-1):
    """Return a file's bytes, the first `most` of them if it is 0 or more; raises FileError."""
    try:
        with open(path, "rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise FileError(f"{path}: this is a folder; name a file in it") from None
    except OSError as error:
        fix = "check that you may open it"
        raise FileError(f"{path}: can't be read ({error.strerror}); {fix}") from None


def write_text(path, text):
    r"""Replace a file by `text` (UTF-8, "\\n" line ends) in one step: never half of it.

    path: str or Path; its folder is made if need be. Raises FileError if the disk is full or the
    folder is read-only; the old file is then as it was. The new bytes are on the disk (fsync) when
    this returns.

    >>> import tempfile; folder = tempfile.mkdtemp()
    >>> write_text(folder + "/a.txt", "one"); read_text(folder + "/a.txt")
    'one'
    """
    path = Path(path)
    # half an emoji can't be UTF-8
    data = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if IN_BROWSER:
            replace_file(path, data)
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode if path.exists() else 0o644)
        os.replace(temporary, path)
        # the new name is on the disk too; Windows has no such call for a folder
        with contextlib.suppress(OSError):
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise not_saved(path, error) from None


def not_saved(path, error):
    """Return the FileError of an OSError met while saving."""
    fix = "free some space or choose a folder you may write to"
    return FileError(f"{path}: not saved ({error.strerror}); {fix}")


@contextlib.contextmanager
def locked(path):
    """Hold the lock of a path's name while saving; go on without where there are no locks.

    path: Path. In a browser, opening the lock's file takes the lock (the site's drive.js).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise not_saved(path, error) from None
    try:
        with contextlib.suppress(OSError):
            _lock(handle)
        yield
    finally:
        os.close(handle)  # which ends the lock, as a crash does


def _lock(handle):
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    elif not IN_BROWSER:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def check_lasting(path):
    """Raise FileError if what was just written to a path goes when the page is closed."""
    if not IS_LASTING:
        fix = "download your work before you close it, and ask for its https address"
        raise FileError(f"{Path(path).name}: not kept: this page can't keep work; {fix}")
