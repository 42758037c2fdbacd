"""Warm kernels: forks of a process that has imported what notebooks import (warm.py).

A fork is a copy, so no notebook reaches another. The process is Python's own fork server.
"""

import multiprocessing
import os
import signal
import sys
from functools import partialmethod
from importlib.metadata import EntryPoint
from multiprocessing import forkserver

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from workshop.validation import warm

# Windows has no fork; macOS has, but its own libraries don't survive it
CAN_FORK = sys.platform == "linux"
NAME = "kit-warm"
LAUNCHER = "ipykernel_launcher"
# what a process can't change once it runs
STARTED_WITH = ("PYTHONPATH", "PYTHONHASHSEED", "OPENBLAS_NUM_THREADS")
STARTED = {name: os.environ.get(name) for name in STARTED_WITH}


def pytest_addoption():
    """Start the fork server, in the first of pytest's hooks, and have Jupyter take kernels from it."""
    if CAN_FORK:
        forkserver.set_forkserver_preload([warm.__name__])
        forkserver.ensure_running()
        factory = KernelProvisionerFactory.instance()
        own = EntryPoint(NAME, f"{__name__}:WarmProvisioner", factory.GROUP_NAME)
        factory.provisioners[NAME] = own
        factory.default_provisioner_name = NAME


class WarmKernel:
    """A forked kernel, with what Jupyter uses of subprocess.Popen."""

    stdin = stdout = stderr = None

    def __init__(self, *asked):
        """Raises OSError or EOFError if the fork server can't be had."""
        forks = multiprocessing.get_context("forkserver")
        self.process = forks.Process(target=warm.become_kernel, args=asked)
        self.process.start()
        self.pid = self.process.pid

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    kill = partialmethod(send_signal, signal.SIGKILL)
    terminate = partialmethod(send_signal, signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Jupyter's way of starting a kernel, here as a fork; where that can't help, a stock one."""

    async def launch_kernel(self, cmd, **options):
        environment = options["env"]
        is_alike = {name: environment.get(name) for name in STARTED_WITH} == STARTED
        if not (is_alike and cmd[0] == sys.executable and LAUNCHER in cmd):
            return await super().launch_kernel(cmd, **options)
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        folder = str(options.get("cwd") or os.getcwd())
        try:
            self.process = WarmKernel(arguments, environment, folder)
        except (OSError, EOFError):
            return await super().launch_kernel(cmd, **options)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info
