"""The folder an administrator gets: the course, and beside it what each kind of hub asks for."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kit.errors import LessonError
from kit.files import read_bytes
from kit.paths import AT_HOME, HOME
from kit.teaching.contents import START
from kit.teaching.tables import read_toml

TEMPLATES = Path(__file__).with_name("templates")
HUB_LOCK = "locks/requirements-hub.txt"
COURSES = "/srv/courses"  # where courses are on a hub: root's, and read-only
DEFAULTS = {
    "image": "registry.example.org/close-reading",  # without a tag
    "address": "https://hub.example.org",
    "repository": "https://github.com/OWNER/REPOSITORY",
    "branch": "main",
    "memory_guarantee": "256M",  # measured: tests/hub; docs/deploying.md says how
    "memory_limit": "1G",
}
SAFE = re.compile(r"[A-Za-z0-9:/._@%-]+")


def make_hub_files(course, lesson, edition):
    """Return {path: bytes}: the course, and what a hub needs beside it.

    edition: the student edition's files. A table [hub] in course.toml may give image, address,
    repository, branch, memory_guarantee and memory_limit. Raises LessonError for a value that a
    shell or YAML could take for something else.
    """
    values = read_settings(course)
    for name, value in {"the lesson's folder": lesson.name, **values}.items():
        if not SAFE.fullmatch(str(value)):
            fix = "use letters, digits and : / . _ @ % - alone"
            raise LessonError(f"{course / 'course.toml'}: {name} is {value!r}; {fix}")
    start = f"lab/tree/{AT_HOME}/{lesson.name}/{START}"  # where students land
    values |= {"name": lesson.name, "courses": COURSES, "at_home": AT_HOME, "start": start}
    values |= {"links": make_links(values), "tag": make_tag(edition)}
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # no HTML here, and every value is letters and digits
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    files = {f"course/{name}": data for name, data in edition.items()}
    for name in environment.list_templates(extensions=["j2"]):
        files[name.removesuffix(".j2")] = environment.get_template(name).render(values).encode()
    lock = course / HUB_LOCK if (course / HUB_LOCK).is_file() else HOME / HUB_LOCK
    files["requirements-hub.txt"] = read_bytes(lock)
    return files


def read_settings(course):
    """Return the table [hub] of a course's course.toml, filled up with what stands for it.

    Raises LessonError for a name that is none.
    """
    own = read_toml(Path(course) / "course.toml").get("hub", {})
    unknown = sorted(set(own) - set(DEFAULTS)) if isinstance(own, dict) else ["hub"]
    if unknown:
        known = ", ".join(DEFAULTS)
        raise LessonError(f"{course}/course.toml: [hub] has {unknown[0]}; it may have {known}")
    return DEFAULTS | own


def make_tag(edition):
    """Return a tag that changes when a file of the edition does: hubs keep images by their tag."""
    digest = hashlib.sha256()
    for name, data in sorted(edition.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:12]


def make_links(values):
    """Return the links that open a course: on its hub, by nbgitpuller, and on Binder."""
    puller = {
        "repo": values["repository"],
        "branch": values["branch"],
        "targetPath": f"courses/{values['name']}",  # its work/ is never pulled
        "urlpath": f"lab/tree/courses/{values['name']}/README.md",
    }
    place = values["repository"].removeprefix("https://github.com/")
    binder = f"https://mybinder.org/v2/gh/{place}/{values['branch']}"
    return {
        "hub": f"{values['address']}/hub/user-redirect/{values['start']}",
        "puller": f"{values['address']}/hub/user-redirect/git-pull?{urlencode(puller)}",
        "binder": f"{binder}?{urlencode({'urlpath': f'lab/tree/work/{START}'})}",
    }
