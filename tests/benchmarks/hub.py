"""A class comes through a real hub at the pace of a lesson: python -m tests.benchmarks.hub USERS SEATS MINUTES, as root (not in the test run).

Each student logs in, opens notebook 03, marks, answers, saves and stays until another needs the seat;
then their server is stopped, as a hub's culler does. Whoever hasn't come when the time is up stays away.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

import kit
from kit.paths import HOME
from workshop.class_work.collect import collect

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))


def come_and_go(hub, names, seats, seconds):
    """Let students come evenly over the time, `seats` at once; return those who came and the megabytes each took when most were there."""
    from hub_users import User, memory_of

    began = time.monotonic()
    present, came, doors, fullest = deque(), [], [], []

    def at_work(name):
        user = User(hub, name).work()
        present.append(user)
        came.append(user)

    def look():
        there = list(present)
        if len(there) > len(fullest):
            fullest[:] = [memory_of(hub.processes(user.name, "python")) for user in there]

    for number, name in enumerate(names):
        while time.monotonic() - began < seconds * number / len(names):
            time.sleep(0.1)  # the pace itself
        while sum(door.is_alive() for door in doors) + len(present) >= seats:
            if present:
                look()
                present.popleft().leave()
            time.sleep(0.1)
        if time.monotonic() - began > seconds:
            break
        doors.append(threading.Thread(target=at_work, args=(name,)))
        doors[-1].start()
    for door in doors:
        door.join()
    look()
    return came, fullest, time.monotonic() - began


def main(users=200, seats=60, minutes=10):
    os.environ["KIT_HUB_USERS"] = str(users)
    from hub_stage import USERS, Hub, make_environment

    base = Path(tempfile.mkdtemp(prefix="close-reading-hub-"))
    base.chmod(0o755)
    hub = Hub(base, make_environment())
    try:
        hub.start()
        load = os.getloadavg()[1]
        came, fullest, taken = come_and_go(hub, USERS, seats, minutes * 60)
        work = collect([], base / "class", kit.open_lesson(HOME), homes=f"{base}/home/*")
    finally:
        hub.close()
    print(
        f"{len(came)} of {users} students came in {taken / 60:.1f} minutes, at most {seats} at once"
    )
    print(f"{len(work.marks)} are collected; {len(work.problems)} problems")
    print(f"load of other work before: {load:.1f} on {os.cpu_count()} cores")
    for what, times in {
        "server ready": [user.start for user in came],
        "first cell": [user.first for user in came],
    }.items():
        print(f"{what}: median {statistics.median(times):.1f} s, most {max(times):.1f} s")
    print(
        f"when most were there: {len(fullest)} users, {sum(fullest) / 1000:.1f} GB (PSS), median {statistics.median(fullest):.0f} MB each"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
