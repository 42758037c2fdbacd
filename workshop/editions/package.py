"""Files of an edition, read from a course and written as a folder and a zip."""

import io
import os
import re
import shutil
import zipfile
from pathlib import Path

from kit.errors import FileError
from kit.files import read_bytes

LEFT_OUT = re.compile(r"(^|/)(__pycache__/|\.)|\.pyc$")  # what running leaves, and hidden files
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold
UNIX = 3  # the system that made a zip, whatever this one is
PROGRAMS = {"postBuild", "course/postBuild", "tljh.sh"}


def read_folder(folder, name):
    """Return {path in `folder`: bytes} of the files below its subfolder `name`, sorted."""
    files = {}
    for path in sorted((Path(folder) / name).rglob("*"), key=lambda path: path.as_posix()):
        place = path.relative_to(folder).as_posix()
        if path.is_file() and not LEFT_OUT.search(place):
            files[place] = read_bytes(path)
    return files


def write_edition(folder, files):
    """Write {path: bytes} as a folder and as a zip beside it; return a line that says so."""
    write_folder(folder, files)
    data = make_zip(folder.name, files)
    write_bytes(folder.with_name(folder.name + ".zip"), data)
    return f"{folder}, and as a zip of {len(data) / 1e6:.1f} MB: {len(files)} files."


def make_zip(name, files):
    """Return {path: bytes} as a zip with one folder in it: the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.create_system = UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if path in PROGRAMS else 0o100644) << 16
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def write_folder(folder, files):
    """Write an edition's folder anew; what isn't the edition's (work, an environment) stays."""
    try:
        for top in {path.split("/")[0] for path in files}:
            if (folder / top).is_dir():
                shutil.rmtree(folder / top)
    except OSError as error:
        problem = f"can't be replaced ({error.strerror}); close it where it is open"
        raise FileError(f"{error.filename}: {problem}, and release again") from None
    for path, data in sorted(files.items()):
        write_bytes(folder / path, data)
        if path in PROGRAMS:
            os.chmod(folder / path, 0o755)


def write_bytes(path, data):
    """Write a file, and its folder if need be; raises FileError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        problem = f"can't be written ({error.strerror}); free some space, or name another folder"
        raise FileError(f"{path}: {problem} with --out") from None
