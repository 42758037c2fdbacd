"""Jupyter's extension point for starting kernels, here by forking the warm process.

- WarmKernel: a forked kernel, with what Jupyter uses of subprocess.Popen
- WarmProvisioner: what Jupyter calls; where no warm process can help, the kernel is a stock one
"""

import asyncio
import json
import os
import select
import signal
import socket
import sys
import time
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from workshop.validation.kernels import ADDRESS, STARTED_WITH

NAME = "kit-warm"
STARTED = {name: os.environ.get(name) for name in STARTED_WITH}


def use_warm_kernels():
    """Tell Jupyter, in this process, to take the kernels it starts from the warm process."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:WarmProvisioner", factory.GROUP_NAME)
    factory.default_provisioner_name = NAME


class WarmKernel:
    """A forked kernel, with what Jupyter uses of subprocess.Popen."""

    stdin = stdout = stderr = returncode = None

    def __init__(self, address, request):
        """Raises OSError if the warm process isn't there, or ends before the kernel is."""
        self.connection = socket.socket(socket.AF_UNIX)
        deadline = time.monotonic() + 5
        while True:  # the warm process opens its socket first of all, but it may not be that far
            try:
                self.connection.connect(address)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        self.connection.sendall(json.dumps(request).encode() + b"\n")
        self.received = b""
        line = self._line(60)
        if not line:
            raise OSError("the warm process gave no kernel")
        self.pid = int(line)

    def _line(self, timeout):
        """Return the next line of the warm process; None after a time-out, "" if it has gone."""
        while b"\n" not in self.received:
            if not select.select([self.connection], [], [], timeout)[0]:
                return None
            data = self.connection.recv(4096)
            if not data:
                return ""
            self.received += data
        line, self.received = self.received.split(b"\n", 1)
        return line.decode()

    def poll(self):
        return self.wait(0)

    def wait(self, timeout=None):
        if self.returncode is None:
            line = self._line(timeout)
            if line is not None:
                self.returncode = int(line or -signal.SIGKILL)
                self.connection.close()
        return self.returncode

    def send_signal(self, signum):
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, but kernels are forked from the warm process."""

    async def pre_launch(self, **options):
        # Sockets in a folder of our own: two kernels that start at once may pick the same network
        # port, and one of them fails.
        if ADDRESS in os.environ:
            self.parent.transport = "ipc"
            self.parent.ip = os.path.join(os.path.dirname(os.environ[ADDRESS]), self.kernel_id[:13])
        return await super().pre_launch(**options)

    async def launch_kernel(self, cmd, **options):
        launcher = "ipykernel_launcher"
        environment = options["env"]
        # where it is set, ipykernel leaves out what child processes print
        environment.pop("PYTEST_CURRENT_TEST", None)
        alike = {name: environment.get(name) for name in STARTED_WITH} == STARTED
        if not (alike and cmd[0] == sys.executable and launcher in cmd):
            return await super().launch_kernel(cmd, **options)
        folder = str(options.get("cwd") or os.getcwd())
        request = {
            "arguments": cmd[cmd.index(launcher) + 1 :],
            "environment": environment,
            "folder": folder,
        }
        try:
            self.process = WarmKernel(os.environ[ADDRESS], request)
        except (KeyError, OSError):
            os.environ.pop(ADDRESS, None)  # and don't wait for it again
            return await super().launch_kernel(cmd, **options)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info

    async def wait(self):
        while await self.poll() is None:
            # a forked kernel is gone at once: Jupyter's tenth of a second adds up
            await asyncio.sleep(0.002)
        return await super().wait()
