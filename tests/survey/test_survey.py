"""python -m kit survey, as somebody with a folder of articles uses it.

It runs in an environment of its own, made from locks/requirements-survey.txt and kept for the next
run: with pyarrow installed pandas shows other types, which would change what the notebooks print.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from workshop.launch.environment import python_in

ROOT = Path(__file__).parents[2]
PRESS = ROOT / "data" / "bridge-press"
LOCK = ROOT / "locks" / "requirements-survey.txt"
NEVER = 600  # seconds after which nothing will come any more, however busy the machine is
SMALL = 4000  # bytes in a part: many parts from few articles


@pytest.fixture(scope="session")
def python():
    """The Python of an environment with Dask."""
    fcntl = pytest.importorskip("fcntl")
    state = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    venv = Path(tempfile.gettempdir()) / f"close-reading-kit-survey-{state}"
    with open(f"{venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another checkout's tests may be making it just now
        if not (venv / "ready").exists():
            shutil.rmtree(venv, ignore_errors=True)
            uv = [sys.executable, "-m", "uv", "-q"]
            subprocess.run([*uv, "venv", venv, "--python", sys.executable], check=True)
            install = ["pip", "install", "--require-hashes", "--no-build", "-r", LOCK]
            subprocess.run([*uv, *install, "--python", python_in(venv)], check=True)
            (venv / "ready").touch()
    return python_in(venv)


@pytest.fixture(scope="module")
def run(python):
    """run(source, out, ...): a survey in a process of its own; returns what it printed."""

    def start(source, out, workers=1, **more):
        code = "import sys, json; from workshop.survey.running import survey\n"
        code += "if __name__ == '__main__':\n"
        code += "    print('\\n'.join(survey(*sys.argv[1:3], **json.loads(sys.argv[3]))))"
        settings = json.dumps({"workers": workers, "part_bytes": SMALL, **more})
        script = Path(f"{out}.py")
        script.write_text(code)
        command = [python, script, source, out, settings]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            command,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def finish(*arguments, **more):
        process = start(*arguments, **more)
        output, errors = process.communicate(timeout=NEVER)
        assert process.returncode == 0, errors
        return output

    finish.start = start
    return finish


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """120 articles as JSON Lines, three of them bad."""
    texts = [path.read_text("utf-8") for path in sorted(PRESS.rglob("*.txt"))]
    path = tmp_path_factory.mktemp("press") / "articles.jsonl"
    rows = [json.dumps({"id": n, "outlet": "A", "text": texts[n % 24]}) for n in range(120)]
    rows[30] = "{not json"
    rows[60] = json.dumps({"id": "no text"})
    rows[90] = json.dumps({"id": "half a letter", "text": "It rained \ud800 all day."})
    path.write_text("\n".join([*rows, json.dumps({"id": "empty", "text": " "})]), "utf-8")
    return path


@pytest.fixture(scope="module")
def whole(run, lines):
    """The tables of these articles, written by one worker that nothing disturbed; beside them what it printed."""
    out = lines.with_name("whole")
    out.with_name("said.txt").write_text(run(lines, out), "utf-8")
    return out


def midway(run, lines, out, whole, do, workers=1):
    """Start a survey, do(its process) when its first parts are there, and return the process.

    On a busy machine it can be done by then; then it is begun again.
    """
    parts = len(list((whole / "index").iterdir()))
    while True:
        process = run.start(lines, out, workers=workers)
        while process.poll() is None and not list((out / "index").glob("*.parquet")):
            time.sleep(0.01)
        if process.poll() is None:
            do(process)
            if len(list((out / "index").glob("*.parquet"))) < parts:
                return process
        _, errors = process.communicate(timeout=NEVER)
        assert process.returncode in (0, -signal.SIGKILL), errors
        shutil.rmtree(out)


def files(out):
    """Every table's file with its bytes."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in Path(out).rglob("*.parquet")}


def read(python, *tables):
    """The rows of each table, read as anybody would: by pandas, from its folder."""
    code = "import sys, pandas as pd\n"
    code += "for name in sys.argv[1:]: print(pd.read_parquet(name).to_json(orient='records'))"
    output = subprocess.run(
        [python, "-c", code, *tables], check=True, capture_output=True, text=True
    )
    return [json.loads(line) for line in output.stdout.splitlines()]


