"""The lessons in a browser against a bare JupyterLite page and against CPython: python -m tests.benchmarks.web [ROUNDS] [PYODIDE] (not part of the test run).

The bare page has the same JupyterLite, kernel, Pyodide and pandas, and one cell, `import pandas`. Bare page and lessons alternate, cold (a new
profile) and warm (the same one, browser begun again). Seconds depend on what else the machine does; processor seconds, of all
the browser's processes together, hardly do. Later cells run one after the other in the browser's kernel and in an ordinary one.
"""

import gzip
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from kit.files import read_text, write_text
from kit.paths import HOME
from kit.teaching.opening import open_lesson
from workshop.editions.package import write_folder
from workshop.editions.release import collect_for_web
from workshop.editions.web.browser_lock import KIT
from workshop.editions.web.serving import serve
from workshop.editions.web.site import KERNEL
from workshop.validation.browser_page import NOTEBOOK, open_browser
from workshop.validation.in_browser import make_tried_site

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))

FIRST = "00-start-here.ipynb"  # its first cell is 2 + 3
IMPORTS = "01-stop-and-read.ipynb"  # its first cell imports the kit, and pandas with it
LATER = ["03", "05", "08"]  # the annotator; agreement; claims and figures
QUICK = 0.1  # seconds; what is quicker than that nobody waits for
START = f"""async () => {{
  const until = async (find) => {{
    for (;;) {{
      const value = find();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }}
  }};
  const widget = await until(() => {NOTEBOOK}?.content?.widgets?.length && {NOTEBOOK});
  const shown = performance.now();
  await until(() => widget.sessionContext?.session?.kernel);
  const notebook = widget.content;
  const cell = notebook.widgets.find((one) => one.model.type === "code");
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  notebook.deselectAll();
  window.jupyterapp.commands.execute("notebook:run-cell");
  await until(() => cell.model.executionCount);
  return [shown / 1000, performance.now() / 1000];
}}"""
TIMED = f"""async (code) => {{
  const kernel = {NOTEBOOK}.sessionContext.session.kernel;
  const start = performance.now();
  const reply = await kernel.requestExecute({{ code }}).done;
  return [(performance.now() - start) / 1000, reply.content.status];
}}"""


