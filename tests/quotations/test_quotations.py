"""find_quotations: every rule by an invented sentence of its own, regressions by name, and the lesson's article."""

from pathlib import Path

import pandas as pd
import pytest

import kit
from kit.quotations.trying import RULES

LESSON = Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt"


def found(text, language="en"):
    return kit.find_quotations(kit.Article(text, language=language))


def rows(text, language="en"):
    """(form, text, speaker_text, cue) of each row, "" for what is missing."""
    return (
        found(text, language)[["form", "text", "speaker_text", "cue"]]
        .fillna("")
        .itertuples(index=False, name=None)
    )


# rule: a sentence, and the row that the rule must give: form, text, speaker_text, cue
BY_RULE = [
    (
        "quote.turned",
        "“We waited,” said Ines Holt.",
        ("direct", "We waited,", "Ines Holt", "said"),
    ),
    (
        "quote.after-colon-verb",
        "Holt told the panel: “We waited.”",
        ("direct", "We waited.", "Holt", "told"),
    ),
    (
        "quote.after-verb",
        "Holt added that “it was late.”",
        ("partial", "it was late.", "Holt", "added"),
    ),
    (
        "quote.split",
        "“The road,” Tan said, “was never safe.”",
        ("direct", "was never safe.", "Tan", "said"),
    ),
    ("quote.continued", "“It is over,” he said. “We lost.”", ("direct", "We lost.", "he", "said")),
    (
        "quote.floating",
        "“It failed,” Ames said. The hall fell silent. “Next time we sue.”",
        ("direct", "Next time we sue.", "Ames", ""),
    ),
    (
        "quote.turn",
        "“Will you go?” asked Farr.\n\n“No,” said Vale.\n\n“Then we vote tonight.”",
        ("direct", "Then we vote tonight.", "", ""),
    ),
    (
        "quote.according-to",
        "According to Ms. Roth, “the roof is gone.”",
        ("partial", "the roof is gone.", "Ms. Roth", "According to"),
    ),
    (
        "quote.unlisted-verb",
        "And then she blurted, “I like old films.”",
        ("direct", "I like old films.", "she", "blurted"),
    ),
    ("quote.called-it", "Farr called it “a gift”.", ("partial", "a gift", "Farr", "called")),
    (
        "quote.called-by",
        "The plan was described as “reckless” by the ombudsman.",
        ("partial", "reckless", "the ombudsman", "was described as"),
    ),
    ("quote.after-colon", "Amari was blunt: “No.”", ("direct", "No.", "Amari", "was blunt")),
    (
        "quote.dash",
        "“We will not sign.” — Ada Wren",
        ("direct", "We will not sign.", "Ada Wren", ""),
    ),
    (
        "quote.headline",
        "Minister ‘knew of leak in March’\n\nTalks stalled.",
        ("partial", "knew of leak in March", "", ""),
    ),
    (
        "quote.in-clause",
        "Vale said the plan was “dead on arrival” and over.",
        ("partial", "dead on arrival", "Vale", "said"),
    ),
    (
        "scare.no-speaker",
        "The so-called “people’s budget” passed by one vote.",
        ("scare", "people’s budget", "", ""),
    ),
    (
        "scare.title",
        "Vale said he had read “Open Doors” twice in June.",
        ("scare", "Open Doors", "", ""),
    ),
    (
        "speaker.relative",
        "Farr, who called it “a gift”, left early.",
        ("partial", "a gift", "who", "called"),
    ),
    (
        "speaker.apposition",
        "Lena Farr, who led the panel for six years, said: “No.”",
        ("direct", "No.", "Lena Farr", "said"),
    ),
    (
        "quote.said-after",
        "“No,” the union’s spokeswoman has also said.",
        ("direct", "No,", "the union’s spokeswoman", "said"),
    ),
    (
        "quote.turned",
        "“No,” pointed out Lena Farr, the treasurer.",
        ("direct", "No,", "Lena Farr", "pointed out"),
    ),
    ("speaker.opening", "Vale smiled and added: “No.”", ("direct", "No.", "Vale", "added")),
    ("quote.called-by", "It was called “weak” by Vale.", ("partial", "weak", "Vale", "was called")),
    ("quote.label", "Vale: “No deal.”", ("direct", "No deal.", "Vale", ":")),
    (
        "quote.after-colon",
        "Downing Street’s reply was curt: “No comment.”",
        ("direct", "No comment.", "Downing Street", "was curt"),
    ),
    (
        "speaker.carried",
        "Vale dismissed the claim.\n\n“It is nonsense.”",
        ("direct", "It is nonsense.", "Vale", ""),
    ),
    (
        "indirect.that",
        "The union says that talks will resume.",
        ("indirect", "talks will resume", "The union", "says"),
    ),
    (
        "indirect.that",
        "It was reported that three aides had left.",
        ("indirect", "three aides had left", "", "was reported"),
    ),
    (
        "indirect.bare",
        "The union says talks will resume.",
        ("indirect", "talks will resume", "The union", "says"),
    ),
    (
        "indirect.infinitive",
        "Vale promised to resign by June.",
        ("indirect", "to resign by June", "Vale", "promised"),
    ),
    (
        "indirect.gerund",
        "Amari denied leaking the memo.",
        ("indirect", "leaking the memo", "Amari", "denied"),
    ),
    (
        "indirect.object",
        "Amari denied allegations of fraud.",
        ("indirect", "allegations of fraud", "Amari", "denied"),
    ),
    (
        "indirect.document",
        "A new poll shows Vale ahead of Farr.",
        ("indirect", "Vale ahead of Farr", "A new poll", "shows"),
    ),
    (
        "indirect.noun",
        "There was a rumour that he had left.",
        ("indirect", "he had left", "", "rumour"),
    ),
    (
        "indirect.owned-noun",
        "Vale’s claim that talks had failed was old.",
        ("indirect", "talks had failed was old", "Vale", "claim"),
    ),
    (
        "indirect.called",
        "Vale called the plan “a gift”.",
        ("indirect", "the plan “a gift”", "Vale", "called"),
    ),
    (
        "indirect.by-source",
        "The bridge will close, according to the office.",
        ("indirect", "The bridge will close", "the office", "according to"),
    ),
    (
        "indirect.according-to",
        "According to Farr, the bridge is shut.",
        ("indirect", "the bridge is shut", "Farr", "According to"),
    ),
    (
        "indirect.said-after",
        "The bridge will close, the office said.",
        ("indirect", "The bridge will close", "the office", "said"),
    ),
    ("indirect.inserted", "The bill, she said, is dead.", ("indirect", "is dead", "she", "said")),
    (
        "quote.came-from",
        "“Resign,” came shouts from the gallery.",
        ("direct", "Resign,", "the gallery", "came shouts from"),
    ),
    (
        "quote.from",
        "More from the report: “Samples were small.”",
        ("direct", "Samples were small.", "the report", ":"),
    ),
    ("quote.said-after", "“No,” the statement read.", ("direct", "No,", "the statement", "read")),
    (
        "quote.after-colon-verb",
        "The statement read: “No.”",
        ("direct", "No.", "The statement", "read"),
    ),
    (
        "speaker.opening",
        "The court issued a statement saying, “No.”",
        ("direct", "No.", "The court", "saying"),
    ),
    (
        "speaker.opening",
        "The mayor released a letter reading: “No.”",
        ("direct", "No.", "The mayor", "reading"),
    ),
    (
        "speaker.opening",
        "The union published a letter saying that talks would resume.",
        ("indirect", "talks would resume", "The union", "saying"),
    ),
    (
        "speaker.before-verb",
        "Vale on Tuesday rejected both objections.",
        ("indirect", "both objections", "Vale", "rejected"),
    ),
    ("indirect.object", "Vale rejected it.", ("indirect", "it", "Vale", "rejected")),
    (
        "indirect.object",
        "They accused it of fraud.",
        ("indirect", "it of fraud", "They", "accused"),
    ),
    (
        "indirect.object",
        "Vale rebuked the panel for its report.",
        ("indirect", "the panel for its report", "Vale", "rebuked"),
    ),
    (
        "indirect.object",
        "Vale reaffirmed the old plan.",
        ("indirect", "the old plan", "Vale", "reaffirmed"),
    ),
    (
        "indirect.object",
        "Vale argued for a new bridge.",
        ("indirect", "a new bridge", "Vale", "argued for"),
    ),
    (
        "indirect.object",
        "The union published a letter condemning the plan.",
        ("indirect", "the plan", "The union", "condemning"),
    ),
    (
        "indirect.infinitive",
        "Vale decided not to run.",
        ("indirect", "not to run", "Vale", "decided"),
    ),
    (
        "indirect.that",
        "She has since stressed that the road is safe.",
        ("indirect", "the road is safe", "She", "stressed"),
    ),
    (
        "indirect.said-after",
        "The man must stay in prison, a judge ruled Monday.",
        ("indirect", "The man must stay in prison", "a judge", "ruled"),
    ),
]


