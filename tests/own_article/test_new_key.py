"""The key of one's own article: guesses to begin with, files in the end, and nothing lost on the way."""

import shutil

import pandas as pd
import pytest
from own import ROOT, TEXTS

import kit
import workshop
from kit.files import read_text
from workshop.own_article.course import write_lesson
from workshop.own_article.key import as_csv
from workshop.own_article.new import choose_title_and_language
from workshop.own_article.source import read_source


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A lesson as `kit new` leaves it, opened with an empty work folder."""
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    source = read_source(TEXTS["night_market"])
    choose_title_and_language(source, None, None)
    write_lesson(tmp_path / "market", source, kit.open_lesson(ROOT), "a file")
    return kit.open_lesson(tmp_path / "market")


def test_a_draft_begins_with_guesses_and_is_kept(fresh):
    draft = workshop.key_draft(fresh)
    assert [mark.text for mark in draft if mark.label == "headline"] == [fresh.headline]
    guesses = [mark for mark in draft if mark.label == "quotation"]
    assert len(guesses) == len(kit.find_quotations(fresh.article)) and {
        mark.note for mark in guesses
    } == {"a guess of the program"}
    assert any(mark.attributes.get("speaker") == "Tessa Brand" for mark in guesses)
    draft.remove(guesses[0].id)
    draft.save()
    assert len(workshop.key_draft(kit.open_lesson(fresh.folder))) == len(draft)


def test_it_is_written_when_asked_and_reads_as_it_was_marked(fresh):
    draft = workshop.key_draft(fresh)
    shown = workshop.write_key(fresh, draft)
    assert (
        list(shown.layer) == ["story", "quotation"]
        and "write=True" in shown.notes[0]
        and fresh.layers == []
    )
    assert workshop.write_key(fresh, draft, write=True).notes == [] and fresh.layers == [
        "story",
        "quotation",
    ]
    plain = ["start", "end", "text", "label", "form", "speaker", "cue", "note"]
    pd.testing.assert_frame_equal(
        fresh.key("quotation").table[plain],
        draft.table[draft.table.label == "quotation"][plain].reset_index(drop=True),
    )
    table = fresh.key_table("quotation").dropna(subset=["cue"])
    assert len(table) > 3 and all(
        fresh.article.text[a:b] == cue
        for a, b, cue in zip(table.cue_start, table.cue_end, table.cue, strict=True)
    )
    assert fresh.check("04.1", 5).correct is True


def test_an_older_file_is_kept_beside_the_new_one(fresh):
    draft = workshop.key_draft(fresh)
    workshop.write_key(fresh, draft, write=True)
    before = read_text(fresh.folder / "key" / "story.csv")
    draft.add(0, 5, "headline")
    workshop.write_key(fresh, draft, write=True)
    assert (
        read_text(fresh.folder / "key" / "story-before.csv")
        == before
        != read_text(fresh.folder / "key" / "story.csv")
    )
    assert fresh.layers == ["story", "quotation"]


def test_a_layer_can_be_said_to_be_empty(fresh):
    assert fresh.check("04.1", 0).correct is None
    workshop.write_key(
        fresh,
        kit.Annotations(fresh.article, codebook=fresh.codebook),
        layers=["quotation"],
        write=True,
    )
    assert fresh.check("04.1", 0).correct is True and fresh.check("04.1", 2).correct is False


def test_marks_without_a_place_are_left_out_and_said(fresh):
    draft = workshop.key_draft(fresh)
    cut = kit.Article(fresh.article.text[:300])
    other = kit.Annotations.load(draft.save(), cut, codebook=fresh.codebook)
    assert len(other.orphans) and "left out" in workshop.write_key(fresh, other).notes[-1]


@pytest.mark.parametrize("name", ["assad-2017", "night-market"])
def test_a_key_goes_round_through_the_draft(name, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    lesson = kit.open_lesson(shutil.copytree(ROOT / "data" / name, tmp_path / name))
    before = {
        layer: lesson.key(layer).table.drop(columns=["id", "creator", "part_of"], errors="ignore")
        for layer in lesson.layers
    }
    links = sum(bool(mark.attributes.get("part_of")) for mark in lesson.key("quotation"))
    workshop.write_key(lesson, workshop.key_draft(lesson), write=True)
    for layer in lesson.layers:
        pd.testing.assert_frame_equal(
            lesson.key(layer).table.drop(columns=["id", "creator", "part_of"], errors="ignore"),
            before[layer],
        )
    assert sum(bool(mark.attributes.get("part_of")) for mark in lesson.key("quotation")) == links


def test_words_that_look_like_a_table_stay_in_their_cell():
    article = kit.Article('He said, "a, b\nc" and left.')
    book = kit.open_lesson(ROOT).codebook
    marks = kit.Annotations(article, codebook=book)
    marks.add(10, 16, "quotation", note='so, "odd"\nit is', speaker="=1+1")
    text = as_csv(book.layer("quotation"), list(marks), article)
    assert (
        pd.read_csv(__import__("io").StringIO(text)).speaker[0] == "=1+1"
        and text.count("quotation") == 1
    )
