"""Each way to a hub, as far as one machine goes: linted, built up to what needs the network, and walked."""

import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hub_environment import CHECKS, make_environment

import kit
from kit.paths import HOME
from workshop.editions.release import release
from workshop.launch.environment import python_in

NAME = kit.open_lesson(HOME).name
HELPERS = HOME / "tests" / "helpers"
YAML_RULES = "{extends: default, rules: {document-start: disable, line-length: {max: 120}}}"
KUBECONFIG = {
    "current-context": "none",
    "contexts": [{"name": "none", "context": {"cluster": "none", "user": "none"}}],
    "clusters": [{"name": "none", "cluster": {"server": "https://127.0.0.1:1"}}],
    "users": [{"name": "none", "user": {}}],
}
# a machine as The Littlest JupyterHub leaves it, seen by this process alone: what is written goes when it ends
TLJH = """
set -e
made=$(mktemp -d)
mount -t tmpfs none "$made"
for folder in opt srv etc usr/bin; do
    mkdir -p "$made/$folder/up" "$made/$folder/work"
    mount -t overlay none -o "lowerdir=/$folder,upperdir=$made/$folder/up,workdir=$made/$folder/work" "/$folder"
done
mkdir -p /opt/tljh/user "$made/user/up" "$made/user/work"
mount -t overlay none -o "lowerdir=$ENVIRONMENT,upperdir=$made/user/up,workdir=$made/user/work" /opt/tljh/user
rm -rf /etc/jupyter
printf '#!/bin/sh\\necho tljh-config "$@"\\n' >/usr/bin/tljh-config
chmod a+x /usr/bin/tljh-config
useradd --create-home --home-dir /srv/ann kithubann
cp -R "$EDITION" /root-only && trap 'rm -rf /root-only' EXIT
umask 077
as_ann() {
    runuser -u kithubann -- env HOME=/srv/ann JUPYTERHUB_SERVICE_PREFIX=/ /opt/tljh/user/bin/python "$@" 2>&1
}
log_in() {
    as_ann -m jupyter_server --show-config-json
}
at_work=/srv/ann/close-reading/$NAME
bash /root-only/tljh.sh
log_in >/dev/null
echo "mode $(stat -c %a "$at_work")"
runuser -u kithubann -- grep -q autosaveInterval /etc/jupyter/labconfig/default_setting_overrides.json
cd "$at_work"
as_ann -c 'import kit; print("kit of", kit.open_lesson().course)'
runuser -u kithubann -- touch "/srv/courses/$NAME/x" 2>/dev/null || echo "the course is read-only"
echo "my own words" >"$at_work/03-marking-the-text.ipynb"
sed -i '1s/{/{ /' "/root-only/course/notebooks/03-marking-the-text.ipynb"
cp /root-only/course/notebooks/01-*.ipynb /root-only/course/notebooks/12-read-once-more.ipynb
bash /root-only/tljh.sh >/dev/null
log_in | grep -o "03-marking-the-text.ipynb: there is a newer version"
cat 03-marking-the-text.ipynb
ls 12-*
as_ann -m kit refresh 03
cat 03-marking-the-text.yours-1.ipynb
grep -q '"cells"' 03-marking-the-text.ipynb && echo "and the newer one"
"""


@pytest.fixture(scope="module")
def tools():
    """The programs that these files are held against."""
    return make_environment(CHECKS, "") / "bin"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """What an administrator gets."""
    out = tmp_path_factory.mktemp("release")
    release(HOME, "hub", out)
    (folder,) = out.glob("*-hub")
    return folder


def run(*command, **options):
    """Run a command; return what it says, and whether it was content."""
    done = subprocess.run(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
    )
    return done.stdout.decode(), done.returncode == 0


def lint(tools, path):
    """Return what the linter of a file's kind says against it, and whether it is content."""
    linters = {
        "Dockerfile": ["hadolint"],
        "yaml": ["yamllint", "--strict", "-d", YAML_RULES],
        "yml": ["yamllint", "--strict", "-d", YAML_RULES],
    }
    linter = linters.get(path.name.split(".")[-1], ["shellcheck"])
    return run(tools / linter[0], *linter[1:], path)


@pytest.mark.parametrize(
    ("name", "spoiled_by", "said"),
    [
        ("Dockerfile", "RUN cd /tmp && sudo ls\n", "DL3004"),
        ("install.sh", "rm -rf $python/*\n", "SC2086"),
        ("tljh.sh", "cd $1\n", "SC2086"),
        ("course/postBuild", "cd $1\n", "SC2086"),
        ("values.yaml", "cull:\n  enabled: false\n", "duplication of key"),
        ("course/environment.yml", "name: again\n", "duplication of key"),
    ],
)
def test_linters_are_content_and_would_say_if_not(tools, edition, tmp_path, name, spoiled_by, said):
    text = (edition / name).read_text()
    assert lint(tools, edition / name) == ("", True)
    spoiled = tmp_path / Path(name).name
    spoiled.write_text(text + spoiled_by)
    complaint, content = lint(tools, spoiled)
    assert said in complaint and not content


