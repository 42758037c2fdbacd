"""Run notebooks side by side: pytest forks workers that take one after the other.

A worker that is forked has pytest and nbval loaded already, which a worker that is started
(pytest-xdist) hasn't. Its reports go to the first process through a pipe, and from there to pytest,
so that everything that reads reports works.
"""

import json
import os
import signal
import traceback
from multiprocessing import Pipe
from multiprocessing.connection import wait

import pytest
from _pytest.runner import runtestprotocol


def run(session, count):
    """Run session.items in `count` forked workers, a file at a time; log reports here."""
    files = list(group_by_file(session.items).values())
    # The one with the most code first: it takes longest, and begun last it would leave the other
    # workers idle.
    files.sort(key=lambda items: sum(len(item.cell.source) for item in items), reverse=True)
    queue, fill = os.pipe()
    # taking a byte is taking a file: no two workers read the same one
    os.write(fill, bytes(range(len(files))))
    os.close(fill)
    items = {item.nodeid: item for item in session.items}
    workers = {}  # pipe -> worker

    def hire():
        worker = Worker(session, queue, files, list(workers))
        workers[worker.pipe] = worker

    for _ in range(min(count, len(files))):
        hire()
    try:
        while workers:
            for pipe in wait(list(workers)):
                worker = workers[pipe]
                message = worker.receive()
                if message is None:
                    del workers[pipe]
                    message = worker.obituary(items)
                    if message:
                        hire()  # in its place, for the notebooks that nobody has taken yet
                if message:
                    _log(session, items, *message)
                if session.shouldfail:
                    raise session.Failed(session.shouldfail)
                if session.shouldstop:
                    raise session.Interrupted(session.shouldstop)
    finally:
        os.close(queue)
        for worker in workers.values():
            worker.stop()


def group_by_file(items):
    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    return files


class Worker:
    """A forked copy of this process and the pipe of its messages (node id, report or None)."""

    def __init__(self, session, queue, files, others):
        self.session = session
        self.item = None  # what it is at
        self.last_words = "its process was killed"
        self.pipe, writing = Pipe(duplex=False)
        self.pid = os.fork()
        if self.pid == 0:
            for pipe in [self.pipe, *others]:
                pipe.close()  # or a worker whose first process is gone would write for ever

            def tell(*message):
                writing.send_bytes(json.dumps(message).encode())

            try:
                self._work(queue, files, tell)
            except BaseException:
                tell(None, traceback.format_exc())
            finally:
                os._exit(0)  # without pytest's ending, which is the first process' business
        writing.close()

    def _work(self, queue, files, tell):
        while taken := os.read(queue, 1):
            items = files[taken[0]]
            for item, following in zip(items, [*items[1:], None], strict=True):
                tell(item.nodeid, None)
                for report in runtestprotocol(item, nextitem=following, log=False):
                    tell(item.nodeid, self._as_data(report))

    def _as_data(self, report):
        config = self.session.config
        return config.hook.pytest_report_to_serializable(config=config, report=report)

    def receive(self):
        """Return the next message, None at the end."""
        try:
            nodeid, data = json.loads(self.pipe.recv_bytes())
        except EOFError:
            os.waitpid(self.pid, 0)
            return None
        if nodeid is None:
            self.last_words = data
            return self.receive()
        self.item = nodeid if data is None or data["when"] != "teardown" else None
        return nodeid, data

    def obituary(self, items):
        """Return the report of the item at which this worker died; None if it ended well."""
        if self.item is None:
            return None
        item = items[self.item]
        text = f"{item.nodeid}: {self.last_words}\nThe notebook's other cells were not run."
        report = pytest.TestReport(item.nodeid, item.location, {}, "failed", text, "call")
        return self.item, self._as_data(report)

    def stop(self):
        self.pipe.close()
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)


def _log(session, items, nodeid, data):
    item = items[nodeid]
    if data is None:
        item.ihook.pytest_runtest_logstart(nodeid=nodeid, location=item.location)
    else:
        config = session.config
        report = config.hook.pytest_report_from_serializable(config=config, data=data)
        item.ihook.pytest_runtest_logreport(report=report)
        if report.when == "teardown":
            item.ihook.pytest_runtest_logfinish(nodeid=nodeid, location=item.location)
