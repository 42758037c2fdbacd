"""The annotated edition: everything a reader made is in it, nothing of it is obeyed, and with nothing made it says what is missing."""

import json
import re
import shutil
from html.parser import HTMLParser

import mistune
import pytest

import kit
from kit.showing import edition_markdown

HOSTILE = "<script>window.bad=1</script><img src=x onerror=window.bad=2>\"'&`|*_[a](javascript:x)\ud83d\x00\u202e</title></style>"
PLAIN = HOSTILE.replace("\ud83d", "\ufffd").replace(
    "\x00", ""
)  # a lost half and a control character go; all else is shown


class Page(HTMLParser):
    """tags: (name, attributes) of every element; text: what is shown."""

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
        self.text += "\n" if tag in ("p", "li", "td", "th", "h1", "h3") else ""

    def handle_data(self, data):
        self.text += "" if self.open[-1:] == ["style"] else data


def rubbish(lesson, text):
    (lesson.desk / "ratings").mkdir(parents=True, exist_ok=True)
    (lesson.desk / "ratings" / "00067-00110.jsonld").write_text(text, encoding="utf-8")


@pytest.fixture
def full(lesson):
    """A lesson in which everything is done, some of it by somebody hostile."""
    marks = lesson.marks()
    marks.add_all(lesson.key())
    marks.add(0, 5, "problem", note=HOSTILE, voice=HOSTILE)
    marks.add(6, 14, "person", canonical=HOSTILE)
    lesson.kept.keep_answer("01.1", f"One.\n\nTwo: {HOSTILE}", seen="")
    lesson.kept.keep_answer("02.8", "As f12 says.", seen="")
    lesson.rate("c22", "misleading", "It depends.", "f34")
    hostile = {
        "claimReviewed": HOSTILE,
        "reviewBody": HOSTILE,
        "itemReviewed": {},
        "reviewRating": {"alternateName": "wrong"},
    }
    rubbish(lesson, json.dumps(hostile))
    return lesson


def test_it_has_everything_that_was_made(full):
    edition = kit.annotated_edition(full, reader="Ann O'Reader")
    page = Page(edition.html)
    titles = [chapter.title for chapter in edition.chapters]
    assert titles == [
        *(layer.title for layer in full.codebook.layers),
        "Claims I rated",
        "Questions and answers",
        "What is not here yet",
        "Sources",
    ]
    for mark in full.marks():
        if mark.note != HOSTILE:
            assert mark.note in page.text
    assert (
        "Read and annotated by Ann O'Reader" in page.text
        and "Two: " in page.text
        and "Verdict: misleading" in page.text
    )
    assert {"f12", "f34"} <= set(
        re.findall(r"\bf\d+\b", page.text.split("Facts named in this edition")[1])
    )
    assert full.article.sha256 in page.text and full.about["address"] in page.text
    figures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(figures) == 3 and all(
        a["src"].startswith("data:image/png;base64,") and len(a["alt"]) > 60 for a in figures
    )


def test_every_mark_has_its_sign_in_the_text_and_its_note_beside_it(lesson):
    marks = lesson.marks()
    marks.add(0, 5, "problem", note="Who says so?", voice="article")
    marks.add(67, 80, "cause")
    html = kit.annotated_edition(lesson).html
    assert re.search(r"Assad</mark><sup>.{0,60}p1</sup>", html)
    assert "<b>p1</b> <bdi>Defines the problem; Whose words: article; Who says so?</bdi>" in html
    assert "<b>c2</b>" not in html  # the sign in the text says all there is


def test_nothing_hostile_is_obeyed(full):
    page = Page(kit.annotated_edition(full, reader=HOSTILE).html)
    assert not {"script", "iframe", "object", "link", "a "} & {tag for tag, _ in page.tags}
    assert sum(tag == "img" for tag, _ in page.tags) == 3 and not any(
        name.startswith("on") for _, a in page.tags for name in a
    )
    assert all(a["href"].startswith("#c") for tag, a in page.tags if tag == "a")
    assert page.text.count(PLAIN) >= 7  # name, note, voice, canonical name, answer, claim, reason


def test_it_stands_alone_and_says_so_to_the_browser(full):
    html = kit.annotated_edition(full).html
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert (
        f'content="{policy}"' in html
        and not re.search(r'(src|href)="(?!data:|#)', html)
        and "@import" not in html
        and "url(" not in html
    )


def test_what_sums_up_comes_first(lesson):
    lesson.kept.keep_answer("10.2", "To a friend.", seen="")
    lesson.kept.keep_answer("10.5", "Hers.", seen="")
    chapters = {chapter.title: chapter.parts for chapter in kit.annotated_edition(lesson).chapters}
    assert next(iter(chapters)) == "What I make of it" and [
        part.id for part in chapters["What I make of it"]
    ] == ["10.2"]
    assert [part.id for part in chapters["Questions and answers"]] == ["10.5"]


