"""JupyterLite's own scripts, changed where they would lose work without a word.

Its page answers a request of Python's for a file only if it succeeds: with a full disk, or a file
that another tab removed, Python would wait for ever. Here a failure is answered (drive.js), and
reaches Python as an error with its own number. The scripts are pinned, so each change is exact.
"""

import re

from kit.errors import KitError

CHANGES = {
    # where the page answers Python
    r"this\._driveContentsProcessor\.processDriveRequest\((\w{1,3})\)": (
        r"globalThis.answerDrive(this._driveContentsProcessor,\1)"
    ),
    # in the service worker, between the two
    r"new Response\(JSON\.stringify\((\w{1,3})\.response\)\)": (
        r"new Response(JSON.stringify(\1.response),{status:\1.response?.failed??200})"
    ),
    # in Python's worker
    r"(\w{1,3})\.status>=400\)throw new this\.FS\.ErrnoError\(this\.ERRNO_CODES\.EINVAL\)": (
        r'\1.status>=400)throw new this.FS.ErrnoError(this.ERRNO_CODES[{410:"ENOENT",507:"ENOSPC"}'
        r'[\1.status]??"EIO"])'
    ),
}


def mend(files):
    """Return {path: bytes} of JupyterLite with its scripts changed.

    Raises KitError if there is nothing to change: then JupyterLite isn't the one that is pinned.

    Examples
    --------
    >>> mend({"build/1.js": b"one()"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kit.errors.KitError: jupyterlite: its scripts aren't those that were tried; tell who ...
    """
    mended = dict(files)
    for words, change in CHANGES.items():
        pattern = re.compile(words.encode())
        paths = [path for path in mended if path.endswith(".js") and pattern.search(mended[path])]
        if not paths:
            fix = "tell who maintains the kit"
            raise KitError(f"jupyterlite: its scripts aren't those that were tried; {fix}")
        for path in paths:
            mended[path] = pattern.sub(change.encode(), mended[path])
    return mended
