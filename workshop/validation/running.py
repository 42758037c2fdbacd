"""Run a notebook's cells as a front end does, and return what a reader of the saved notebook sees.

nbval runs cells without history, so that a last ";" hides nothing and Out[1] fails (nbval 194); it
ignores updates and clearings of outputs (nbconvert 563), takes what an Output widget holds for the
cell's own (nbclient 24), and lets a magic that doesn't exist pass (nbval 147). All cells run before
the first is compared, since a later one may update an earlier one's output.
"""

from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty

from nbformat import NotebookNode

PULSE = 0.5  # seconds between two looks at whether a silent kernel still lives
PATIENCE = 30  # seconds for a cell's last outputs after it was interrupted
DRAIN = Path(__file__).with_name("drain.py").read_text(encoding="utf-8")
OUTPUTS = {"stream", "display_data", "execute_result", "error"}
DIED = "The kernel died while this cell ran"
NOT_RUN = "It was not run: the kernel had died, or a cell before it took too long"


class KernelDiedError(Exception):
    """The kernel is gone."""


@dataclass
class CellRun:
    """What came of a cell: its outputs, and what went wrong, or "".

    has_ended: False if the cells below can't run. cleared: its outputs go when the next one comes.
    """

    outputs: list = field(default_factory=list)
    problem: str = ""
    traceback: str = ""
    has_ended: bool = True
    cleared: bool = False

    def add(self, output):
        """Add an output; a stream goes on where the last one is the same stream."""
        if self.cleared:
            self.outputs.clear()
            self.cleared = False
        last = self.outputs[-1] if self.outputs else None
        is_same_stream = last is not None and last.output_type == output.output_type == "stream"
        if is_same_stream and last.name == output.name:
            last.text += output.text
        else:
            self.outputs.append(output)

    def clear(self, wait):
        """Clear the outputs: now, or when the next one comes."""
        self.cleared = wait
        if not wait:
            self.outputs.clear()


class FrontEnd:
    """A front end of one kernel (nbval's RunningKernel); timeout: seconds that a cell may take."""

    def __init__(self, kernel, timeout):
        self.kernel = kernel
        self.timeout = timeout
        self.runs = {}  # message id of a request → CellRun
        self.displays = {}  # display id → outputs that show it
        self.widgets = {}  # comm id of an Output widget → request whose outputs it takes, or ""

    def run(self, sources):
        """Run cells in order; return a CellRun for each. An empty cell isn't run."""
        runs = []
        is_alive = True
        self.prepare()
        for source in sources:
            if not source.strip():
                runs.append(CellRun())
            elif is_alive:
                runs.append(self.run_cell(source))
                is_alive = runs[-1].has_ended
            else:
                runs.append(CellRun(problem=NOT_RUN, has_ended=False))
        return runs

    def prepare(self):
        """Let each cell wait for what its child processes print: see drain.py."""
        request = self.kernel.kc.execute(f"exec({DRAIN!r}, {{}})", silent=True)
        self.receive_until_idle(request, PATIENCE)

    def run_cell(self, source):
        """Run one cell."""
        request = self.kernel.kc.execute(
            source, store_history=True, allow_stdin=False, stop_on_error=False
        )
        run = self.runs[request] = CellRun()
        try:
            if not self.receive_until_idle(request, self.timeout):
                self.interrupt(request, run)
            elif not run.problem:
                self.read_reply(request, run)
        except KernelDiedError:
            run.problem = DIED
            run.has_ended = False
        return run

    def interrupt(self, request, run):
        """Interrupt a cell that takes too long, for the traceback it then gives."""
        seconds = f"Timeout of {self.timeout:g} seconds exceeded"
        self.kernel.interrupt()
        run.has_ended = False
        if self.receive_until_idle(request, PATIENCE):
            run.problem = f"{seconds} executing cell"
        else:
            self.kernel.stop()
            run.problem = f"{seconds} while executing cell. It could not be interrupted"

    def receive_until_idle(self, request, timeout):
        """Take in messages until a request is done; False if that takes more than `timeout`."""
        waited = 0
        while waited < timeout:
            try:
                message = self.kernel.get_message("iopub", timeout=min(PULSE, timeout - waited))
            except Empty:
                waited += PULSE
                if not self.kernel.is_alive():
                    raise KernelDiedError from None
                continue
            is_status = message["msg_type"] == "status"
            is_own = message["parent_header"].get("msg_id") == request
            if is_own and is_status and message["content"]["execution_state"] == "idle":
                return True
            self.take(message)
        return False

    def read_reply(self, request, run):
        """Note an error that only the reply tells: that of a magic which doesn't exist."""
        while True:
            try:
                reply = self.kernel.get_message("shell", timeout=PATIENCE)
            except Empty:
                return
            if reply["parent_header"].get("msg_id") == request:
                content = reply["content"]
                if content["status"] == "error":
                    run.problem = "Cell execution caused an exception"
                    run.traceback = f"{content.get('ename')}: {content.get('evalue')}"
                return

    def take(self, message):
        """Do what a front end does with a message."""
        kind = message["msg_type"]
        content = message["content"]
        request = message["parent_header"].get("msg_id")
        if kind.startswith("comm_"):
            self.note_widget(kind, content)
        elif request not in self.runs or request in self.widgets.values():
            return  # it is nobody's, or belongs to a widget
        elif kind == "clear_output":
            self.runs[request].clear(content["wait"])
        elif kind == "update_display_data":
            self.update_display(content)
        elif kind in OUTPUTS:
            self.add_output(self.runs[request], kind, content)

    def note_widget(self, kind, content):
        """Note whose outputs an Output widget takes: its state says so."""
        state = content.get("data", {}).get("state", {})
        comm = content["comm_id"]
        if kind == "comm_open" and state.get("_model_name") == "OutputModel":
            self.widgets[comm] = ""
        if comm in self.widgets and "msg_id" in state:
            self.widgets[comm] = state["msg_id"]

    def add_output(self, run, kind, content):
        """Add an output to a cell, as it is in a notebook's file."""
        values = {name: value for name, value in content.items() if name != "transient"}
        output = NotebookNode(output_type=kind, **values)
        run.add(output)
        display = content.get("transient", {}).get("display_id")
        if display:
            self.displays.setdefault(display, []).append(output)
        if kind == "error":
            run.problem = "Cell execution caused an exception"
            run.traceback = "\n" + "\n".join(content["traceback"])

    def update_display(self, content):
        """Show something else wherever a display is shown."""
        for output in self.displays.get(content["transient"]["display_id"], []):
            output.data = content["data"]
            output.metadata = content["metadata"]
