"""The static form: right without styles, safe, and the same every time."""

from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.annotating.highlight import darkened, lanes, luminance

BOOK = kit.Codebook.load(Path(__file__).parent / "codebook.toml")


class Page(HTMLParser):
    """What is in the page: its tags, and the words of its paragraphs, without what only shows where styles are gone."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "p" in self.open and "sup" not in self.open and "span" not in self.open:
            self.text += data


def test_every_word_is_there_once_however_marks_overlap():
    marks = kit.Annotations(kit.Article("One two three four.\n\nFive six."), codebook=BOOK)
    marks.add(0, 18, "quotation"), marks.add(4, 26, "person"), marks.add(4, 7, "place")
    assert Page(kit.highlight(marks).html).text == "One two three four.Five six."


@settings(max_examples=60, deadline=None)
@given(
    st.text("ab <&\"'\n👩é", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6),
)
def test_no_words_are_lost_or_made_up(text, spans):
    marks = kit.Annotations(kit.Article(text), codebook=BOOK)
    for start, end in spans:
        if start < end <= len(text):
            marks.add(start, end, "person")
    wanted = "".join(line for line in text.split("\n") if line.strip())
    assert Page(kit.highlight(marks).html).text.removesuffix("No marks yet.") == wanted


def test_without_styles_brackets_show_where_a_mark_is():
    marks = kit.Annotations(kit.Article("One two three."), codebook=BOOK)
    marks.add(4, 7, "person")
    assert (
        '<span class="kit-bracket">[</span>two</mark><sup><span class="kit-bracket">]</span>p1</sup> three.'
        in kit.highlight(marks).html
    )


def test_hostile_text_stays_text():
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    marks = kit.Annotations(kit.Article(nasty, title=nasty, language='en"><script>'), creator=nasty)
    marks.add(0, 8, nasty, note=nasty, speaker=nasty)
    tags = {tag for tag, _ in Page(kit.highlight(marks, caption=nasty).html).tags}
    assert tags == {
        "caption",
        "figure",
        "style",
        "figcaption",
        "p",
        "mark",
        "span",
        "sup",
        "ul",
        "li",
        "b",
        "bdi",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


def test_it_fetches_nothing_and_is_the_same_every_time(tmp_path):
    def page():
        marks = kit.Annotations(kit.Article("One two three.", title="Numbers"), codebook=BOOK)
        whole = marks.add(0, 14, "quotation", form="direct")
        marks.add(4, 7, "quotation", part_of=whole.id, note="only one word")
        return kit.highlight(marks)

    assert page().html == page().html and repr(page()) == repr(page())
    text = Path(page().save(tmp_path / "page.html")).read_text(encoding="utf-8")
    assert "url(" not in text and "http" not in text and "<script" not in text
    assert text.startswith("<!doctype html>") and "<title>Numbers</title>" in text
    assert "part_of: q1" in text  # a link is shown as the mark it names


def test_a_layer_shows_its_labels_alone_and_orphans_are_listed():
    marks = kit.Annotations(kit.Article("One two three."), codebook=BOOK)
    marks.add(0, 3, "person"), marks.add(4, 7, "quotation")
    html = kit.highlight(marks, layer="entity").html
    assert "Person" in html and "Quotation" not in html
    marks = kit.Annotations(kit.Article("Wholly other."), codebook=BOOK)
    marks.add_all([kit.Annotation("a", None, None, "gone words", "person", status="orphan")])
    assert "not found in this text" in kit.highlight(marks).html


def test_lines_have_a_contrast_of_three_to_one():
    for colour in ("#f0e442", "#ffffff", "#0072b2", "#56b4e9"):
        assert 1.05 / (luminance(darkened(colour)) + 0.05) >= 3


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), max_size=12))
def test_marks_in_one_lane_never_overlap(spans):
    marks = [
        kit.Annotation(str(n), start, start + length, "", "x")
        for n, (start, length) in enumerate(sorted(spans))
    ]
    lane = lanes(marks)
    for a in marks:
        for b in marks:
            if a is not b and lane[a.id] == lane[b.id]:
                assert a.end <= b.start or b.end <= a.start
