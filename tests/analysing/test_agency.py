"""Active, passive, nominalised: each rule on sentences made for it, right and knowingly wrong, and on anything at all."""

import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.analysing.agency import RULES, word_lists

GOLDEN = [  # rule, sentence, the passage it finds, who does it
    ("passive.be", "The line was quickly cut by the mayor.", "was quickly cut", "the mayor"),
    ("passive.be", "It has never been repaired.", "has never been repaired", None),
    ("passive.be", "Thousands remain displaced.", "remain displaced", None),
    ("passive.be", "She was tired.", "was tired", None),  # wrong: a state; the rule says so
    (
        "passive.by",
        "A ban issued by the city council on Monday fell.",
        "issued",
        "the city council",
    ),
    (
        "passive.by",
        "We saw a group considered “mild” by Kenya, Uganda and others.",
        "considered",
        "Kenya",
    ),
    ("active.have", "She has also accused him.", "has also accused", None),
    ("active.have", "They had met before.", "had met", None),
    ("active.ing", "We are still living here.", "are still living", None),
    ("active.ing", "It has been raining.", "has been raining", None),
    ("active.ing", "The plan is promising.", "is promising", None),  # wrong: an adjective
    ("active.modal", "It may soon undermine the plan.", "may soon undermine", None),
    ("active.past", "She denied it.", "denied", None),
    ("active.past", "Then they met.", "met", None),
    (
        "active.past",
        "It is a strike planned to begin today.",
        "planned",
        None,
    ),  # wrong: somebody plans it
    ("nominalised.ending", "The cancellation came late.", "cancellation", None),
    ("nominalised.ending", "Negotiations go on.", "Negotiations", None),
    ("nominalised.word", "The attacks go on.", "attacks", None),
]
SILENT = [
    "The armed men are here.",
    "To attack is easy.",
    "The government is a nation.",
    "They will be here.",
    "Buses run.",
    "I need a bed.",
]


@pytest.mark.parametrize(("rule", "sentence", "passage", "doer"), GOLDEN)
def test_each_rule_finds_what_it_is_for(rule, sentence, passage, doer):
    found = kit.find_agency(kit.Article(sentence))
    row = found[found.rule == rule].iloc[0]
    assert row.text == passage == sentence[row.start : row.end] and row.form == rule.split(".")[0]
    assert (doer is None and row.isna().doer) or row.doer == doer


def test_every_rule_has_a_sentence_and_can_be_read():
    assert {rule for rule, *_ in GOLDEN} == set(RULES)
    for name, rule in RULES.items():
        assert (
            rule.__doc__ in repr(kit.show_rule(name))
            and len(repr(kit.show_rule(name)).splitlines()) <= 16
        )


@pytest.mark.parametrize("sentence", SILENT)
def test_it_is_silent_where_nothing_is_to_be_found(sentence):
    assert kit.find_agency(kit.Article(sentence)).text.tolist() == []


def test_an_unknown_rule_is_answered_with_those_there_are():
    with pytest.raises(kit.KitError, match="passive.be, passive.by"):
        kit.show_rule("passive.none")


def test_another_language_is_told_so():
    table = kit.find_agency(kit.Article("Der Bus wurde gestrichen.", language="de"))
    assert (
        table.empty
        and "no rules for the language 'de'" in repr(table)
        and list(table.columns) == list(kit.find_agency(kit.Article("")).columns)
    )


@settings(max_examples=some(200))
@given(
    st.lists(
        st.sampled_from(
            [
                *"., “”",
                "\n\n",
                "by",
                "was",
                "has",
                "been",
                "not",
                "cut",
                "issued",
                "may",
                "the",
                "Ann",
                "attack",
                "living",
                "deletion",
            ]
        ),
        max_size=25,
    )
)
def test_whatever_the_words_the_spans_are_the_article_s_and_none_overlaps(words):
    article = kit.Article(" ".join(words))
    found = kit.find_agency(article)
    assert all(
        article.text[start:end] == text
        for start, end, text in found[["start", "end", "text"]].itertuples(index=False)
    )
    assert (found.start.iloc[1:].to_numpy() >= found.end.iloc[:-1].to_numpy()).all()


def test_the_word_lists_are_small_letters_and_hold_nothing_twice():
    import tomllib

    from kit.analysing.agency import LISTS

    for name, words in tomllib.loads(LISTS.read_text(encoding="utf-8"))["en"].items():
        assert words == words.lower() and len(words.split()) == len(word_lists("en")[name]), name
