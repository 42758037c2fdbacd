"""Stands in for piplite: JupyterLite's kernel imports it to install packages, and here all are."""

_PIPLITE_DISABLE_PYPI = True
_PIPLITE_URLS: list = []


async def install(requirements, **options):
    """Say that nothing can be installed; what the lessons need is there already."""
    wanted = requirements if isinstance(requirements, str) else ", ".join(requirements)
    if not wanted.endswith(".whl"):
        print(f"{wanted}: nothing is installed in this page; the lessons need nothing more.")
