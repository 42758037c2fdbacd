"""Codes in place of students' names, and where the names are kept: apart from the report."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from kit.files import read_text, write_text

SALT = "salt.txt"


def make_codes(students, apart):
    """Return student → code: the same for as long as the folder `apart` keeps its salt.

    Nobody who has the codes alone can try names on them.
    """
    salt = _read_salt(Path(apart)).encode()
    names = [student.encode("utf-8", "surrogatepass") for student in students]
    marks = [hmac.new(salt, name, hashlib.sha256).hexdigest()[:10] for name in names]
    return {student: f"code {mark}" for student, mark in zip(students, marks, strict=True)}


def find_apart(out):
    """Return the folder for what names somebody: beside the one that is given out."""
    out = Path(out)
    return out.with_name(f"{out.name}-names")


def _read_salt(apart):
    apart.mkdir(parents=True, exist_ok=True)
    os.chmod(apart, 0o700)
    if not (apart / SALT).is_file():
        write_text(apart / SALT, secrets.token_hex(32) + "\n")
    return read_text(apart / SALT).strip()
