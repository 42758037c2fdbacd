"""A running Jupyter, and its two front ends in a browser."""

import json
import os
import re
import secrets
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
from waiting import NEVER, until

TREE = Path(__file__).parents[2]


def note_errors(page):
    """Return the list that the errors of the kit's own code on a page will be in."""
    errors = []

    def note(error):
        # the kit's code is loaded as a blob; front ends have their own errors
        if "blob:" in error.stack:
            errors.append(error.stack)

    page.on("pageerror", note)
    return errors


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

    def close(self):
        if kernel := self.kernel():
            self.jupyter.get(f"/api/kernels/{kernel}", method="DELETE")
