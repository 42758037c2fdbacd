"""From a fresh copy to JupyterLab with notebook 00 open, as a student would do it: a Python, one command, a browser.

This installs the real lock, so it needs the network (or uv's and pip's caches).
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from waiting import NEVER, until

TREE = Path(__file__).parents[2]
PYTHON = getattr(sys, "_base_executable", sys.executable)  # one without the kit's packages


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of everything that is kept, in a path with a space and letters beyond ASCII; a repository, to see what changes in it."""
    course = tmp_path_factory.mktemp("fresh") / "close reading, größer 読む"
    kept = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=TREE, capture_output=True, check=True
    ).stdout
    for name in filter(None, kept.decode().split("\0")):
        if (TREE / name).is_file():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / name, course / name)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "fresh"],
    ):
        subprocess.run(["git", *command], cwd=course, check=True)
    return course


class Started:
    """`python3 -m kit --no-browser` in a course, with Jupyter's settings in a folder of their own; .said: its words so far."""

    def __init__(self, course, folder, **settings):
        own = {
            name: str(folder / name.lower())
            for name in (
                "JUPYTER_CONFIG_DIR",
                "JUPYTER_DATA_DIR",
                "JUPYTER_RUNTIME_DIR",
                "IPYTHONDIR",
            )
        }
        outer = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KIT_", "JUPYTER", "PYTEST", "VIRTUAL", "PYTHONPATH"))
        }
        self.log = folder / "said.txt"
        self.process = subprocess.Popen(
            [PYTHON, "-m", "kit", "--no-browser"],
            cwd=course,
            env={**outer, **own, **settings},
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        end = time.monotonic() + 5 * NEVER
        while not (found := re.search(r"http://\S+:\d+/\S+token=\w+", self.said)):
            assert self.process.poll() is None and time.monotonic() < end, self.said
            time.sleep(0.1)
        self.address = found[0]

    @property
    def said(self):
        return self.log.read_text(encoding="utf-8")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(NEVER) == 0, self.said
        finally:
            self.process.kill()


def test_one_command_opens_the_first_notebook_and_the_second_start_needs_nothing(
    course, tmp_path, page, look
):
    foreign = []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if not re.match(r"\w+://(localhost|127\.0\.0\.1)|data:|blob:", request.url)
            else None
        ),
    )
    first = Started(course, tmp_path)
    try:
        if "3 of 3" in first.said:  # else this Python had everything, and was used
            ready = json.loads((course / ".venv/ready").read_text(encoding="utf-8"))
            assert ready["folder"] == str(course) and "locks/requirements.txt" in ready["locks"]
        page.goto(first.address)
        expect(page.locator("#jp-title-panel-title input")).to_have_value(
            "lessons.ipynb"
        )  # one document at a time: its name is the title, and there are no tabs
        expect(page.locator(".jp-Notebook h1").first).to_contain_text("The lessons")
        expect(page.locator("#jp-main-statusbar")).to_contain_text(
            "| Idle"
        )  # keys come to nothing before the kernel does
        cell = page.locator(".jp-Notebook .jp-CodeCell", has_text="import kit").first
        cell.locator(".jp-InputArea-editor").click()
        page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputPrompt")).to_contain_text("[1]")
        assert not cell.locator("[data-mime-type='application/vnd.jupyter.stderr']").count(), (
            cell.inner_text()
        )
        base, token = (
            first.address.split("/lab")[0],
            {"Authorization": "token " + first.address.rpartition("=")[2]},
        )
        kernel = page.request.get(f"{base}/api/sessions", headers=token).json()[0]["kernel"]["id"]
        assert page.request.post(
            f"{base}/api/kernels/{kernel}/restart", headers=token
        ).ok  # encrypted kernels come back too
        asking = f"{base}/api/kernels/{kernel}"
        until(
            lambda: page.request.get(asking, headers=token).json()["execution_state"] == "idle",
            said=lambda: first.said,
        )
        expect(page.locator(".Toastify__toast, .jp-Dialog")).to_have_count(
            0
        )  # nobody asks a beginner about news
        look("two-commands")
        page.goto("about:blank")  # a server that is asked just then may never end
    finally:
        first.stop()
    assert "encryption" not in first.said and "[W " not in first.said and "[E " not in first.said, (
        first.said
    )
    assert not foreign

    nowhere = {
        name: "http://127.0.0.1:9"
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
    }
    second = Started(course, tmp_path, **nowhere, NO_PROXY="localhost,127.0.0.1")
    second.stop()
    assert "of 3" not in second.said, second.said

    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=course, capture_output=True, encoding="utf-8"
    ).stdout
    assert changed == ""
