"""A class on a real hub: all log in, mark, answer and save at once; kernels die, the hub restarts; nothing is lost."""

import json
import statistics
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from hub_browser import work_in_chromium
from hub_client import Kernel
from hub_measures import measure_costs, memory_of
from hub_stage import NAME, until
from hub_users import User

import kit
from kit.paths import AT_HOME, HOME
from workshop.class_work.collect import collect

SECOND = f"{AT_HOME}/second/03-marking-the-text.ipynb"
LESSON = kit.open_lesson(HOME)
IN_BROWSER = 3


@pytest.fixture(scope="module")
def users(hub):
    """Everybody, at work at the same time: three in Chromium, the others over the interfaces that a page uses."""
    everybody = [User(hub, name) for name in hub.users]
    in_browser, others = everybody[:IN_BROWSER], everybody[IN_BROWSER:]
    with ThreadPoolExecutor(len(everybody)) as pool:
        browser = pool.submit(work_in_chromium, hub, [user.name for user in in_browser])
        list(pool.map(User.arrive, others))
        list(pool.map(User.work, others))
        browser.result()
        list(pool.map(User.take_token, in_browser))
        list(pool.map(lambda user: user.check(marks=1), everybody))
    return everybody


def test_everybody_works_at_once_and_each_for_themselves(hub, users):
    for user in users:
        folder = hub.base / "home" / user.name / AT_HOME
        assert (folder / NAME).stat().st_mode & 0o777 == 0o700
    assert not list((hub.base / "courses").glob("*/work"))
    curious = users[0].name
    look = ["runuser", "-u", curious, "--", "find", hub.base, "-type", "f"]
    foreign = ["-path", f"*/{AT_HOME}/*", "-not", "-user", curious, "-readable"]
    run = subprocess.run([*look, *foreign], capture_output=True, text=True)
    assert run.stdout == "" and users[1].name in run.stderr  # it was looked for, and refused
    own = subprocess.run([*look, "-path", f"*/{AT_HOME}/*"], capture_output=True, text=True)
    assert "03-marking-the-text.ipynb" in own.stdout
    writable = [*look, "-path", "*/courses/*", "-writable"]
    assert subprocess.run(writable, capture_output=True, text=True).stdout == ""


def test_each_notebook_has_the_kit_of_its_own_course(users):
    user = users[-2]
    ask = "import kit; print(kit.WHOSE, kit.open_lesson().course.name)"
    assert user.open().run(ask) == f"{NAME} {NAME}\n"
    assert Kernel(user.client, user.name, SECOND).run(ask) == "second second\n"


def test_no_kernel_is_given_a_port_that_another_users_may_be_given(hub, users):
    for user in users:
        kernels = hub.processes(user.name, "ipykernel_launcher")
        assert kernels
        for pid in kernels:
            given = Path(psutil.Process(pid).cmdline()[-1])
            assert json.loads(given.read_text())["transport"] == "ipc"
            assert given.parent.stat().st_mode & 0o077 == 0


def test_killed_kernels_and_a_hub_started_again_lose_nothing(hub, users):
    for user in users:
        assert hub.kill(user.name, "ipykernel_launcher")
    hub.end()
    hub.start()
    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(User.go_on, users))


def test_servers_that_are_killed_lose_nothing(hub, users):
    user = users[-1]
    assert hub.kill(user.name, "jupyterhub.singleuser")
    until(lambda: not user.server(), f"the hub sees that the server of {user.name} is gone")
    user.arrive().check(marks=2)


def test_all_are_collected(hub, users, tmp_path):
    work = collect([], tmp_path / "class", LESSON, homes=f"{hub.base}/home/*")
    assert list(work.marks) == hub.users and work.problems.empty
    assert {len(marks) for marks in work.marks.values()} == {2}
    lines = (tmp_path / "class" / "moodle.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(users) + 1


def test_a_user_takes_little_more_than_pandas_and_matplotlib_alone(hub, users, capsys):
    """Figures for docs/deploying.md. Seconds are only printed: other work on the machine changes them, and less so their ratios."""
    others = users[IN_BROWSER:]
    shares = [memory_of(hub.processes(user.name, "python")) for user in users]
    bare, start, lesson = measure_costs(users[-3])
    lines = [
        f"{len(users)} users at once",
        describe("server ready", [user.start for user in others], "s"),
        describe("first cell", [user.first for user in others], "s"),
        describe("memory of a user with notebook 03 (PSS)", shares, "MB"),
        f"a server and a kernel with pandas and matplotlib: {bare}",
        f"a server and a lesson's first cell: {start}",
        f"a server and notebook 05, run: {lesson}",
        f"memory, notebook 05 against bare: {lesson.memory / bare.memory:.2f}",
    ]
    with capsys.disabled():
        print("", *lines, sep="\n")
    assert lesson.memory <= 1.25 * bare.memory
    assert start.work <= 1.5 * bare.work


def describe(what, values, unit):
    """Return a line on some measurements."""
    return f"{what}: median {statistics.median(values):.1f}, most {max(values):.1f} {unit}"
