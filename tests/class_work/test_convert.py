"""python -m kit convert: one line says what was done, and lines before it what the other format has no room for."""

import pytest

import kit
from workshop import cli

ARTICLE = "Ana Blum opened the bridge 😀 on Friday."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    marks = kit.Annotations(kit.Article(ARTICLE), creator="me")
    marks.add(0, 8, "person", note="steers")
    marks.add(29, 38, "time")
    marks.save("marks.json")
    return tmp_path


def run(*arguments):
    return cli.run(cli.parse(["convert", *arguments, "--article", "article.txt"]))


def test_what_is_lost_is_said_and_the_rest_arrives(folder, capsys):
    assert run("marks.json", "out.jsonl") == 0
    assert capsys.readouterr().out.splitlines() == [
        "doccano can't hold notes: 1 annotation is written without",
        "doccano can't hold creators: 2 annotations are written without",
        "out.jsonl: 2 annotations read, written as doccano",
    ]
    assert run("out.jsonl", "cas.json", "--to", "cas") == 0
    assert run("cas.json", "back.csv", "--from", "cas") == 0
    assert [mark.text for mark in kit.read_annotations("back.csv", kit.Article(ARTICLE))] == [
        "Ana Blum",
        "on Friday",
    ]


def test_a_file_that_is_there_is_not_replaced(folder):
    (folder / "out.csv").write_text("mine")
    with pytest.raises(kit.KitError, match="out.csv: is there already"):
        run("marks.json", "out.csv")
    assert (folder / "out.csv").read_text() == "mine"


def test_an_ending_nobody_knows(folder):
    with pytest.raises(
        kit.KitError, match="out.xyz: its ending says no format; name one of: w3c, csv"
    ):
        run("marks.json", "out.xyz")
