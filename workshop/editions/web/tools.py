"""What makes a site: JupyterLite and the pandas of the browser, fetched once, pinned and hashed.

They are no student's download, and the lessons' environment doesn't get them: they are installed
into a folder of their own, and used from there.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError
from kit.files import write_text
from kit.paths import HOME
from workshop.editions.web.pyodide import PINS

LOCK = HOME / "locks" / "requirements-web.txt"
FOLDER = HOME / ".web-tools"
PANDAS = PINS["pandas"]
PLATFORM = "pyemscripten_2024_0_wasm32"
EXTENSIONS = Path("share/jupyter/labextensions")


@dataclass(frozen=True)
class Tools:
    """folder: where JupyterLite is installed; pandas: the wheel for the browser."""

    folder: Path
    pandas: Path

    @property
    def kernel_wheels(self):
        """The folder with the wheels that JupyterLite's kernel brings."""
        place = "@jupyterlite/pyodide-kernel-extension/static/pypi"
        return self.folder / EXTENSIONS / place


def prepare_tools():
    """Return the tools, installed if they aren't yet. Raises KitError if they can't be."""
    pandas = FOLDER / "wheels" / PANDAS["file_name"]
    tools = Tools(FOLDER, pandas)
    ready = FOLDER / "ready"
    wanted = hashlib.sha256(LOCK.read_bytes() + PANDAS["sha256"].encode()).hexdigest()
    if ready.is_file() and ready.read_text() == wanted:
        return tools
    print("Fetching what makes a site, this once (30 MB).", flush=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    install = ["install", "--require-hashes", "--only-binary=:all:", "--upgrade"]
    run([*pip, *install, "--target", str(FOLDER), "-r", str(LOCK)])
    wish = FOLDER / "pandas.txt"
    write_text(wish, f"pandas=={PANDAS['version']} --hash=sha256:{PANDAS['sha256']}\n")
    python = ["--python-version", "3.12", "--implementation", "cp", "--abi", "cp312"]
    download = ["download", "--no-deps", "--only-binary=:all:", "--platform", PLATFORM, *python]
    run([*pip, *download, "--dest", str(pandas.parent), "--require-hashes", "-r", str(wish)])
    write_text(ready, wanted)
    return tools


def run(command):
    """Run pip; raise KitError with its last word if it fails."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "ERROR" in line] or ["no reason"]
        problem = f"what makes a site can't be fetched ({lines[-1].strip()})"
        raise KitError(f"{LOCK.name}: {problem}; connect to the network and try again")
