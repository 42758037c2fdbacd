"""Anchoring: a mark is found again where a reader would find it, and never taken to a look-alike without saying so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.annotating import w3c
from kit.annotating.anchoring import is_certain
from kit.annotating.likeness import Place, Selector
from kit.annotating.placing import place

TEXT = (
    "Mayor Ortiz opened the new bridge on Friday. “The bridge will bring us together,” Ortiz told a crowd of two hundred.\n\n"
    "Ferry owners were not there. The ferry has crossed the Lenn for ninety years, and Ana Blum, who steers it, said she would go on. "
    "“A bridge does not wait for you,” Blum said. The mayor said the ferry would keep its licence until 2031.\n\n"
    "The bridge cost four million, twice what the council had planned. Ortiz called the price “fair”."
)


def marked(words, number=0, width=32):
    """What a file keeps of the number-th occurrence of some words: exact, prefix, suffix, hint."""
    at = -1
    for _ in range(number + 1):
        at = TEXT.index(words, at + 1)
    return words, TEXT[max(0, at - width) : at], TEXT[at + len(words) : at + len(words) + width], at


def edited(*changes):
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


CASES = [  # name, marked words, which occurrence, edits, words found (None: an orphan), status
    ("untouched", "Ortiz", 1, [], "Ortiz", "found"),
    ("a sentence before it came", "Ortiz", 1, [("Mayor", "It rained. Mayor")], "Ortiz", "moved"),
    (
        "the word after it changed",
        "Ana Blum",
        0,
        [("who steers it", "its captain")],
        "Ana Blum",
        "found",
    ),
    (
        "an adverb got in",
        "does not wait",
        0,
        [("does not wait", "does not ever wait")],
        "does not ever wait",
        "moved",
    ),
    (
        "reworded within its context",
        "ninety years",
        0,
        [("ninety years", "over ninety years")],
        "ninety years",
        "moved",
    ),
    (
        "a misspelling was mended",
        "its licence",
        0,
        [("its licence", "its license")],
        "its license",
        "moved",
    ),
    (
        "straight marks for curly",
        "“A bridge does not wait for you,”",
        0,
        [("“", '"'), ("”", '"')],
        '"A bridge does not wait for you,"',
        "moved",
    ),
    (
        "a line break for a space",
        "crossed the Lenn",
        0,
        [("crossed the Lenn", "crossed\nthe Lenn")],
        "crossed\nthe Lenn",
        "moved",
    ),
    ("capitals", "mayor said", 0, [("The mayor said", "THE MAYOR SAID")], "MAYOR SAID", "moved"),
    (
        "a long one, everything around it new",
        "The ferry has crossed the Lenn for ninety years",
        0,
        [
            ("Ferry owners were not there. ", "Nobody had asked the owners of boats. "),
            (", and Ana Blum, who steers it, said she would go on", ""),
        ],
        "The ferry has crossed the Lenn for ninety years",
        "moved",
    ),
    (
        "its sentence went, the name stands elsewhere",
        "Ortiz",
        2,
        [(" Ortiz called the price “fair”.", "")],
        "Ortiz",
        "ambiguous",
    ),
    (
        "its sentence went, a similar one stays",
        "bridge",
        3,
        [("The bridge cost four million, twice what the council had planned.", "")],
        "bridge",
        "ambiguous",
    ),
    ("all of it went", "“fair”", 0, [(" Ortiz called the price “fair”.", "")], None, None),
    (
        "other words stand there now",
        "two hundred",
        0,
        [("two hundred", "people and their dogs")],
        None,
        None,
    ),
    (
        "half of it went",
        "who steers it, said she would go on",
        0,
        [(", who steers it, said she would go on", ", angry")],
        None,
        None,
    ),
]


@pytest.mark.parametrize(
    "name, words, number, changes, found, status", CASES, ids=[case[0] for case in CASES]
)
def test_marks_on_an_edited_text(name, words, number, changes, found, status):
    text = edited(*changes)
    match = kit.locate_quote(text, *marked(words, number))
    assert (match and text[match.start : match.end], match and match.status) == (found, status)


@pytest.mark.parametrize(
    "exact, prefix, suffix, hint, start, status",
    [
        ("Ortiz", "", "", None, 6, "ambiguous"),  # three of them, and nothing known
        ("Ana Blum", "", "", None, 200, "found"),
        ("Ortiz", "", "", 82, 82, "found"),
        ("Ortiz", "", "", 80, 82, "ambiguous"),  # near is not there
        ("Ortiz", "", " told", None, 82, "found"),
        ("", "Mayor ", "", 0, None, None),
        ("Quito", "", "", None, None, None),  # a short word gets no approximation
    ],
)
def test_what_is_known_decides_how_sure_it_is(exact, prefix, suffix, hint, start, status):
    match = kit.locate_quote(TEXT, exact, prefix, suffix, hint)
    assert (match and match.start, match and match.status) == (start, status)


def test_every_word_score_is_between_0_and_1_and_falls_with_every_error():
    _exact, prefix, suffix, hint = marked("the ferry would keep its licence")
    wrong = [
        "the ferry would keep its licence",
        "the ferry would kept its licence",
        "the ferry could kept his licence",
    ]
    scores = [kit.locate_quote(TEXT, words, prefix, suffix, hint).score for words in wrong]
    assert (
        scores[0] == 1
        and scores == sorted(scores, reverse=True)
        and len(set(scores)) == 3
        and scores[-1] > 0.5
    )


def test_anything_may_be_asked_of_any_text():
    for text in ["", " ", "\u0301", "a", "😀😀", "\ud800x", TEXT]:
        for exact in ["", " ", "\u0301", "a", "😀", "no such words in it", "x" * 5000]:
            for context in ["", " ", "zz", "y" * 400]:
                for hint in [None, -5, 0, 10**9]:
                    kit.locate_quote(text, exact, context, context, hint)


SPEAKS = [  # for a place: what there is to know about it, and whether that is enough to take it
    ("its words, where they were", {"away": 0, "before": 0.5, "after": 0.5}, True),
    (
        "other words, where they were",
        {"away": 0, "quote": 0.998, "before": 0.5, "after": 0.5},
        False,
    ),
    ("its words, just beside", {"away": 1, "before": 0.5, "after": 0.5}, False),
    ("one side", {"before": 0.8, "after": 0.4}, True),
    ("one short side", {"before": 0.8, "after": 0.4, "size": 7}, False),
    ("one side, a little less like", {"before": 0.79, "after": 0.5}, False),
    ("both sides, half", {"before": 0.7, "after": 0.7}, True),
    ("both sides, a little less", {"before": 0.69, "after": 0.7}, False),
    ("a side that is another", {"away": 0, "after": 0.39}, False),
    ("a side that may be another", {"away": 0, "after": 0.4}, True),
    ("at the end of near", {"away": 500, "before": 0.8, "after": 0.8}, True),
    ("far", {"away": 501, "before": 0.8, "after": 0.8}, False),
    ("far, with its context", {"away": 501, "before": 0.95, "after": 0.95}, True),
    ("far, with nearly its context", {"away": 501, "before": 0.94, "after": 0.95}, False),
    ("a side, and nobody knows where", {"away": None, "before": 0.8, "after": 0.5}, True),
    ("a long one's words", {"letters": 24, "quote": 0.91, "before": 0.5, "after": 0.5}, True),
    ("one not long enough", {"letters": 23, "quote": 0.91, "before": 0.5, "after": 0.5}, False),
    (
        "a long one's changed words",
        {"letters": 24, "quote": 0.9, "before": 0.5, "after": 0.5},
        False,
    ),
    ("and its context", {"letters": 24, "quote": 0.6, "before": 0.8, "after": 0.5}, True),
    ("a long one twice", {"letters": 24, "others": [(1100, 1124, 1)]}, False),
    ("twice, one where it was", {"letters": 24, "away": 0, "others": [(1100, 1124, 1)]}, True),
    ("nothing but its words", {"away": None, "size": 0}, True),
    ("nothing but like words", {"away": None, "size": 0, "quote": 0.99}, False),
    ("its words twice", {"away": None, "size": 0, "others": [(1100, 1104, 1)]}, False),
    ("and like ones", {"away": None, "size": 0, "others": [(1100, 1104, 0.96)]}, False),
    ("and others", {"away": None, "size": 0, "others": [(1100, 1104, 0.94)]}, True),
    ("like ones before it", {"away": None, "size": 0, "others": [(996, 1000, 0.96)]}, False),
    ("like ones after it", {"away": None, "size": 0, "others": [(1004, 1008, 0.96)]}, False),
    ("like ones across it", {"away": None, "size": 0, "others": [(999, 1003, 0.96)]}, True),
    ("its words across it", {"away": None, "size": 0, "others": [(998, 1002, 1)]}, False),
    ("its words, context twice", {"others": [(1100, 1104, 1)], "before": 0.8}, False),
]


@pytest.mark.parametrize(
    ("known", "enough"), [case[1:] for case in SPEAKS], ids=[case[0] for case in SPEAKS]
)
def test_what_speaks_for_a_place_is_enough_or_not(known, enough):
    size = known.get("size", 8)
    away = known.get("away", 10)
    hint = None if away is None else 1000 - away
    letters = known.get("letters", 4)
    selector = Selector("w" * letters, "b" * size, "a" * size, hint)
    sides = (known.get("before", 1), known.get("after", 1)) if size else (None, None)
    best = Place(1000, 1000 + letters, known.get("quote", 1), *sides, None)
    others = [Place(*other, *sides, None) for other in known.get("others", [])]
    assert bool(is_certain(best, [best, *others], selector, " " * 2000)) == enough


VOCABULARY = [
    "the",
    "bridge",
    "ferry",
    "mayor",
    "said",
    "Ortiz",
    "Blum",
    "council",
    "would",
    "not",
    "price",
    "new",
    "river",
    "two",
    "wait",
    "city",
    "morning",
    "voters",
    "plan",
    "money",
    "school",
    "boat",
    "letter",
    "question",
    "answer",
    "winter",
    "report",
    "doubt",
    "engine",
    "promise",
    "street",
    "market",
    "paper",
    "tunnel",
    "harbour",
    "minister",
    "toll",
    "bank",
    "window",
    "lawyer",
    "garden",
    "number",
    "evening",
    "teacher",
    "island",
    "summer",
    "debt",
    "vote",
    "story",
    "driver",
    "ticket",
    "union",
    "station",
    "gravel",
]


def kept(text, start, end):
    article = kit.Article(text)
    marks = kit.Annotations(article)
    marks.add(start, end, "x")
    return w3c.loads(w3c.dumps(marks, article))[1]


@settings(max_examples=300, deadline=None)
@given(st.permutations(VOCABULARY), st.data())
def test_a_mark_whose_sentence_is_gone_is_never_taken_to_a_look_alike_in_silence(words, data):
    sentences = [words[n : n + 6] for n in range(0, 54, 6)]
    number = data.draw(st.integers(0, 8))
    first = data.draw(st.integers(0, 4))
    chosen = sentences[number][first : first + data.draw(st.integers(1, 2))]
    for twin in data.draw(st.sets(st.integers(0, 8).filter(lambda n: n != number), min_size=1)):
        at = data.draw(st.integers(0, 6))
        sentences[twin] = sentences[twin][:at] + chosen + sentences[twin][at:]
    lines = [" ".join(sentence) + "." for sentence in sentences]
    start = (
        len(" ".join(lines[:number]))
        + (number > 0)
        + len(" ".join(sentences[number][:first]))
        + (first > 0)
    )
    marks = kept(" ".join(lines), start, start + len(" ".join(chosen)))
    (mark,) = place(marks, kit.Article(" ".join(lines[:number] + lines[number + 1 :])))
    assert mark.status in ("ambiguous", "orphan"), (mark, lines, number, first)


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=40),
    st.text(min_size=1, max_size=40),
    st.text(max_size=40),
    st.text(max_size=20),
)
def test_on_its_own_text_a_mark_is_found_and_after_an_insertion_before_it_moved_along(
    before, words, after, inserted
):
    text = before + words + after
    start, end = len(before), len(before) + len(words)
    (mark,) = place(kept(text, start, end), kit.Article(text))
    assert (mark.start, mark.end, mark.status) == (start, end, "found")
    (mark,) = place(kept(text, start, end), kit.Article(inserted + text))
    assert mark.start is not None
    assert mark.status == "ambiguous" or mark.text == words


def test_neighbours_that_moved_tell_where_a_repeated_line_went():
    line = "The council said nothing. "
    blocks = [f"Speaker number {n} rose and spoke of matter {n * 7}. " for n in range(12)]
    old = kit.Article(line.join(blocks))
    marks = kit.Annotations(old)
    for n, block in enumerate(blocks):
        marks.add(old.text.index(block), old.text.index(block) + 16 + len(str(n)), "speaker")
    at = old.text.index(line, 400)
    marks.add(at, at + 25, "silence")
    new = kit.Article(
        "A word of welcome first, which nobody had planned and all enjoyed. " + old.text
    )
    placed = place(w3c.loads(w3c.dumps(marks, old))[1], new)
    assert {mark.status for mark in placed} == {"moved"}
    assert [mark.start for mark in placed if mark.label == "silence"] == [at + 67]
