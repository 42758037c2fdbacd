"""What nbval needs to know here, so that `python -m pytest --nbval notebooks` is strict as it
stands, alone or with xdist.

Every notebook gets a fresh, temporary work folder (KIT_WORK): what a student keeps in work/ is
never read and never touched.
"""

import os
import tempfile
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

NOTEBOOKS = Path(__file__).resolve().parent
NBVAL_TIMEOUT = 2000  # nbval's own default, in seconds: too long to wait for a cell that hangs
NEVER = 600  # seconds after which a cell will never end, however busy the machine is


def pytest_configure(config):
    option = config.option
    if not hasattr(option, "nbval_cell_timeout"):
        return  # nbval isn't there: nothing here is for anybody else
    if option.nbval_cell_timeout == NBVAL_TIMEOUT:
        option.nbval_cell_timeout = NEVER
    if not option.nbval_sanitize_with:
        option.nbval_sanitize_with = str(NOTEBOOKS / "sanitize.cfg")
    if not option.nbval_kernel_name:
        option.nbval_current_env = (
            True  # the Python that runs the tests, whatever kernels are installed for this user
        )
    paths = [str(NOTEBOOKS.parent), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    os.environ["PYTHONPATH"] = os.pathsep.join(
        dict.fromkeys(path for path in paths if path)
    )  # kernels find this course's kit
    os.environ["PYTHONHASHSEED"] = "0"  # the order of a set is the same in every run
    os.environ["OPENBLAS_NUM_THREADS"] = (
        "1"  # sums in one order; and workers don't fight for the processors
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item):
    """Give the kernel that nbval is about to start a work folder, and a settings folder for
    IPython, of its own.
    """
    if item.path.suffix != ".ipynb" or item.parent.kernel is not None:
        return (yield)
    folder = tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True)
    before = dict(os.environ)
    # where it is set, ipykernel leaves out what child processes print
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    os.environ.update(
        KIT_WORK=os.path.join(folder.name, "work"), IPYTHONDIR=os.path.join(folder.name, "ipython")
    )
    try:
        with pytest.MonkeyPatch.context() as patch:
            if (
                os.name == "posix"
                # sockets in this folder: two kernels that start at once can pick one network port
            ):
                patch.setattr(KernelManager.transport, "default_value", "ipc")
                patch.setattr(
                    KernelManager,
                    "_ip_default",
                    lambda manager: os.path.join(folder.name, "socket"),
                )
            return (yield)  # the kernel copies the environment when it starts
    finally:
        os.environ.clear()
        os.environ.update(before)
        item.session.addfinalizer(
            folder.cleanup
        )  # the session's, since the notebook's finalizers run before its kernel ends
