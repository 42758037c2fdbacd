"""The pytest plugin behind `python -m kit validate`: nbval's own notebook and cell, which see more and say it more plainly.

Master        a notebook: nbval's file, whose kernel is watched, so that its death is noticed at once
MasterCell    a cell: nbval's comparison, then the guards, then the pictures; --kit-update keeps the new outputs instead
"""

import re
import sys
from queue import Empty

# jsonschema builds a grammar for international web addresses, for 1.4 s, that no notebook needs; without the package it doesn't.
sys.modules.setdefault("rfc3987_syntax", None)

import nbval.plugin  # noqa: E402
import pytest  # noqa: E402
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError  # noqa: E402

from workshop.validation import workers as validation_workers  # noqa: E402
from workshop.validation.differences import difference, first_line, same_pictures  # noqa: E402
from workshop.validation.guards import cell_faults, output_faults  # noqa: E402
from workshop.validation.provisioner import use_warm_kernels  # noqa: E402
from workshop.validation.update import lasting, rewrite  # noqa: E402

UPDATED = "what the update changed"
SHOWN = 15  # lines at each end of a long cell and traceback
PULSE = 0.5  # seconds between two looks at whether a silent kernel still lives


def pytest_addoption(parser, pluginmanager):
    if not pluginmanager.has_plugin("nbval"):
        pluginmanager.register(
            nbval.plugin, "nbval"
        )  # plugins aren't loaded by themselves here: hypothesis takes a second
    parser.addoption(
        "--kit-workers", type=int, default=1, help="how many notebooks to run side by side"
    )
    parser.addoption(
        "--kit-update",
        action="store_true",
        help="save new outputs in the notebooks where something changed",
    )


def pytest_configure():
    use_warm_kernels()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    workers = session.config.option.kit_workers
    if workers > 1 and not session.testsfailed and not session.config.option.collectonly:
        validation_workers.run(session, workers)
        return True


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".ipynb":
        return Master.from_parent(parent, path=file_path)


class Master(IPyNbFile):
    """A notebook of the course, run from top to bottom in a kernel of its own."""

    def collect(self):
        self.outputs = {}  # number of code cell, from 0 -> what it gave now, or None if that's what was saved
        for cell in super().collect():
            yield MasterCell.from_parent(
                self, name=cell.name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options
            )

    def setup(self):
        super().setup()
        self.running = None
        self.first_run = not any(cell.get("execution_count") for cell in self.nb.cells)
        receive = self.kernel.get_message

        def receive_while_alive(stream, timeout=None):
            """nbval's get_message, except that a dead kernel isn't waited for."""
            waited = 0
            while True:
                pulse = PULSE if timeout is None else min(PULSE, max(timeout - waited, 0.01))
                alive = self.kernel.is_alive()
                try:
                    return receive(stream, timeout=pulse)
                except Empty:
                    if self.running and not alive:
                        self.timed_out = True  # nbval then expects nothing of the cells below
                        self.running.raise_cell_error("The kernel died while this cell ran")
                    waited += pulse
                    if timeout is not None and waited >= timeout:
                        raise

        self.kernel.get_message = receive_while_alive

    def teardown(self):
        super().teardown()
        cells = [item for item in self.session.items if item.parent is self]
        if self.config.option.kit_update and len(self.outputs) == sum(
            cell.cell_type == "code" for cell in self.nb.cells
        ):
            changed = rewrite(self.path, self.outputs)
            if changed and not self.first_run:  # else all of it is new, and nobody would read it
                lines = [line for number in changed for line in cells[number].describe_change()]
                cells[-1].user_properties.append((UPDATED, "\n".join(lines)))


class MasterCell(IPyNbCell):
    """A code cell of a master."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.output_timeout = (
            30  # nbval's 5 s are too few for a computer that does something else besides
        )
        self.update = self.config.option.kit_update
        self.same = True
        self.saved = lasting(self.cell.outputs)

    def runtest(self):
        self.parent.running = self
        try:
            self.examine()
        finally:
            self.parent.running = None

    def examine(self):
        if self.update:
            self.cell.execution_count = self.cell_num + 1
        super().runtest()
        if self.update:
            fresh = None if self.same or self.test_outputs is None else self.test_outputs
            self.parent.outputs[self.cell_num] = fresh
            faults = output_faults(lasting(fresh or []))
        else:
            faults = cell_faults(self.cell, self.cell_num + 1)
            if not faults and not same_pictures(self.cell.outputs, self.test_outputs or []):
                faults = ["its picture is drawn otherwise than the one saved"]
        if faults:
            self.raise_cell_error("; ".join(faults))

    def repr_failure(self, excinfo):
        """Say which cell it is, as a person would find it, and what is the matter."""
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        if str(error) == "Cell outputs differ":
            return "\n".join(
                [f"{self.place()}: it gives another output than the one saved", *self.differences()]
            )
        details = [
            "",
            *self.cell.source.splitlines(),
            "",
            *(error.inner_traceback or "").strip("\n").splitlines(),
        ]
        if len(details) > 2 * SHOWN:
            details[SHOWN:-SHOWN] = [f"… {len(details) - 2 * SHOWN} lines more …"]
        lines = "\n".join([f"{self.place()}: {error}", *details]).rstrip()
        return lines if self.coloured else re.sub(r"\x1b\[[0-9;]*m", "", lines)

    def place(self):
        number = next(
            number for number, cell in enumerate(self.parent.nb.cells, 1) if cell is self.cell
        )
        return f"{self.path.name}, cell {number}, In [{self.cell_num + 1}]: {first_line(self.cell.source)[:60]}"

    def describe_change(self):
        return [self.place(), *self.differences(), ""]

    def differences(self):
        writer = self.config.get_terminal_writer()
        return difference(self.saved, self.test_outputs, min(writer.fullwidth, 160), self.coloured)

    @property
    def coloured(self):
        return self.config.get_terminal_writer().hasmarkup

    def compare_outputs(self, test, ref, skip_compare=None):
        same = super().compare_outputs(test, ref, skip_compare)
        if self.update:
            self.same = same and same_pictures(ref, test)
            return True
        return same


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports(""):
        for name, text in report.user_properties:
            if name == UPDATED:
                terminalreporter.section("updated", sep="-")
                terminalreporter.line(text)