@pytest.mark.parametrize(
    "rule, text, row", BY_RULE, ids=[f"{rule}: {text[:30]}" for rule, text, _ in BY_RULE]
)
def test_by_rule(rule, text, row):
    assert row in list(rows(text))
    names = {name for said in found(text).rule for name in said.split("; ")}
    assert rule in names and names <= set(RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.example])
def test_every_rule_matches_its_own_example(rule):
    names = {name for cell in found(rule.example).rule for name in cell.split("; ")}
    assert rule.name in names


# regressions: what went wrong once, by name
CASES = {
    "nothing is said": ("The report, “Open Doors,” said nothing about “Phase Two.”", {"scare"}),
    "declined to comment": ("The ministry declined to comment.", set()),
    "noun, not verb": ("His claims were old and the reports of it were thin.", set()),
    "opening adverbial": (
        "In recent weeks, however, he has suggested that peace is near.",
        {"indirect"},
    ),
    "thought, not said": ("A front considered “moderate” by the West fell.", {"scare"}),
    "a number in a table": ("Historians: 547.", set()),
    "pledged is what they are": ("Farr leads with 270 pledged delegates.", set()),
    "only a day": ("The deal, announced Friday, would last four years.", set()),
    "what killed, not what was said": ("They saw attacks that killed 130 people.", set()),
    "looking is no question": ("They looked to see if the bridge was safe.", set()),
    "a statement that was read": ("The statement that was read out was short.", set()),
    "nickname": ("Samuel “Sonny” Ortega lost his seat.", {"scare"}),
    "inches": ("He stood 6'2\" tall, his brother 5'11\" tall, the door 7' high.", set()),
    "plural apostrophes": (
        "The boys’ club closed in ’98; its members’ dues weren’t repaid.",
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    text, forms = CASES[name]
    assert set(found(text).form) == forms


ENDS = [
    ("Vale opposed the plan, the union is backing it.", "the plan"),
    ("Two members, both of whom opposed the plan, are backing it.", "the plan"),
    ("Vale asked for a new bridge in early June.", "a new bridge"),
    ("PORT ELLIS (AP) — The bridge will close, the mayor said.", "The bridge will close"),
    ("According to a report, which came late, the bridge is shut.", "the bridge is shut"),
    ("Asked whether she would resign, she laughed.", "whether she would resign"),
    ("Vale said the plan was dead, and called it a gift.", "the plan was dead"),
    ("Vale said the plan was dead, adding that he was glad.", "the plan was dead"),
    ("Vale said the plan was dead, according to two of his aides.", "the plan was dead"),
    ("Vale said the plan, which he wrote, was dead.", "the plan, which he wrote, was dead"),
    ("Vale said the plan was written by Farr, who left.", "the plan was written by Farr"),
]


@pytest.mark.parametrize("text, clause", ENDS, ids=[text[:20] for text, _ in ENDS])
def test_where_a_clause_begins_and_ends(text, clause):
    assert clause in found(text).text.tolist()


def test_a_claim_inside_a_reported_clause_is_the_last_speakers():
    assert list(rows("Vale’s claim that the bridge is safe was old, Farr said.")) == [
        ("indirect", "Vale’s claim that the bridge is safe was old", "Farr", "said")
    ]


def test_words_for_the_next_piece_are_not_taken_for_the_one_before():
    assert list(
        rows("She replies to Mills with, “Why now?” Mills then writes back, “You look well.”")
    )[1][2:] == ("Mills", "writes back")


def test_columns_and_missing_values():
    table = found("“No,” said Vale. It was “odd”.")
    assert table.columns.tolist() == [
        "start",
        "end",
        "text",
        "form",
        "speaker",
        "speaker_start",
        "speaker_end",
        "speaker_text",
        "cue",
        "cue_start",
        "cue_end",
        "paragraph",
        "rule",
        "part_of",
    ]
    assert (
        pd.isna(table.speaker[1])
        and pd.isna(table.cue_start[1])
        and table.cue_start.dtype == "Int64"
    )
    assert found("").empty and found("").columns.equals(table.columns)


def test_partial_piece_is_tied_to_its_clause():
    table = found(
        "It rained.\n\n“No,” said Vale. Vale said the plan was “dead on arrival” and would not be revived."
    )
    assert table.form.tolist() == ["direct", "indirect", "partial"]
    assert table.part_of[2] == 1 and table.part_of.isna()[:2].all()


def test_lines_that_end_like_sentences_are_paragraphs_but_wrapped_lines_are_not():
    assert next(iter(rows("Head\n\n“We lost.\n“We sued,” said Vale.\nHe left.")))[1] == "We lost."
    assert next(iter(rows("Head\n\n“We have lost the\nwhole of the\nharvest,” said Vale.")))[
        1
    ].endswith("harvest,")


def test_german_is_read_with_its_own_verbs_also_inside_an_english_article():
    for language in ("de", "en"):
        assert list(
            rows("„Wir unterschreiben nicht“, sagte die Ministerin. „Nie“, sagte sie.", language)
        ) == [
            ("direct", "Wir unterschreiben nicht", "die Ministerin", "sagte"),
            ("direct", "Nie", "sie", "sagte"),
        ]


@pytest.mark.parametrize(
    "language, text, piece",
    [
        ("ar", "قال الوزير: «لن نوقع على هذا».", "لن نوقع على هذا"),
        ("xx", "Qapla’ “batlh bIHeghjaj ghobe,” jatlh.", "batlh bIHeghjaj ghobe,"),
    ],
)
def test_other_languages_have_marks_and_say_that_they_have_no_more(language, text, piece):
    table = found(text, language)
    assert table.text.tolist() == [piece]
    assert table.rule.tolist() == ["quote.marks-only; speaker.none"] and table.cue.isna().all()


def test_lesson_has_its_eight_pieces_and_their_speakers_and_cues():
    article = kit.read_article(LESSON)
    table = kit.find_quotations(article)
    marked = table[table.form != "indirect"]
    assert marked.form.tolist() == [
        "partial",
        "direct",
        "partial",
        "direct",
        "scare",
        "direct",
        "direct",
        "direct",
    ]
    assert marked[marked.form != "scare"].speaker.tolist() == ["Bashar Al-Assad"] * 7
    assert marked.cue.fillna("").tolist() == [
        "claims",
        "said",
        "added",
        "",
        "considered",
        "said",
        "pointed out",
        "pointed out",
    ]
    assert (
        table.text
        == [article.text[start:end] for start, end in zip(table.start, table.end, strict=True)]
    ).all()


def test_a_rule_shows_its_pattern_its_example_and_what_it_matches_there():
    rule = found("“No,” said Vale.").rule[0]
    shown = repr(kit.show_rule(rule))
    assert rule == "quote.turned; speaker.named"
    assert "cue=SAID" in shown and "“[quote We waited,]” [cue said] [speaker Ines Holt]." in shown
    with pytest.raises(kit.KitError, match="quote.turned"):
        kit.show_rule("speaker.upside-down")


def test_a_pattern_of_ones_own_finds_what_it_says():
    article = kit.Article("“It is over,” is how Roth has it. “No,” said Ames.")
    table = kit.find_pattern(article, "quote=QUOTE ,? BE ASKS speaker=NAME")
    assert table.values.tolist() == [[1, 12, "It is over,", "Roth", None]]
    assert kit.find_pattern(article, "SUBJECT cue=SAID").empty
    with pytest.raises(kit.KitError, match="can't be read"):
        kit.find_pattern(article, "quote=(QUOTE")
    for misspelled, meant in (("cue=SIAD", "SAID"), ("cue=said", "SAID"), ("cue=V_SAYS", "V_SAY")):
        with pytest.raises(kit.KitError, match=f"did you mean {meant}"):
            kit.find_pattern(article, misspelled)
