"""Run the masters in a browser and compare their text: `python -m kit validate --in-browser`.

A site of the course is made, with the masters in it; each runs in headless Chromium in a work
folder of its own, and every cell's plain text must be the one saved. Pictures aren't compared:
Pyodide's matplotlib is another version's.
"""

import json
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from kit.errors import KitError
from kit.teaching.opening import open_lesson
from workshop.editions.editions import clear_outputs, find_masters, read_notebook
from workshop.editions.package import write_folder
from workshop.editions.release import collect_for_web
from workshop.editions.web.serving import serve
from workshop.validation.browser_page import CHROMIUM, LessonPage, open_browser
from workshop.validation.differences import difference
from workshop.validation.validate import find_notebooks

WORK = 'import os; os.environ["KIT_WORK"] = {folder!r}; os.makedirs({folder!r}, exist_ok=True)'


def validate_in_browser(course, paths=None, pyodide=None):
    """Return 0 if every cell of the masters says in a browser what is saved in it, else 1.

    paths: these notebooks alone: files, or numbers such as "03". pyodide: a folder with Pyodide;
    None has the browser fetch it. Raises KitError: no browser, no such notebook, no site.
    """
    if not find_spec("playwright") or not Path(CHROMIUM).exists():
        fix = "install Debian's chromium, and run python -m kit test once"
        raise KitError(f"{CHROMIUM}: no browser to validate in; {fix}")
    masters = find_masters(course)
    if paths:
        masters = find_notebooks(Path(course) / "notebooks", paths)
    failures = []
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_folder(folder / "site", make_tried_site(course, masters, pyodide))
        with serve(folder / "site") as address, open_browser(folder / "profile") as context:
            for path in masters:
                failures += try_master(context, address, path)
    for failure in failures:
        print(failure)
    seconds = time.monotonic() - started
    print(f"{len(masters)} notebooks in a browser, {len(failures)} differences, {seconds:.0f} s.")
    return 1 if failures else 0


def make_tried_site(course, masters, pyodide=None):
    """Return {path: bytes} of a course's site with its masters beside the student edition."""
    cleared = {}
    for path in masters:
        cleared[f"master-{path.name}"] = json.dumps(clear_outputs(read_notebook(path)))
    return collect_for_web(course, open_lesson(course), pyodide, cleared)


def try_master(context, address, path):
    """Run a master in the browser; return a line for each cell whose text isn't the saved one."""
    lesson = LessonPage(context, address)
    lesson.open(f"master-{path.name}")
    lesson.execute(WORK.format(folder=f"/drive/tried-{path.name[:2]}"))
    lesson.run()
    seconds = time.monotonic() - lesson.opened
    saved = [cell for cell in read_notebook(path)["cells"] if cell["cell_type"] == "code"]
    lines = []
    for number, (expected, cell) in enumerate(zip(saved, lesson.cells(), strict=True)):
        if read_plain(expected) != read_plain(cell):
            shown = difference(expected["outputs"], cell["outputs"])
            lines.append("\n".join([f"{path.name}, code cell {number}:", *shown]))
    for url in lesson.outside():
        lines.append(f"{path.name}: asked {url}, which isn't the site's")
    lesson.page.close()
    print(f"{path.name}: {seconds:.0f} s, {len(lines)} differences.", flush=True)
    return lines


def read_plain(cell):
    """Return the plain text of a cell's outputs, in order, streams joined by their name."""
    streams = {}
    texts = []
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            name = output["name"]
            streams[name] = streams.get(name, "") + "".join(output["text"])
        elif output["output_type"] == "error":
            texts.append(f"{output['ename']}: {output['evalue']}")
        else:
            texts.append("".join(output["data"].get("text/plain", "")))
    return streams, texts
