"""Pyodide, Python for the browser: which of its files a site needs, and where they are had.

pins.json names them with their SHA-256, as Pyodide's own lock of that version has them.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from kit.errors import FileError
from kit.files import read_text
from workshop.editions.web.wheels import slim

PINS = json.loads(read_text(Path(__file__).with_name("pins.json")))
VERSION = PINS["version"]
ADDRESS = PINS["address"]
SITE_PACKAGES = "/lib/python3.12/site-packages"
# what a site without Pyodide's files has in place of its first one: it takes the rest from ADDRESS
LOADER = Path(__file__).parent / "browser" / "pyodide_elsewhere.js"


@dataclass(frozen=True)
class Pyodide:
    """What a site has of Pyodide. files: {name: bytes}; address: where the rest is, or ""."""

    files: dict
    address: str = ""


def take_pyodide(folder=None):
    """Return Pyodide as a site holds it.

    Parameters
    ----------
    folder : str or Path, optional
        A folder with Pyodide's files, which are checked and copied. None leaves them at Pyodide's
        own address, from which each reader's browser takes them.

    Raises
    ------
    FileError
        If the folder lacks a file, or has another version's.

    Examples
    --------
    >>> take_pyodide("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kit.errors.FileError: no-such-folder: no pyodide-lock.json in it; name a folder with Pyodide ...
    """
    if folder is None:
        loader = read_text(LOADER).replace("{address}", ADDRESS)
        return Pyodide({"pyodide.mjs": loader.encode()}, ADDRESS)
    folder = Path(folder)
    check_version(folder)
    wanted = dict(PINS["core"])
    for package in PINS["packages"].values():
        wanted[package["file_name"]] = package["sha256"]
    files = {name: read_pinned(folder / name, wanted[name]) for name in sorted(wanted)}
    return Pyodide(
        {name: slim(data) if name.endswith(".whl") else data for name, data in files.items()}
    )


def check_version(folder):
    """Raise FileError if a folder isn't one of Pyodide's, of the version that is pinned."""
    lock = folder / "pyodide-lock.json"
    if not lock.is_file():
        fix = f"name a folder with Pyodide {VERSION}, or leave --pyodide out"
        raise FileError(f"{folder}: no pyodide-lock.json in it; {fix}")
    try:
        version = json.loads(read_text(lock))["info"]["version"]
    except (ValueError, KeyError, TypeError):
        fix = f"take Pyodide {VERSION} again"
        raise FileError(f"{lock}: not a list of Pyodide's packages; {fix}") from None
    if version != VERSION:
        problem = f"this is Pyodide {version}, and the site needs {VERSION}"
        raise FileError(f"{folder}: {problem}; take that version")


def read_pinned(path, sha256):
    """Return a file's bytes. Raises FileError if it is missing, or not the one that is pinned."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"can't be read ({error.strerror}); take Pyodide {VERSION} again"
        raise FileError(f"{path}: {problem}") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        problem = "not the file that was published (its SHA-256 differs)"
        raise FileError(f"{path}: {problem}; take it again")
    return data
