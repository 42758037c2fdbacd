"""Runs inside a kernel: no cell ends before what its child processes printed has been taken in.

ipykernel reads the file descriptors 1 and 2 in a thread, so what a child printed may come below the
next cell. After each cell one byte is written to each, and the cell waits until the thread has read
it: a pipe keeps its order.
"""

import os
import sys
import threading

from IPython import get_ipython

MARK = "\0"
NEVER = 600  # seconds


def drain(stream, descriptor):
    """Wait until what was written to a descriptor so far has been read."""
    thread = getattr(stream, "watch_fd_thread", None)  # Windows has none
    if thread is None or not thread.is_alive():
        return
    write = stream.write
    has_arrived = threading.Event()

    def write_but_mark(text):
        if MARK not in text or threading.current_thread() is not thread:
            return write(text)
        write(text.replace(MARK, ""))
        has_arrived.set()
        return len(text)

    stream.write = write_but_mark  # only now: IPython puts its own in place for each cell
    os.write(descriptor, MARK.encode())
    has_arrived.wait(NEVER)
    stream.write = write


def drain_all(_result):
    """Do it for both: IPython calls this after each cell."""
    drain(sys.stdout, 1)
    drain(sys.stderr, 2)


if shell := get_ipython():  # None where a file is only imported, as pytest does for doctests
    shell.events.register("post_run_cell", drain_all)
