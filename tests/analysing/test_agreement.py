import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.analysing import agreement as room

TEXT = "one two three four five six seven eight nine ten eleven twelve"
ARTICLE = kit.Article(TEXT)
WORDS = list(zip(ARTICLE.words.start, ARTICLE.words.end, strict=True))


def table(*rows):
    rows = [(WORDS[a][0], WORDS[b][1], label) for a, b, label in rows]
    return pd.DataFrame(
        [(a, b, TEXT[a:b], label) for a, b, label in rows],
        columns=["start", "end", "text", "label"],
    )


classes = st.lists(
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 3), st.sampled_from(["x", "y"])),
        max_size=6,
        unique=True,
    ).map(lambda rows: table(*[(a, min(11, a + n), label) for a, n, label in rows])),
    min_size=2,
    max_size=4,
)


@settings(max_examples=25)
@given(classes)
def test_f1_is_the_mean_of_comparing_each_two(coders):
    found = kit.agreement(coders, length=len(TEXT)).set_index("label")
    for match in ("exact", "overlap"):
        values = {}
        for a, b in itertools.combinations(coders, 2):
            for row in kit.compare(a, b, match).itertuples():
                if not math.isnan(row.f1):
                    values.setdefault(row.label, []).append(row.f1)
        for label in found.index:
            assert found[f"f1_{match}"][label] == pytest.approx(
                np.mean(values.get(label, math.nan)), nan_ok=True
            )


@settings(max_examples=25)
@given(classes, st.randoms(use_true_random=False))
def test_order_of_coders_and_names_of_labels_change_nothing(coders, random):
    one = kit.agreement(coders, length=len(TEXT)).set_index("label").drop(columns="note")
    other = [
        coder.sample(frac=1, random_state=1).assign(
            label=lambda t: t.label.map({"x": "z", "y": "b"})
        )
        for coder in coders
    ]
    random.shuffle(other)
    two = (
        kit.agreement(other, length=len(TEXT))
        .set_index("label")
        .drop(columns="note")
        .rename(index={"z": "x", "b": "y"})
    )
    pd.testing.assert_frame_equal(one, two.reindex(one.index))


@settings(max_examples=25)
@given(classes)
def test_identical_coders_agree_and_have_no_disagreement(coders):
    same = [coders[0]] * 3
    found = kit.agreement(same, length=len(TEXT))
    for column in ("f1_exact", "f1_overlap", "alpha_u"):
        assert all(value == 1 or math.isnan(value) for value in found[column])
    assert kit.disagreements(same).empty


def test_random_marks_agree_no_more_than_chance():
    long = kit.Article(" ".join(["word"] * 4000))
    random = np.random.default_rng(5)
    first = [np.sort(random.choice(3990, 150, replace=False)) for _ in range(20)]
    coders = [
        pd.DataFrame({"start": a * 5, "end": a * 5 + 14, "label": "x"}).assign(
            text="word word word"
        )
        for a in first
    ]
    row = kit.agreement(coders, spans=long.words, length=len(long.text)).iloc[0]
    assert abs(row.alpha_u) < 0.02 and abs(row.alpha) < 0.02


def test_what_has_no_place_is_left_out_and_said():
    marks = pd.concat(
        [
            table((0, 1, "x")),
            pd.DataFrame({"start": [None], "end": [None], "text": ["gone"], "label": ["x"]}),
        ]
    )
    found = kit.agreement({"ann": marks, "ben": table((0, 1, "x"))}, length=len(TEXT))
    assert found.f1_exact[0] == 1 and found.notes == ["1 of ann left out: no place in the text."]


def test_given_places_are_judged_one_by_one():
    ann, ben = table((0, 1, "x"), (5, 5, "x")), table((0, 2, "x"))
    found = kit.agreement([ann, ben], spans=ARTICLE.words).set_index("label")
    judged = [[1, 1], [1, 1], [0, 1], [0, 0], [0, 0], [1, 0]] + [[0, 0]] * 6
    assert found.alpha["x"] == pytest.approx(kit.krippendorff_alpha(judged))


