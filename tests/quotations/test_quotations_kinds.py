"""Kinds of sentences that were once read wrongly: each with the rows that it must give."""

import pytest

import kit

# text: (form, text, speaker, cue) of each row, the speaker as the one name that counts
KINDS = {
    # who says nothing is no speaker
    "No one said the road was shut.": [],
    "Nobody has told the panel that the road was shut.": [],
    "None of them said the road was shut.": [],
    "Neither Vale nor Farr said the road was shut.": [],
    "No engineer had warned that the road was shut.": [],
    "Vale had no plan and said he would wait.": [("indirect", "he would wait", "Vale", "said")],
    # whose words somebody quotes
    "Vale quoted his sister as saying: “Sign it.”": [
        ("direct", "Sign it.", "his sister", "saying")
    ],
    "The Courier quoted Farr as saying that it was late.": [
        ("indirect", "it was late", "Farr", "saying")
    ],
    "“It is late,” Farr was quoted as saying.": [("direct", "It is late,", "Farr", "saying")],
    "“It is late,” the Courier quoted Farr as saying.": [
        ("direct", "It is late,", "Farr", "saying")
    ],
    "Farr was quoted by the Courier as saying that it was late.": [
        ("indirect", "it was late", "Farr", "saying")
    ],
    # two who speak
    "“It is late,” said Ida Farr and Tom Vale. “Very,” said Vale.": [
        ("direct", "It is late,", "Ida Farr and Tom Vale", "said"),
        ("direct", "Very,", "Tom Vale", "said"),
    ],
    "Farr and Vale say the plan is dead.": [
        ("indirect", "the plan is dead", "Farr and Vale", "say")
    ],
    "“It is late,” said both Farr and Vale.": [
        ("direct", "It is late,", "both Farr and Vale", "said")
    ],
    # one official, some officials
    "“It is late,” said one engineer, whom nobody named.": [
        ("direct", "It is late,", "one engineer", "said")
    ],
    "“It is late,” some residents said.": [("direct", "It is late,", "some residents", "said")],
    "“It is late,” said one.": [("direct", "It is late,", "one", "said")],
    # put it
    "As the mayor put it, “we are late.”": [("partial", "we are late.", "the mayor", "put it")],
    "“We are late,” as Farr put it.": [("direct", "We are late,", "Farr", "put it")],
    "Farr put it this way: “We are late.”": [("direct", "We are late.", "Farr", "put it")],
    "As Farr put it, the plan was dead.": [("indirect", "the plan was dead", "Farr", "put it")],
    "Farr put it in a drawer.": [],
    # who is whom before it
    "“Why?” the clerk asked his aunt, who said, “Because.”": [
        ("direct", "Why?", "the clerk", "asked"),
        ("direct", "Because.", "his aunt", "said"),
    ],
    "The plan is by Farr, a pilot who says it is late.": [
        ("indirect", "it is late", "Farr", "says")
    ],
    # the verb after a quotation may have a clause of its own
    "Farr, who called Vale “a liar,” said he would sue.": [
        ("indirect", "Vale “a liar,”", "Farr", "called"),
        ("partial", "a liar,", "Farr", "called"),
    ],
    # turned before a colon
    "Said Farr: “We are late.”": [("direct", "We are late.", "Farr", "Said")],
    # by whom one is told
    "Vale was told by Farr that he should go.": [("indirect", "he should go", "Farr", "was told")],
    # what stands between a source and what it says
    "According to the letter, dated Monday, the plan is dead.": [
        ("indirect", "the plan is dead", "the letter", "According to")
    ],
    # what bears words
    "A sign read “No entry.”": [("direct", "No entry.", "a sign", "read")],
    "The poster read: “Vote no.”": [("direct", "Vote no.", "the poster", "read")],
}


@pytest.mark.parametrize("text", KINDS)
def test_a_kind_gives_its_rows(text):
    table = kit.find_quotations(kit.Article(text))
    columns = table[["form", "text", "speaker", "cue"]].fillna("")
    assert list(columns.itertuples(index=False, name=None)) == KINDS[text]
