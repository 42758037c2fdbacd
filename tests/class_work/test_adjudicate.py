import json
from pathlib import Path

import pytest
from a_class import handed_in

import kit
import workshop
from workshop.class_work.adjudicate import OPEN, propose_key, write_notebook
from workshop.cli import parse, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(tmp_path):
    lesson = kit.open_lesson(ROOT / "data" / "assad-2017")
    students = {
        "ann": [(0, 5, "person"), (402, 408, "place"), (150, 268, "quotation")],
        "ben": [(0, 5, "person"), (402, 408, "organisation"), (216, 268, "quotation")],
        "cy": [(0, 5, "person"), (402, 408, "organisation"), (138, 268, "quotation")],
    }
    for name, marks in students.items():
        (tmp_path / f"{name}.jsonld").write_text(handed_in(lesson.article, marks), encoding="utf-8")
    return workshop.collect(tmp_path, lesson=lesson)


def test_every_place_waits_with_its_votes_and_the_label_most_gave(work, tmp_path):
    key = propose_key(work, tmp_path / "out" / "key.jsonld").table.set_index("text")
    assert key.note["Assad"] == "all agree: person 3"
    assert (
        key.label["Moscow"] == "organisation"
        and key.note["Moscow"] == "to decide: organisation 2, place 1"
    )
    assert all(
        text.endswith("Syria.") for text in key.index[key.label == "quotation"]
    )  # with the stop, as they marked it
    assert key.note[key.label == "quotation"].str.startswith(OPEN).all()


def test_decisions_are_saved_and_gone_on_with(work, tmp_path):
    path = tmp_path / "out" / "key.jsonld"
    key = propose_key(work, path)
    moscow = next(mark for mark in key if mark.text == "Moscow")
    key.change(
        moscow.id, label="place", note="A capital, but it acts here: we keep to the codebook."
    )
    key.save()
    again = propose_key(work, path)
    assert again == key and next(mark for mark in again if mark.text == "Moscow").label == "place"


def test_what_was_settled_is_no_students_work(work, tmp_path):
    workshop.collect(tmp_path, tmp_path / "out", work.lesson)
    propose_key(work, tmp_path / "out" / "key.jsonld")
    assert list(workshop.collect(tmp_path, tmp_path / "out", work.lesson).marks) == [
        "ann",
        "ben",
        "cy",
    ]


def test_the_notebook_runs_from_its_folder(work, tmp_path, monkeypatch):
    propose_key(work, tmp_path / "out" / "key.jsonld")
    notebook = json.loads(write_notebook(tmp_path / "out", ROOT).read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path / "out")
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names = {}
    exec(code[0].replace("kit.annotate(key, layer=None)", ""), names)
    assert (
        len(eval(code[1], names)) == sum(mark.note.startswith(OPEN) for mark in names["key"]) >= 2
    )


def test_the_command_says_what_came_in(work, tmp_path, capsys):
    (tmp_path / "dee.jsonld").write_text("{")
    assert (
        run(
            parse(["collect", str(tmp_path), "--out", str(tmp_path / "out"), "--course", str(ROOT)])
        )
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "file → student → marks" and " → ann → " in lines[1]
    assert "dee.jsonld: " in lines[-2] and lines[-1].startswith("3 students, 9 marks. The report: ")
    with pytest.raises(kit.KitError, match="no layer 'qotation'; it has: story"):
        run(parse(["collect", str(tmp_path), "--layer", "qotation", "--course", str(ROOT)]))
