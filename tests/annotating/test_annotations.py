"""Annotations: adding, changing, removing, undoing; what is refused, and in which words."""

from pathlib import Path

import pytest

import kit

BOOK = kit.Codebook.load(Path(__file__).with_name("codebook.toml"))
ARTICLE = kit.Article("Assad spoke. “It is early,” he said 😀 in Damascus.")


@pytest.fixture
def marks():
    return kit.Annotations(ARTICLE, BOOK)


def test_a_mark_knows_its_words_and_its_attributes(marks):
    mark = marks.add(14, 25, "quotation", note="hm", form="direct", speaker="Assad")
    assert (mark.start, mark.end, mark.text, mark.note, mark.creator) == (
        14,
        25,
        "It is early",
        "hm",
        "me",
    )
    assert mark.attributes == {"form": "direct", "speaker": "Assad"}


def test_the_table_has_start_end_text_first_and_the_id_last(marks):
    assert list(marks.table) == [
        "start",
        "end",
        "text",
        "label",
        "note",
        "creator",
        "form",
        "speaker",
        "part_of",
        "canonical",
        "id",
    ]
    marks.add(36, 37, "place")
    marks.add(0, 5, "person", canonical="Bashar al-Assad")
    assert marks.table.text.tolist() == ["Assad", "😀"]
    assert marks.table.canonical.isna().tolist() == [False, True]


def test_the_same_mark_twice_is_one_mark_so_a_cell_can_be_run_again(marks):
    assert marks.add(0, 5, "person") is marks.add(0, 5, "person")
    marks.add(0, 5, "person", note="another thing")
    assert len(marks) == 2


@pytest.mark.parametrize(
    "call, line",
    [
        (lambda m: m.add(3, 3, "person"), "the span 3–3 is empty; end must be greater than start"),
        (
            lambda m: m.add(5, 99, "person"),
            "the span 5–99 is not in the text, which runs from 0 to 50; check the two numbers",
        ),
        (
            lambda m: m.add(-5, 5, "person"),
            "the span -5–5 is not in the text, which runs from 0 to 50; check the two numbers",
        ),
        (lambda m: m.add(1.5, 5, "person"), "start and end must be whole numbers, not 1.5 and 5"),
        (
            lambda m: m.add(0, 5, "persn"),
            "the codebook has no label 'persn'; it has: quotation, person, place",
        ),
        (
            lambda m: m.add(0, 5, "person", form="direct"),
            "the label 'person' has no attribute 'form'; it has: canonical",
        ),
        (
            lambda m: m.add(0, 5, "quotation", form="loud"),
            "form of 'quotation' can't be 'loud'; choose one of: direct, partial, scare, indirect",
        ),
        (
            lambda m: m.add(0, 5, "quotation", part_of="x"),
            "part_of of 'quotation' must be another annotation of these marks (or its id)",
        ),
        (
            lambda m: m.remove("x"),
            "there is no annotation with this id (any more); take one from marks.table.id",
        ),
    ],
)
def test_errors_are_one_line_with_the_mend_and_change_nothing(marks, call, line):
    with pytest.raises(kit.KitError) as error:
        call(marks)
    assert str(error.value) == line
    assert len(marks) == 0 and marks.undo() is None


def test_changing_the_label_keeps_only_attributes_the_new_one_has(marks):
    mark = marks.add(0, 5, "quotation", form="scare")
    assert marks.change(mark.id, label="person", canonical="Assad").attributes == {
        "canonical": "Assad"
    }
    assert marks.undo() == "undone: person 0–5 'Assad' canonical='Assad'"
    assert marks[mark.id].attributes == {"form": "scare"}


def test_removing_the_target_of_a_link_removes_the_link_and_one_undo_brings_both_back(marks):
    whole = marks.add(14, 37, "quotation")
    part = marks.add(14, 25, "quotation", part_of=whole)
    marks.remove(whole.id)
    assert marks[part.id].attributes == {}
    marks.undo()
    assert marks[part.id].attributes == {"part_of": whole.id} and len(marks) == 2


def test_changes_since_a_revision_name_what_came_changed_and_went(marks):
    one = marks.add(0, 5, "person")
    seen = marks.revision
    two = marks.add(6, 11, "person")
    marks.remove(one.id)
    assert marks.changes(seen) == {two.id: two, one.id: None}


def test_a_mark_with_a_label_from_elsewhere_can_be_noted_and_relabelled(marks):
    open_ = kit.Annotations(ARTICLE)
    id = open_.add(0, 5, "hero", power="steering").id
    marks.add_all(open_)
    marks.change(id, note="whose word?")
    with pytest.raises(kit.KitError, match="no label 'hero'"):
        marks.change(id, power="flying")
    assert marks.change(id, label="person").attributes == {}


def test_watchers_hear_of_every_change_and_may_work_with_the_marks(marks):
    heard = []
    stop = marks.watch(lambda: heard.append((len(marks), marks.revision)))
    mark = marks.add(0, 5, "person")
    marks.add(0, 5, "person")  # nothing new
    marks.change(mark.id, note="x")
    marks.undo()
    stop()
    marks.redo()
    assert heard == [(1, 1), (1, 2), (1, 3)]


def test_taking_over_annotations_is_one_step_and_twice_is_once(marks):
    key = kit.Annotations(ARTICLE, BOOK, creator="key")
    whole = key.add(14, 37, "quotation")
    key.add(14, 25, "quotation", part_of=whole)
    assert len(marks.add_all(key)) == 2 and marks.add_all(key) == [] and marks == key
    marks.undo()
    assert len(marks) == 0
    with pytest.raises(kit.KitError, match="the article has other words there"):
        kit.Annotations(kit.Article("Something else, and long enough.")).add_all(key)
