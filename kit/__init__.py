"""Close reading of a news article: read it, annotate it, analyse it.

`import kit` loads no other package: a public name is fetched from its room the first time it is
used, so a notebook starts at once and a lesson that needs no figures never waits for matplotlib.
The names and their rooms are listed in __init__.pyi, which editors read as well.
"""

import ast
import importlib
from pathlib import Path

ROOMS = {}  # where each public name is written: "Article" is in "kit.reading.article"
for _line in ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")).body:
    if isinstance(_line, ast.ImportFrom):
        ROOMS.update({name.name: _line.module for name in _line.names})

__all__ = sorted(ROOMS)


def __getattr__(name):
    if name not in ROOMS:
        raise AttributeError(f"kit has no name {name!r}; kit.<Tab> lists what it has")
    value = getattr(importlib.import_module(ROOMS[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
