"""HTML from templates: all values are escaped, unless they are Markup."""

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
