"""Problems of a Python, a folder or a port, one line each (what, where, what to do) or "".

Standard library alone, in words that Python 3.8 can parse.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
MEGABYTES = 700  # the environment takes 450, and packages are unpacked on the way
LONGEST = 160  # letters of the longest path inside .venv, and some to spare
SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud service",
    "nextcloud": "Nextcloud",
}


def python_trouble(version=sys.version_info, largest=sys.maxsize):
    """Say if this Python is too old, too new or 32-bit, and name one here that would do."""
    if OLDEST <= tuple(version[:2]) <= NEWEST and largest > 2**32:
        return ""
    bits = "" if largest > 2**32 else ", 32-bit"
    needed = "the kit needs Python {}.{} to {}.{}{}".format(*OLDEST, *NEWEST, bits and ", 64-bit")
    line = "This is Python {}.{}{}; {}.".format(*version[:2], bits, needed)
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = ("py -3.{}" if os.name == "nt" else "python3.{}").format(minor)
        try:  # a name on the path may still not start: pyenv's and Windows' placeholders don't
            options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 20}
            subprocess.run([*name.split(), "-c", "import ensurepip"], check=True, **options)
        except (OSError, subprocess.SubprocessError):
            continue
        return line + f" You have one: run {name} -m kit"
    page = "https://www.python.org/downloads/"
    return line + f" Install one from {page} and run the same command with it."


def venv_trouble(folder):
    """Say whether this Python can't make an environment, or not in this folder."""
    if importlib.util.find_spec("ensurepip") is None:
        name = "python{}.{}-venv".format(*sys.version_info)
        return f"This Python can't make environments; on Debian or Ubuntu: sudo apt install {name}, then run the same command again."
    if os.pathsep in str(folder):
        return f"{folder}: Python makes no environment in a path with {os.pathsep} in it; rename the folder."
    return ""


def writing_trouble(folder):
    """Say whether a folder can't be written to."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return ""
    except OSError as error:
        return f"{folder}: can't be written to ({error.strerror}); copy it to a folder of your own and start there."


def space_trouble(folder, needed=MEGABYTES):
    """Say whether the disk of a folder has less than `needed` megabytes left."""
    free = shutil.disk_usage(str(folder)).free // 10**6
    if free >= needed:
        return ""
    return f"{folder}: the disk is full ({free} MB left); free {needed} MB, then run the same command again."


def length_trouble(folder, windows=os.name == "nt", unlimited=None):
    """Say if a path is too long for .venv on Windows. unlimited: its setting; None asks for it."""
    room = 259 - LONGEST - len("\\.venv\\")
    if not windows or len(str(folder)) <= room:
        return ""
    if long_paths_on() if unlimited is None else unlimited:
        return ""
    return f"{folder}: the path has {len(str(folder))} letters, and Windows leaves room for {room}; move the folder, for instance to C:\\close-reading."


def long_paths_on():
    """Ask Windows whether programs may use paths of more than 260 letters."""
    try:
        import winreg

        place = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except (ImportError, OSError):
        return False


def synchronised(folder, home=None):
    """Return the service that copies a folder to other machines, "" if none is known to.

    home: the reader's home folder; on a Mac its Desktop and Documents may belong to iCloud.
    """
    folder, home = Path(folder), Path(home) if home else Path.home()
    for part in folder.parts:
        for sign in SYNCHRONISED:
            if part.lower().startswith(sign):
                return SYNCHRONISED[sign]
    cloud = home / "Library/Mobile Documents/com~apple~CloudDocs"
    for name in ["Desktop", "Documents"]:
        if home / name in folder.parents and (cloud / name).exists():
            return "iCloud"
    return ""


def synchronised_trouble(folder, home=None):
    """Say what a synchronised folder does to an environment of many thousand files."""
    service = synchronised(folder, home)
    slow = f"{folder}: {service} keeps this folder on several machines, which is slow with an environment's 12,000 files and may lock them"
    return f"{slow}; if anything fails, move the folder out of it." if service else ""


def port_trouble(port):
    """Say whether another program has a port; None: any that is free."""
    if port is None:
        return ""
    if not 0 < port < 65536:
        return f"{port} is no port; name a number from 1024 to 65535, or leave --port out."
    with socket.socket() as probe:
        if os.name != "nt":  # there the option lets two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return f"Port {port} is taken by another program; name another, or leave --port out and a free one is found."
    return ""
