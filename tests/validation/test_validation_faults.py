"""Every kind of fault makes validation fail, with the right cell named and shown."""

import json

from synthetic import FAULTS, code, failures, make_course, read, seconds, write


def test_every_planted_fault_fails_with_its_cell_named(master, tmp_path, capfd):
    course = make_course(tmp_path / "planted")
    text = (master / "notebooks" / "lesson.ipynb").read_text(encoding="utf-8")
    names = {f"fault{number}": fault for number, fault in enumerate(FAULTS)}
    for name, fault in names.items():
        notebook = json.loads(text)
        FAULTS[fault][1](notebook)
        write(course / "notebooks" / f"{name}.ipynb", notebook)
    # One cell never ends; the others have time enough on a busy machine.
    found = failures(course, "--nbval-cell-timeout=30")
    table = {}
    for name, fault in names.items():
        cells = [
            cell
            for cell in read(course / "notebooks" / f"{name}.ipynb")["cells"]
            if cell["cell_type"] == "code"
        ]
        expected = next(
            n
            for n, cell in enumerate(cells)
            if cell["id"] == code(json.loads(text), FAULTS[fault][0])["id"]
        )
        failed = found.get(name, [])
        table[fault] = bool(failed) and failed[0][0] == (
            2 if fault == "reordered cells" else expected
        )
        heading = failed[0][1].splitlines()[0] if failed else ""
        table[fault] &= (
            f"{name}.ipynb, cell {failed[0][0] + 2}, In [{failed[0][0] + 1}]: " in heading
            if failed
            else False
        )
    assert len(FAULTS) >= 25
    assert [fault for fault, right in table.items() if not right] == []
    only_one = {
        fault: found[name]
        for name, fault in names.items()
        if fault not in ("reordered cells", "a deleted cell", "a missing import")
    }
    assert {fault: len(cells) for fault, cells in only_one.items() if len(cells) > 2} == {}
    shown = dict(zip(FAULTS, (found[name][0][1] for name in names), strict=True))
    assert "The kernel died while this cell ran" in shown["a killed kernel"]
    for name, fault in names.items():
        if fault in ("a killed kernel", "an ended kernel"):  # nbval alone waits a minute for each
            assert seconds(course, name) < 60
    assert (
        "Timeout of 30 seconds" in shown["a hung cell"] and "Event().wait()" in shown["a hung cell"]
    )
    assert "seventh → seven" in shown["a changed table cell"]
    assert "drawn otherwise" in shown["a picture turned over"]
    assert "NameError" in shown["a value from another notebook"]
