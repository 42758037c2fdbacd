"""Debian's Firefox, driven by WebDriver BiDi: JSON over a socket that it opens itself."""

import contextlib
import json
import re
import subprocess
import time

import websocket

NEVER = 240  # seconds after which nothing will come any more, however busy the machine is
COMMAND = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0"]


class Firefox:
    """A running Firefox with one tab. profile: Path of a folder, which it keeps."""

    def __init__(self, profile):
        command = [*COMMAND, "--profile", str(profile)]
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        self.process = subprocess.Popen(command, **options)
        lines = (re.search(r"ws://\S+", line) for line in self.process.stderr)
        address = next(line[0] for line in lines if line)
        options = {"timeout": NEVER, "suppress_origin": True}
        self.socket = websocket.create_connection(f"{address}/session", **options)
        self.number = 0
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **parameters):
        """Send a command; return its result."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        self.socket.send(json.dumps(command))
        while (answer := json.loads(self.socket.recv())).get("id") != self.number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def goto(self, url):
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def evaluate(self, code):
        """Return what an expression of JavaScript comes to: text, a number or a boolean."""
        options = {"target": {"context": self.tab}, "awaitPromise": True}
        answer = self.ask("script.evaluate", expression=code, **options)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def until(self, code):
        """Wait until an expression is true."""
        end = time.monotonic() + NEVER
        while not self.evaluate(f"Boolean({code})"):
            assert time.monotonic() < end, f"{code}: it did not happen in time"
            time.sleep(0.2)

    def close(self):
        with contextlib.suppress(websocket.WebSocketException):
            self.ask("browser.close")
        self.process.wait(NEVER)
        self.process.stderr.close()