def test_a_users_pod_is_one_that_kubernetes_takes(tools, edition, tmp_path):
    config = tmp_path / "kubeconfig"
    config.write_text(json.dumps(KUBECONFIG))
    said = subprocess.run(
        [tools / "python", HELPERS / "pod_of_a_user.py", edition / "values.yaml"],
        env={**os.environ, "KUBECONFIG": str(config)},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    pod, claim = json.loads(said.stdout)
    for number, resource in enumerate((pod, claim, {**pod, "spec": {"containers": "none"}})):
        path = tmp_path / f"{number}.yaml"
        path.write_text(yaml.safe_dump(resource))
        said, content = run(tools / "kubernetes-validate", "--strict", path)
        assert content == (number < 2), said
    (container,) = pod["spec"]["containers"]
    assert container["securityContext"]["runAsUser"] == 1000
    assert container["resources"]["requests"]["memory"] == 256 * 2**20
    assert container["volumeMounts"][0]["mountPath"] == "/home/jovyan"
    assert claim["spec"]["resources"]["requests"]["storage"] == "1Gi"


def test_binder_installs_the_lock_opens_the_course_and_its_link_leads_there(
    tools, edition, tmp_path
):
    said, content = run(tools / "jupyter-repo2docker", "--no-build", "--debug", edition / "course")
    assert content, said
    steps = [
        said.index(step) for step in ("COPY --chown=0:0 src/", "env update", "RUN ./postBuild")
    ]
    assert steps == sorted(
        steps
    )  # environment.yml names the lock, so the whole course must be there
    run("cp", "-R", edition / "course", tmp_path / "course")
    python = python_in(make_environment())
    environment = {**os.environ, "PATH": f"{python.parent}:{os.environ['PATH']}"}
    said, content = run("./postBuild", cwd=tmp_path / "course", env=environment)
    assert content, said
    (link,) = re.findall(r"https://mybinder\.org/v2/\S+(?=\))", (edition / "links.md").read_text())
    address = urlsplit(link)
    assert re.fullmatch(r"/v2/gh/[^/]+/[^/]+/[^/]+", address.path)
    (place,) = parse_qs(address.query)["urlpath"]
    assert (tmp_path / "course" / place.removeprefix("lab/tree/")).is_file()


def test_nbgitpuller_brings_newer_lessons_and_leaves_work_alone(tools, edition, tmp_path):
    upstream, home = tmp_path / "upstream", tmp_path / "home"
    run("cp", "-R", edition / "course", upstream)
    (link,) = re.findall(r"https://\S+git-pull\?\S+", (edition / "links.md").read_text())
    asked = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
    me = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for words in (["init", "-q", "-b", asked["branch"]], ["add", "."], [*me, "commit", "-qm", "1"]):
        assert run("git", *words, cwd=upstream)[1]
    home.mkdir()
    python = python_in(make_environment())
    env = {**os.environ, "HOME": str(home), "JUPYTERHUB_SERVICE_PREFIX": "/"}
    env.pop("KIT_WORK", None)
    course = home / asked["targetPath"]

    def pull():
        words = [f"file://{upstream}", asked["branch"], asked["targetPath"]]
        said, content = run(tools / "gitpuller", *words, cwd=home, env=env)
        assert content, said
        return run(python, "-m", "kit", cwd=course, env=env)[0]

    pull()
    assert (home / asked["urlpath"].removeprefix("lab/tree/")).is_file()
    mine = course / "work" / "03-marking-the-text.ipynb"
    mine.write_text("my own words")
    scribbled = course / "notebooks" / "04-who-speaks.ipynb"  # where lessons are pulled to
    scribbled.write_text(scribbled.read_text().replace("Who speaks", "Scribbled"))
    assert "Scribbled" in scribbled.read_text()
    for path in upstream.glob("notebooks/0*.ipynb"):
        path.write_text(path.read_text().replace("{", "{ ", 1))
    (upstream / "kit" / "newer.txt").write_text("newer")
    for words in (["add", "."], [*me, "commit", "-qm", "2"]):
        assert run("git", *words, cwd=upstream)[1]
    said = pull()
    assert mine.read_text() == "my own words" and "03-marking-the-text.ipynb" in said
    assert (course / "kit" / "newer.txt").exists()
    assert "Scribbled" in scribbled.read_text()
    assert not list(course.rglob("*_20*.ipynb"))  # what merging would have put aside


def test_the_littlest_jupyterhub_gets_a_course_and_then_a_newer_one(edition):
    settings = {"ENVIRONMENT": str(make_environment()), "EDITION": str(edition), "NAME": NAME}
    settings["PIP_QUIET"] = "1"  # says nothing of where this machine looks for packages
    said, content = run("unshare", "--mount", "bash", "-c", TLJH, env={**os.environ, **settings})
    assert content, said
    assert said.splitlines() == [
        f"{NAME} is in /srv/courses/{NAME}. Give the class the first link in links.md.",
        "tljh-config set user_environment.default_app jupyterlab",
        "tljh-config set limits.memory 1G",
        "tljh-config set services.cull.timeout 3600",
        "tljh-config reload",
        "mode 700",
        f"kit of /srv/courses/{NAME}",
        "the course is read-only",
        "03-marking-the-text.ipynb: there is a newer version",
        "my own words",
        "12-read-once-more.ipynb",
        "03-marking-the-text.ipynb is the newest version now; "
        "yours is kept as 03-marking-the-text.yours-1.ipynb.",
        "my own words",
        "and the newer one",
    ]
