"""An environment that every user of this machine may run, as a hub's administrator would make it."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kit.paths import HOME
from workshop.launch.environment import python_in

LOCKS = [HOME / "locks" / name for name in ("requirements.txt", "requirements-hub.txt")]
CHECKS = [HOME / "locks" / "requirements-hub-checks.txt"]
PROXY = "configurable-http-proxy@5.3.0"
VENV = ["venv", "--seed"]  # with pip, as an administrator's has it
INSTALL = ["--require-hashes", "--no-build", "--compile-bytecode"]  # compiled, as pip leaves it
UNUSED = "rfc3987-syntax"  # the image has it no more


def others_may_run(program):
    """May every user of this machine run a program, or does it lie in somebody's own folder?"""
    path = Path(program).resolve()
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def make_environment(locks=LOCKS, npm=PROXY):
    """Return the folder of an environment that every user may run, kept for the next time.

    locks: what is in it; npm: a package of npm in it, "" for none.
    """
    wanted = (
        b"".join(lock.read_bytes() for lock in locks) + f"{npm} {VENV} {INSTALL} {UNUSED}".encode()
    )
    state = hashlib.sha256(wanted).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"close-reading-kit-hub-{state}"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            base = sys.executable if others_may_run(sys.executable) else "/usr/bin/python3"
            uv = [sys.executable, "-m", "uv", "-q"]
            subprocess.run([*uv, *VENV, folder, "--python", base], check=True)
            install = [*uv, "pip", "install", *INSTALL, "--python", python_in(folder)]
            files = [part for path in locks for part in ("-r", path)]
            settings = {
                "UV_INDEX_STRATEGY": "unsafe-best-match",
                "UV_LINK_MODE": "copy",
                **os.environ,
            }
            subprocess.run([*install, *files], check=True, env=settings)
            uninstall = ["pip", "uninstall", "--python", python_in(folder), UNUSED]
            subprocess.run([*uv, *uninstall], check=True)
            if npm:
                quiet = ["--silent", "--no-audit", "--no-fund"]
                subprocess.run(["npm", "install", *quiet, "--prefix", folder, npm], check=True)
            (folder / "ready").touch()
    return folder
