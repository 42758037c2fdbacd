"""HTML from templates, all values escaped unless they are Markup; and scripts for widgets."""

import re
from functools import cache


@cache
def templates(*folders):
    """Return the Jinja2 environment of folders of templates (Paths)."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # not before a page is shown

    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def render(folder, name, **values):
    """Return a template of a folder, filled."""
    return templates(folder).get_template(name).render(values)


@cache
def read_style(folder, name):
    """Return a file of CSS as Markup, for a template's <style>."""
    from markupsafe import Markup

    return Markup((folder / name).read_text(encoding="utf-8"))


def bundle(paths):
    """Join modules of JavaScript to one, which a notebook can load, without imports of each other.

    Their order is free, since none does anything before all are there.
    """
    joined = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    joined = re.sub(r"^import [^;]*;\n", "", joined, flags=re.M)
    return re.sub(r"^export (?!default)", "", joined, flags=re.M)
