"""The store: what a save that returned holds is never lost, whoever is killed, writes at the same time or tampers with the file."""

import errno
import json
import os
import random
import resource
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

import kit
from kit.annotating.store import merge

ARTICLE = kit.Article(
    "Ana Blum steers the ferry. “A bridge does not wait,” she said. The mayor smiled 😀 and left. "
    * 12
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "marks.json"


def two_windows(path):
    """Two Annotations that have read the same file with one mark, and its id."""
    first = kit.Annotations(ARTICLE, path=path)
    id = first.add(0, 8, "person", note="steers", role="captain").id
    first.save()
    return first, kit.Annotations.load(path, ARTICLE), id


def refusing(number):
    """Return a system call that always fails, with an errno."""

    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    return refuse


def in_child(work):
    """Run work() in a forked process and return its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_the_file_is_a_line_for_each_annotation_in_text_order_and_saving_again_changes_nothing(
    path,
):
    marks = kit.Annotations(ARTICLE, path=path)
    marks.add(20, 25, "ferry")
    marks.add(0, 8, "person")
    marks.save()
    lines = [line for line in path.read_text("utf-8").split("\n") if line.startswith('{"id"')]
    assert ['"exact": "Ana Blum"' in line for line in lines] == [True, False]
    before = path.read_bytes()
    kit.Annotations.load(path, ARTICLE).save()
    assert path.read_bytes() == before
    marks.change(marks.table.id[0], note="who?")
    marks.save()
    after = path.read_bytes()
    changed = [
        pair
        for pair in zip(before.split(b"\n"), after.split(b"\n"), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(changed) == 1  # the diff of one change is one line


@pytest.mark.parametrize("has_second_names", [True, False])
def test_the_last_good_file_is_kept_beside_it(path, monkeypatch, has_second_names):
    marks, _, id = two_windows(path)
    before = path.read_bytes()
    marks.change(id, note="x")
    if not has_second_names:  # as on a stick
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    marks.save()
    assert path.with_name("marks.json.bak").read_bytes() == before
    assert kit.Annotations.load(path, ARTICLE)[id].note == "x"


def test_where_no_copy_of_the_old_file_can_be_kept_nothing_is_saved_and_that_is_said(path):
    marks, _, id = two_windows(path)
    before = path.read_bytes()
    path.with_name("marks.json.bak").mkdir()
    names = set(os.listdir(path.parent))
    marks.change(id, note="x")
    with pytest.raises(kit.KitError, match="marks.json: not saved .Is a directory"):
        marks.save()
    assert path.read_bytes() == before and marks.unsaved
    assert set(os.listdir(path.parent)) == names


@pytest.mark.parametrize("step", [1, 2], ids=["before the copy", "before the file"])
def test_what_a_killed_save_leaves_is_hidden_and_the_next_one_works(path, step):
    marks, _, id = two_windows(path)

    def work():
        steps = [os.replace] * (step - 1)
        os.replace = lambda *names: steps.pop()(*names) if steps else die()
        marks.change(id, note="lost")
        marks.save()

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    assert os.waitpid(in_child(work), 0)[1] == signal.SIGKILL
    names = os.listdir(path.parent)
    visible = {name for name in names if not name.startswith(".")}
    assert visible <= {"marks.json", "marks.json.bak"} and len(names) > len(visible) + 1
    marks.change(id, note="x")
    marks.save()
    assert kit.Annotations.load(path, ARTICLE)[id].note == "x"


def test_changes_of_two_windows_come_together(path):
    one, two, id = two_windows(path)
    one.change(id, note="captain of the ferry")
    mine = one.add(20, 25, "thing")
    one.save()
    two.change(id, role="pilot")
    theirs = two.add(37, 43, "thing")
    two.save()
    assert one.refresh() and one == two == kit.Annotations.load(path, ARTICLE)
    assert (one[id].note, one[id].attributes, one.notices + two.notices) == (
        "captain of the ferry",
        {"role": "pilot"},
        [],
    )
    assert mine.id in one and theirs.id in one
    assert not one.refresh()


def test_what_one_window_removed_goes_in_the_other(path):
    one, two, id = two_windows(path)
    one.remove(id)
    one.save()
    two.save()
    assert len(two) == len(kit.Annotations.load(path, ARTICLE)) == 0


def test_a_true_conflict_keeps_both_and_says_so(path):
    one, two, id = two_windows(path)
    one.change(id, note="one")
    one.save()
    two.change(id, note="two")
    two.save()
    one.refresh()
    assert sorted(mark.note for mark in two) == ["one", "two"] and one == two
    assert "both are kept" in two.notices[0]
    assert all(repr(mark) in two.notices[0] for mark in two)
    assert one[id].note == "two", "the later one keeps the id"


def test_the_same_change_in_two_windows_is_no_conflict(path):
    one, two, id = two_windows(path)
    one.change(id, note="alike", role="mate")
    one.save()
    two.change(id, note="alike")
    two.save()
    assert [(mark.note, mark.attributes["role"]) for mark in two] == [("alike", "mate")]
    assert two.notices == []


BESIDE = {  # what one window changes while the other writes a note
    "a label": {"label": "captain"},
    "where it starts": {"start": 4},
    "where it ends": {"end": 3},
    "an attribute": {"role": "pilot"},
    "a new attribute": {"boat": "ferry"},
    "an attribute less": {"role": None},
}


@pytest.mark.parametrize("last", ["the note", "the change"])
@pytest.mark.parametrize("change", BESIDE.values(), ids=BESIDE)
def test_a_change_in_one_window_stays_beside_a_note_in_the_other(path, change, last):
    one, two, id = two_windows(path)
    wanted = replace(one.change(id, **change), note="drives")
    one.undo()
    steps = [(one, change), (two, {"note": "drives"})]
    for window, values in steps if last == "the note" else reversed(steps):
        window.change(id, **values)
        window.save()
    one.refresh()
    two.refresh()
    assert one[id] == two[id] == wanted and one.notices + two.notices == []


def test_what_another_program_wrote_stays_beside_a_note_in_a_window(path):
    one, _, id = two_windows(path)
    text = path.read_text("utf-8").replace('"name": "me"', '"name": "Ben"')
    path.write_text(text.replace('{"id": ', '{"rights": "free", "id": '), "utf-8")
    one.change(id, note="drives")
    one.save()
    mark = kit.Annotations.load(path, ARTICLE)[id]
    assert (mark.creator, mark.note, mark.extra) == ("Ben", "drives", {"rights": "free"})


@pytest.mark.parametrize("first", ["the one that removed", "the one that changed"])
def test_removed_here_and_changed_there_is_kept_and_said(path, first):
    one, two, id = two_windows(path)
    one.remove(id)
    two.change(id, note="no, this stays")
    windows = [one, two] if first == "the one that removed" else [two, one]
    for window in windows:
        window.save()
    last = windows[-1]
    assert last[id].note == "no, this stays"
    assert "removed in one window and changed in another" in last.notices[0]


def test_undo_leaves_alone_what_another_window_changed_since(path):
    one, two, id = two_windows(path)
    one.change(id, note="one")
    one.save()
    two.refresh()
    two.change(id, note="two")
    two.save()
    one.refresh()
    assert one.undo() == "not undone: it was changed elsewhere since" and one[id].note == "two"
    assert "changed elsewhere" in one.notices[-1]


def test_merging_is_the_same_from_both_sides(path):
    one, two, id = two_windows(path)
    base = dict(one._marks)
    one.change(id, note="one")
    two.change(id, note="two", label="captain")
    ours, theirs = merge(base, one._marks, two._marks), merge(base, two._marks, one._marks)
    assert ours[0] == theirs[0]


def test_saving_over_marks_of_the_same_article_that_were_never_read_adds_to_them(path):
    _first, _, id = two_windows(path)
    fresh = kit.Annotations(ARTICLE, path=path)
    fresh.add(20, 25, "thing")
    fresh.save()
    assert id in fresh and len(kit.Annotations.load(path, ARTICLE)) == 2


FOREIGN = {
    "cut off": (
        lambda text: text[: len(text) // 2],
        "not complete JSON, the file is damaged or was cut off",
    ),
    "empty": (lambda text: "", "not complete JSON"),
    "another program's": (lambda text: '{"cells": []}', "no W3C Web Annotation collection"),
    "a text": (lambda text: "Dear diary", "line 1: not complete JSON"),
    "binary": (lambda text: b"\xfa\x00\x01", "line 1: not UTF-8 text"),
    "deep": (lambda text: "[" * 100_000, "not complete JSON"),
    "numbers": (lambda text: "[1, 2]", "annotation 1: no annotation with a target"),
    "elsewhere": (
        lambda text: '{"type": "AnnotationCollection", "first": "http://example.org/1"}',
        "on another page",
    ),
}


@pytest.mark.parametrize("tamper, line", FOREIGN.values(), ids=FOREIGN)
def test_a_damaged_or_foreign_file_is_said_and_never_overwritten(path, tamper, line):
    marks, _, id = two_windows(path)
    text = tamper(path.read_text("utf-8"))
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = path.read_bytes()
    marks.change(id, note="x")
    for call in (marks.save, marks.refresh, lambda: kit.Annotations.load(path, ARTICLE)):
        with pytest.raises(kit.KitError) as error:
            call()
        assert (
            line in str(error.value)
            and str(path) in str(error.value)
            and "\n" not in str(error.value)
            and ".bak" not in str(error.value)  # there is none yet
        )
    assert path.read_bytes() == before and marks[id].note == "x"


def test_a_damaged_file_names_the_last_good_copy(path):
    marks, _, id = two_windows(path)
    marks.change(id, note="x")
    marks.save()
    path.write_text("{")
    with pytest.raises(
        kit.KitError,
        match="marks.json.bak beside it is the last good copy: rename it to marks.json",
    ):
        kit.Annotations.load(path, ARTICLE)


def test_marks_of_another_article_are_not_saved_over(path):
    two_windows(path)
    before = path.read_bytes()
    other = kit.Annotations(kit.Article("Nothing alike. At all!"), path=path)
    other.add(0, 7, "x")
    with pytest.raises(
        kit.KitError, match="holds annotations of another article; save under another name"
    ):
        other.save()
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_disk_that_refuses_is_said_and_nothing_is_lost(path, monkeypatch, number, call):
    marks, _, id = two_windows(path)
    before = path.read_bytes()
    names = {*os.listdir(path.parent), "marks.json.bak"}
    marks.change(id, note="x")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refusing(number))
        with pytest.raises(kit.KitError, match=f"marks.json: not saved .{os.strerror(number)}"):
            marks.save()
    assert path.read_bytes() == before and marks.unsaved
    assert set(os.listdir(path.parent)) <= names, "half a file is left behind"
    marks.save()
    assert kit.Annotations.load(path, ARTICLE)[id].note == "x" and not marks.unsaved


def test_a_disk_that_is_really_full_leaves_the_old_file(path):
    marks, _, id = two_windows(path)
    before = path.read_bytes()

    def work():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        marks.change(id, note="x" * 5000)
        try:
            marks.save()
        except kit.KitError as error:
            path.with_name("said").write_text(str(error)[-200:])

    os.waitpid(in_child(work), 0)
    assert path.read_bytes() == before
    assert "not saved (File too large); free some space" in path.with_name("said").read_text()


def test_killed_at_any_moment_the_file_loads_and_holds_every_save_that_returned(path):
    chance, rounds, returned = random.Random(7), 0, 0
    while rounds < 25 or (
        returned <= 25 and rounds < 1000
    ):  # on a busy machine some are killed before they save at all
        rounds += 1
        told, tell = os.pipe()

        def work():
            marks = (
                kit.Annotations.load(path, ARTICLE)
                if path.exists()
                else kit.Annotations(ARTICLE, path=path)
            )
            while True:
                at = random.randrange(len(ARTICLE.text) - 5)
                id = marks.add(at, at + 5, "x", note=str(random.random())).id
                marks.save()
                os.write(tell, id.encode() + b"\n")

        child = in_child(work)
        os.close(tell)
        time.sleep(chance.uniform(0.005, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told) as pipe:
            saved = [line.strip() for line in pipe if line.endswith("\n")]
        if saved:
            marks = kit.Annotations.load(path, ARTICLE)
            assert [id for id in saved if id not in marks] == []
            returned += len(saved)
    assert returned > 25


def test_four_programs_saving_at_once_lose_nothing(path):
    def work(number):
        marks = kit.Annotations(ARTICLE, creator=str(number), path=path)
        for n in range(12):
            marks.add(n, n + 5, "x")
            marks.save()

    children = [in_child(lambda number=number: work(number)) for number in range(4)]
    assert {os.waitpid(child, 0)[1] for child in children} == {0}
    assert len(kit.Annotations.load(path, ARTICLE)) == 48


def test_orphans_are_written_back_as_they_were(path):
    marks, _, id = two_windows(path)
    marks.add(20, 25, "thing")
    marks.save()
    kept = json.loads(path.read_text("utf-8"))["first"]["items"][0]["target"]
    shorter = kit.Article(ARTICLE.text.replace("Ana Blum", "She"))
    other = kit.Annotations.load(path, shorter)
    assert [mark.id for mark in other.orphans] == [id]
    assert other.table.start.isna().tolist() == [False, True]
    assert "1 annotation: not found in this text (see .orphans)" in other.notices
    other.save()
    assert kept in [
        item["target"] for item in json.loads(path.read_text("utf-8"))["first"]["items"]
    ]
    assert (
        kit.Annotations.load(path, ARTICLE)[id].start == 0
    )  # the words are back, and so is the mark


def test_a_mark_in_doubt_stays_in_doubt_until_somebody_decides(path):
    marks = kit.Annotations(ARTICLE, path=path)
    at = ARTICLE.text.index("mayor")
    id = marks.add(at, at + 5, "person").id
    marks.save()
    changed = kit.Article(
        "Long ago it was the other way round: no mayor at all, they say, and no ferry."
    )
    for _ in range(2):
        other = kit.Annotations.load(path, changed)
        assert [mark.text for mark in other.ambiguous] == ["mayor"]
        doubt = "more than one likely place, or an unlikely one (see .ambiguous)"
        assert other.notices == [f"1 annotation: {doubt}"]
        other.save()
    beside = kit.Annotations.load(path, changed)
    mark = other.ambiguous[0]
    other.change(id, start=mark.start, end=mark.end)
    assert other.ambiguous == []
    other.save()
    assert kit.Annotations.load(path, changed)[id].status == "found"
    beside.change(id, note="which one?")
    beside.save()
    assert (beside[id].status, beside[id].note) == ("found", "which one?")
    other.undo()
    assert other[id].status == "ambiguous"


def test_marks_that_moved_with_their_words_are_said(path):
    once = kit.Article(ARTICLE.text[: len(ARTICLE.text) // 12])
    marks = kit.Annotations(once, path=path)
    marks.add(0, 8, "person")
    marks.add(20, 25, "thing")
    marks.save()
    other = kit.Annotations.load(path, kit.Article(f"News! {once.text}"))
    assert [mark.start for mark in other] == [6, 26] and other.notices == [
        "2 annotations: found at another place, or in slightly other words, than before (see .moved)"
    ]


def test_two_annotations_with_one_id_are_both_kept(path):
    two_windows(path)
    data = json.loads(path.read_text("utf-8"))
    twin = json.loads(json.dumps(data["first"]["items"][0]))
    twin["body"][0]["value"] = "other"
    data["first"]["items"].append(twin)
    path.write_text(json.dumps(data))
    marks = kit.Annotations.load(path, ARTICLE)
    assert (
        sorted(mark.label for mark in marks) == ["other", "person"]
        and "had one id" in marks.notices[0]
    )


def test_the_folders_of_a_new_file_are_made(tmp_path):
    path = tmp_path / "work" / "assad-2017" / "marks.json"
    marks = kit.Annotations(ARTICLE, path=path)
    marks.add(0, 8, "person")
    marks.save()
    assert len(kit.Annotations.load(path, ARTICLE)) == 1


def test_no_file_to_save_to_is_said():
    with pytest.raises(kit.KitError, match="name one: marks.save"):
        kit.Annotations(ARTICLE).save()
    assert Path("marks.json").exists() is False
