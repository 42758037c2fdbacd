"""Waiting in a browser's tests: for a state, never for a time."""

import time

NEVER = 300  # seconds after which nothing will come any more, however busy the machine is


def until(true, said=lambda: "it did not happen in time"):
    """Wait until something is true, and return it; said() is what the failure says."""
    end = time.monotonic() + NEVER
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(said())


def hold_clock(page):
    """From now on the page's clock stands still, and goes on only as `page.clock.run_for(ms)` says.

    What a page does after a time can then be seen before and after it, on a machine of any speed.
    Call it before the page is loaded.
    """
    page.clock.install(time=0)
    page.clock.pause_at(24 * 60 * 60)  # later than any real time that has passed since
