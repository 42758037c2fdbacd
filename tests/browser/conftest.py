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
import re
import secrets
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect, sync_playwright
from stage import Stage
from waiting import NEVER, until

TREE = Path(__file__).parents[2]
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


def note_errors(page):
    """Return the list that the errors of the kit's own code on a page will be in."""
    errors = []

    def note(error):
        # the kit's code is loaded as a blob; front ends have their own errors
        if "blob:" in error.stack:
            errors.append(error.stack)

    page.on("pageerror", note)
    return errors


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


class Jupyter:
    """A running server: `url`, `token`, `folder` (where its notebooks are)."""

    def __init__(self, folder):
        self.folder, self.token = folder / "course", secrets.token_hex(12)
        self.folder.mkdir()
        self.settings = folder / "jupyter_config_dir"
        quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
        _write(self.settings / "labconfig" / "page_config.json", quiet)
        names = (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "KIT_WORK",
        )
        own = {name: str(folder / name.lower()) for name in names}
        options = {"ip": "127.0.0.1", "port": 0, "token": self.token, "root_dir": self.folder}
        options |= {"allow_root": True, "disable_check_xsrf": True}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                "--no-browser",
                *(f"--ServerApp.{name}={value}" for name, value in options.items()),
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            ],
            env={**os.environ, **own, "PYTHONPATH": str(TREE)},
            stdout=subprocess.DEVNULL,
            stderr=open(folder / "server.log", "w"),
        )
        # The server takes a free port and writes which: one that we chose could be another's by then.
        self.url = until(
            lambda: self._url(folder / "jupyter_runtime_dir"),
            said=lambda: (folder / "server.log").read_text(),
        )
        until(lambda: self.get("/api/status"), said=lambda: (folder / "server.log").read_text())

    def _url(self, runtime):
        for path in runtime.glob("jpserver-*.json"):
            if text := path.read_text(encoding="utf-8"):
                return f"http://127.0.0.1:{json.loads(text)['port']}"
        return None

    def get(self, path, method="GET"):
        """Ask the server's own interface; what it answers, or None while it isn't there."""
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {self.token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=NEVER) as answer:
                body = answer.read()
                return json.loads(body) if body else True
        except OSError:
            return None

    def theme(self, name):
        """What the front ends look like from now on: "light" or "dark"."""
        _write(
            self.settings
            / "lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings",
            {"theme": f"JupyterLab {name.title()}"},
        )

    def stop(self):
        self.get("/api/shutdown", method="POST")
        try:
            self.process.wait(NEVER)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    server = Jupyter(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.stop()


class Lab:
    """JupyterLab, loaded once: another notebook opens in it in a tenth of the time.

    page: Playwright's; errors: of the kit's own code there.
    """

    def __init__(self, context, jupyter):
        self.context, self.jupyter, self.page, self.errors = context, jupyter, None, []

    def open(self, name, theme):
        """Show one notebook, and nothing else."""
        if self.page is None:
            self.page = self.context.new_page()
            self.errors = note_errors(self.page)
            self.page.goto(f"{self.jupyter.url}/lab?token={self.jupyter.token}&reset")
            self.page.wait_for_function("globalThis.jupyterapp?.restored")
            self.page.evaluate("async () => { await jupyterapp.restored; }")
        self.clear()
        self.page.evaluate(
            """async ([path, theme]) => {
                await jupyterapp.commands.execute("apputils:change-theme", { theme });
                await jupyterapp.commands.execute("docmanager:open", { path });
            }""",
            [name, f"JupyterLab {theme.title()}"],
        )
        is_light = str(theme == "light").lower()
        self.page.locator(f"body[data-jp-theme-light={is_light}]").wait_for(state="attached")

    def clear(self):
        """Close what is open, saved or not."""
        self.page.evaluate(
            "() => [...jupyterapp.shell.widgets('main')].forEach((part) => part.dispose())"
        )
        self.page.locator(".jp-Notebook").wait_for(state="detached")

    def leave(self):
        """Get ready for the next test; where a dialog was left open, a new page will be loaded."""
        errors = list(self.errors)
        self.errors.clear()
        self.clear()
        if self.page.locator(".jp-Dialog").count():
            self.page.close()
            self.page = None
        assert errors == []


@pytest.fixture(scope="session")
def lab(browser, jupyter):
    """JupyterLab for all tests that do nothing to the page itself."""
    context = open_context(browser)
    yield Lab(context, jupyter)
    context.close()


class Notebook:
    """An open notebook in a front end. `page`: Playwright's page; `name`: its file in the server's folder.

    lab: the JupyterLab it is opened in; without one it is loaded into the page.
    """

    def __init__(self, page, jupyter, name, front_end, lab=None):
        self.page, self.jupyter, self.name, self.front_end = page, jupyter, name, front_end
        self.lab = lab

    def open(self, theme="light"):
        if self.lab:
            self.lab.open(self.name, theme)
            self.page = self.lab.page
        else:
            self.load(theme)
        self.page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        until(lambda: self.kernel())
        # the page, too, must have found its kernel: a cell that is run before comes to nothing
        idle = self.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        idle.first.wait_for(state="attached", timeout=NEVER * 1000)
        return self

    def load(self, theme):
        self.jupyter.theme(theme)
        where = "/lab/tree/" if self.front_end == "lab" else "/notebooks/"
        reset = "&reset" if self.front_end == "lab" else ""
        self.page.goto(f"{self.jupyter.url}{where}{self.name}?token={self.jupyter.token}{reset}")

    def cell(self, number):
        """A code cell, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-CodeCell").nth(number)

    def output(self, number):
        return self.cell(number).locator(".jp-OutputArea").first

    def run(self, *numbers):
        """Run code cells one after the other, and wait until each is done."""
        for number in numbers or range(self.page.locator(".jp-Notebook .jp-CodeCell").count()):
            prompt = self.cell(number).locator(".jp-InputPrompt")
            prompt.evaluate(
                "node => { node.textContent = '' }"
            )  # after a restart the count is the same again
            self.cell(number).locator(".jp-InputArea-editor").click(position={"x": 5, "y": 8})
            self.page.keyboard.press("Shift+Enter")
            until(
                lambda: re.search(r"\[\d+\]", prompt.inner_text()),
                lambda: self.cell(number).inner_text(),
            )
        return self

    def save(self):
        self.page.locator(".jp-Notebook .jp-InputArea-editor").first.click(
            position={"x": 5, "y": 8}
        )
        self.page.keyboard.press("Control+s")

    def kernel(self):
        """The id of its kernel, once it runs."""
        sessions = self.jupyter.get("/api/sessions") or []
        return next(
            (s["kernel"]["id"] for s in sessions if s["path"] == self.name and s["kernel"]), None
        )

    def kill_kernel(self):
        """Kill the kernel's process, as running out of memory does; the server starts another."""
        processes = psutil.Process(self.jupyter.process.pid).children(recursive=True)
        next(p for p in processes if self.kernel() in " ".join(p.cmdline())).kill()

    def restart_kernel(self):
        """As the menu does it."""
        self.jupyter.get(f"/api/kernels/{self.kernel()}/restart", method="POST")

    def close(self):
        if kernel := self.kernel():
            self.jupyter.get(f"/api/kernels/{kernel}", method="DELETE")


@pytest.fixture
def open_notebook(jupyter, request):
    """open_notebook(cells): cells are lists of lines of code; or the path of a notebook file to open a copy of.

    Without a page of its own it is in the JupyterLab of all tests, or on a fresh page of Notebook 7.
    """
    opened = []

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
        lab = request.getfixturevalue("lab") if front_end == "lab" and page is None else None
        if not lab and page is None:
            page = request.getfixturevalue("page")
        opened.append(Notebook(page, jupyter, name, front_end, lab))
        return opened[-1].open(theme)

    yield open_one
    for notebook in opened:
        if notebook.lab:
            notebook.lab.leave()
        notebook.close()


@pytest.fixture
def stage(page):
    return lambda marks, **options: Stage(page, marks, **options)
