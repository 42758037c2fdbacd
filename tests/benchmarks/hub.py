"""A class comes through a real hub at the pace of a lesson: python -m tests.benchmarks.hub USERS SEATS MINUTES, as root (not in the test run).

Each student logs in, opens notebook 03, marks, answers, saves and stays until another needs the seat;
then their server is stopped, as a hub's culler does. Whoever hasn't come when the time is up stays away.
"""

import os
import statistics
import sys
import threading
import time
from collections import deque
from pathlib import Path

import kit
from kit.paths import HOME
from workshop.class_work.collect import collect

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))


def come_and_go(hub, names, seats, seconds):
    """Let students come evenly over the time, `seats` at once.

    Return those who came, what went wrong with others, and the megabytes each took when most were there.
    """
    from hub_measures import memory_of
    from hub_users import User

    began = time.monotonic()
    present, came, doors, fullest, trouble = deque(), [], [], [], []

    def at_work(name):
        user = User(hub, name)
        try:
            user.arrive().work()
        except Exception as error:  # whatever it is, the lesson goes on for the others
            trouble.append(f"{name}: {type(error).__name__}: {error}")
        else:
            came.append(user)
        present.append(user)

    def leave(user):
        try:
            user.leave()
        except AssertionError as error:
            trouble.append(f"{user.name} leaves: {error}")

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
                leave(present.popleft())
            time.sleep(0.1)
        if time.monotonic() - began > seconds:
            break
        doors.append(threading.Thread(target=at_work, args=(name,)))
        doors[-1].start()
        print(f"{time.monotonic() - began:.0f} s: {name} comes, {len(present)} at work", flush=True)
    for door in doors:
        door.join()
    look()
    return came, trouble, fullest


def main(users=200, seats=60, minutes=10):
    from hub_environment import make_environment
    from hub_stage import Hub, name_users

    hub = Hub(make_environment(), name_users(users, "kitclass"))
    try:
        hub.start()
        load = os.getloadavg()[1]
        began = time.monotonic()
        came, trouble, fullest = come_and_go(hub, hub.users, seats, minutes * 60)
        taken = time.monotonic() - began
        homes = f"{hub.base}/home/*"
        work = collect([], hub.base / "class", kit.open_lesson(HOME), homes=homes)
    finally:
        hub.close()
    minutes_taken = f"{taken / 60:.1f} minutes"
    print(f"{len(came)} of {users} students came in {minutes_taken}, at most {seats} at once")
    print("trouble:", *trouble, sep="\n    ")
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
