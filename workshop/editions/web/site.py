"""Make the site: `python -m kit release --for web`.

JupyterLite's own builder lays out the applications; the notebooks, the start page, Pyodide and the
wheels are put beside them. The same course gives the same bytes.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from kit.errors import KitError
from kit.files import write_text
from workshop.editions.package import read_bytes, read_folder
from workshop.editions.web.browser_lock import (
    KIT,
    KIT_NEEDS,
    PRELOADED,
    make_lock,
    read_kernel_wheels,
)
from workshop.editions.web.mending import mend
from workshop.editions.web.pages import PAGES, make_start_page
from workshop.editions.web.pyodide import SITE_PACKAGES, take_pyodide
from workshop.editions.web.stand_ins import make_piplite, make_regex
from workshop.editions.web.tools import EXTENSIONS, PANDAS, prepare_tools
from workshop.editions.web.wheels import BROWSER, Wheel, carry_all, make_wheel, slim

COURSE = "close_reading_course"  # the folder that holds it among Python's packages
WORK = "/drive"  # where JupyterLite shows Python the browser's own files
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
WIDGETS = ["anywidget", "@jupyter-widgets/jupyterlab-manager"]  # what shows the kit's widgets
APPS = ["notebooks", "lab"]
# it removes all work at one click; the start page offers the file first
DISABLED = ["@jupyterlite/application-extension:clear-browser-data"]
SCRIPTS = "storage.js", "zip.js", "start.js", "start.css", "lesson.js", "work.js", "drive.js"
LEFT_OUT = re.compile(
    r"\.map$|(^|/)(rspack|webpack)\.config|^doc/|/pypi/.*\.whl$|/fa-\w+-\d+\.(svg|eot|ttf|woff)$"
)
# IndexedDB; where a browser refuses it the lessons open all the same, and say what isn't kept
DRIVERS = ["asyncStorage", "memoryStorageDriver"]
KEPT = "contents", "settings", "workspaces"
BEGIN = "await import("  # in JupyterLite's pages
BEGIN_LATER = f'await (await import("../kit/drive.js")).opened; {BEGIN}'
MOMENT = "1980-01-01T00:00:00Z"  # of every file in the lists of contents


def make_site(files, notebooks, lesson, pyodide=None, also=None):
    """Return {path: bytes} of a site.

    Parameters
    ----------
    files : dict
        {path: bytes} of the course: kit/, the lesson's folder and course.toml.
    notebooks : dict
        {file name: text} of the lessons.
    lesson : Lesson
        The course's lesson.
    pyodide : str or Path, optional
        A folder with Pyodide; None leaves it at its own address.
    also : dict, optional
        {file name: text} of notebooks that the start page doesn't list.

    Raises
    ------
    KitError
        If Pyodide or the tools can't be had.
    """
    taken = take_pyodide(pyodide)
    tools = prepare_tools()
    wheels = make_wheels(files, tools)
    everything = notebooks | (also or {})
    everything = {name: set_kernel(text) for name, text in everything.items()}
    site = lay_out(everything, lesson, tools)
    site |= {f"pyodide/{name}": data for name, data in taken.files.items()}
    site |= {f"pyodide/{wheel.file_name}": wheel.data for wheel in wheels}
    site["pyodide/pyodide-lock.json"] = make_lock(taken, wheels)
    for name in SCRIPTS:
        site[f"kit/{name}"] = read_bytes(PAGES / name)
    site["index.html"] = make_start_page(notebooks, lesson).encode()
    about = f'type="module" data-lesson="{escape(lesson.name)}"'
    drive = f'<script {about} src="../kit/drive.js"></script>'
    beside = f'<script {about} src="../kit/lesson.js"></script>'
    for app, scripts in {"notebooks": f"{drive}{beside}", "lab": drive}.items():
        page = site[f"{app}/index.html"].decode()
        page = page.replace("<head>", f"<head>{scripts}", 1).replace(BEGIN, BEGIN_LATER, 1)
        site[f"{app}/index.html"] = page.encode()
    return site


def make_wheels(files, tools):
    """Return the wheels of a course: the kit with the course in it, and what it imports."""
    kit = {path: data for path, data in files.items() if path.startswith("kit/")}
    course = {f"{COURSE}/{path}": data for path, data in files.items() if path not in kit}
    course["browser_files.py"] = read_bytes(BROWSER / "browser_files.py")
    pandas = Wheel(
        "pandas",
        PANDAS["version"],
        PANDAS["file_name"],
        slim(read_bytes(tools.pandas)),
        "pandas",
        ["numpy", "python-dateutil", "pytz"],
    )
    own = make_wheel(KIT, "0.1.0", kit | course, "kit", KIT_NEEDS)
    stand_ins = [make_regex(kit), make_piplite()]
    return [own, pandas, *stand_ins, *carry_all(), *read_kernel_wheels(tools.kernel_wheels)]


def set_kernel(text):
    """Return a notebook's text with the kernel that JupyterLite has."""
    notebook = json.loads(text)
    notebook["metadata"]["kernelspec"] = KERNEL
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def lay_out(notebooks, lesson, tools):
    """Return {path: bytes} of JupyterLite with the notebooks, as its builder makes them."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, text in notebooks.items():
            write_text(folder / "contents" / name, text)
        settings = {"jupyter-lite-schema-version": 0, "jupyter-config-data": configure(lesson)}
        write_text(folder / "jupyter-lite.json", json.dumps(settings))
        for place, name in [(tools.folder, KERNEL_EXTENSION), *((sys.prefix, n) for n in WIDGETS)]:
            shutil.copytree(Path(place) / EXTENSIONS / name, folder / "extensions" / name)
        config = {
            "LiteBuildConfig": {
                "contents": ["contents"],
                "output_dir": "site",
                "apps": APPS,
                "no_sourcemaps": True,
                "no_unused_shared_packages": True,
                "ignore_sys_prefix": ["federated_extensions"],
            },
            "FederatedExtensionAddon": {"extra_labextensions_path": ["extensions"]},
        }
        write_text(folder / "jupyter_lite_config.json", json.dumps(config))
        build(folder, tools)
        files = read_folder(folder / "site", ".")
    files = {path: data for path, data in files.items() if not LEFT_OUT.search(path)}
    return {path: set_moments(path, data) for path, data in mend(files).items()}


def configure(lesson):
    """Return JupyterLite's settings for a course."""
    env = {"KIT_COURSE": f"{SITE_PACKAGES}/{COURSE}", "KIT_WORK": WORK, "HOME": "/home/pyodide"}
    kernel = {
        "pyodideUrl": "./pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": PRELOADED, "env": env},
    }
    return {
        "appName": lesson.article.title,
        "exposeAppInBrowser": True,
        "disabledExtensions": DISABLED,
        "enableMemoryStorage": True,
        **{f"{what}StorageName": f"close-reading {lesson.name}" for what in KEPT},
        **{f"{what}StorageDrivers": DRIVERS for what in KEPT},
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
    }


def build(folder, tools):
    """Run JupyterLite's builder in a folder. Raises KitError with its last words if it fails."""
    path = os.pathsep.join([str(tools.folder), os.environ.get("PYTHONPATH", "")])
    own = {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    options = {"capture_output": True, "encoding": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=os.environ | own, **options)
    if done.returncode:
        words = " ".join((done.stderr or done.stdout).split())[-300:]
        raise KitError(f"jupyterlite: the site isn't made ({words}); tell who maintains the kit")


def set_moments(path, data):
    """Return a list of contents without the times at which it happened to be made."""
    if not re.fullmatch(r"api/contents/(.*/)?all\.json", path):
        return data
    listing = json.loads(data)
    for entry in [listing, *(listing.get("content") or [])]:
        entry |= {name: MOMENT for name in ("created", "last_modified") if name in entry}
    return json.dumps(listing, indent=1, sort_keys=True).encode()
