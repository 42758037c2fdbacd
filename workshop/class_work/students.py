"""Whose a file is, decided over the paths of all files together; and other names for students.

Where a learning platform packed the files, its own name for the student counts, with its number
where two share a name. Else one level of folders holds the students: the one with most different
names. Only then comes the name that the student marked under, and last the file's own name.
"""

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom

import pandas as pd

from kit.files import read_text, write_text
from workshop.class_work.submissions import show_name

# How learning platforms name what they hand out; `number` tells two of one name apart.
PLATFORMS = {
    "Moodle": re.compile(r"^(?P<name>.+?)_(?P<number>\d+)_assignsubmission_"),
    "Canvas": re.compile(r"^(?P<name>[^_]+)(_LATE)?_(?P<number>\d+)_\d+_."),
    "Blackboard": re.compile(r"^.+?_(?P<name>[^_]+)_attempt_(?P<number>\d{4}-\d\d-\d\d)"),
    "Brightspace": re.compile(r"^(?P<number>\d+)-\d+ - (?P<name>.+?) - .*\d{4} ?\d"),
}
UNIQUE_NAMES = {"Blackboard"}  # it gives the user's name, and a date in place of a number
NOBODY = re.compile(
    r"""me | marks | work | notebooks | data | desktop | downloads | documents
    | submitted | submissions? | (mon|tues|wednes|thurs|fri|satur|sun)day | \d{4}-\d\d-\d\d
    | (ps|hw|week|unit|lesson|exercise|assignment|homework|task|quiz)[ _-]?\d*
    | (group|section|class|course)[ _-]?\w? | """,
    re.IGNORECASE | re.VERBOSE,
)
SALT = "salt.txt"
FILE_ENDING = re.compile(r"(\.(json(ld|l)?|csv|tsv|ann|conll|txt))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Owner:
    """What a path says of a file's owner."""

    name: str = ""  # and number: what a learning platform gives
    number: str = ""
    place: tuple = ()  # the folders above the platform's name
    folders: dict = field(default_factory=dict)  # else what could be a name, by level: -1 innermost


def find_students(files, lesson=""):
    """Return a name for each file, in the same order.

    files: for each its path as parts (zips count as folders) and the name its marks were made under
    ("me" says nothing). lesson: the lesson's folder, which is nobody's name.

    >>> paths = ["all/ada/essay/m.jsonld", "all/ben/essay/m.jsonld"]
    >>> find_students([(tuple(path.split("/")), "me") for path in paths])
    ['ada', 'ben']
    >>> names = ["Participant_7_assignsubmission_file", "Participant_8_assignsubmission_file"]
    >>> find_students([((name, "m.jsonld"), "me") for name in names])
    ['Participant 7', 'Participant 8']
    """
    owners = [_read_path(parts, lesson) for parts, _ in files]
    level = _students_level([owner.folders for owner in owners if not owner.name])
    numbers = defaultdict(set)
    for owner in owners:
        numbers[owner.name, owner.place].add(owner.number)
    names = []
    for owner, (parts, creator) in zip(owners, files, strict=True):
        name = owner.name or _name_of(owner.folders, level, creator, parts, lesson)
        if owner.name and len(numbers[name, owner.place]) > 1:
            name += f" {owner.number}"
        names.append(_clean(name))
    return _tell_apart(names, [creator for _, creator in files])


def _read_path(parts, lesson):
    """Return the Owner that a path names."""
    for depth, part in enumerate(parts):
        for platform, pattern in PLATFORMS.items():
            match = pattern.match(part)
            if match:
                number = "" if platform in UNIQUE_NAMES else match["number"]
                return Owner(match["name"], number, parts[:depth])
    names = [re.sub(r"\.zip$", "", part, flags=re.IGNORECASE) for part in parts[:-1]]
    names = [name for name in names if _is_somebody(name, lesson)]
    return Owner(folders={level - len(names): name for level, name in enumerate(names)})


def _is_somebody(name, lesson):
    return not NOBODY.fullmatch(name) and name.casefold() != lesson.casefold()


def _students_level(paths):
    """Return the level with most different names, the innermost of equals; None if none has two."""
    names = defaultdict(set)
    for folders in paths:
        for level, name in folders.items():
            names[level].add(name.casefold())
    most = max((len(level_names) for level_names in names.values()), default=0)
    if most < 2:
        return None
    best, *outer_levels = sorted((at for at in names if len(names[at]) == most), reverse=True)
    for outer in outer_levels:  # graders put tasks below students: ada/first, ada/second, ben/first
        if _is_crossed(paths, outer, best):
            best = outer
    return best


def _is_crossed(paths, outer, inner):
    """True if a folder of the inner level has its name below two folders of the outer one."""
    above = defaultdict(set)
    for folders in paths:
        if outer in folders and inner in folders:
            above[folders[inner].casefold()].add(folders[outer].casefold())
    return any(len(names) > 1 for names in above.values())


def _name_of(folders, level, creator, parts, lesson):
    stem = FILE_ENDING.sub("", parts[-1])
    if level is not None and level in folders:
        return folders[level]
    for name in creator, re.sub(r"^marks[-_ ]*", "", stem):
        if _is_somebody(name, lesson):
            return name
    return folders.get(-1, stem)


def _tell_apart(names, creators):
    """Add the name that somebody marked under, where files of one name have several."""
    known = defaultdict(Counter)
    for name, creator in zip(names, creators, strict=True):
        if creator != "me":
            known[name][creator] += 1
    distinct = []
    for name, creator in zip(names, creators, strict=True):
        is_shared = len(known[name]) > 1 and creator != "me"
        distinct.append(f"{name} ({_clean(creator)})" if is_shared else name)
    return distinct


def _clean(name):
    return show_name(unicodedata.normalize("NFC", " ".join(name.split())))[:80] or "?"


def make_codes(students, apart):
    """Return student → code, the same while `apart` keeps its salt; no name can be tried on it."""
    apart = Path(apart)
    apart.mkdir(parents=True, exist_ok=True)
    os.chmod(apart, 0o700)
    if not (apart / SALT).is_file():
        write_text(apart / SALT, secrets.token_hex(32) + "\n")
    salt = read_text(apart / SALT).strip().encode()
    names = [student.encode("utf-8", "surrogatepass") for student in students]
    marks = [hmac.new(salt, name, hashlib.sha256).hexdigest()[:10] for name in names]
    return {student: f"code {mark}" for student, mark in zip(students, marks, strict=True)}


def find_apart(out):
    """Return the folder for what names somebody: beside the one that is given out."""
    out = Path(out)
    return out.with_name(f"{out.name}-names")


def choose_pseudonyms(students, path):
    """Return student → "student 7", in an order that says nothing; those given before stay."""
    known = {}
    if path and path.exists():
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        known = dict(zip(rows.student.str.removeprefix("'"), rows.pseudonym, strict=True))
    new = [name for name in students if name not in known]
    SystemRandom().shuffle(new)
    used = set(known.values())
    names = (f"student {number}" for number in range(1, len(known) + len(new) + 1))
    free = (name for name in names if name not in used)
    return known | dict(zip(new, free, strict=False))
