"""A real browser for the tests, and the two front ends of Jupyter in it.

jupyter         one server for the whole run, on a free port and a folder of its own: serves JupyterLab and Notebook 7
page            a fresh browser window (Playwright); the test fails if a page throws an error
open_notebook   open_notebook(cells, front_end="lab" | "notebook") -> Notebook: run it, look at its outputs, kill its kernel; its .page is not `page`
look            look("name") keeps a screenshot under screenshots/, for people to look at; look("name", part): of another page, or of a part
stage           stage(marks, …) -> Stage: the annotator alone on a page, Python's part in this process: fast, for the many cases

The browser is Debian's Chromium (or the one KIT_CHROMIUM names); it reaches nothing but this machine.
"""

import json
import os
import secrets
import shutil
from pathlib import Path

import pytest
from jupyter_pages import Jupyter, Lab, Notebook, note_errors
from playwright.sync_api import expect, sync_playwright
from stage import Stage
from waiting import NEVER

SHOTS = Path(__file__).parent / "screenshots"
QUIET = [  # as root, without a graphics card, and without calling home
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
# Each window would start a process more for the list below its address bar, which nobody opens
# here: a second of the processor for every page. Only the last list of features counts, so
# Playwright's own stands in it, too.
UNUSED = """WebUIOmniboxPopup WebUIOmniboxAimPopup
    AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades
    HttpsFirstBalancedModeAutoEnable LensOverlay MediaRouter PaintHolding
    ThirdPartyStoragePartitioning AvoidCorsURLLoaderRestartOnRedirect TcpPortRandomizationWin
    OptimizationHints NetworkTimeServiceQuerying AimEnabled PreconnectToSearch"""
QUIET.append("--disable-features=" + ",".join(UNUSED.split()))
expect.set_options(timeout=NEVER * 1000)


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("KIT_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail(
            "these tests need Chromium: install Debian's package chromium, or name one in KIT_CHROMIUM"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def open_context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(NEVER * 1000)
    return context


@pytest.fixture
def context(browser):
    context = open_context(browser)
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    errors = note_errors(page)
    yield page
    assert errors == []


@pytest.fixture
def look(request):
    """look(name): a screenshot for people; look(name, somewhere): of another page or one part."""
    SHOTS.mkdir(exist_ok=True)

    def keep(name, part=None):
        part = part or request.getfixturevalue("page")
        part.screenshot(path=SHOTS / f"{name}.png")

    return keep


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    server = Jupyter(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def lab(browser, jupyter):
    """JupyterLab for all tests that do nothing to the page itself."""
    context = open_context(browser)
    yield Lab(context, jupyter)
    context.close()


@pytest.fixture
def open_notebook(jupyter, request):
    """open_notebook(cells): cells are lists of lines of code; or the path of a notebook file to open a copy of.

    Without a page of its own it is in the JupyterLab of all tests, or on a fresh page of Notebook 7
    in the same window, which has the scripts of earlier pages at hand.
    """
    opened = []
    pages = []

    def open_one(cells, front_end="lab", theme="light", name=None, page=None):
        name = name or f"test-{secrets.token_hex(4)}.ipynb"
        if isinstance(cells, (list, tuple)):
            code = [
                {
                    "cell_type": "code",
                    "id": f"c{n}",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": s,
                }
                for n, s in enumerate(cells)
            ]
            spec = {
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
            }
            (jupyter.folder / name).write_text(
                json.dumps({"cells": code, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}),
                encoding="utf-8",
            )
        elif cells is not None:
            shutil.copy(cells, jupyter.folder / name)
        lab = None
        if page is None:
            lab = request.getfixturevalue("lab")
            if front_end == "notebook":
                page, lab = lab.context.new_page(), None
                pages.append((page, note_errors(page)))
        opened.append(Notebook(page, jupyter, name, front_end, lab))
        return opened[-1].open(theme)

    yield open_one
    for notebook in opened:
        if notebook.lab:
            notebook.lab.leave()
        notebook.close()
    for one, _ in pages:
        one.close()
    assert [errors for _, errors in pages if errors] == []


@pytest.fixture
def stage(page):
    return lambda marks, **options: Stage(page, marks, **options)
