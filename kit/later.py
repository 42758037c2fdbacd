"""Something to be done a moment later, with or without threads."""

import asyncio
import threading


def call_later(seconds, function):
    """Call function() after some seconds; return the timer.

    A thread waits for it. A browser's Python has no threads: there the loop that runs cells does.

    Examples
    --------
    >>> done = []
    >>> timer = call_later(0, lambda: done.append("later"))
    >>> timer.join()
    >>> done
    ['later']
    """
    timer = threading.Timer(seconds, function)
    try:
        timer.start()
    except RuntimeError:
        return asyncio.get_running_loop().call_later(seconds, function)
    return timer
