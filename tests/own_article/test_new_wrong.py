"""A course on another article: what is no article, what can't be written, what is asked and guessed."""

import pytest
from own import TEXTS

import kit
from kit.errors import KitError
from workshop.own_article import new as newcomer
from workshop.own_article.guesses import guess_language, has_headline
from workshop.own_article.new import new
from workshop.own_article.prompts import write_toml


@pytest.fixture
def quick(monkeypatch):
    """`new` without running the notebooks."""
    monkeypatch.setattr(newcomer, "validate", lambda *a, **k: 0)


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"", {}, "nothing in it"),
        (b" \n\n ", {}, "nothing in it"),
        (b"... --- ...", {}, "no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, {}, "a picture"),
        (b"word " * 4_100_000, {}, "larger than 20 MB"),
        (b"word " * 210_000, {}, "too many for a lesson"),
        (b"A bridge closes.", {"language": "xx"}, "not an ISO 639-1 code"),
        (b"A bridge closes.", {"language": "english"}, "not an ISO 639-1 code"),
        ("Hyvää huomenta kaikille.".encode(), {}, "add --language"),
        (b"A bridge closes.", {"encoding": "utf-9"}, "no encoding 'utf-9'"),
        ("Brücke".encode("cp1252"), {"encoding": "utf-8"}, "this is not text"),
    ],
)
def test_what_is_no_article_is_one_line_and_leaves_nothing_behind(
    tmp_path, quick, content, options, said
):
    article = tmp_path / "a.txt"
    article.write_bytes(content)
    with pytest.raises(KitError, match=said) as error:
        new(tmp_path / "course", article, **options)
    assert "\n" not in str(error.value) and sorted(path.name for path in tmp_path.iterdir()) == [
        "a.txt"
    ]


def test_a_folder_that_is_there_is_left_alone(tmp_path, quick):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "mine.txt").write_text("mine")
    with pytest.raises(KitError, match="is there already"):
        new(tmp_path / "course", TEXTS["night_market"])
    assert [path.name for path in (tmp_path / "course").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    new(tmp_path / "empty", TEXTS["night_market"])
    assert (tmp_path / "empty" / "course.toml").is_file()


def test_where_nothing_can_be_written_one_line_says_so(tmp_path, quick, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(KitError, match="can't be made"):
        new(tmp_path / "file" / "course", TEXTS["night_market"])

    def full(*_, **__):
        raise OSError(28, "No space left on device", "kit")

    monkeypatch.setattr(newcomer.shutil, "copytree", full)
    with pytest.raises(KitError, match="No space left"):
        new(tmp_path / "course", TEXTS["night_market"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_it_asks_at_a_terminal_and_no_means_no(tmp_path, quick, monkeypatch, capsys):
    class Terminal:
        isatty = staticmethod(lambda: True)

    monkeypatch.setattr(newcomer.sys, "stdin", Terminal)
    monkeypatch.setattr(newcomer.sys.stdout, "isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "n")
    assert new(tmp_path / "course", TEXTS["markup"]) == ["Nothing was made."] and asked
    assert (
        not (tmp_path / "course").exists()
        and "line 1 has HTML in it (<b>)" in capsys.readouterr().out
    )
    assert len(new(tmp_path / "course", TEXTS["markup"], yes=True)) == 3 and len(asked) == 1


def test_html_in_a_text_stays_text(tmp_path, quick):
    new(tmp_path / "course", TEXTS["markup"], title='A "title"\\ with\nsigns')
    lesson = kit.open_lesson(tmp_path / "course")
    assert "<script>alert" in lesson.article.text and "<script" not in lesson.article._repr_html_()
    assert lesson.article.title == 'A "title"\\ with signs' and lesson.headline == ""
    assert lesson.name == "a-title-with-signs" and "<script" not in (
        tmp_path / "course" / "README.md"
    ).read_text("utf-8")


def test_a_file_that_is_not_there_is_one_line_of_error(command, tmp_path):
    status, output, errors = command("new", tmp_path / "c", "--article", tmp_path / "no.txt")
    assert status == 2 and output == ""
    assert errors.count("\n") == 1 and "no such file" in errors


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("bruecke", "de"),
        ("biblioteka", "ru"),
        ("jisr", "ar"),
        ("yeshi", "zh"),
        ("mivneh", "he"),
        ("kirjasto", ""),
        ("night_market", "en"),
    ],
)
def test_the_language_is_found_where_it_can_be_told(stem, code):
    assert guess_language(TEXTS[stem].read_text("utf-8")) == code


@pytest.mark.parametrize(
    ("text", "title", "there"),
    [
        ("Bridge closes\n\nIt is old.", "", True),
        ("“Bridge closes”\n\nIt is old.", "", True),
        ("Who knew?\n\nNobody.", "", True),
        ("The U.K. wins\n\nYes.", "", True),
        ("It is old. It closes.\n\nMore.", "", False),
        ("It is old,” she said.”\n\nMore.", "", False),
        ("Bridge closes", "", False),
        ("Bridge closes\n\nIt is old.", "Another title", False),
        ("Bridge  closes\n\nIt is old.", "Bridge closes", True),
        ("word " * 40 + "\n\nIt is old.", "", False),
    ],
)
def test_a_headline_is_known_by_its_shape_or_its_title(text, title, there):
    assert has_headline(text, title) == there


def test_toml_is_written_as_it_is_read():
    import tomllib
    from datetime import date

    value = {
        "a": '“é” "x" \\ \n\t\x7f',
        "b": [1, 2.5, True],
        "c": {"d e": ["f"], "g": {}},
        "h": date(2020, 2, 3),
    }
    assert tomllib.loads(f"value = {write_toml(value)}")["value"] == value
