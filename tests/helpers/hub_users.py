"""Students at work on a hub, and what they cost."""

import contextlib
import re
import time
from pathlib import Path

from hub_client import Client, Kernel, log_in
from hub_stage import NAME, until

from kit.paths import AT_HOME

NOTEBOOK = f"{AT_HOME}/{NAME}/03-marking-the-text.ipynb"
OPEN = "import kit\nlesson = kit.open_lesson()\nmarks = lesson.marks()"
MARK = "marks.add({}, {}, 'person'); marks.save(marks.path); print(len(marks))"
ANSWER = "lesson.answer('03.5').text = {!r}"


class User:
    """A student at work on the hub, over its interfaces."""

    def __init__(self, hub, name):
        self.name = name
        self.hub = hub
        log_in(hub.url, name, hub.token)
        service = Client(hub.url, hub.token)
        began = time.monotonic()
        service.ask("POST", f"/hub/api/users/{name}/server")
        until(lambda: self.is_ready(service), f"the server of {name}")
        self.start = time.monotonic() - began
        token = service.ask("POST", f"/hub/api/users/{name}/tokens", note="test")["token"]
        self.client = Client(hub.url, token)

    def is_ready(self, service):
        about = service.ask("GET", f"/hub/api/users/{self.name}")
        return about and about["servers"].get("", {}).get("ready")

    def contents(self, path):
        return self.client.ask("GET", f"/user/{self.name}/api/contents/{path}")

    def work(self):
        """Open notebook 03, mark, answer and save the notebook."""
        began = time.monotonic()
        notebook = self.contents(NOTEBOOK)
        self.kernel = Kernel(self.client, self.name, NOTEBOOK)
        self.kernel.run(OPEN)
        self.first = time.monotonic() - began
        assert self.kernel.run(MARK.format(0, 5)) == "1\n"
        self.kernel.run(ANSWER.format(f"The view of {self.name}."))
        notebook["content"]["cells"][0]["source"] = f"# {self.name}"
        saved = {"type": "notebook", "content": notebook["content"]}
        assert self.client.ask("PUT", f"/user/{self.name}/api/contents/{NOTEBOOK}", **saved)
        return self

    def go_on(self):
        """What is found after everything was ended, and one mark more."""
        assert self.contents(NOTEBOOK)["content"]["cells"][0]["source"] == f"# {self.name}"
        self.kernel = Kernel(self.client, self.name, NOTEBOOK)
        self.kernel.run(OPEN)
        assert self.kernel.run("print(len(marks))") == "1\n"
        assert self.name in self.kernel.run("print(lesson.answers.to_csv())")
        assert self.kernel.run(MARK.format(15, 22)) == "2\n"
        return self

    def leave(self):
        """Have the server stopped, as the hub's culler does to those who went."""
        service = Client(self.hub.url, self.hub.token)
        service.ask("DELETE", f"/hub/api/users/{self.name}/server")
        until(lambda: not self.hub.processes(self.name, "."), f"{self.name} has left")


def memory_of(pids, kind="Pss"):
    """Return the memory of processes in MB; what two share counts half for each (Pss), or for each (Rss)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):  # it has just ended
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(rf"^{kind}: +(\d+)", text, re.MULTILINE)[1])
    return total / 1024
