"""What an administrator gets: files that their own programs take, for the course at hand."""

import ast
import re
import subprocess
import sys

import pytest
import yaml

import kit
from kit.errors import LessonError
from kit.paths import HOME
from workshop.editions.hub.hub import make_hub_files

LESSON = kit.open_lesson(HOME)
EDITION = {"course.toml": b"lesson = 'data/assad-2017'\n", "postBuild": b"#!/bin/bash\n"}
# What Zero to JupyterHub's chart takes for the keys that are written here, as its values.schema.yaml has it at commit 02dd73d:
# each of these mappings takes no key that the chart doesn't name.
CHART = {
    "singleuser.image.name": str,
    "singleuser.image.tag": str,
    "singleuser.cmd": str | list,
    "singleuser.defaultUrl": str,
    "singleuser.uid": int,
    "singleuser.fsGid": int,
    "singleuser.storage.type": str,  # dynamic, static or none
    "singleuser.storage.capacity": str,
    "singleuser.storage.homeMountPath": str,
    "singleuser.memory.guarantee": str | int | float,
    "singleuser.memory.limit": str | int | float,
    "singleuser.cpu.guarantee": int | float,
    "singleuser.cpu.limit": int | float,
    "singleuser.startTimeout": int,
    "cull.enabled": bool,
    "cull.timeout": int,
    "cull.every": int,
    "prePuller.hook.enabled": bool,
    "prePuller.continuous.enabled": bool,
    "scheduling.userScheduler.enabled": bool,
    "scheduling.podPriority.enabled": bool,
    "scheduling.userPlaceholder.enabled": bool,
    "scheduling.userPlaceholder.replicas": int,
}


@pytest.fixture
def files():
    """The texts of a hub's folder."""
    made = make_hub_files(HOME, LESSON, EDITION)
    return {name: data.decode() for name, data in made.items()}


def test_nothing_is_left_to_fill_in(files):
    assert set(EDITION) <= {name.removeprefix("course/") for name in files}
    for name, text in files.items():
        assert not re.search(r"\{\{|\{%", text), name
        assert (
            LESSON.name in text
            or name in ("requirements-hub.txt", "jupyter_server_config.py")
            or name.startswith("course/")
        )


def test_values_are_yaml_with_what_a_class_needs(files):
    values = yaml.safe_load(files["values.yaml"])
    user = values["singleuser"]
    assert user["memory"] == {"guarantee": "256M", "limit": "1G"}
    assert values["cull"]["enabled"] and values["prePuller"]["continuous"]["enabled"]
    assert re.fullmatch("[0-9a-f]{12}", user["image"]["tag"])
    newer = make_hub_files(HOME, LESSON, {**EDITION, "course.toml": b"x"})["values.yaml"]
    assert yaml.safe_load(newer)["singleuser"]["image"]["tag"] != user["image"]["tag"]


def list_values(mapping, before=""):
    """Yield each value of a mapping of mappings, with its keys joined by dots."""
    for key, value in mapping.items():
        if isinstance(value, dict):
            yield from list_values(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def test_the_chart_takes_every_key_and_type_of_the_values(files):
    values = dict(list_values(yaml.safe_load(files["values.yaml"])))
    assert set(values) <= set(CHART)
    wrong = {key: value for key, value in values.items() if not isinstance(value, CHART[key])}
    assert wrong == {}
    assert values["singleuser.storage.type"] in ("dynamic", "static", "none")


def test_students_land_on_the_start_page(files):
    start = f"/lab/tree/close-reading/{LESSON.name}/lessons.ipynb"
    assert yaml.safe_load(files["values.yaml"])["singleuser"]["defaultUrl"] == start
    assert f'c.Spawner.default_url = "{start}"' in files["jupyterhub_config.py"]
    assert f"https://hub.example.org/hub/user-redirect{start}" in files["links.md"]


def test_settings_are_python_and_commands_are_bash(files, tmp_path):
    for name in "jupyter_server_config.py", "jupyterhub_config.py":
        ast.parse(files[name])
    for name in "install.sh", "tljh.sh":
        script = tmp_path / name
        script.write_text(files[name])
        if sys.platform == "linux":
            subprocess.run(["bash", "-n", script], check=True)


def test_the_image_is_nobodys_root_and_everything_in_it_is_locked(files):
    lines = files["Dockerfile"].splitlines()
    steps = [line.split()[0] for line in lines if re.match(r"[A-Z]+ ", line)]
    assert steps.index("FROM") < steps.index("COPY") < steps.index("USER") < steps.index("CMD")
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 1000"]
    installs = [line for line in lines if "pip install" in line]
    assert len(installs) == 2 and all("--require-hashes" in line for line in installs)


def test_links_keep_pulled_files_and_work_apart(files):
    assert (
        "targetPath=courses%2F" in files["links.md"]
        and "hub/user-redirect/lab/tree/close-reading/" in files["links.md"]
    )
    assert "mybinder.org/v2/gh/OWNER/REPOSITORY/main?" in files["links.md"]


@pytest.mark.parametrize(
    ("hub", "said"),
    [
        ('image = "x; rm -rf /"', "image is 'x; rm -rf /'"),
        ('adress = "x"', r"\[hub\] has adress; it may have image"),
    ],
)
def test_a_value_that_could_be_a_command_is_refused(tmp_path, hub, said):
    (tmp_path / "course.toml").write_text(f'lesson = "data/one"\n[hub]\n{hub}\n')
    with pytest.raises(LessonError, match=said):
        make_hub_files(tmp_path, LESSON, EDITION)


def test_a_courses_own_settings_are_used(tmp_path):
    (tmp_path / "course.toml").write_text(
        'lesson = "x"\n[hub]\nimage = "quay.io/us/read"\nmemory_limit = "2G"\n'
    )
    values = yaml.safe_load(make_hub_files(tmp_path, LESSON, EDITION)["values.yaml"])
    assert values["singleuser"]["image"]["name"] == "quay.io/us/read"
    assert values["singleuser"]["memory"]["limit"] == "2G"
