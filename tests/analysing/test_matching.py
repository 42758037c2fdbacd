import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.analysing.gathering import gather
from kit.analysing.matching import pair_up

ARTICLE = kit.Article(
    "“One two,” he said, three four five. Six seven; eight nine ten — eleven twelve!"
)
WORDS = list(zip(ARTICLE.words.start, ARTICLE.words.end, strict=True))


def table(*places):
    """Spans by word numbers, first and last."""
    rows = [(WORDS[a][0], WORDS[b][1], "x") for a, b in places]
    rows = [(start, end, ARTICLE.text[start:end], label) for start, end, label in rows]
    return pd.DataFrame(rows, columns=["start", "end", "text", "label"])


def paired(spans):
    return sorted((int(i), int(j)) for a, b in pair_up(spans) for i, j in zip(a, b, strict=True))


coders = st.lists(
    st.lists(
        st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 4)), max_size=7, unique=True
    ).map(lambda places: table(*[(a, min(len(WORDS) - 1, a + n)) for a, n in places])),
    min_size=1,
    max_size=4,
)


@given(coders)
def test_pairing_is_greedy_by_overlap_for_each_two_coders(tables):
    spans = gather(tables).spans
    expected = []
    for i in range(len(tables)):
        for j in range(i + 1, len(tables)):
            candidates = []
            for a, mine in spans[spans.coder == i].iterrows():
                for b, other in spans[spans.coder == j].iterrows():
                    x, y = (
                        set(range(mine["first"], mine["last"])),
                        set(range(other["first"], other["last"])),
                    )
                    if 2 * len(x & y) >= len(x | y):
                        places = sorted(
                            [(mine["first"], mine["last"]), (other["first"], other["last"])]
                        )
                        candidates.append((-len(x & y) / len(x | y), places, a, b))
            used = set()
            for _, _, a, b in sorted(candidates):
                if not {a, b} & used:
                    used |= {a, b}
                    expected.append((a, b))
    assert paired(spans) == sorted(expected)


@given(coders)
def test_turning_coders_round_finds_as_many_pairs(tables):
    assert len(paired(gather(tables).spans)) == len(paired(gather(tables[::-1]).spans))


def test_edges_are_trimmed_and_words_are_the_articles():
    quote = pd.DataFrame(
        {"start": [0], "end": [10], "text": ["“One two,”"], "label": ["quotation"]}
    )
    spans = gather([quote, table((0, 1)).assign(label="quotation")]).spans
    assert (
        spans[["inner_start", "inner_end", "first", "last"]].values.tolist() == [[1, 8, 0, 2]] * 2
    )
    assert paired(spans) == [(0, 1)]


def test_marks_alone_and_cut_words_and_tables_without_text_work():
    odd = pd.DataFrame({"start": [0, 2], "end": [1, 6], "text": ["“", "ne t"], "label": ["a", "b"]})
    assert paired(gather([odd, odd]).spans) == [(0, 2), (1, 3)]
    bare = pd.DataFrame({"start": [0, 10], "end": [8, 14], "label": ["a", "b"]})
    moved = bare.assign(start=[2, 13], end=[9, 17])
    assert paired(gather([bare, moved]).spans) == [(0, 2)]  # six characters of nine; one of seven


def test_annotations_and_tables_can_stand_side_by_side():
    marks = kit.Annotations(ARTICLE, creator="ann")
    marks.add(1, 8, "quotation")
    found = gather([marks, table((0, 1)).assign(label="quotation"), marks])
    assert (
        found.names == ["ann", "coder 2", "ann (2)"]
        and found.article is ARTICLE
        and paired(found.spans) == [(0, 1), (0, 2), (1, 2)]
    )


def test_names_never_meet_each_other_or_a_column():
    assert gather({"text": table(), "split": table()}).names == ["text (2)", "split (2)"]
    assert gather([table(), table()]).names == ["coder 1", "coder 2"]


@pytest.mark.parametrize(
    "tables, words",
    [
        ([pd.DataFrame({"start": [1]})], "coder 1 has no column 'end'; it has start"),
        (
            [table(), pd.DataFrame({"start": [3], "end": [3], "label": ["x"]})],
            "coder 2 has a span from 3 to 3",
        ),
        ([kit.Annotations(ARTICLE), kit.Annotations(kit.Article("other"))], "different texts"),
    ],
)
def test_mistakes_are_said_in_one_line(tables, words):
    with pytest.raises(kit.KitError) as caught:
        gather(tables)
    assert words in str(caught.value) and "\n" not in str(caught.value)
