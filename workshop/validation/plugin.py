"""The pytest plugin of `python -m kit validate`: nbval's notebook and cell, put plainly."""

import re
import sys
from copy import deepcopy

# jsonschema builds a grammar for international web addresses, for 1.4 s, that no notebook needs;
# without the package it doesn't.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbval.plugin
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError, coalesce_streams

from workshop.validation.differences import difference, first_line
from workshop.validation.guards import cell_faults, output_faults, same_pictures
from workshop.validation.running import Runner
from workshop.validation.update import lasting, rewrite

UPDATED = "what the update changed"
SHOWN = 15  # lines at each end of a long cell and traceback


def pytest_addoption(parser, pluginmanager):
    if not pluginmanager.has_plugin("nbval"):
        # plugins aren't loaded by themselves here: hypothesis takes a second
        pluginmanager.register(nbval.plugin, "nbval")
    many = "how many notebooks to run side by side"
    parser.addoption("--kit-workers", type=int, default=1, help=many)
    update = "save new outputs in the notebooks where something changed"
    parser.addoption("--kit-update", action="store_true", help=update)


def pytest_collection_finish(session):
    """Begin to run the notebooks: the one with the most code first, which takes longest."""
    if session.config.option.collectonly:
        return
    runner = Runner(session.config.option.kit_workers)
    session.config.add_cleanup(runner.stop)
    masters = dict.fromkeys(item.parent for item in session.items if isinstance(item, MasterCell))
    for master in sorted(masters, key=count_code, reverse=True):
        timeout = session.config.option.nbval_cell_timeout
        master.running = runner.begin(master.nb, master.path.parent, timeout)


def count_code(master):
    """Return how many characters of code a notebook has."""
    return sum(len(cell.source) for cell in master.nb.cells if cell.cell_type == "code")


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".ipynb":
        return Master.from_parent(parent, path=file_path)
    return None


class Master(IPyNbFile):
    """A notebook of the course, run from top to bottom in a kernel of its own."""

    kernel = False  # none of nbval's own, for which conftest.py would make a work folder

    def collect(self):
        self.outputs = {}  # number of code cell, from 0 -> what it gave now, or None if that's what was saved
        for cell in super().collect():
            yield MasterCell.from_parent(
                self, name=cell.name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options
            )

    def setup(self):
        self.setup_sanitize_files()
        self.runs = self.running.result()
        self.first_run = not any(cell.get("execution_count") for cell in self.nb.cells)

    def teardown(self):
        cells = [item for item in self.session.items if item.parent is self]
        codes = [cell for cell in self.nb.cells if cell.cell_type == "code"]
        if self.config.option.kit_update and len(self.outputs) == len(codes):
            changed = rewrite(self.path, self.outputs)
            if changed and not self.first_run:  # else all of it is new, and nobody would read it
                lines = []
                for cell in map(cells.__getitem__, changed):
                    lines += [cell.place(), *cell.differences(), ""]
                cells[-1].user_properties.append((UPDATED, "\n".join(lines)))


class MasterCell(IPyNbCell):
    """A code cell of a master."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.update = self.config.option.kit_update
        self.same = True
        self.saved = lasting(self.cell.outputs)

    def runtest(self):
        if self.options["skip"]:
            pytest.skip()
        run = self.parent.runs[self.cell_num]
        self.parent.timed_out = not run.has_ended  # then nothing is expected of the cells below
        self.test_outputs = run.outputs
        if run.problem and not (self.options["check_exception"] and run.has_ended):
            self.raise_cell_error(run.problem, run.traceback)
        if self.update:
            self.keep_outputs(run.outputs)
        else:
            self.compare(run)

    def keep_outputs(self, outputs):
        """Keep new outputs for the update, unless they are the saved ones."""
        is_same = self.have_same_text(outputs) and same_pictures(self.cell.outputs, outputs)
        self.same = is_same and self.cell.execution_count is not None
        self.parent.outputs[self.cell_num] = None if self.same else outputs
        self.raise_faults([] if self.same else output_faults(lasting(outputs)))

    def compare(self, run):
        """Compare a run with what is saved; raise for the first kind of difference."""
        is_run = self.cell.execution_count is not None
        if is_run and self.options["check"] and not self.have_same_text(run.outputs):
            self.raise_cell_error("Cell outputs differ", "\n".join(self.comparison_traceback))
        faults = cell_faults(self.cell, run.count)
        if not faults and not same_pictures(self.cell.outputs, run.outputs):
            faults = ["its picture is drawn otherwise than the one saved"]
        self.raise_faults(faults)

    def have_same_text(self, outputs):
        """True if nbval finds no difference; streams of one name count as one."""
        new, old = (coalesce_streams(deepcopy(part)) for part in (outputs, self.cell.outputs))
        return self.compare_outputs(new, old)

    def raise_faults(self, faults):
        if faults:
            self.raise_cell_error("; ".join(faults))

    def repr_failure(self, excinfo):
        """Say which cell it is, as a person would find it, and what is the matter."""
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        if str(error) == "Cell outputs differ":
            first = f"{self.place()}: it gives another output than the one saved"
            return "\n".join([first, *self.differences()])
        trace = (error.inner_traceback or "").strip("\n").splitlines()
        details = ["", *self.cell.source.splitlines(), "", *trace]
        if len(details) > 2 * SHOWN:
            details[SHOWN:-SHOWN] = [f"… {len(details) - 2 * SHOWN} lines more …"]
        lines = "\n".join([f"{self.place()}: {error}", *details]).rstrip()
        return lines if self.coloured else re.sub(r"\x1b\[[0-9;]*m", "", lines)

    def place(self):
        is_this = [cell is self.cell for cell in self.parent.nb.cells]
        place = f"{self.path.name}, cell {is_this.index(True) + 1}, In [{self.cell_num + 1}]"
        return f"{place}: {first_line(self.cell.source)[:60]}"

    def differences(self):
        writer = self.config.get_terminal_writer()
        return difference(self.saved, self.test_outputs, min(writer.fullwidth, 160), self.coloured)

    @property
    def coloured(self):
        return self.config.get_terminal_writer().hasmarkup


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports(""):
        for name, text in report.user_properties:
            if name == UPDATED:
                terminalreporter.section("updated", sep="-")
                terminalreporter.line(text)
