"""Stands in for piplite: JupyterLite's kernel imports it to install packages, and here all are."""

import sys

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list = []

# The first import of all. The reader's files come last from here on: a look at them takes
# milliseconds, and Python would look at each of its imports.
sys.path.remove("")
sys.path.append("")


async def install(requirements, **options):
    """Say that nothing can be installed; what the lessons need is there already."""
    wanted = requirements if isinstance(requirements, str) else ", ".join(requirements)
    if not wanted.endswith(".whl"):
        print(f"{wanted}: nothing is installed in this page; the lessons need nothing more.")
