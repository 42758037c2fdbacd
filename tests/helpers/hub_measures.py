"""What a student at work on a hub costs."""

import contextlib
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from hub_stage import NAME
from hub_users import NOTEBOOK, OPEN

from kit.paths import AT_HOME, HOME


@dataclass(frozen=True)
class Cost:
    """What a user's server and kernel took, from the start of the server: MB (Rss), seconds by the clock and of a core."""

    memory: float
    seconds: float
    work: float

    def __str__(self):
        return f"{self.memory:.0f} MB, {self.seconds:.1f} s, {self.work:.1f} s of a core"


def measure_costs(user):
    """Return the Cost of a kernel with pandas and matplotlib alone, of a lesson's start, and of notebook 05 when it was run."""
    master = json.loads(next((HOME / "notebooks").glob("05-*.ipynb")).read_text("utf-8"))
    codes = ["".join(cell["source"]) for cell in master["cells"] if cell["cell_type"] == "code"]
    bare = measure(user, "bare.ipynb", ["import pandas, matplotlib.pyplot"])
    start = measure(user, NOTEBOOK, [OPEN])
    return bare, start, measure(user, f"{AT_HOME}/{NAME}/05-do-we-agree.ipynb", codes)


def measure(user, path, codes):
    """Start a user's server and a kernel afresh, and run code there."""
    user.leave()
    began = time.monotonic()
    user.arrive()
    kernel = user.open(path)
    for code in codes:
        kernel.run(code)
    seconds = time.monotonic() - began
    pids = user.hub.processes(user.name, "python")
    return Cost(memory_of(pids, "Rss"), seconds, work_of(pids))


def memory_of(pids, kind="Pss"):
    """Return the memory of processes in MB; what two share counts half for each (Pss), or for each (Rss)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):  # it has just ended
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(rf"^{kind}: +(\d+)", text, re.MULTILINE)[1])
    return total / 1024


def work_of(pids):
    """Return the seconds of a core that processes, and those that they started and saw end, have taken."""
    return sum(sum(psutil.Process(pid).cpu_times()[:4]) for pid in pids)