def test_a_coder_who_marked_nothing_counts():
    two = kit.agreement([table((0, 1, "x")), table((0, 1, "x"))], length=len(TEXT))
    three = kit.agreement([table((0, 1, "x")), table((0, 1, "x")), table()], length=len(TEXT))
    assert two.f1_exact[0] == 1 and three.f1_exact[0] == pytest.approx(1 / 3)
    assert two.alpha_u[0] == 1 and three.alpha_u[0] < 0.5 and three.coders[0] == 2


def test_undefined_values_are_nan_with_the_reason():
    alone = kit.agreement([table((0, 1, "x"))], length=len(TEXT))
    assert (
        alone[["f1_exact", "f1_overlap", "alpha_u"]].isna().all(axis=None)
        and "only one coder" in alone.note[0]
    )
    nothing = kit.agreement([table(), table()])
    assert (
        nothing.n.tolist() == [0]
        and nothing.note.tolist() == ["nothing is marked"]
        and math.isnan(nothing.alpha_u[0])
    )
    with pytest.raises(kit.KitError, match="nobody"):
        kit.agreement([])


def test_disagreements_show_who_said_what_the_most_split_first():
    ann = table((0, 0, "person"), (2, 5, "claim"), (7, 7, "place"), (9, 10, "claim"))
    ben = table((0, 0, "person"), (2, 4, "claim"), (7, 7, "person"), (9, 10, "claim"))
    cy = table(
        (0, 0, "person"), (2, 5, "claim"), (9, 10, "claim"), (11, 11, "place"), (11, 11, "person")
    )
    found = kit.disagreements({"ann": ann, "ben": ben, "cy": cy})
    assert list(found.columns) == ["start", "end", "text", "ann", "ben", "cy"]
    assert found[["text", "ann", "ben", "cy"]].values.tolist() == [
        ["eight", "place", "person", ""],  # three ways
        ["twelve", "", "", "person + place"],  # two against one
        ["three four five six", "claim", "claim: three four five", "claim"],  # where it ends
    ]
    assert all(
        TEXT[start:end] == text
        for start, end, text in zip(found.start, found.end, found.text, strict=True)
    )


@given(classes)
def test_every_mark_stands_in_one_place(coders):
    names, found, answers = room.places(coders)
    assert (
        answers.shape == (len(found), len(names))
        and ((answers == "") == (found[names] == "").to_numpy()).all()
    )
    for name, coder in zip(names, coders, strict=True):
        assert sum(found[name] != "") == len(coder.drop_duplicates(["start", "end"]))


def test_layers_of_the_codebook_are_kept_apart():
    layers = (
        kit.Codebook.of(["person", "place"], "entity").layers[0],
        kit.Codebook.of(["name"], "naming").layers[0],
    )
    ann, ben = (
        kit.Annotations(ARTICLE, kit.Codebook(layers), creator=name) for name in ("ann", "ben")
    )
    for marks, label in [(ann, "person"), (ann, "name"), (ben, "place"), (ben, "name")]:
        marks.add(0, 3, label)
    assert kit.disagreements([ann, ben])[["text", "ann", "ben"]].values.tolist() == [
        ["one", "person", "place"]
    ]


def test_likeness_is_what_comparing_two_says():
    coders = {
        "ann": table((0, 1, "x"), (3, 5, "y")),
        "ben": table((0, 1, "x"), (3, 4, "y")),
        "cy": table((0, 1, "y")),
        "di": table(),
    }
    found = room.likeness(coders)
    assert found.loc["ann", "ben"] == found.loc["ben", "ann"] == 1 and found.loc["ann", "cy"] == 0
    assert (
        found.loc["ann", "ann"] == 1
        and found.loc["ann", "di"] == 0
        and math.isnan(found.loc["di", "di"])
    )


def test_another_column_can_be_compared():
    ann = table((0, 1, "quotation")).assign(form="direct")
    ben = table((0, 1, "quotation")).assign(form=None)
    assert kit.agreement([ann, ben], by="form").label.tolist() == ["(none)", "direct", "all"]
    assert kit.disagreements([ann, ben], by="form").iloc[0].tolist()[3:] == ["direct", "(none)"]


def test_tables_of_annotations_are_compared_though_they_have_a_column_creator():
    marks = kit.Annotations(kit.Article("Maren spoke."))
    marks.add(0, 5, "person")
    assert kit.agreement([marks.table, marks.table]).f1_exact.tolist() == [1, 1]
