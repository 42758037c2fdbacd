"""A user of a hub, as their browser is one: the real interfaces and WebSockets, without the page."""

import json
import re
import time
import uuid

import requests
import websocket

LIMIT = 300  # seconds; only ends what hangs


class Client:
    """Asks a hub, or a user's server on it, with a token."""

    def __init__(self, url, token):
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"token {token}"
        self.token = token

    def ask(self, method, address, /, **data):
        """Return what is answered. AssertionError, with what was asked, if it isn't so."""
        asked = f"{method} {address}"
        try:
            answer = self.session.request(
                method, self.url + address, json=data or None, timeout=LIMIT
            )
        except requests.RequestException as error:
            raise AssertionError(f"{asked}: {error}") from None
        assert answer.ok, f"{asked}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def is_there(self, address):
        """Is an address answered?"""
        try:
            return self.session.get(self.url + address, timeout=LIMIT).ok
        except requests.ConnectionError:
            return False

    def follow(self, address):
        """Return the last of what a server tells while something is on its way."""
        told = {}
        with self.session.get(self.url + address, stream=True, timeout=LIMIT) as answer:
            assert answer.ok, f"{address}: {answer.status_code} {answer.text[:500]}"
            for line in answer.iter_lines():
                if line.startswith(b"data:"):
                    told = json.loads(line.removeprefix(b"data:"))
        return told


def log_in(url, user, password):
    """Log in by the form that people see; return the session with its cookies."""
    session = requests.Session()
    page = session.get(f"{url}/hub/login", timeout=LIMIT)
    secret = re.search(r'name="_xsrf"\s+value="([^"]+)"', page.text)[1]
    form = {"username": user, "password": password, "_xsrf": secret}
    answer = session.post(f"{url}/hub/login?next=/hub/home", data=form, timeout=LIMIT)
    assert answer.ok and "/login" not in answer.url, answer.url
    return session


class Kernel:
    """A notebook's kernel on a user's server, spoken to over its WebSocket."""

    def __init__(self, client, user, path):
        self.base = f"/user/{user}"
        self.client = client
        self.path = path
        session = {"path": path, "type": "notebook", "name": "n", "kernel": {"name": "python3"}}
        self.session = uuid.uuid4().hex  # whoever comes back with it gets what was said meanwhile
        self.id = client.ask("POST", f"{self.base}/api/sessions", **session)["kernel"]["id"]
        self.connect()

    def connect(self):
        """Open the WebSocket, or open it again."""
        place = f"{self.base}/api/kernels/{self.id}/channels?session_id={self.session}"
        address = self.client.url.replace("http", "ws") + place
        head = [f"Authorization: token {self.client.token}"]
        try:
            self.socket = websocket.create_connection(address, header=head, timeout=LIMIT)
        except websocket.WebSocketBadStatusException as error:
            gone = f"{place}: {error.status_code}, the kernel of {self.path} is lost"
            raise AssertionError(gone) from None

    def receive(self):
        """Return the next message; like the page, connect again where the connection is lost."""
        while True:
            try:
                return json.loads(self.socket.recv())
            except (websocket.WebSocketConnectionClosedException, ConnectionError):
                self.connect()

    def run(self, code):
        """Run code; return what it prints. AssertionError if it raises, or isn't done in time."""
        end = time.monotonic() + LIMIT
        id = uuid.uuid4().hex
        message = {
            "header": {
                "msg_id": id,
                "msg_type": "execute_request",
                "username": "",
                "session": self.session,
                "version": "5.3",
            },
            "parent_header": {},
            "metadata": {},
            "channel": "shell",
            "content": {"code": code, "silent": False, "store_history": True, "allow_stdin": False},
        }
        self.socket.send(json.dumps(message))
        printed = ""
        is_idle = is_done = False
        while not (is_idle and is_done):
            missing = f"idle: {is_idle}, reply: {is_done}, printed so far: {printed!r}"
            asked = f"{self.base}, {self.path}: {code!r}"
            assert time.monotonic() < end, f"not done in {LIMIT} s: {asked} ({missing})"
            try:
                answer = self.receive()
            except websocket.WebSocketTimeoutException:
                raise AssertionError(f"no word in {LIMIT} s: {asked} ({missing})") from None
            if answer["parent_header"].get("msg_id") != id:
                continue
            kind = answer["msg_type"]
            content = answer["content"]
            assert kind != "error", "\n".join(content["traceback"])
            if kind == "stream":
                printed += content["text"]
            is_idle |= kind == "status" and content["execution_state"] == "idle"
            is_done |= kind == "execute_reply"
        return printed
