"""What people reported of notebooks' tests elsewhere: validation sees what a reader of the saved notebook sees."""

import pytest
from synthetic import TWO, failures, make_course, read

from workshop.validation.validate import validate

DISPLAY = "from IPython.display import clear_output, display\n"
OUTPUT = "import ipywidgets as widgets\nout = widgets.Output()\n"
CASES = {  # name: cells, and the text that a reader sees below each
    # nbval 194: cells run with history
    "quiet": (["x = 3\nx;", "x", "Out[2] + 1", "_ + 1", "len(In)"], ["", "3", "4", "5", "6"]),
    # nbconvert 563: updates and clearings
    "updated": ([DISPLAY + "h = display('one', display_id=True)\nh.update('two')"], ["'two'"]),
    "updated_later": (
        [DISPLAY + "h = display(1, display_id='a')", "display(2, display_id='a');", "h.update(3)"],
        ["3", "3", ""],
    ),
    "cleared": ([DISPLAY + "print('one')\nclear_output()\nprint('two')"], ["two\n"]),
    "cleared_at_the_next": (
        [DISPLAY + "print(1)\nclear_output(wait=True)\nprint(2)\nclear_output(wait=True)"],
        ["2\n"],
    ),
    # nbclient 24: what an Output widget holds is its own
    "held": ([OUTPUT + "with out:\n    print('inside')\nout"], ["Output()"]),
    "held_and_not": (
        [OUTPUT + "with out:\n    print('inside')\nprint('outside')", "print('after')"],
        ["outside\n", "after\n"],
    ),
    "held_display": ([OUTPUT + "with out:\n    display(1)\n2"], ["2"]),
    # nbconvert 1063: child processes and C print too
    "child": (["import subprocess\nsubprocess.run(['echo', 'from a child']).returncode"], None),
    "system": (["import os\nos.system('echo from C')"], None),
    "many": ([f"import os\nos.system('echo {number}');" for number in range(4)], None),
    # molten-nvim 221: an empty cell has no count
    "empty": (["1 + 1", "", " \n ", "2 + 2"], ["2", "", "", "4"]),
    "streams": ([DISPLAY + "print(1)\ndisplay(2)\nprint(3)"], ["1\n23\n"]),
}


def shown(cell):
    """The words below a cell."""
    texts = []
    for output in cell["outputs"]:
        text = output.get("text") or output["data"]["text/plain"]
        texts.append("".join(text))
    return "".join(texts)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    sources = {name: cells for name, (cells, _) in CASES.items()}
    course = make_course(tmp_path_factory.mktemp("reports") / "course", **sources)
    assert validate(course, update=True) == 0
    return course


def code_cells(course, name):
    cells = read(course / "notebooks" / f"{name}.ipynb")["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", [name for name, (_, texts) in CASES.items() if texts])
def test_what_is_saved_is_what_a_reader_sees(course, name):
    assert [shown(cell) for cell in code_cells(course, name)] == CASES[name][1]


def test_what_a_child_prints_stays_below_its_cell(course):
    assert [shown(cell) for cell in code_cells(course, "many")] == ["0\n", "1\n", "2\n", "3\n"]


@pytest.mark.parametrize("name", ["child", "system"])
def test_what_other_programs_print_is_there(course, name):
    (cell,) = code_cells(course, name)
    assert "from" in shown(cell) and "0" in shown(cell)  # in the order in which they arrive


def test_an_empty_cell_has_no_count_and_breaks_nothing(course):
    counts = [cell["execution_count"] for cell in code_cells(course, "empty")]
    assert counts == [1, None, None, 2]


def test_it_holds_when_it_is_run_again(course):
    assert validate(course) == 0


def test_a_magic_that_does_not_exist_fails(tmp_path):  # nbval 147
    sources = ["%notmagic\ny = 0", "%%notmagic\nx", "%matplotlib nosuchbackend\ny = 0"]
    notebooks = {f"magic{number}": [source, "1"] for number, source in enumerate(sources)}
    found = failures(make_course(tmp_path / "course", **notebooks), TWO, update=True)
    failed = {name: [number for number, _ in cells] for name, cells in found.items()}
    assert failed == {"magic0": [0], "magic1": [0], "magic2": [0]}
