"""Install the wheels whose hashes stand in a lock, by uv or pip, and run programs in .venv."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from kit.errors import KitError
from workshop.launch.checks import MEGABYTES

# Settings meant for other programs that would bring another Python's packages in, or send an
# installation elsewhere.
STRAY = """
    PYTHONHOME PYTHONPATH PYTHONSTARTUP __PYVENV_LAUNCHER__ CONDA_PREFIX
    PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON PIP_CONSTRAINT PIP_REQUIREMENT PIP_NO_BINARY
    PIP_NO_DEPS PIP_DRY_RUN PIP_REQUIRE_VIRTUALENV
    UV_TARGET UV_PREFIX UV_PYTHON UV_SYSTEM_PYTHON UV_CONSTRAINT UV_OVERRIDE UV_NO_BINARY
    UV_EXCLUDE_NEWER UV_NO_VERIFY_HASHES
""".split()
PACKAGE = re.compile(r"^ *(?:Collecting|Download(?:ing|ed)) ([\w.-]+?)(?=-\d|[=\s])", re.M)
AGAIN = "then run the same command again"
TROUBLES = {  # what an installer says, in any of its words, and what a reader can do about it
    r"No space left|os error (28|112)\b|Errno 28|not enough space|quota exceeded": f"the disk is full; free {MEGABYTES} MB, {AGAIN}.",
    r"DO NOT MATCH THE HASHES|Hash mismatch": "a package arrived damaged or changed; try another network, or tell who gave you the kit.",
    r"WinError 206|os error 206|[Ff]ile ?name.{0,9} too long": f"the folder's path is too long; move it nearer to the top, {AGAIN}.",
    r"CERTIFICATE_VERIFY|invalid peer certificate|SSLError": "a secure connection was refused, by a school's or firm's filter perhaps; "
    f"use another network, {AGAIN}.",
    r"resol(ution|ving)|\bdns\b|NewConnection|Connect(ion|Timeout|ing)?\b|[Cc]onnection (refused|reset)|tunnel|timed? ?out|[Pp]roxy|sending request": f"the packages could not be fetched; connect to the internet, {AGAIN}.",
    r"Read-only|[Pp]ermission denied|Access is denied|os error (5|13|30)\b": "a file can't be written; close JupyterLab if it is open, "
    f"or copy the folder to a place of your own, {AGAIN}.",
    r"no usable wheels|no wheels|No matching distribution|not a supported wheel": "a package isn't made for this Python on this machine; "
    "install Python 3.13 (64-bit) from https://www.python.org/downloads/ and run the same command with it.",
}


def say(text):
    """Print a line for the reader at once; apart from what a command prints as its result."""
    print(text, file=sys.stderr, flush=True)


def build(venv, python, lock):
    """Make an environment and install a lock into it. Raises KitError in one line."""
    started = time.monotonic()
    # never the Python inside a .venv that is being replaced
    outside = getattr(sys, "_base_executable", sys.executable)
    run("  1 of 3: an empty environment", [outside, "-I", "-m", "venv", venv])
    block = re.search(r"^uv==.*\n( +--hash.*\n)+", lock.read_text(encoding="utf-8"), re.M)
    only_uv = venv / "uv.txt"
    only_uv.write_text(block[0], encoding="utf-8")
    run("  2 of 3: uv, which installs the rest quickly", [*pip(python), "-r", only_uv])
    install(python, lock, "  3 of 3: the packages")
    say(f"The environment is ready, after {time.monotonic() - started:.0f} seconds.")


def install(python, lock, step):
    """Install a lock with uv; with pip if uv can't."""
    count = len(set(re.findall(r"^([a-z][\w.-]*)==", lock.read_text(encoding="utf-8"), re.M)))
    uv = [python, "-I", "-m", "uv", "pip", "install", "--python", python]
    uv += ["--require-hashes", "--no-build", "-r", lock]
    asking = [python, "-I", "-m", "pip", "config", "list"]
    options = {"capture_output": True, "text": True}
    config = subprocess.run(asking, env=inside(python.parent.parent), **options)
    # a school's own, say: pip is told of it, uv isn't
    index = re.search(r"\.index-url='(.+)'", config.stdout)
    try:
        run(f"{step}, about {count}", uv, {"UV_DEFAULT_INDEX": index[1]} if index else {})
    except KitError as problem:
        if "disk is full" in str(problem):
            raise
        run("  uv couldn't: now pip, which takes longer", [*pip(python), "-r", lock])


def pip(python):
    """Return the beginning of a command that installs with pip what a lock names, and that only."""
    wheels = ["--require-hashes", "--only-binary", ":all:", "--retries", "2"]
    return [python, "-I", "-m", "pip", "install", *wheels]


def run(step, command, settings={}):
    """Run a program; show `step`, and a line on its state every ten seconds. Raises KitError."""
    say(step)
    started, output = time.monotonic(), []
    environment = {**inside(Path(command[0]).parent.parent), **settings}
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    options.update(encoding="utf-8", errors="replace")
    process = subprocess.Popen(command, env=environment, **options)
    reader = threading.Thread(target=lambda: output.extend(process.stdout), daemon=True)
    reader.start()
    try:
        while reader.is_alive():
            reader.join(10)
            if reader.is_alive():
                package = PACKAGE.findall("".join(output[-20:]))
                at = f", at {package[-1]}" if package else ""
                say(f"    {time.monotonic() - started:.0f} seconds so far{at}")
        if process.wait():
            raise KitError("No environment: " + explain("".join(output)))
    finally:
        process.kill()


def explain(output):
    """Return what went wrong and what to do, from an installer's output, else its last line.

    >>> explain("cause: dns error")
    'the packages could not be fetched; connect to the internet, then run the same command again.'
    """
    for sign, advice in TROUBLES.items():
        if re.search(sign, output):
            return advice
    log = Path(tempfile.gettempdir(), "close-reading-kit.log")
    try:
        log.write_text(output, encoding="utf-8")
    except OSError:
        log = "nowhere, for want of room"
    # no password from an address
    last = re.sub(r"//[^/\s]*@", "//", output.strip().rpartition("\n")[2])
    return f"{last or 'the installer stopped without a word'} (all it said: {log})"


def inside(venv):
    """Return the environment variables for a program in an environment."""
    kept = {name: value for name, value in os.environ.items() if name not in STRAY}
    folder = Path(venv) / ("Scripts" if os.name == "nt" else "bin")
    places = [str(folder), *os.environ.get("PATH", os.defpath).split(os.pathsep)]
    path = os.pathsep.join(dict.fromkeys(places))
    return {
        "UV_SYSTEM_CERTS": "1",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **kept,
        "PATH": path,
        "VIRTUAL_ENV": str(venv),
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
    }


def hand_over(command, environment):
    """Become another program; on Windows, run it and return its exit status."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl+C reaches both: the other one decides
            pass
