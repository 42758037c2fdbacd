"""The house: what imports what, and how large each file is. docs/architecture.md draws it."""

import ast
import functools
from pathlib import Path

import pytest

import kit

ROOT = Path(__file__).parents[1]
ROOMS = ["reading", "annotating", "formats", "quotations", "analysing", "showing", "teaching"]
LONGEST_FILE = 250  # lines, after the formatter
LONGEST_LINE = 120  # characters; Prettier leaves comments and strings as they are
# lines of Python: the aim is 8,000 and 5,000, and what is there now may only shrink
PACKAGES = {"kit": 14212, "workshop": 7003}
SCRIPTS = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*"))
    if path.suffix in (".py", ".js", ".css", ".ts")
]


def name_of(path):
    """Return a file's name as a module: "kit.reading.article"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in SCRIPTS if path.suffix == ".py"}


def count_lines(path):
    return path.read_text(encoding="utf-8").count("\n")


def is_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports_of(path):
    """Return the modules of ours that a file imports, wherever in it; not those for types alone."""
    names = set()
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        if not is_for_types(node):
            nodes += ast.iter_child_nodes(node)
    return names & MODULES.keys()


@functools.cache
def all_imports():
    """Return {module: what it imports of ours}: worked out by who asks, not by every worker."""
    return {name: imports_of(path) - {"kit", "workshop"} for name, path in MODULES.items()}


def room_of(module):
    """Return the number of a module's room in kit/, None for what all rooms may use."""
    parts = module.split(".")
    return ROOMS.index(parts[1]) if parts[0] == "kit" and parts[1:] and parts[1] in ROOMS else None


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("kit")])
def test_data_flows_one_way(module):
    own = room_of(module)
    for used in all_imports()[module]:
        if module != "kit.__main__":  # which hands `python -m kit` over
            assert not used.startswith("workshop"), f"{module} imports {used}"
        if own is None:
            assert room_of(used) is None or module == "kit", f"{module} imports a room: {used}"
        elif room_of(used) is not None:
            assert room_of(used) <= own, f"{module} imports a later room: {used}"


def test_nothing_imports_in_a_circle():
    done = set()

    def visit(module, path):
        assert module not in path, " → ".join([*path[path.index(module) :], module])
        if module not in done:
            for used in sorted(all_imports()[module] - {module}):
                visit(used, [*path, module])
            done.add(module)

    for module in sorted(all_imports()):
        visit(module, [])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_long(path):
    assert count_lines(path) <= LONGEST_FILE


@pytest.mark.parametrize(
    "path",
    [path for path in SCRIPTS if path.suffix != ".py"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_line_of_javascript_or_css_is_long(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= LONGEST_LINE


@pytest.mark.parametrize(("package", "most"), PACKAGES.items())
def test_a_package_is_small(package, most):
    paths = [path for name, path in MODULES.items() if name.split(".")[0] == package]
    own = [
        path for path in paths if "web" not in path.relative_to(ROOT).parts
    ]  # the browser edition is apart
    lines = sum(count_lines(path) for path in own)
    assert lines <= most


def test_the_formatter_is_never_switched_off():
    switch = "fmt: " + "skip", "fmt: " + "off", "prettier" + "-ignore"
    for path in [*SCRIPTS, *(ROOT / "tests").rglob("*.py")]:
        assert not any(word in path.read_text(encoding="utf-8") for word in switch), path


def test_editors_know_every_public_name():
    stub = ast.parse((ROOT / "kit" / "__init__.pyi").read_text(encoding="utf-8"))
    named = {}
    for node in stub.body:
        if isinstance(node, ast.ImportFrom):
            named |= {alias.asname: node.module for alias in node.names}
    assert named == kit.ROOMS
