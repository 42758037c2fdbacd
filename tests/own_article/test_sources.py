"""An article comes out of any file as it was written, or one line says why not."""

import io
import subprocess
import sys

import pytest
from own import TEXTS

import workshop.own_article.source as reading
from kit.errors import FileError
from workshop.own_article.source import read_source

PLAIN = "The bridge is shut\n\n“We’re late,” she said – again. The café lost 40 % of its guests.\n\n\"Why 'now'?\" asks Ida Wren…"


def source(tmp_path, name, raw, **options):
    path = tmp_path / name
    path.write_bytes(raw)
    return read_source(path, **options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_odd_marks_stay_and_line_ends_and_encodings_go(tmp_path, encoding, end):
    found = source(tmp_path, "a.txt", PLAIN.replace("\n", end).encode(encoding))
    assert found.text == PLAIN
    assert bool(found.notes) == (encoding == "cp1252"), "what had to be guessed is said"


@pytest.mark.parametrize(
    ("stem", "encoding"),
    [
        ("biblioteka", "cp1251"),
        ("jisr", "cp1256"),
        ("yeshi", "gb18030"),
        ("bruecke", "cp1252"),
        ("mivneh", "cp1255"),
    ],
)
def test_old_encodings_of_four_scripts_are_found(tmp_path, stem, encoding):
    text = TEXTS[stem].read_text("utf-8").strip("\n")
    text = text.encode(encoding, "ignore").decode(encoding)
    assert source(tmp_path, "a.txt", text.encode(encoding)).text == text


def test_polish_is_found_when_its_language_is_named(tmp_path):
    text = "Most zamknięty do czerwca. „Nie wiedzieliśmy”, mówi właściciel zajazdu, który czeka na gości już trzy miesiące."
    assert source(tmp_path, "a.txt", text.encode("cp1250"), language="pl").text == text
    assert source(tmp_path, "a.txt", text.encode("cp1250"), encoding="cp1250").text == text


def test_markdown_loses_its_signs_and_nothing_else(tmp_path):
    raw = """---
title: ignored
---
# The *bridge* is shut

She said: **“We’re late”**, and [went](https://example.org).
A second line.

> Quoted, with a <b>tag</b>.

- first thing
- second thing

![a picture](x.png)
"""
    found = source(tmp_path, "a.md", raw.encode())
    assert found.text.split("\n\n") == [
        "The bridge is shut",
        "She said: “We’re late”, and went.\nA second line.",
        "Quoted, with a <b>tag</b>.",
        "first thing",
        "second thing",
        "a picture",
    ]
    assert found.title == "The bridge is shut" and "HTML" in found.notes[0]


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Bridge shut | Harbour Post</title>
<meta property="og:title" content="Bridge is shut until June"><meta property="og:site_name" content="Harbour Post"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Bridge is shut until June</h1>
<p>The bridge at the mill will stay shut until June, the town said on Monday, because cracks were found in two of its pillars.</p>
<p>“We’re late,” said Ida Wren, who leads the works. “But nobody should drive over a bridge that we don’t trust.”</p>
<p>The inn on the other bank has lost half of its guests since the autumn, and a ferry is to run from May.</p>
<script>alert("never")</script></article><aside>Most read: ten soups</aside><footer>© Harbour Post</footer></body></html>"""


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt"])
def test_a_saved_page_gives_its_main_text_and_says_whose_it_is(tmp_path, name):
    found = source(tmp_path, name, PAGE.encode())
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == found.title == "Bridge is shut until June" and len(paragraphs) == 4
    assert "“We’re late,” said Ida Wren" in paragraphs[2]
    assert not any(word in found.text for word in ("alert", "Sport", "soups", "©"))
    assert (found.language, found.publisher) == (
        "en",
        "Harbour Post",
    ) and "chose the main text" in found.notes[0]


def test_a_page_without_an_article_is_refused(tmp_path):
    with pytest.raises(FileError, match="no article was found"):
        source(tmp_path, "a.html", b"<html><body><script>alert(1)</script></body></html>")


def test_word_gives_its_paragraphs(tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("The bridge is shut", 0)
    document.add_paragraph("“We’re late,” she said.")
    document.add_paragraph("")
    document.add_paragraph("Again.")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "a table"
    file = io.BytesIO()
    document.save(file)
    found = source(tmp_path, "a.docx", file.getvalue())
    assert (
        found.text == "The bridge is shut\n\n“We’re late,” she said.\n\nAgain.\n\na table"
        and found.title == "The bridge is shut"
    )
    assert "a table's rows are paragraphs" in found.notes[0]
    with pytest.raises(FileError, match="can't be read"):
        source(tmp_path, "broken.docx", b"PK\x03\x04word/ and nothing else")


def test_a_pdf_gives_paragraphs_made_of_its_lines(tmp_path):
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    lines = [
        "The bridge is shut",
        "The bridge at the mill will stay shut until June, the",
        "town said on Monday.",
        "A ferry is to run from May, on every day but Sundays",
    ]
    figure = Figure()
    FigureCanvasPdf(figure)
    for place, line in enumerate(lines):
        figure.text(0.1, 0.8 - place / 20, line)
    figure.savefig(tmp_path / "a.pdf")
    found = read_source(tmp_path / "a.pdf")
    assert (
        found.text.split("\n\n") == [lines[0], f"{lines[1]} {lines[2]}", lines[3]]
        and "lines and not paragraphs" in found.notes[0]
    )
    with pytest.raises(FileError, match="can't be read"):
        source(tmp_path, "broken.pdf", b"%PDF-1.7 broken")


@pytest.mark.parametrize(
    ("name", "raw", "package"),
    [
        ("a.html", PAGE.encode(), "trafilatura"),
        ("a.pdf", b"%PDF-1.7", "pypdfium2"),
    ],
)
def test_a_missing_package_is_asked_for_by_name(tmp_path, monkeypatch, name, raw, package):
    def missing(module):
        raise ImportError(module)

    monkeypatch.setattr(reading.importlib, "import_module", missing)
    with pytest.raises(FileError, match=f"pip install {package}$"):
        source(tmp_path, name, raw)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.zip", b"PK\x03\x04\x00\x00\x00\x08" * 30),
        ("a.docx", b"\xd0\xcf\x11\xe0\x00\x00" * 9),
        ("a.jpg", bytes(range(256)) * 4),
        ("a.txt", b"\x00\x01\x02" * 50),
    ],
)
def test_what_is_no_text_is_said_plainly(tmp_path, name, raw):
    with pytest.raises(FileError, match="not text|can't be read") as error:
        source(tmp_path, name, raw)
    assert "\n" not in str(error.value)


def test_a_folder_and_a_missing_file_are_said_plainly(tmp_path):
    with pytest.raises(FileError, match="this is a folder"):
        read_source(tmp_path)
    with pytest.raises(FileError, match="there is no such file"):
        read_source(tmp_path / "no.txt")


def test_an_article_can_come_through_a_pipe():
    code = (
        "from workshop.own_article.source import read_source; print(ascii(read_source('-').text))"
    )
    run = subprocess.run([sys.executable, "-c", code], input=PLAIN.encode(), capture_output=True)
    assert run.stdout.decode().strip() == ascii(PLAIN), run.stderr
