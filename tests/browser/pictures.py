"""Take the pictures of docs/pictures again, from a real JupyterLab and the browser edition's page.

python tests/browser/pictures.py [SITE]     SITE: a folder made by `kit release --for web`

Look at each of them before you keep it: nothing else does.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "helpers"), str(HERE)]

from conftest import QUIET
from waiting import NEVER

from workshop.editions.web.serving import serve

TREE = HERE.parents[1]
PICTURES = TREE / "docs" / "pictures"
SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
OPEN = ".jp-NotebookPanel:visible"  # a lesson opened before is behind it
BEGIN = "import kit\nlesson = kit.open_lesson()"
# what somebody in the middle of the course has done, so that progress has something to show
DONE = f"""{BEGIN}
solved = {{"00.2": 9, "00.3": "Assad", "01.2": 9, "01.3": 8, "02.3": [1, 2, 3, 7, 8], "04.1": 8}}
for id, answer in solved.items():
    lesson.check(id, answer)
lesson.check("04.2", {{"direct": 1}})
lesson.answer("01.6").text = "A claim about a war, and nobody from the other side."
"""
WIDEST = ("11-one-event-three-papers.ipynb", "Shares of each role: two papers compared")
EMPTY = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
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
    """Write a notebook of these cells."""
    cells = [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4}
    path.write_text(json.dumps({**notebook, "nbformat_minor": 5}), encoding="utf-8")


def find_widest(course):
    """Return the cell that shows the widest table, with its output."""
    notebook = json.loads((course / "notebooks" / WIDEST[0]).read_text(encoding="utf-8"))
    return next(cell for cell in notebook["cells"] if WIDEST[1] in "".join(cell["source"]))


def wait_idle(page):
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()


def run(page, count):
    """Run the first code cells; a key that comes before the kernel comes to nothing, so again."""
    for number in range(count):
        cell = page.locator(f"{OPEN} .jp-CodeCell").nth(number)
        while not re.search(r"\d", cell.locator(".jp-InputPrompt").first.inner_text()):
            cell.locator(".jp-InputArea-editor").click(position={"x": 5, "y": 8})
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(2000)
    wait_idle(page)


def take_lab(page, course, address):
    """Take the pictures of JupyterLab."""
    work = course / "work"
    query = f"?token={address[2]}"
    page.goto(f"{address[1]}/lab/tree/lessons.ipynb{query}")
    page.get_by_text("Continue:").wait_for()
    wait_idle(page)
    page.screenshot(path=PICTURES / "first-minute.png")
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="04 Who speaks?", exact=True).click()
    page.get_by_role("heading", name="Four ways to use somebody").wait_for()
    run(page, 1)
    page.get_by_text("In this notebook:").first.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "lesson-phone.png")
    page.set_viewport_size(SCREEN)
    for name, sources in CELLS.items():
        write_notebook(work / f"{name}.ipynb", [{**EMPTY, "source": one} for one in sources])
        page.goto(f"{address[1]}/lab/tree/{name}.ipynb{query}&reset")
        run(page, len(sources))
        if name == "feedback":
            page.get_by_text("Show hint 1 of 3").first.click()
        page.locator(f"{OPEN} .jp-Notebook").screenshot(path=PICTURES / f"{name}.png")
    write_notebook(work / "widest.ipynb", [find_widest(course)])
    # as after a run: what isn't trusted is shown without its styles
    subprocess.run([sys.executable, "-m", "nbformat.sign", work / "widest.ipynb"], check=True)
    page.goto(f"{address[1]}/lab/tree/widest.ipynb{query}&reset")
    wait_idle(page)
    page.locator(f"{OPEN} .jp-Notebook").screenshot(path=PICTURES / "widest-table.png")


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