class Processes:
    """The processes of a profile's browser."""

    def __init__(self, profile):
        self.profile = str(profile).encode()

    def find(self):
        """Return {process: its command line}; all but the browser's own are its descendants."""
        children = {}
        lines = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                number = int(folder.name)
                lines[number] = (folder / "cmdline").read_bytes()
                parent = int(fields_of(folder)[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(number)
        tops = [number for number, line in lines.items() if self.is_browser(line)]
        family = []
        while tops:
            number = tops.pop()
            family.append(number)
            tops += children.get(number, [])
        return {number: lines[number] for number in family}

    def is_browser(self, line):
        first = line.split(b"\0")[0]
        return self.profile in line and b"--type=" not in line and b"chromium" in first

    def seconds(self):
        """Return the processor's seconds that they have taken, those that ended before too."""
        ticks = 0
        for number in self.find():
            ticks += sum(map(int, fields_of(Path(f"/proc/{number}"))[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self):
        """Return their memory (PSS), and that of the largest of them: the lesson's own."""
        sizes = []
        for number in self.find():
            text = Path(f"/proc/{number}/smaps_rollup").read_text()
            sizes.append(int(re.search(r"Pss:\s+(\d+)", text)[1]) / 1000)
        return sum(sizes), max(sizes)

    def hurry(self):
        """Give them what the machine has, where we may: nice -20 for the groups they are in."""
        for number in self.find():
            try:
                Path(f"/proc/{number}/autogroup").write_text("-20")
            except OSError:
                return  # not root, or a system without such groups


def fields_of(folder):
    """Return the fields of a process after its name."""
    return (folder / "stat").read_text().rpartition(")")[2].split()


def make_bare(site, target):
    """Write the bare page: the site without the kit, and a notebook of one cell."""
    shutil.copytree(site, target)
    settings = json.loads(read_text(target / "jupyter-lite.json"))
    plugins = settings["jupyter-config-data"]["litePluginSettings"]
    (kernel,) = plugins.values()
    packages = kernel["loadPyodideOptions"]["packages"]
    kernel["loadPyodideOptions"] = {"packages": [name for name in packages if name != KIT]}
    write_text(target / "jupyter-lite.json", json.dumps(settings))
    page = read_text(target / "notebooks/index.html")
    page = re.sub(r"<script [^>]*kit/lesson\.js[^>]*></script>", "", page)
    write_text(target / "notebooks/index.html", page)
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": "import pandas"}
    cell |= {"outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {"kernelspec": KERNEL}}
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    write_text(target / "files" / FIRST, json.dumps(notebook))


def start(address, profile, name):
    """Open a notebook, run its first code cell; return seconds shown, answered, of the processor."""
    processes = Processes(profile)
    with open_browser(profile) as context:
        processes.hurry()
        before = processes.seconds()
        page = context.new_page()
        page.goto(f"{address}/notebooks/index.html?path={name}")
        shown, answered = page.evaluate(START)
        return shown, answered, processes.seconds() - before


def measure_starts(root, rounds):
    """Print what a start takes, and the ratio to the bare page's."""
    pages = {"bare": ("bare", FIRST), "00": ("site", FIRST), "01": ("site", IMPORTS)}
    times = {}
    for _ in range(rounds):
        for what, (folder, name) in pages.items():
            with tempfile.TemporaryDirectory(prefix="web-", ignore_cleanup_errors=True) as profile:
                for state in "cold", "warm":
                    taken = start(f"{root}/{folder}", profile, name)
                    times.setdefault((what, state), []).append(taken)
    for (what, state), rows in times.items():
        shown, answered, processor = map(statistics.median, zip(*rows, strict=True))
        bare = times["bare", state]
        ratios = [answered / statistics.median(row[1] for row in bare)]
        ratios.append(processor / statistics.median(row[2] for row in bare))
        print(
            f"{what} {state}: shown {shown:.1f} s, first cell answered {answered:.1f} s, "
            f"processor {processor:.1f} s; to bare {ratios[0]:.2f}, processor {ratios[1]:.2f} (wanted: 1.3)"
        )


def codes_of(path):
    """Return the sources of a notebook's code cells."""
    cells = json.loads(read_text(path))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def time_here(codes, work):
    """Return the seconds of each code in an ordinary kernel."""
    environment = {**os.environ, "KIT_WORK": str(work)}
    manager, client = start_new_kernel(cwd=str(HOME / "notebooks"), env=environment)
    seconds = []
    for code in codes:
        began = time.perf_counter()
        reply = client.execute_interactive(code, output_hook=lambda message: None)
        seconds.append(time.perf_counter() - began)
        assert reply["content"]["status"] == "ok", code
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return seconds


def measure_later(root, numbers):
    """Print how much longer later cells take than on CPython, what a save takes, and memory."""
    ratios = []
    for number in numbers:
        path = next((HOME / "notebooks").glob(f"{number}-*.ipynb"))
        codes = codes_of(path)
        with tempfile.TemporaryDirectory(prefix="web-", ignore_cleanup_errors=True) as folder:
            here = time_here(codes, Path(folder) / "work")
            processes = Processes(Path(folder) / "profile")
            with open_browser(Path(folder) / "profile") as context:
                processes.hurry()
                page = context.new_page()
                page.goto(f"{root}/site/notebooks/index.html?path=master-{path.name}")
                page.wait_for_function("globalThis.kitReady")
                for code, ours in list(zip(codes, here, strict=True)):
                    taken, status = page.evaluate(TIMED, code)
                    assert status == "ok", code
                    ratios.append((taken / ours, taken, ours, number, code))
                if number == LATER[0]:
                    measure_saves(page)
                whole, largest = processes.megabytes()
                print(f"{number}: memory {whole:.0f} MB, the lesson's process {largest:.0f} MB")
    later = [row for row in ratios if not row[4].startswith("import kit")]
    slow = sorted((row for row in later if row[1] > QUICK), reverse=True)
    print(
        f"{len(later)} later cells, {len(later) - len(slow)} of them within {QUICK} s; of the other {len(slow)}, "
        f"{sum(row[0] <= 5 for row in slow)} take at most 5 times as long as on CPython"
    )
    for ratio, taken, ours, number, code in slow[:5]:
        print(f"  {ratio:.1f} times: {taken:.2f} s for {ours:.2f} s: {number} {code[:60]!r}")


def measure_saves(page):
    """Print what saving a mark takes, in a lesson whose kernel has `lesson`."""
    page.evaluate(TIMED, "marks = lesson.marks()")
    seconds = []
    for number in range(10):
        add = f"marks.add({number}, {number + 1}, lesson.codebook.labels[0].name); marks.save()"
        seconds.append(page.evaluate(TIMED, add)[0])
    most = max(seconds)
    middle = statistics.median(seconds)
    print(f"a mark is saved in {middle:.2f} s, at most {most:.2f} s (wanted: 0.3)")


def measure_size(site):
    """Print the size of a site, and what it is where the host compresses."""
    files = [path.read_bytes() for path in site.rglob("*") if path.is_file()]
    zipped = sum(min(len(data), len(gzip.compress(data))) for data in files) / 1e6
    whole = sum(map(len, files)) / 1e6
    print(f"{len(files)} files, {whole:.1f} MB (wanted: 55), {zipped:.1f} MB gzipped (wanted: 35)")


def main(rounds=3, pyodide=None):
    from pyodide_files import find_pyodide

    pyodide = pyodide or find_pyodide()
    with tempfile.TemporaryDirectory(prefix="web-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        masters = sorted((HOME / "notebooks").glob("*.ipynb"))
        plain = collect_for_web(HOME, open_lesson(HOME), pyodide)
        write_folder(folder / "plain", plain)
        measure_size(folder / "plain")
        write_folder(folder / "site", make_tried_site(HOME, masters, pyodide))
        make_bare(folder / "plain", folder / "bare")
        with serve(folder) as root:
            measure_starts(root, int(rounds))
            measure_later(root, LATER)


if __name__ == "__main__":
    main(*sys.argv[1:])
