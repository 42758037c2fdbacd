"""The warm process: it imports what notebooks import, then forks a kernel for each request.

A fork is a copy: what one notebook does to pandas' options, the environment or a module can't reach
another. Jupyter's side is in validation_provisioner.py.
"""

import builtins
import contextlib
import gc
import importlib
import io
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile

# Windows has no fork; macOS has, but its own libraries don't survive it
CAN_FORK = sys.platform == "linux"
ADDRESS = "KIT_WARM_KERNELS"  # the environment variable that says where the warm process listens
# what a process can't change once it runs
STARTED_WITH = ("PYTHONPATH", "PYTHONHASHSEED", "OPENBLAS_NUM_THREADS")


@contextlib.contextmanager
def warm_process(environment):
    """Run a warm process in a `with`; yield `environment` with its address, if any."""
    if not CAN_FORK:
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        address = os.path.join(folder, "kernels")
        options = {"stdin": subprocess.PIPE, "start_new_session": True}
        process = subprocess.Popen(serve_command(address), env=environment, **options)
        try:
            yield environment | {ADDRESS: address}
        finally:
            process.stdin.close()
            process.wait()


# what a kernel imports while it starts
WARM = """
    IPython.core.completerlib IPython.core.debugger IPython.core.oinspect
    IPython.extensions.storemagic IPython.utils.wildcard faulthandler ipykernel.debugger
    ipykernel.ipkernel ipykernel.kernelapp psutil sqlite3 tornado.platform.asyncio
""".split()
# what notebooks import, or the kit for them; never the kit itself, which is what is tested
WARM += "anywidget ipywidgets matplotlib.pyplot pandas rapidfuzz syntok.segmenter".split()


def serve_command(address):
    code = f"from workshop.validation.kernels import serve; serve({address!r})"
    return [sys.executable, "-c", code]


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


def serve(address):
    """Fork kernels until standard input closes: whoever started this process has ended then."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)  # who connects already waits until the imports are done
    # nothing that is imported becomes garbage; looking for it takes a fifth of the time
    gc.disable()
    warm_up()
    gc.freeze()
    gc.enable()
    woken, wake = socket.socketpair()
    for end in (woken, wake):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())  # the end of a kernel interrupts select()
    kernels = {}  # pid -> connection
    try:
        with selectors.DefaultSelector() as selector:
            for thing in (listener, woken, sys.stdin):
                selector.register(thing, selectors.EVENT_READ)
            while _answer(selector, listener, woken, kernels):
                pass
    finally:
        for pid in kernels:
            _kill_group(pid)
        os._exit(0)


def _answer(selector, listener, woken, kernels):
    """Do what there is to do, waiting for it; return False at the end."""
    for key, _ in selector.select():
        if key.fileobj is sys.stdin:
            return False
        if key.fileobj is listener:
            _start(selector, listener.accept()[0], kernels)
        elif key.data:  # its owner has gone
            _kill_group(key.data)
            selector.unregister(key.fileobj)
        else:
            woken.recv(1024)
    for pid, status in _ended(kernels):
        connection = kernels.pop(pid)
        with contextlib.suppress(KeyError, OSError):  # its owner has gone
            selector.unregister(connection)
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        connection.close()
    return True


def _start(selector, connection, kernels):
    # whoever asked may have gone before the question was out
    with contextlib.suppress(ValueError, OSError):
        request = json.loads(connection.makefile().readline())
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for key in list(selector.get_map().values()):
                    if key.fileobj is not sys.stdin:
                        key.fileobj.close()
                connection.close()
                become_kernel(**request)
            finally:
                os._exit(0)
        _lead_group(pid)
        kernels[pid] = connection
        selector.register(connection, selectors.EVENT_READ, pid)
        connection.sendall(f"{pid}\n".encode())


def become_kernel(arguments, environment, folder):
    """Turn this forked process into the kernel that `python -m ipykernel_launcher` would have been."""
    _lead_group(0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    sys.path[:] = [path for path in sys.path if path]  # IPython adds "" itself
    sys.argv = ["ipykernel_launcher.py", *arguments]
    # else every kernel would draw the same numbers; Python's own random does it by itself
    sys.modules["numpy"].random.seed()
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(arguments)


def _ended(kernels):
    while kernels:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        yield pid, status


def _lead_group(pid):
    """Put a process at the head of its own group, so that signals reach its children too."""
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)


def _kill_group(pid):
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
