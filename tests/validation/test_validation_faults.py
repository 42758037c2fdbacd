"""Every kind of fault makes validation fail, with the right cell named and shown."""

import json

import pytest
from synthetic import ALONE, CELLS, FAULTS, TOTAL_LOST, code, failures, make_course, write


def share_notebooks():
    """Return a list of faults for each notebook: no two in one cell, and some all by themselves."""
    alone = [[fault] for fault in ALONE]
    shared = []
    for fault in (fault for fault in FAULTS if fault not in ALONE):
        cell = FAULTS[fault][0]
        free = [faults for faults in shared if cell not in {FAULTS[one][0] for one in faults}]
        if free:
            free[0].append(fault)
        else:
            shared.append([fault])
    return shared + alone


@pytest.fixture(scope="module")
def told(master, tmp_path_factory):
    """{fault: (notebook, number of its cell, {number of a cell that failed: what was told})}, of one run."""
    course = make_course(tmp_path_factory.mktemp("planted") / "course")
    text = (master / "notebooks" / "lesson.ipynb").read_text(encoding="utf-8")
    planted = {}  # fault: (notebook, number of its cell)
    for count, faults in enumerate(share_notebooks()):
        notebook = json.loads(text)
        for fault in faults:
            FAULTS[fault][1](notebook)
        write(course / "notebooks" / f"planted{count}.ipynb", notebook)
        ids = [cell["id"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for fault in faults:
            cell = code(json.loads(text), FAULTS[fault][0])
            planted[fault] = f"planted{count}", ids.index(cell["id"])
    # one cell never ends; the others have time enough on a busy machine
    found = failures(course, "--nbval-cell-timeout=60")
    return {
        fault: (name, number, dict(found.get(name, [])))
        for fault, (name, number) in planted.items()
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_every_planted_fault_fails_with_its_cell_named(told, fault):
    name, number, failed = told[fault]
    if fault == "reordered cells":
        number = 2  # the upper of the two
    heading = failed[number].splitlines()[0]
    assert f"{name}.ipynb, cell {number + 2}, In [{number + 1}]: " in heading
    assert fault not in ALONE or min(failed) == number


def test_cells_without_a_fault_do_not_fail(told):
    for faults in share_notebooks():
        if faults[0] in ALONE:
            continue
        _, _, failed = told[faults[0]]
        expected = {told[fault][1] for fault in faults}
        if TOTAL_LOST & set(faults):
            expected.add(len(CELLS) - 1)  # the last cell shows it
        assert set(failed) == expected, faults


def test_what_is_told_of_a_fault(told):
    def text(fault):
        _, number, failed = told[fault]
        return failed[number]

    assert "The kernel died while this cell ran" in text("a killed kernel")
    assert "The kernel died while this cell ran" in text("an ended kernel")
    assert "Timeout of 60 seconds" in text("a hung cell")
    assert "Event().wait()" in text("a hung cell")
    assert "seventh → seven" in text("a changed table cell")
    assert "drawn otherwise" in text("a picture turned over")
    assert "NameError" in text("a value from another notebook")
