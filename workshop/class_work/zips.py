"""Zips that anybody may have made: read within limits, never unpacked under their own names."""

import re
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
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
TOO_BIG = (
    f"too big, alone (over {FILE_LIMIT >> 20} MB; a zip, {ZIP_LIMIT >> 20} MB) "
    "or with all the others; not read"
)


class TooBigError(Exception):
    """What is read is larger than a limit allows."""

    def __init__(self):
        super().__init__(TOO_BIG)


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

    @contextmanager
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
class Entry:
    """A file in a zip that is open."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    @property
    def is_link(self):
        """True if it is a link, as Unix makes them."""
        return stat.S_ISLNK(self.info.external_attr >> 16)

    def open(self):
        """Return a stream of its bytes."""
        return self.archive.open(self.info)


def read_entries(file, limits):
    """Yield an Entry for each file in a zip. Raises ValueError if there are too many."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        limits.entries -= len(entries)
        if limits.entries < 0:
            raise ValueError(f"more than {ENTRY_LIMIT} entries")
        for info in entries:
            if not info.is_dir():
                yield Entry(archive, info)


def find_problem(entry):
    """Return why an entry can't be read, "" if it can."""
    if entry.info.flag_bits & LOCKED_FLAG:
        return "locked with a password"
    if entry.info.compress_type not in USUAL:
        return "packed in an unusual way; zip it again as any system does"
    return ""


def split_name(entry):
    """Return the parts of an entry's name, without what would lead out of the zip."""
    parts = re.split(r"[/\\]+", decode_name(entry.info))
    return tuple(part for part in parts if part not in ("", ".", ".."))


def decode_name(info):
    """Return a ZipInfo's name: UTF-8 if flagged or valid (macOS omits the flag), else cp437."""
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
