"""A word swapped in its sentence: what is written on paper, and what is refused."""

import pytest

import kit

ARTICLE = kit.Article(
    "The mayor spoke.\n\nShe pointed out the gap. “We wait,” she said.", language="en"
)


def test_every_version_is_on_paper_the_printed_one_first():
    swapped = kit.swap(ARTICLE, 22, 33, ["said there was", "pointed out", "invented"])
    assert repr(swapped).splitlines() == [
        "As printed: She [pointed out] the gap.",
        "Swapped: She [said there was] the gap.",
        "Swapped: She [invented] the gap.",
    ]
    data = swapped._repr_mimebundle_()[0]
    assert data["text/plain"] == repr(swapped) and data["text/html"].count("<li>") == 3
    assert "<strong>pointed out</strong> the gap. (as printed)" in data["text/html"]


def test_a_span_may_run_over_sentences_and_a_first_word_gets_its_capital():
    assert (
        repr(kit.swap(ARTICLE, 18, 21, "they")).splitlines()[1]
        == "Swapped: [They] pointed out the gap."
    )
    assert repr(kit.swap(ARTICLE, 38, 51, ["gap"])).startswith(
        "As printed: She pointed out the [gap. “We wait],” she said."
    )


def test_what_is_printed_is_never_markup():
    hostile = kit.Article('A "<img src=x onerror=alert(1)>" stands here.', language='en"><script>')
    html = kit.swap(hostile, 0, 1, ["<script>"])._repr_mimebundle_()[0]["text/html"]
    assert "<img" not in html and "<script" not in html and "&lt;img src=x" in html


@pytest.mark.parametrize("span", [(5, 5), (9, 4), (-3, 4), (0, 500), (16, 18)])
def test_a_span_that_is_not_in_the_text_is_refused(span):
    with pytest.raises(kit.SpanError, match="no words stand at"):
        kit.swap(ARTICLE, *span, ["x"])


@pytest.mark.parametrize("words", [[""], [3], ["a", " "]])
def test_what_is_no_word_is_refused(words):
    with pytest.raises(kit.KitError, match="a list of words to try"):
        kit.swap(ARTICLE, 4, 9, words)
