"""The list from which Pyodide loads packages: its own, and the wheels of a course."""

import hashlib
import json
import re

from workshop.editions.web.pyodide import PINS, Pyodide
from workshop.editions.web.wheels import Wheel

KIT = "close-reading-kit"
# what the kernel loads before it answers; the kit brings all the rest with it
PRELOADED = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", KIT]
KIT_NEEDS = [
    "pandas",
    "numpy",
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "rapidfuzz",
    "regex",
    "syntok",
    "jinja2",
]
KERNEL_WHEELS = {  # in JupyterLite's kernel: import name, needs
    "ipykernel": ("ipykernel", ["pyodide-kernel"]),
    "pyodide-kernel": ("pyodide_kernel", ["comm", "ipython"]),
    "widgetsnbextension": ("widgetsnbextension", []),
}


def read_kernel_wheels(folder):
    """Return the wheels that JupyterLite's kernel brings, but for those that we replace."""
    wheels = []
    for path in sorted(folder.glob("*.whl")):
        name, version = re.match(r"(.+?)-(.+?)-", path.name).groups()
        name = name.replace("_", "-")
        if name in KERNEL_WHEELS and not version.startswith("3."):
            imports, needs = KERNEL_WHEELS[name]
            wheels.append(Wheel(name, version, path.name, path.read_bytes(), imports, needs))
    return wheels


def digest_of(data):
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def make_lock(pyodide: Pyodide, wheels):
    """Return pyodide-lock.json as bytes: Pyodide's packages, at its address, and the wheels."""
    packages = {}
    for name, pinned in PINS["packages"].items():
        package = pinned | {"name": name, "file_name": pyodide.address + pinned["file_name"]}
        if pinned["file_name"] in pyodide.files:
            package["sha256"] = digest_of(pyodide.files[pinned["file_name"]])
        packages[name] = package
    for wheel in wheels:
        packages[wheel.name] = {
            "name": wheel.name,
            "version": wheel.version,
            "file_name": wheel.file_name,
            "install_dir": "site",
            "sha256": digest_of(wheel.data),
            "package_type": "package",
            "imports": [wheel.imports],
            "depends": wheel.needs,
            "unvendored_tests": False,
        }
    known = {re.sub("[-_.]+", "-", name) for name in packages}
    for package in packages.values():
        canonical = [re.sub("[-_.]+", "-", name) for name in package["depends"]]
        package["depends"] = [name for name in canonical if name in known]
    return json.dumps({"info": PINS["info"], "packages": packages}, sort_keys=True).encode()
