"""Run notebooks side by side as a front end does; return what a reader of the saved ones sees.

nbval runs cells without history (nbval 194), ignores updates of outputs (nbconvert 563), takes what
an Output widget holds for the cell's own (nbclient 24), and lets an unknown magic pass (nbval 147).
So nbclient runs them, all before the first is compared: a later one may update an output.
"""

import asyncio
import logging
import os
import tempfile
import threading
import time
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, NbvalKernelspecManager
from traitlets import Type

from workshop.editions.editions import clear_outputs

GLANCE = 1  # seconds between two looks for a reply
PATIENCE = 30  # seconds for a cell's last outputs after it was interrupted
DRAIN = Path(__file__).with_name("drain.py").read_text(encoding="utf-8")
DIED = "The kernel died while this cell ran"
NOT_RUN = "It was not run: the kernel had died, or a cell before it took too long"
SILENT = logging.getLogger("kit-front-end")  # what is wrong stands in each CellRun
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


class ShellChannel(AsyncZMQSocketChannel):
    """A kernel's replies, looked for every second.

    A reply that comes while something is sent wakes nobody (ZeroMQ tells once, and the sender takes
    it): an Output widget of nbclient's sends while its cell's reply is awaited.
    """

    async def get_msg(self, timeout=None):
        end = None if timeout is None else time.monotonic() + timeout
        while end is None or time.monotonic() + GLANCE < end:
            with suppress(Empty):
                return await super().get_msg(GLANCE)
        return await super().get_msg(max(0, end - time.monotonic()))


class Client(AsyncKernelClient):
    """A kernel's client with such a channel."""

    shell_channel_class = Type(ShellChannel)


@dataclass
class CellRun:
    """What came of a code cell: its outputs, its count, and what went wrong, or "".

    count: from 1; None for an empty cell. has_ended: False if the cells below can't run.
    """

    outputs: list
    count: int | None
    problem: str = ""
    traceback: str = ""
    has_ended: bool = True


class FrontEnd(NotebookClient):
    """A front end of one notebook (nbformat's), which it fills; timeout: a cell's, in seconds."""

    def __init__(self, notebook, timeout, km):
        super().__init__(
            notebook,
            km,
            timeout=timeout,
            interrupt_on_timeout=True,  # for the traceback that a cell then gives
            iopub_timeout=PATIENCE,
            allow_errors=True,
            on_cell_error=self.note_error,
            log=SILENT,
        )
        self.errors = {}  # number of a cell → traceback

    def note_error(self, cell, cell_index, execute_reply):
        content = execute_reply["content"]
        lines = content.get("traceback") or [f"{content.get('ename')}: {content.get('evalue')}"]
        self.errors[cell_index] = "\n" + "\n".join(lines)

    def output(self, outs, msg, display_id, cell_index):
        """Add an output; a stream goes on where the last output is the same stream."""
        output = super().output(outs, msg, display_id, cell_index)
        is_stream = output is not None and output.output_type == "stream"
        if is_stream and len(outs) > 1 and outs[-2].get("name") == output.name:
            outs.pop()
            outs[-1].text += output.text
        return output

    async def run(self):
        """Run the cells in order; return a CellRun for each code cell. An empty cell isn't run."""
        # let each cell wait for what its child processes print: see drain.py
        request = self.kc.execute(f"exec({DRAIN!r}, {{}})", silent=True)
        await self.async_wait_for_reply(request)
        runs = []
        is_alive = True
        for number, cell in enumerate(self.nb.cells):
            if cell.cell_type != "code":
                continue
            if is_alive or not cell.source.strip():
                runs.append(await self.run_cell(cell, number))
                is_alive = is_alive and runs[-1].has_ended
            else:
                runs.append(CellRun([], None, NOT_RUN, has_ended=False))
        return runs

    async def run_cell(self, cell, number):
        """Run one cell."""
        problem = ""
        started = time.monotonic()
        try:
            running = self.async_execute_cell(cell, number)
            await asyncio.wait_for(running, self.timeout + PATIENCE)
        except (DeadKernelError, TimeoutError):
            problem = DIED
        seconds = time.monotonic() - started
        exceeded = f"Timeout of {self.timeout:g} seconds exceeded"
        if seconds > self.timeout + PATIENCE:
            problem = f"{exceeded} while executing cell. It could not be interrupted"
        elif seconds > self.timeout:
            problem = f"{exceeded} executing cell"
        has_ended = not problem
        if number in self.errors:
            problem = problem or "Cell execution caused an exception"
        trace = self.errors.get(number, "")
        return CellRun(cell.outputs, cell.execution_count, problem, trace, has_ended)


class Runner:
    """Runs notebooks in a thread of its own, `workers` of them at a time."""

    def __init__(self, workers):
        self.turns = asyncio.Semaphore(workers)
        self.environment = dict(os.environ)
        # where it is set, ipykernel leaves out what child processes print
        self.environment.pop("PYTEST_CURRENT_TEST", None)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def begin(self, notebook, folder, timeout):
        """Return a future of the CellRuns of a notebook, run in a folder."""
        running = self._run(notebook, folder, timeout)
        return asyncio.run_coroutine_threadsafe(running, self.loop)

    async def _run(self, notebook, folder, timeout):
        notebook = clear_outputs(deepcopy(notebook))
        async with self.turns:
            with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as own:
                # what a student keeps is never read and never touched
                homes = {"KIT_WORK": f"{own}/work", "IPYTHONDIR": f"{own}/ipython"}
                kernel = AsyncKernelManager(
                    kernel_name=CURRENT_ENV_KERNEL_NAME,
                    kernel_spec_manager=NbvalKernelspecManager(),
                    client_factory=Client,
                )
                if os.name == "posix":
                    # two kernels that start at once can pick one network port
                    kernel.transport = "ipc"
                    kernel.ip = f"{own}/socket"
                front_end = FrontEnd(notebook, timeout, kernel)
                about = {"cwd": str(folder), "env": self.environment | homes, "cleanup_kc": True}
                async with front_end.async_setup_kernel(**about):
                    return await front_end.run()

    def stop(self):
        """End what still runs, kernels too."""
        asyncio.run_coroutine_threadsafe(self._stop(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def _stop(self):
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
