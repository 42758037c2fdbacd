"""What a kernel begins with: Python's fork server imports this before it forks the first one.

Then what notebooks import is there already. The kit itself never is: it is what is tested.
"""

import builtins
import contextlib
import gc
import importlib
import io
import multiprocessing
import os
import signal
import sys
import threading

# what a kernel imports while it starts
WARM = """
    IPython.core.completerlib IPython.core.debugger IPython.core.oinspect
    IPython.extensions.storemagic IPython.utils.wildcard faulthandler ipykernel.debugger
    ipykernel.ipkernel ipykernel.kernelapp psutil sqlite3 tornado.platform.asyncio
""".split()
# what notebooks import, or the kit for them
WARM += "anywidget ipywidgets matplotlib.pyplot pandas rapidfuzz syntok.segmenter".split()
PATHS = [path for path in sys.path if path]  # IPython adds "" itself


def warm_up():
    """Import what notebooks import, without a trace that a forked kernel could show."""

    class Frontend:
        kernel = True

    # pandas and matplotlib ask IPython, when they're imported, where they are; the answer is to be:
    # in a kernel.
    builtins.get_ipython = Frontend
    asked = {
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    os.environ.update(asked)
    for module in WARM:
        # a course may do without one; who needs it will be told by its own import
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    import pandas
    from matplotlib.figure import Figure

    # loads what a table needs to show itself
    pandas.DataFrame({"number": [1.5], "text": ["a"]})._repr_html_()
    figure = Figure(layout="constrained")
    figure.subplots().set_title("warm")
    # finds the font, loads what writes pictures
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    del builtins.get_ipython
    for name in asked:
        del os.environ[name]


def become_kernel(arguments, environment, folder):
    """Turn a forked process into the kernel that `python -m ipykernel_launcher` would have been."""
    os.setpgid(0, 0)  # at the head of its own group, so that signals reach its children too
    threading.Thread(target=_end_with_parent, daemon=True).start()
    multiprocessing.set_start_method(None, force=True)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    sys.path[:] = PATHS
    sys.argv = ["ipykernel_launcher.py", *arguments]
    # else every kernel would draw the same numbers; Python's own random does it by itself
    sys.modules["numpy"].random.seed()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(arguments)


def _end_with_parent():
    """End, with all children, when the process that asked for this kernel has ended."""
    multiprocessing.parent_process().join()
    os.killpg(0, signal.SIGKILL)


if sys.argv == ["-c"]:  # so the fork server is started; elsewhere this file is only imported
    # nothing that is imported becomes garbage; looking for it takes a fifth of the time
    gc.disable()
    warm_up()
    gc.freeze()
    gc.enable()
