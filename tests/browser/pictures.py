"""Take the pictures of docs/pictures again, from a real JupyterLab and the browser edition's page.

python tests/browser/pictures.py [SITE]     SITE: a folder made by `kit release --for web`

Look at each of them before you keep it: nothing else does.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from conftest import QUIET
from waiting import NEVER

from workshop.editions.web.serving import serve

TREE = Path(__file__).parents[2]
PICTURES = TREE / "docs" / "pictures"
SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
BEGIN = "import kit\nlesson = kit.open_lesson()"
# what somebody in the middle of the course has done, so that progress has something to show
DONE = f"""{BEGIN}
solved = ["00.2", "00.3", "01.2", "01.3", "02.3", "04.1"]
for id in solved:
    lesson.check(id, lesson.exercises[id].get("key", 8))
lesson.check("04.2", {{"direct": 1}})
lesson.answer("01.6").text = "A claim about a war, and nobody from the other side."
"""
WIDEST = ("11-one-event-three-papers.ipynb", "Shares of each role: two papers compared")
CELLS = {
    "feedback": [
        f'{BEGIN}\nlesson.check("04.1", 8)',
        'lesson.check("04.4", ["shouted"])',
        'lesson.check("04.1", "many")',
        'lesson.check("04.5", ...)',
    ],
    "progress": [f"{BEGIN}\nlesson.progress()"],
}


@contextmanager
def open_course(folder):
    """Start `python -m kit` in a copy of what is kept; yield the course and its address."""
    course = folder / "course"
    subprocess.run(["git", "clone", "-q", TREE, course], check=True)
    log = folder / "log.txt"
    command = [sys.executable, "-m", "kit", "--no-browser"]
    subprocess.run([sys.executable, "-c", DONE], cwd=course, check=True)
    process = subprocess.Popen(command, cwd=course, stdout=log.open("w"), stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + NEVER
        while not (address := re.search(r"(http://\S+:\d+)/\S+token=(\w+)", log.read_text())):
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield course, address
    finally:
        process.terminate()
        process.wait()


def write_notebook(path, cells):
    """Write a notebook of code cells."""
    code = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    cells = [{**code, "id": f"c{number}", "source": cell} for number, cell in enumerate(cells)]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4}
    path.write_text(json.dumps({**notebook, "nbformat_minor": 5}), encoding="utf-8")


def wait_idle(page):
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first.wait_for(
        state="attached"
    )


def run_all(page):
    """Run all cells of the open notebook, and wait until the last has its number."""
    wait_idle(page)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    last = ".jp-Notebook .jp-CodeCell:last-of-type .jp-InputPrompt"
    page.wait_for_function(
        "(last) => /\\d/.test([...document.querySelectorAll(last)].at(-1)?.textContent)", arg=last
    )
    wait_idle(page)


def take_lab(page, course, address):
    """Take the pictures of JupyterLab."""
    work = course / "work"
    query = f"?token={address[2]}"
    page.goto(f"{address[1]}/lab/tree/lessons.ipynb{query}")
    page.get_by_text("Continue:").wait_for()
    wait_idle(page)
    page.screenshot(path=PICTURES / "first-minute.png")
    for name, cells in CELLS.items():
        write_notebook(work / f"{name}.ipynb", cells)
        page.goto(f"{address[1]}/lab/tree/{name}.ipynb{query}&reset")
        run_all(page)
        if name == "feedback":
            page.get_by_text("Show hint 1 of 3").first.click()
        page.locator(".jp-Notebook").first.screenshot(path=PICTURES / f"{name}.png")
    shutil.copy(course / "notebooks" / WIDEST[0], work / "widest.ipynb")
    page.goto(f"{address[1]}/lab/tree/widest.ipynb{query}&reset")
    page.evaluate("jupyterapp.commands.execute('notebook:go-to-last-cell')")
    table = page.locator(".jp-Notebook .jp-CodeCell", has_text=WIDEST[1]).first
    table.scroll_into_view_if_needed()
    table.screenshot(path=PICTURES / "widest-table.png")
    page.set_viewport_size(PHONE)
    page.goto(f"{address[1]}/lab/tree/04-who-speaks.ipynb{query}&reset")
    run_all(page)
    page.get_by_text("In this notebook:").first.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "lesson-phone.png")


def take_site(page, site):
    """Take the pictures of the browser edition's start page."""
    with serve(site) as root:
        for name, size in {"start-page": SCREEN, "start-page-phone": PHONE}.items():
            page.set_viewport_size(size)
            page.goto(f"{root}/index.html")
            page.wait_for_function("globalThis.ready")
            page.screenshot(path=PICTURES / f"{name}.png")


def main(site=None):
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page(viewport=SCREEN)
        page.set_default_timeout(NEVER * 1000)
        with open_course(Path(folder)) as (course, address):
            take_lab(page, course, address)
        if site:
            take_site(page, Path(site))


if __name__ == "__main__":
    main(*sys.argv[1:])
