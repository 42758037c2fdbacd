"""What is expensive to make and the same for every test: made once, whatever worker asks first."""

import os

from filelock import FileLock


def make_once(tmp_path_factory, name, make):
    """Return the folder `name` that all workers share; make(folder) fills it, once.

    Parameters
    ----------
    tmp_path_factory
        pytest's own fixture.
    name : str
        what the folder is called, the same in every worker.
    make : callable
        is given the folder, which isn't there yet; if it fails, the next who asks tries again.
    """
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # each worker has a folder of its own in the run's
    folder = root / "shared" / name
    folder.parent.mkdir(exist_ok=True)
    done = folder.with_name(f"{name}.done")
    with FileLock(folder.with_name(f"{name}.lock")):
        if not done.exists():
            make(folder)
            done.touch()
    return folder
