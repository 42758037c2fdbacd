"""A real JupyterHub on this machine, under system users (kithub…) made for the test and taken away after it."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from hub_client import LIMIT, Client

import kit
from kit.paths import HOME
from workshop.editions.release import release
from workshop.launch.environment import python_in

LEFT = HOME / "tests" / "browser" / "screenshots"  # what a run leaves to look at
NAME = kit.open_lesson(HOME).name  # the course's folder
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.auth_token = "{token}"
c.JupyterHub.cleanup_proxy = False
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "{token}"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.environment["JUPYTER_CONFIG_PATH"] += ":" + {settings!r}
c.Spawner.environment["OPENBLAS_NUM_THREADS"] = "1"
c.JupyterHub.services += [{{"name": "test", "api_token": "{token}"}}]
c.JupyterHub.load_roles += [
    {{"name": "test", "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"], "services": ["test"]}}
]
c.Spawner.start_timeout = c.Spawner.http_timeout = 600  # other tests run on this machine, too
c.JupyterHub.tornado_settings = {{"slow_spawn_timeout": 0}}
"""


def until(is_so, what):
    """Wait for a state; the limit only ends a test that hangs."""
    end = time.monotonic() + LIMIT
    while not (value := is_so()):
        assert time.monotonic() < end, f"not in {LIMIT} s: {what}"
        time.sleep(0.2)
    return value


def name_users(count, prefix="kithub"):
    """Return names for users of this machine that are the test's own."""
    names = [f"{prefix}{number:03}" for number in range(1, count + 1)]
    mine = {entry.pw_name for entry in pwd.getpwall()}.intersection(names)
    assert not mine, f"this machine has such users: {sorted(mine)}"
    return names


class Hub:
    """A hub with its users, courses and homes below `base`."""

    def __init__(self, environment, names, courses=(NAME, "second")):
        self.base = Path(tempfile.mkdtemp(prefix="close-reading-hub-"))
        self.base.chmod(0o755)
        self.python = python_in(environment)
        self.token = secrets.token_hex(16)
        self.process = None
        LEFT.mkdir(exist_ok=True)
        self.log = LEFT / "hub.log"
        self.log.write_text("")
        self.users = []
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # users are taken away then too
        try:
            self._add_courses(courses)
            self._configure(environment)
            self._add_users(names)
        except BaseException:
            self.close()
            raise

    def _configure(self, environment):
        """Write the hub's settings: those that an administrator gets, and what a test needs."""
        ports = [_free_port() for _ in range(3)]
        self.url = f"http://127.0.0.1:{ports[0]}"
        own = CONFIG.format(
            port=ports[0],
            hub_port=ports[1],
            proxy_port=ports[2],
            proxy=str(environment / "node_modules/.bin/configurable-http-proxy"),
            token=self.token,
            python=str(self.python),
            settings=str(self.base / "settings"),
        )
        given = (self.edition / "jupyterhub_config.py").read_text()
        (self.base / "jupyterhub_config.py").write_text(self._move(given) + own)

    def _add_users(self, names):
        """Make the system users, each with a home."""
        (self.base / "home").mkdir()
        for user in names:
            home = self.base / "home" / user
            subprocess.run(["useradd", "-M", "-d", home, "-s", "/bin/bash", user], check=True)
            self.users.append(user)
            home.mkdir()
            home.chmod(0o755)  # others may look into it: what the kit makes must be safe there
            shutil.chown(home, user, user)

    def _add_courses(self, names):
        """Put courses where root alone may write, each kit with its name, and the settings that open them."""
        release(HOME, "hub", self.base / "release")
        (self.edition,) = (self.base / "release").glob("*-hub")
        for name in names:
            shutil.copytree(self.edition / "course", self.base / "courses" / name)
            with open(self.base / "courses" / name / "kit" / "__init__.py", "a") as file:
                file.write(f"\nWHOSE = {name!r}\n")
        settings = (self.edition / "jupyter_server_config.py").read_text()
        (self.base / "settings").mkdir()
        (self.base / "settings" / "jupyter_server_config.py").write_text(self._move(settings))
        for name in names:  # as the image's Dockerfile does
            course = self.base / "courses" / name
            once = {"JUPYTERHUB_SERVICE_PREFIX": "/", "KIT_WORK": str(self.base / "w" / name)}
            compile_all = [self.python, "-m", "compileall", "-q", course]
            subprocess.run(compile_all, check=True)
            run_kit = [self.python, "-m", "kit"]
            subprocess.run(run_kit, cwd=course, env={**_clean(), **once}, check=True)

    def _move(self, text):
        """Return settings for the place where the test has its courses."""
        return text.replace("/srv/courses", str(self.base / "courses"))

    def start(self):
        """Start the hub, or start it again."""
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [self.python, "-m", "jupyterhub", "-f", self.base / "jupyterhub_config.py"],
                cwd=self.base,
                env={**_clean(), "PATH": f"{self.python.parent}:{os.environ['PATH']}"},
                stdout=log,
                stderr=log,
            )
        client = Client(self.url, self.token)
        until(lambda: self._answers(client), "the hub answers")

    def _answers(self, client):
        assert self.process.poll() is None, f"the hub has ended:\n{self.last_words()}"
        return client.is_there("/hub/api/users")

    def last_words(self):
        """Return how the hub ended, and the end of its own log, without proxy and users' servers."""
        lines = self.log.read_text().splitlines()
        own = [line for line in lines if " JupyterHub " in line or line.startswith(("  ", "Trace"))]
        return "\n".join([f"exit status {self.process.poll()}", *own[-60:]])

    def end(self):
        """Stop the hub alone, at once; servers and proxy go on."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def kill(self, user, program):
        """End a user's processes of a kind, at once; return how many there were."""
        found = self.processes(user, program)
        for pid in found:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.kill(pid, signal.SIGKILL)
        return len(found)

    def processes(self, user, program):
        """Return the ids of a user's processes whose command has a word."""
        run = subprocess.run(["pgrep", "-u", user, "-f", program], capture_output=True, text=True)
        return [int(pid) for pid in run.stdout.split()]

    def close(self):
        """Take everything away again that was made."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(LIMIT)
        with contextlib.suppress(OSError):  # there was no proxy, or it has ended
            os.kill(int((self.base / "jupyterhub-proxy.pid").read_text()), signal.SIGTERM)
        for user in self.users:
            self.kill(user, ".")
        for user in self.users:
            until(lambda user=user: not self.processes(user, "."), f"the processes of {user} end")
            own = ["find", tempfile.gettempdir(), "-maxdepth", "1", "-user", user]
            # not checked: what others leave there may go while it is looked through
            subprocess.run([*own, "-exec", "rm", "-r", "{}", "+"], stderr=subprocess.DEVNULL)
            subprocess.run(["userdel", user], check=True)
        shutil.rmtree(self.base)


def _clean():
    outside = ("KIT_", "JUPYTER", "PYTEST", "PYTHON", "VIRTUAL")
    return {name: value for name, value in os.environ.items() if not name.startswith(outside)}


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
