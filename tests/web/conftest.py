"""The site that the tests open, made once, and its start page.

KIT_WEB=1 runs what needs it: a site is made and Python starts in a browser, which takes minutes.
KIT_SITE names the folder of a site that is there already.
"""

import os
from pathlib import Path

import pytest
from pyodide_files import find_pyodide
from shared import make_once

from kit.paths import HOME
from kit.teaching.opening import open_lesson
from workshop.editions.package import write_folder
from workshop.editions.release import collect_for_web
from workshop.editions.web.serving import serve


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of a site, below a folder of another name, as GitHub Pages has it."""
    if "KIT_WEB" not in os.environ:
        pytest.skip("takes minutes: set KIT_WEB=1")
    if "KIT_SITE" in os.environ:
        return Path(os.environ["KIT_SITE"]).resolve()

    def make(host):
        files = collect_for_web(HOME, open_lesson(HOME), find_pyodide())
        write_folder(host / "below", files)

    return make_once(tmp_path_factory, "host", make) / "below"


@pytest.fixture(scope="session")
def address(site):
    with serve(site.parent) as root:
        yield f"{root}/{site.name}"


@pytest.fixture
def open_start(address):
    """open_start(context) -> the start page, once it has looked at what is there."""

    def open_one(context, place=address):
        page = context.new_page()
        page.goto(f"{place}/index.html")
        page.wait_for_function("globalThis.ready")
        return page

    return open_one
