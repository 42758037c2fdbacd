"""A place that can't keep work says "not kept", and never "saved"."""

import pytest

import kit
from kit import files
from kit.errors import FileError
from kit.teaching.form import AnswerBox
from kit.teaching.kept import Kept

ARTICLE = kit.Article("Maren spoke.")
BOOK = kit.Codebook.of(["person"])


@pytest.fixture
def fleeting(monkeypatch):
    monkeypatch.setattr(files, "IS_LASTING", False)


def test_the_annotator_says_that_marks_are_not_kept(tmp_path, fleeting):
    marks = kit.Annotations(ARTICLE, codebook=BOOK, path=tmp_path / "marks-me.jsonld")
    annotator = kit.annotate(marks)
    sent = []
    annotator.send = sent.append
    mark = {"id": "a", "start": 0, "end": 5, "label": "person"}
    annotator._hear(None, {"window": "w", "operations": [{"number": 1, "do": "add", **mark}]}, [])
    assert not sent[-1]["saved"]["ok"]
    assert "not kept: this page can't keep work" in sent[-1]["saved"]["message"]


def test_a_box_says_that_an_answer_is_not_kept(tmp_path, fleeting):
    box = AnswerBox("01.1", "Who spoke?", Kept(tmp_path))
    box.text = "Maren"
    assert "not kept: this page can't keep work" in box.status
    assert Kept(tmp_path).answer("01.1") == "Maren"  # as long as the page is open


def test_a_cell_that_saves_marks_says_so_too(tmp_path, fleeting):
    marks = kit.Annotations(ARTICLE, codebook=BOOK)
    marks.add(0, 5, "person")
    with pytest.raises(FileError, match="not kept: .* download your work before you close it"):
        marks.save(tmp_path / "marks.jsonld")


def test_elsewhere_work_is_kept(tmp_path):
    marks = kit.Annotations(ARTICLE, codebook=BOOK)
    marks.add(0, 5, "person")
    assert marks.save(tmp_path / "marks.jsonld").exists()
