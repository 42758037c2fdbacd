"""Students at work on a hub."""

import time

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
        self.service = Client(hub.url, hub.token)

    def arrive(self):
        """Log in and have a server started."""
        log_in(self.hub.url, self.name, self.hub.token)
        began = time.monotonic()
        self.service.ask("POST", f"/hub/api/users/{self.name}/server")
        told = self.service.follow(f"/hub/api/users/{self.name}/server/progress")
        assert told.get("ready"), f"the server of {self.name}: {told}"
        self.start = time.monotonic() - began
        return self.take_token()

    def take_token(self):
        """Take what lets a program speak to this user's server, as the page does."""
        asked = self.service.ask("POST", f"/hub/api/users/{self.name}/tokens", note="test")
        self.client = Client(self.hub.url, asked["token"])
        return self

    def server(self):
        """Return what the hub knows of this user's server, {} if there is none."""
        return self.service.ask("GET", f"/hub/api/users/{self.name}")["servers"].get("", {})

    def open(self, path=NOTEBOOK):
        """Open a notebook's kernel, or the one that it has."""
        self.kernel = Kernel(self.client, self.name, path)
        return self.kernel

    def contents(self, path):
        return self.client.ask("GET", f"/user/{self.name}/api/contents/{path}")

    def work(self):
        """Open notebook 03, mark, answer and save the notebook."""
        began = time.monotonic()
        notebook = self.contents(NOTEBOOK)
        self.open().run(OPEN)
        self.first = time.monotonic() - began
        assert self.kernel.run(MARK.format(0, 5)) == "1\n"
        self.kernel.run(ANSWER.format(f"The view of {self.name}."))
        notebook["content"]["cells"][0]["source"] = f"# {self.name}"
        saved = {"type": "notebook", "content": notebook["content"]}
        self.client.ask("PUT", f"/user/{self.name}/api/contents/{NOTEBOOK}", **saved)
        return self

    def check(self, marks):
        """Hold what is kept against what was done."""
        sources = [cell["source"] for cell in self.contents(NOTEBOOK)["content"]["cells"]]
        assert f"# {self.name}" in "\n".join(sources)
        self.open().run(OPEN)
        assert self.kernel.run("print(len(marks))") == f"{marks}\n"
        answers = self.kernel.run("print(lesson.answers.to_csv())")
        assert f"The view of {self.name}." in answers, answers

    def go_on(self):
        """What is found after everything was ended, and one mark more."""
        self.check(marks=1)
        assert self.kernel.run(MARK.format(15, 22)) == "2\n"

    def leave(self):
        """Have the server stopped, as the hub's culler does to those who went."""
        self.service.ask("DELETE", f"/hub/api/users/{self.name}/server")
        until(lambda: not self.server(), f"the hub has stopped the server of {self.name}")
        until(lambda: not self.hub.processes(self.name, "."), f"the processes of {self.name} end")