def test_with_nothing_marked_it_is_the_article_and_says_what_is_missing(lesson):
    edition = kit.annotated_edition(lesson)
    assert [chapter.title for chapter in edition.chapters] == [
        "The article",
        "What is not here yet",
        "Sources",
    ]
    assert (
        "Nothing marked for “Parts of the story” yet (notebook 02)." in edition.missing
        and "No claim rated yet (notebook 08)." in edition.missing
    )
    assert any(
        line.startswith("Written answers still open: 00.1, 01.1") for line in edition.missing
    )
    text = Page(edition.html).text
    assert (
        all(paragraph in text for paragraph in lesson.article.paragraphs.text)
        and "Nothing is marked yet" in text
    )
    assert repr(edition).startswith("An annotated edition. It has 3 chapters:")
    assert edition.save().lines[0].endswith("in the folder assad-2017 of your work folder.")


def test_the_reader_chooses_layers_and_their_order(full):
    titles = [
        chapter.title for chapter in kit.annotated_edition(full, layers=["frame", "story"]).chapters
    ]
    assert titles[:2] == ["Frames", "Parts of the story"] and "Quotations" not in titles
    with pytest.raises(kit.KitError, match="no layer 'frames'"):
        kit.annotated_edition(full, layers=["frames"])


@pytest.mark.parametrize("without", ["key", "evidence.csv", "exercises.toml", "series", "readers"])
def test_a_lesson_that_lacks_something_still_has_its_edition(copy, without):
    path = copy / without
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    lesson = kit.open_lesson(copy)
    lesson.marks().add(0, 5, "problem", note="f12")
    edition = kit.annotated_edition(lesson)
    assert edition.chapters[0].title == "Frames" and edition.html and edition.markdown


def test_another_codebook_and_an_article_in_another_script(copy):
    (copy / "codebook.toml").write_text(
        '[[layers]]\nname="ton"\ntitle="Ton"\n[[layers.labels]]\nname="a<b"\n', encoding="utf-8"
    )
    (copy / "article.txt").write_text(
        "שלום לעולם\n\nقال الرئيس إن السلام ممكن.\n", encoding="utf-8"
    )
    (copy / "lesson.toml").write_text('title="שלום"\nlanguage="he"\n', encoding="utf-8")
    for name in ("key", "readers"):
        shutil.rmtree(copy / name)
    lesson = kit.open_lesson(copy)
    lesson.marks().add(0, 4, "a<b", note="הערה")
    page = Page(kit.annotated_edition(lesson).html)
    assert (
        "הערה" in page.text
        and "a<b" in page.text
        and ("h1", {"dir": "auto", "lang": "he"}) in page.tags
    )


def test_marks_that_lost_their_place_are_kept_and_said(copy):
    lesson = kit.open_lesson(copy)
    lesson.marks().add(0, 65, "problem", note="mine")
    lesson.marks().save()
    (copy / "article.txt").write_text("Quite another text.\n", encoding="utf-8")
    for name in ("key", "readers"):
        shutil.rmtree(copy / name)
    edition = kit.annotated_edition(kit.open_lesson(copy))
    assert (
        "No longer in the text:" in edition.html
        and "“Assad Welcomes America" in Page(edition.html).text
    )
    assert any("no longer in the text: 1" in line for line in edition.missing)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2",
        "[1, null, {}]",
        '{"@type": "ClaimReview"}',
        '{"claimReviewed": [1], "itemReviewed": [1], "reviewRating": "x"}',
    ],
)
def test_rubbish_among_the_ratings_does_no_harm(lesson, text):
    lesson.rate("c22", "misleading")
    rubbish(lesson, text)
    edition = kit.annotated_edition(lesson)
    assert [part.verdict for part in edition.ratings] == [
        "misleading"
    ] and "No claim rated" not in repr(edition)


def test_markdown_says_the_same_and_hides_no_markup(full):
    text = kit.annotated_edition(full, reader=HOSTILE).markdown
    page = Page(mistune.create_markdown(escape=False, plugins=["table"])(text))
    assert {tag for tag, _ in page.tags} <= {
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "strong",
        "em",
        "sup",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert PLAIN.replace("\u202e", "") in page.text.replace("\u202e", "")
    heads = [chapter.title for chapter in kit.annotated_edition(full).chapters]
    assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == heads
    for paragraph in full.article.paragraphs.text:
        words = re.sub(r"\W", "", re.sub(r"\\\]<sup>\w+</sup>", "", text))
        assert re.sub(r"\W", "", paragraph) in words


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "1. a", "12) a", "a | b", "> a", "`a`", "a  \nb", "&lt;", "==="]
)
def test_a_line_of_text_is_no_markup_in_markdown(text):
    page = Page(mistune.create_markdown(escape=False, plugins=["table"])(edition_markdown.m(text)))
    assert [tag for tag, _ in page.tags] == ["p"] and page.text.strip() == " ".join(text.split())
