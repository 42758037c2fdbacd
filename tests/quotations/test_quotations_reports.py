"""What people reported of other programs' quotations. Each kind has its report's number and inputs of our own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

KINDS = {  # report, then sentences with (text, form, speaker or "", cue or "") of each row
    "CoreNLP 1090: according to": {
        "According to Ms. Roth, “the roof is gone.”": [
            ("the roof is gone.", "partial", "Roth", "According to")
        ],
        "“The roof is gone,” according to the mayor.": [
            ("The roof is gone,", "direct", "the mayor", "according to")
        ],
        "According to the office, “We waited for an hour.”": [
            ("We waited for an hour.", "direct", "the office", "According to")
        ],
    },
    "nltk 1210: short names before a full stop": {
        "“We go,” said Ben Lee. He left.": [("We go,", "direct", "Ben Lee", "said")],
        "“We go,” said Xu.": [("We go,", "direct", "Xu", "said")],
        "“We go,” added Ida Ng. Nobody came.": [("We go,", "direct", "Ida Ng", "added")],
    },
    "foliapy 4: marks and joiners inside names": {
        "“We go,” said Rene\u0301 Roth.": [("We go,", "direct", "Rene\u0301 Roth", "said")],
        "“We go,” said Bea\u030a\u0301ta Roth.": [
            ("We go,", "direct", "Bea\u030a\u0301ta Roth", "said")
        ],
        "“We go,” said Ro\u00adsa Lind.": [("We go,", "direct", "Ro\u00adsa Lind", "said")],
    },
    "quint 7: initials without a space": {
        "“We go,” said J.R. Lind.": [("We go,", "direct", "J.R. Lind", "said")],
        "“We go,” A.B.C. Roth said.": [("We go,", "direct", "A.B.C. Roth", "said")],
    },
    "spaCy 1255: an age before the name": {
        "“We go,” said 34-year-old Ida Moss.": [("We go,", "direct", "Ida Moss", "said")],
        "“We go,” 9-year-old Ben Lind said.": [("We go,", "direct", "Ben Lind", "said")],
    },
    "UD 261: a turned verb at the end": {
        "The road is closed, said Ana Roth.": [
            ("The road is closed", "indirect", "Ana Roth", "said")
        ],
        "The ferry was late, said the mayor.": [
            ("The ferry was late", "indirect", "the mayor", "said")
        ],
    },
    "TEI 1968: after a relative clause": {
        "Roth, who says the plan is dead, will vote no.": [
            ("the plan is dead", "indirect", "Roth", "says")
        ],
        "Ana Lind, who said that the road was closed, has left.": [
            ("the road was closed", "indirect", "Ana Lind", "said")
        ],
    },
    "our own reading: two are reported in one sentence": {
        "Half of them said they would stay, while a third said they would go.": [
            ("they would stay", "indirect", "Half of them", "said"),
            ("they would go", "indirect", "a third", "said"),
        ],
        "Three aides said they were sure, 12 of those said they would wait.": [
            ("they were sure", "indirect", "Three aides", "said"),
            ("they would wait", "indirect", "12 of those", "said"),
        ],
        "Moss and Lind say the ferry is late; Roth sells maps.": [
            ("the ferry is late", "indirect", "Moss and Lind", "say")
        ],
        "The ferry, as Lind points out, is seldom late.": [
            ("is seldom late", "indirect", "Lind", "points out")
        ],
        "Vale said the road would close, if the mayor said it was unsafe.": [
            (
                "the road would close, if the mayor said it was unsafe",
                "indirect",
                "Vale",
                "said",
            )
        ],
    },
    "our own reading: what stands between commas reports nothing": {
        "The ferry, you know, is late.": [],
        "The train, as Roth expected, was on time.": [],
        "The rule, as everyone knows, has gone.": [],
    },
    "compromise 354: a plain object": {
        "The woman called the police.": [],
        "They named the ship.": [],
        "Roth described the man.": [],
        "She called a doctor.": [],
    },
    "CoreNLP 1251: a nickname": {
        "“We will win,” said Peter “Lofty” Brand, the coach.": [
            ("We will win,", "direct", "Brand", "said"),
            ("Lofty", "scare", "", ""),
        ],
    },
    "textacy 200: tokenised text": {
        '" The boats turn , " the minister said .': [
            ("The boats turn ,", "direct", "the minister", "said")
        ],
        "“ The boats turn , ” said Ana Roth .": [
            ("The boats turn ,", "direct", "Ana Roth", "said")
        ],
        "`` The boats turn , '' said Ana Roth .": [
            ("The boats turn ,", "direct", "Ana Roth", "said")
        ],
    },
    "spaCy 3942: a list of pieces": {
        "Roth called it “a mess”, “a shame” and “a crime”.": [
            ("a mess", "partial", "Roth", "called"),
            ("a shame", "partial", "Roth", "called"),
            ("a crime", "partial", "Roth", "called"),
        ],
    },
    "TEI 1968: a second speaker": {
        "Oliver Lind said he would go and his wife said she would stay.": [
            ("he would go", "indirect", "Oliver Lind", "said"),
            ("she would stay", "indirect", "his wife", "said"),
        ],
    },
    "pragmatic_segmenter 50: a note number": {
        "“We go,”[1] said Roth.": [("We go,", "direct", "Roth", "said")],
        "“We go,”[12] Roth said.": [("We go,", "direct", "Roth", "said")],
        "“We go,”² said Roth.": [("We go,", "direct", "Roth", "said")],
    },
    "CoreNLP 1090: little before a name": {
        "“It’s not fair,” added little Ida, with a sniff.": [
            ("It’s not fair,", "direct", "Ida", "added")
        ],
    },
    "smartquotes 21: a verb no list has": {
        "And then she blurted, “I like old films.”": [
            ("I like old films.", "direct", "she", "blurted")
        ],
        "“I like old films,” Ida burbled.": [("I like old films,", "direct", "Ida", "burbled")],
    },
    "Punjabi_Bible 2: a closing mark too many": {
        "“We go,” said Roth.”": [("We go,", "direct", "Roth", "said")],
    },
    "sbd 7: a clause and its own marks": {
        "She said the plan was “dead.” Nobody spoke.": [
            ("the plan was “dead.”", "indirect", "She", "said"),
            ("dead.", "partial", "She", "said"),
        ],
    },
    "UD 904: a name after a colon, a stray comma": {
        "“I saw it with him”: Mark Lind": [("I saw it with him", "direct", "Mark Lind", "")],
        "“The bridge is shut,” Belinda Lind, told the court.": [
            ("The bridge is shut,", "direct", "Belinda Lind", "told")
        ],
    },
}
CASES = [(text, rows) for texts in KINDS.values() for text, rows in texts.items()]


def rows(text):
    table = kit.find_quotations(kit.Article(text))
    columns = ["text", "form", "speaker", "cue"]
    return [tuple(row) for row in table[columns].fillna("").itertuples(index=False)]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_reported_kind(text, wanted):
    found = rows(text)
    assert [row[:2] + row[3:] for row in found] == [row[:2] + row[3:] for row in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert one[2] == other[2] or other[2].split()[-1:] == one[2].split()[-1:], (one, other)


def test_an_attribution_on_the_next_line():  # textacy 382
    text = "Intro line here.\n\n“We will not go to the old bridge today or tomorrow,”\nsaid Ana Roth.\n\nEnd."
    assert rows(text)[0][2:] == ("Ana Roth", "said")


@pytest.mark.parametrize("verb", ["didn’t say", "didn't say", "never said", "did not say"])
@pytest.mark.parametrize("rest", ["that the road was closed.", "“perhaps never,” but left."])
def test_denied_speech_is_no_report(verb, rest):  # CoreNLP 1090
    assert all(row[3] == "" and row[1] != "indirect" for row in rows(f"She {verb} {rest}"))


NAMES = st.sampled_from(["René Roth", "Ana Lind", "Zoë Ng", "J.R. Lind", "Peter Brand", "Xu"])
FRAMES = st.sampled_from(
    [
        "“We go,” said {}.",
        "“We go,” {} said. They left.",
        "{} said: “We go.”",
        "{} said the road is “dead.”",
    ]
)


@given(NAMES, FRAMES)
def test_no_speaker_ends_in_a_stop_that_is_not_its_own(name, frame):
    assert all(not row[2].endswith((".", ",")) for row in rows(frame.format(name)))


@given(NAMES, FRAMES)
def test_composed_and_decomposed_letters_give_the_same_rows(name, frame):
    text = frame.format(name)
    found = [rows(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")]
    plain = [[[unicodedata.normalize("NFC", cell) for cell in row] for row in one] for one in found]
    assert plain[0] == plain[1]


@given(st.lists(NAMES, min_size=1, max_size=3), FRAMES)
def test_a_clause_holds_as_many_opening_as_closing_marks(names, frame):
    for row in rows(" ".join(frame.format(name) for name in names)):
        assert row[1] != "indirect" or row[0].count("“") == row[0].count("”")
