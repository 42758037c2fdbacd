"""Python's part of the annotator: what it shows without a browser, and that an operation is done once."""

import json
import re
import uuid
from collections import Counter
from pathlib import Path

import pytest

import kit
from kit.annotating.annotator import ROOM, STYLES, Annotator

BOOK = kit.Codebook.load(Path(__file__).parent / "codebook.toml")


def annotator(path=None, layer=None):
    marks = kit.Annotations(kit.Article("One two three four."), codebook=BOOK, path=path)
    widget = kit.annotate(marks, layer)
    widget.send = (sent := []).append
    return widget, marks, sent


def hear(widget, *operations, **message):
    numbered = [{"number": n, **operation} for n, operation in enumerate(operations, 1)]
    widget._hear(widget, {"window": "w", "operations": numbered, **message}, [])


def test_the_output_is_the_same_every_time_and_holds_no_id():
    def output():
        widget, marks, _ = annotator()
        whole = marks.add(0, 18, "quotation", form="direct")
        marks.add(4, 7, "quotation", part_of=whole.id, note="short")
        data, _ = widget._repr_mimebundle_()
        return data, [whole.id]

    (first, ids), (second, _) = output(), output()
    assert set(first) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert first["text/plain"] == second["text/plain"] and first["text/html"] == second["text/html"]
    assert ids[0] not in first["text/plain"] + first["text/html"]
    assert first["text/plain"].splitlines() == [
        "Annotator: 19 characters, quotation 2.",
        "  q1: quotation 0–18 'One two three four' form='direct'",
        "  q2: quotation 4–7 'two' part_of='q1' note='short'",
    ]


def test_what_is_sent_twice_is_done_once_and_saved(tmp_path):
    widget, marks, sent = annotator(tmp_path / "m.json")
    add = {"do": "add", "id": str(uuid.uuid4()), "start": 0, "end": 3, "label": "person"}
    hear(
        widget, add, {"do": "undo", "id": add["id"], "mark": None}, {**add, "id": str(uuid.uuid4())}
    )
    hear(
        widget, add, {"do": "undo", "id": add["id"], "mark": None}, {**add, "id": str(uuid.uuid4())}
    )
    assert len(marks) == len(kit.Annotations.load(tmp_path / "m.json", marks.article)) == 1
    assert sent[-1]["upto"] == 3 and sent[-1]["saved"] == {"ok": True, "message": ""}
    json.dumps(sent)


def test_undo_in_a_fresh_kernel_makes_what_the_browser_showed():
    widget, marks, _ = annotator()
    a = marks.add(0, 3, "person", note="was")
    marks.done.clear()  # as after loading: nothing to undo
    before = {
        "start": 0,
        "end": 3,
        "label": "place",
        "note": "",
        "attributes": {"canonical": "One"},
    }
    hear(widget, {"do": "undo", "id": a.id, "mark": before})
    assert repr(marks[a.id]) == "place 0–3 'One' canonical='One'"
    hear(
        widget, {"do": "undo", "id": a.id, "mark": before}, {"do": "undo", "id": a.id, "mark": None}
    )
    assert len(marks) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "add", "id": "x", "start": 0, "end": 99, "label": "person"},
        {"do": "add", "id": "x", "start": 3, "end": 3, "label": "person"},
        {"do": "add", "id": "x", "start": 0, "end": 3, "label": "nobody"},
        {"do": "add", "id": "x", "start": None, "end": 3, "label": "person"},
        {"do": "add", "id": "x"},
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(wrong):
    widget, marks, sent = annotator()
    hear(widget, wrong)
    assert len(marks) == 0 and len(sent[-1]["refused"]) == 1


def test_a_layer_offers_and_shows_its_labels_alone():
    widget, marks, _ = annotator(layer="entity")
    marks.add(0, 3, "quotation"), marks.add(4, 7, "person")
    assert [label["name"] for label in widget.article["labels"]] == ["person", "place"]
    assert [mark["label"] for mark in widget._whole()["marks"]] == ["person"]
    assert "quotation" not in widget.as_text()
    with pytest.raises(kit.KitError, match="no layer 'entities'"):
        annotator(layer="entities")


def test_the_modules_join_to_one_that_imports_nothing():
    joined = Annotator._esm
    assert "\nimport " not in joined and joined.count("export default") == 1
    assert {path.name for path in ROOM.glob("*.css")} == set(STYLES)
    assert not any(
        word in joined + Annotator._css
        for word in ("innerHTML", "insertAdjacentHTML", "http:", "https:", "url(", "eval(")
    )


def test_no_two_modules_give_a_name_to_different_things():
    names = Counter(re.findall(r"^(?:const|let|function|class) (\w+)", Annotator._esm, flags=re.M))
    assert names.total() > 50
    assert not [name for name, count in names.items() if count > 1]
