"""From the click to a lesson's first answer, for one user of a hub that runs: python -m tests.benchmarks.hub_start [TIMES], as root.

The first start isn't counted: it makes the copies in the home. With one course, then with two side by side.
"""

import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))


def measure_starts(courses, times):
    """Return the Cost of each start."""
    from hub_environment import make_environment
    from hub_measures import measure
    from hub_stage import Hub, name_users
    from hub_users import NOTEBOOK, OPEN, User

    hub = Hub(make_environment(), name_users(1, "kitstart"), courses)
    try:
        hub.start()
        user = User(hub, hub.users[0])
        user.arrive().open().run(OPEN)
        return [measure(user, NOTEBOOK, [OPEN]) for _ in range(times)]
    finally:
        hub.close()


def main(times=5):
    from hub_stage import NAME

    print(f"load of other work before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for courses in [NAME], [NAME, "second"]:
        costs = measure_starts(courses, times)
        seconds = [cost.seconds for cost in costs]
        work = statistics.median(cost.work for cost in costs)
        print(
            f"{len(courses)} in one environment: median {statistics.median(seconds):.1f} s, "
            f"{min(seconds):.1f} to {max(seconds):.1f} s, {work:.1f} s of a core"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