def test_every_article_is_in_the_index_or_named_in_problems(python, whole):
    said = whole.with_name("said.txt").read_text("utf-8")
    names = ("index", "problems", "words")
    index, problems, words = read(python, *(whole / name for name in names))
    assert len(index) == 118 and len({row["article"] for row in index}) == 118
    assert [row["problem"] for row in problems] == [
        "not JSON (JSONDecodeError)",
        "it has no text",
        "its text is empty",
    ]
    assert problems[0]["article"].startswith("articles.jsonl, byte ")
    assert "118 articles in" in said and "3 articles could not be read" in said
    assert sum(row["words"] for row in index) == sum(row["count"] for row in words)


def test_killed_and_started_again_it_goes_on_and_gives_the_same_files(run, lines, whole, tmp_path):
    def kill(process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    midway(run, lines, tmp_path / "broken", whole, kill)
    parts = len(list((whole / "index").iterdir()))
    there = len(list((tmp_path / "broken" / "index").glob("*.parquet")))
    assert 0 < there < parts
    said = run(lines, tmp_path / "broken", workers=2)
    assert f"{there} of {parts} parts were there from before" in said
    assert files(tmp_path / "broken") == files(whole)


def test_two_workers_give_the_same_files_and_a_killed_one_loses_nothing(
    run, lines, whole, tmp_path
):
    def kill_one(process):
        for worker in workers_of(process.pid)[:1]:
            os.kill(worker, signal.SIGKILL)

    process = midway(run, lines, tmp_path / "out", whole, kill_one, workers=2)
    output, errors = process.communicate(timeout=NEVER)
    assert process.returncode == 0, errors
    assert "stopped their worker" not in output
    assert files(tmp_path / "out") == files(whole) != {}


def workers_of(pid):
    """Processes below this one that read parts: Dask starts them by spawn."""
    children = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == pid and b"spawn_main" in command:
            children.append(int(stat.parent.name))
    return sorted(children)


def test_a_cluster_with_workers_that_have_their_own_addresses(run, python, lines, whole, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    address = tmp_path / "scheduler.json"
    dask = [python, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    dask += ["--no-dashboard", "--scheduler-file", address]
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(dask, **quiet)]
    try:
        while started[0].poll() is None and not address.is_file():
            time.sleep(0.05)
        for host in ("127.0.0.2", "127.0.0.3"):
            worker = [python, "-m", "distributed.cli.dask_worker", "--scheduler-file", address]
            worker += ["--host", host, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
            started.append(subprocess.Popen(worker, **quiet))
        place = json.loads(address.read_text())["address"]
        run(lines, tmp_path / "out", workers=None, cluster=place)
    finally:
        for process in started:
            process.kill()
            process.wait()
    assert files(tmp_path / "out") == files(whole)


def test_a_folder_and_its_zip_have_the_same_quotations(run, python, tmp_path):
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as archive:
        for path in sorted((PRESS / "articles").glob("*.txt")):
            archive.write(path, path.name)
    run(PRESS, tmp_path / "folder")
    run(tmp_path / "press.zip", tmp_path / "zip")
    names = ("folder/quotations", "zip/quotations", "folder/index")
    one, two, index = read(python, *(tmp_path / name for name in names))
    assert one == two and len(one) > 100
    assert {row["outlet"] for row in index} == {"Northern Wire", "Ostmere Courier", "Daily Flare"}


def test_parquet_is_read_and_other_articles_are_refused(run, python, lines, tmp_path):
    code = "import sys, pandas as pd; pd.read_json(sys.argv[1], dtype=str).to_parquet(sys.argv[2])"
    source = tmp_path / "a.parquet"
    good = tmp_path / "good.json"
    texts = [path.read_text("utf-8") for path in sorted(PRESS.rglob("*.txt"))]
    good.write_text(json.dumps([{"id": f"n{n}", "text": text} for n, text in enumerate(texts)]))
    subprocess.run([python, "-c", code, good, source], check=True)
    run(source, tmp_path / "out")
    (index,) = read(python, tmp_path / "out" / "index")
    assert len(index) == 24
    process = run.start(lines, tmp_path / "out")
    _, errors = process.communicate(timeout=NEVER)
    assert "has the tables of other articles" in errors
