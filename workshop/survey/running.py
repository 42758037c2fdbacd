"""Deal a survey's parts out to Dask's workers, and go on after a stop where it was."""

import contextlib
import json
import os
import sys
import time

from kit.errors import KitError
from kit.files import read_text, write_text
from workshop.survey.sources import PART_BYTES, check_out, list_parts
from workshop.survey.tables import TABLES, part_path, survey_part, write_table

MEMORY = "1GB"  # a worker that needs more is stopped by Dask and its part begun again
AHEAD = 4  # parts that wait for each worker: enough to keep it busy, few enough to forget
TRIES = 3
# a worker that looks after itself twenty times less often: its looking takes turns with our reading
CALM = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.admin.tick.interval": "500ms",
}
NEEDS = "python -m kit survey needs Dask, pyarrow and tqdm; install them with pip install -r"
LOCK = "locks/requirements-survey.txt"


def survey(source, out, workers=None, cluster=None, part_bytes=PART_BYTES):
    """Survey a source into tables; return lines that say what was done.

    source, part_bytes: as in list_parts. out: the tables' folder; a survey that was stopped goes on
    there. workers: processes on this machine; None: one for each core. cluster: the address of a
    Dask scheduler to use in their place; its workers must see both folders. Raises KitError.
    """
    try:
        import dask
        import distributed
        import pyarrow  # noqa: F401 - workers need it
        import tqdm
    except ImportError:
        raise KitError(f"{NEEDS} {LOCK}") from None
    out = check_out(out, source)
    parts, fingerprint = list_parts(source, part_bytes)
    _keep_plan(out, fingerprint, len(parts))
    left = [part for part in parts if not part_path(out, "index", part.number).is_file()]
    done = len(parts) - len(left)
    started = time.monotonic()
    articles = 0
    problems = 0
    lost = []
    if left:
        total = sum(part.size for part in parts)
        initial = total - sum(part.size for part in left)
        form = {"unit": "B", "unit_scale": True, "mininterval": 1, "file": sys.stderr}
        bar = tqdm.tqdm(total=total, initial=initial, **form)
        with bar, dask.config.set(CALM), _connect(distributed, workers, cluster, out) as client:
            for part, result in deal(distributed, client, left, out):
                if result is None:
                    lost.append(part.number)
                else:
                    articles += result[0]
                    problems += result[1]
                rate = articles / (time.monotonic() - started)
                bar.set_postfix_str(f"{articles:,} articles, {rate:,.0f} a second")
                bar.update(part.size)
    seconds = time.monotonic() - started
    lines = [f"{articles:,} articles in {seconds:.0f} seconds; {out} has {', '.join(TABLES)}."]
    if done:
        lines.append(f"{done:,} of {len(parts):,} parts were there from before.")
    if problems:
        lines.append(f"{problems:,} articles could not be read: see the table problems.")
    if lost:
        few = ", ".join(map(str, lost[:9]))
        lines.append(f"Parts {few} stopped their worker {TRIES} times: start again to try them.")
    return lines


def deal(distributed, client, parts, out):
    """Yield (part, result) as parts are done, a few at a time; None if TRIES workers were lost."""
    waiting = iter(parts)
    known = {}

    def submit():
        for part in waiting:
            how = {"pure": False, "retries": TRIES - 1, "key": f"part-{part.number}"}
            future = client.submit(survey_part, part, str(out), **how)
            known[future] = part
            return future
        return None

    at_once = max(1, sum(client.nthreads().values()))
    first = [submit() for _ in range(min(len(parts), AHEAD * at_once))]
    running = distributed.as_completed(first, raise_errors=False)
    for future in running:
        part = known.pop(future)
        error = future.exception()  # waits, if the result went with its worker
        if error:
            why = f"part {part.number} was not read: {type(error).__name__}"
            write_table([(f"part {part.number}", why)], "problems", out, part.number)
        yield part, None if error else future.result()
        future.release()
        if (following := submit()) is not None:
            running.add(following)


@contextlib.contextmanager
def _connect(distributed, workers, cluster, out):
    """A client of a cluster by its address, or of one that is made for this run."""
    if cluster:
        try:
            client = distributed.Client(cluster, timeout=20)
        except (OSError, ValueError, TimeoutError):
            fix = "start one with: dask scheduler, or leave --cluster out"
            raise KitError(f"{cluster}: no Dask scheduler answers there; {fix}") from None
        with client:
            client.wait_for_workers(1, timeout=60)
            for address, sees in client.run(os.path.isfile, str(out / "plan.json")).items():
                if not sees:
                    fix = "give --out a folder that all workers share"
                    raise KitError(f"worker {address} doesn't see {out}; {fix}")
            yield client
        return
    settings = {"threads_per_worker": 1, "memory_limit": MEMORY, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=workers, host="127.0.0.1", **settings) as local,
        distributed.Client(local) as client,
    ):
        yield client


def _keep_plan(out, fingerprint, count):
    """Write what the tables are of; KitError if those that are there are of something else."""
    path = out / "plan.json"
    plan = json.dumps({"source": fingerprint, "parts": count}, indent=1) + "\n"
    if path.is_file() and read_text(path) != plan:
        fix = "name another --out, or delete it"
        raise KitError(f"{out}: has the tables of other articles, or of a changed folder; {fix}")
    write_text(path, plan)
