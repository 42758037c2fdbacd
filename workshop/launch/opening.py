"""Open the lessons in JupyterLab: `python -m kit`.

It shows a student's work folder and nothing else, an instructor's whole course; it asks nothing at
the first start and speaks to no other machine.
"""

import json
import os
import sys
import sysconfig
from pathlib import Path
from urllib.parse import quote

from kit.files import write_text
from kit.paths import HOME, work_folder
from workshop.launch import checks, installing
from workshop.launch.environment import on_a_server, refuse
from workshop.launch.linking import link

FIRST = "00-start-here.ipynb"
# labconfig/ in it: one document at a time, no news, no debugger, saving every 30 seconds
SETTINGS = Path(__file__).parent / "jupyter"
WORKSPACES = ".jupyterlab"  # where JupyterLab keeps, in the work folder, how it was left
# at the first start the page has all the width: the list of files opens with a click
CALM = {
    "left": {"collapsed": True, "visible": True, "widgets": ["filebrowser"]},
    "right": {"collapsed": True, "visible": False, "widgets": ["jp-property-inspector"]},
    "relativeSizes": [0.26, 0.74, 0],
}


def open_lessons(course, browser=True, port=None, instructor=False):
    """Bring the work folder up to date and open JupyterLab; return the exit status when it ends.

    browser: False only prints the address. port: None finds a free one. instructor: open the
    instructor edition and show the whole course. Raises KitError for a port that is taken.
    """
    refuse(checks.port_trouble(port))
    from workshop.editions.work import prepare_work, write_start_page

    for line in prepare_work(course, instructor):
        installing.say(line)
    work = work_folder(course)
    if instructor:
        shown = course if work.is_relative_to(course) else work
        return show(work / "instructor" / FIRST, shown, course, browser, port)
    first = write_start_page(course, work) or work / FIRST
    return show(first, work, course, browser, port)


def show(notebook, shown, course, browser=True, port=None):
    """Open JupyterLab on a notebook, with the folder `shown` as all it shows; return as above."""
    refuse(checks.port_trouble(port))
    linked = link(sysconfig.get_path("purelib"))
    if on_a_server():
        is_below = notebook.is_relative_to(Path.home())  # where Jupyter's list of files begins
        where = notebook.relative_to(Path.home()) if is_below else notebook
        installing.say(f"Jupyter runs here already: open {where} in its list of files.")
        if not linked:
            fix = f"ask its administrator to run, once and in {HOME}: {sys.executable} -m kit"
            why = "This server lets nobody add to its Python, so notebooks don't find the kit"
            installing.say(f"{why}: {fix}")
        return 0
    installing.say(f"Your notebooks are kept in {notebook.parent}")
    how = "Leave this window open while you work in JupyterLab"
    installing.say(f"{how}; Ctrl+C here, then y, ends it.")
    command = [sys.executable, "-P", "-m", "jupyterlab", *options(shown, notebook, browser, port)]
    if shown == work_folder(course):
        command.append(f"--LabApp.workspaces_dir={prepare_workspace(shown)}")
    return installing.hand_over(command, settings(course, linked))


def prepare_workspace(shown):
    """Return the folder where JupyterLab keeps how it was left, made calm for the first start."""
    folder = shown / WORKSPACES
    path = folder / "default-37a8.jupyterlab-workspace"  # JupyterLab's own name for it
    if not path.exists():
        about = {"data": {"layout-restorer:data": CALM}, "metadata": {"id": "default"}}
        write_text(path, json.dumps(about, indent=1) + "\n")
    return folder


def options(shown, first, browser=True, port=None):
    """Return JupyterLab's options for showing a folder with one of the notebooks in it open."""
    url = "/lab/tree/" + quote(first.relative_to(shown).as_posix())
    given = [f"--ServerApp.root_dir={shown}", f"--LabApp.default_url={url}"]
    given += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR", "--LabApp.news_url=None"]
    # else each kernel warns in the terminal that it isn't encrypted
    given += ["--KernelManager.transport_encryption=auto"]
    given += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    given += ["--LabApp.extension_manager=readonly"]  # the other one asks the package index
    given += [] if port is None else [f"--port={port}", "--ServerApp.port_retries=0"]
    given += [] if browser else ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container everybody is
        given.append("--allow-root")
    return given


def settings(course, linked):
    """Return the environment JupyterLab runs in; linked: whether `import kit` works without help."""
    environment = dict(os.environ)
    if sys.prefix != sys.base_prefix:
        environment = installing.inside(sys.prefix)
    environment["KIT_COURSE"] = str(course)  # for a work folder that lies elsewhere
    paths = {"JUPYTER_CONFIG_PATH": SETTINGS} | ({} if linked else {"PYTHONPATH": HOME})
    for name, path in paths.items():
        environment[name] = os.pathsep.join([str(path), *filter(None, [environment.get(name)])])
    return environment
