"""Wheels for the browser, without machine code: the kit with its course, and what it imports.

What is installed here is packed again, so a site has the versions of the lock. Packages that carry
machine code are taken only if they have Python to fall back on. The same files give the same bytes.
"""

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kit.errors import KitError
from workshop.editions.package import EPOCH, UNIX

BROWSER = Path(__file__).parent / "browser"
# What a notebook imports and Pyodide hasn't got, or has in another version: import name, needs.
CARRIED = {
    "anywidget": ("anywidget", ["ipywidgets", "psygnal", "typing-extensions"]),
    "comm": ("comm", []),
    "ipywidgets": ("ipywidgets", ["comm", "ipython", "traitlets", "widgetsnbextension"]),
    "jinja2": ("jinja2", ["markupsafe"]),
    "markupsafe": ("markupsafe", []),
    "psygnal": ("psygnal", []),
    "rapidfuzz": ("rapidfuzz", []),
    "syntok": ("syntok", ["regex"]),
    "typing-extensions": ("typing_extensions", []),
}
# added to a module, from browser/: the same is done faster
ADDED = {
    "matplotlib/artist.py": "artist_documentation.py",
    "rapidfuzz/fuzz_py.py": "partial_ratio.py",
}
LEFT_OUT = re.compile(
    r"(^|/)(__pycache__|tests?|bin|share|include)/|^\.\.|\.(so|pyd|dylib|pyi|c|h|pyx|map)$"
)
# of wheels that others packed, what no lesson uses: tests, samples, fonts for PostScript, space
UNUSED = re.compile(
    r"(^|/)tests/|/mpl-data/(sample_data|fonts/(afm|pdfcorefonts))/|/mplot3d/(?!__init__)"
)
EMPTIED = {"mpl_toolkits/mplot3d/__init__.py": b"Axes3D = None\n"}  # as matplotlib has it without
METADATA = re.compile(r"^[^/]+\.dist-info/(METADATA|WHEEL|RECORD|INSTALLER|REQUESTED|direct_url)")


@dataclass(frozen=True)
class Wheel:
    """A package for the browser. imports: the name it is imported by; needs: other packages."""

    name: str
    version: str
    file_name: str
    data: bytes
    imports: str
    needs: list


def make_wheel(name, version, files, imports="", needs=()):
    """Return {path: bytes} as a Wheel.

    Its name holds a few digits of its SHA-256: a browser that still has an earlier one takes this.

    Examples
    --------
    >>> make_wheel("a-kit", "1.0", {"a_kit.py": b""}).file_name  # doctest: +ELLIPSIS
    'a_kit-1.0-0...-py3-none-any.whl'
    """
    plain = re.sub(r"[-_.]+", "_", name)
    about = f"{plain}-{version}.dist-info"
    files = dict(files)
    files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    tags = "Wheel-Version: 1.0\nGenerator: kit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/WHEEL"] = tags
    files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    record = "".join(f"{path},{digest(files[path])},{len(files[path])}\n" for path in sorted(files))
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()
    data = pack(files)
    build = f"0{hashlib.sha256(data).hexdigest()[:8]}"  # a number comes first in a build's name
    file_name = f"{plain}-{version}-{build}-py3-none-any.whl"
    return Wheel(name, version, file_name, data, imports or plain, list(needs))


def digest(data):
    """Return a file's digest as a wheel's RECORD has it."""
    code = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={code.rstrip(b'=').decode()}"


def pack(files):
    """Return {path: bytes} as a zip without a folder around it: the same files, the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.create_system = UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return buffer.getvalue()


def slim(wheel):
    """Return a wheel's bytes without what no lesson uses."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        files = {name: archive.read(name) for name in names if not UNUSED.search(name)}
    files |= {place: data for place, data in EMPTIED.items() if place in files}
    return pack({place: data + read_added(place) for place, data in files.items()})


def read_added(place):
    """Return what a module gets at its end."""
    return (BROWSER / ADDED[place]).read_bytes() if place in ADDED else b""


def carry(name):
    """Return an installed package as a Wheel. Raises KitError if it isn't installed."""
    imports, needs = CARRIED[name]
    try:
        package = distribution(name)
    except PackageNotFoundError:
        fix = "install locks/requirements.txt"
        raise KitError(f"{name}: not installed, and the site needs it; {fix}") from None
    files = {}
    for path in package.files or []:
        place = path.as_posix()
        if not LEFT_OUT.search(place) and not METADATA.match(place):
            files[place] = path.locate().read_bytes() + read_added(place)
    return make_wheel(name, package.version, files, imports, needs)


def carry_all():
    """Return everything in CARRIED as Wheels."""
    return [carry(name) for name in CARRIED]
