"""The lesson's files are true to the article, the codebook and one another."""

import itertools
import re
from pathlib import Path

import pandas as pd
import pytest

import kit
from kit.teaching.tables import read_spans

DATA = Path(__file__).parents[2] / "data"
LESSONS = sorted(path.parent for path in DATA.glob("*/lesson.toml"))
TABLES = [
    (lesson, path)
    for lesson in LESSONS
    for path in sorted([*lesson.glob("key/*.csv"), *lesson.glob("readers/*/*.csv")])
]


@pytest.fixture(params=LESSONS, ids=lambda folder: folder.name)
def lesson(request):
    return kit.open_lesson(request.param)


@pytest.mark.parametrize(
    "folder,path", TABLES, ids=[f"{a.name}/{b.parent.name}/{b.stem}" for a, b in TABLES]
)
def test_every_span_is_in_the_article_and_in_reading_order(folder, path):
    article = kit.open_lesson(folder).article
    spans = read_spans(path, article)
    for start, end, text in spans[["start", "end", "text"]].itertuples(index=False):
        assert article.text[start:end] == text == text.strip(), (path, start)
    assert list(spans.start) == sorted(spans.start), (
        "in the order of the text, so that a diff reads like the article"
    )


def test_every_mark_keeps_to_the_codebook(lesson):
    for layer in lesson.layers:
        key = lesson.key(layer)
        assert {mark.label for mark in key} <= {
            label.name for label in lesson.codebook.layer(layer).labels
        }
        assert len(key) == len(lesson.key_table(layer)), f"two rows of {layer} say the same"
    for name, marks in lesson.readers().items():
        assert len(marks) and name in lesson.about_readers, f"readers.toml should say who {name} is"


def test_marks_of_a_layer_only_have_columns_that_mean_something(lesson):
    known = {
        "start",
        "end",
        "text",
        "label",
        "paragraph",
        "id",
        "note",
        "doubt",
        "cue_start",
        "cue_end",
    }
    for layer in lesson.layers:
        attributes = {
            a.name for label in lesson.codebook.layer(layer).labels for a in label.attributes
        }
        assert set(lesson.key_table(layer).columns) <= known | attributes


def test_quotations_and_their_parts(lesson):
    table = lesson.key_table("quotation")
    table = table.reindex(
        columns=[*table.columns, *({"id", "part_of", "cue", "form"} - set(table.columns))]
    )
    marks = {mark.text: mark for mark in lesson.key("quotation")}
    for row in table.itertuples():
        if not pd.isna(row.part_of):
            whole = table[table.id == row.part_of].iloc[0]
            assert whole.form == "indirect" and whole.start <= row.start and row.end <= whole.end
            assert marks[row.text].attributes["part_of"] == marks[whole.text].id
        if not pd.isna(row.cue):
            assert lesson.article.text[row.cue_start : row.cue_end] == row.cue
        if row.form != "indirect":
            assert (
                lesson.article.text[row.start - 1] in '"“„«'
                and lesson.article.text[row.end] in '"”“»'
            )


def test_claims_point_to_facts_and_facts_to_sources(lesson):
    claims, evidence = lesson.claims, lesson.evidence
    facts = {fact for cell in claims.facts.dropna() for fact in cell.split()}
    assert facts <= set(evidence.id)
    assert claims.id.is_unique and evidence.id.is_unique and evidence.fact.is_unique
    assert claims.verdict.notna().all() and claims.reason.notna().all()
    assert evidence.seen_at.notna().sum() >= len(evidence) - 1
    assert set(evidence.confidence) <= {"confirmed", "in part", "unconfirmed"}
    for day in evidence.date.dropna():
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", day)
    assert set(claims.verdict[claims.label == "prediction"]) <= {"not checkable"}


def test_doubts_stay_doubts():
    claims = kit.open_lesson(DATA / "assad-2017").claims.set_index("id")
    assert set(claims.index[claims.doubt.notna()]) == {
        "c03",
        "c14",
        "c30",
        "c32",
        "c36",
        "c37",
        "c48",
    }


def test_series_say_what_they_count(lesson):
    for name, table in lesson.series.items():
        about = lesson.about["series"][name]
        assert set(about["columns"]) == set(table.columns) and about["source"] and about["licence"]
        if "fact" in table:
            assert set(table.fact) <= set(lesson.evidence.id)


def test_the_article_is_as_published():
    article = kit.open_lesson(DATA / "assad-2017").article
    assert article.sha256 == "1ea8b7eb639e7d4d81f93610d10098d4ee84896e1dbdab9893d998a9ebcefc55"
    assert (
        len(article.text) == 3348
        and not article.text.endswith("\n")
        and len(article.paragraphs) == 9
    )


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_colours_can_be_seen_in_light_and_dark(lesson):
    """WCAG 1.4.11: 3:1 for the parts of a mark that aren't text, on white and on a dark theme's #111111."""
    for label in lesson.codebook.labels:
        light = luminance(label.colour)
        assert 1.05 / (light + 0.05) >= 3 and (light + 0.05) / (luminance("#111111") + 0.05) >= 3, (
            label.name
        )


def test_labels_of_a_layer_differ_in_key_and_colour(lesson):
    for layer in lesson.codebook.layers:
        for a, b in itertools.combinations(layer.labels, 2):
            assert a.key != b.key and a.colour != b.colour and a.definition != b.definition
        for label in layer.labels:
            assert (label.key and "In: " in label.definition) or label.name == "checkable"


def test_provenance_says_whose_the_article_is():
    text = (DATA / "assad-2017" / "PROVENANCE.md").read_text(encoding="utf-8")
    for word in ("The Caravel", "all rights", "CC BY 4.0", "UNHCR"):
        assert word in text


def share(key, other, columns):
    """F1 of two tables of marks, equal in these columns."""
    ours = set(zip(*(key[name] for name in columns), strict=True))
    theirs = set(zip(*(other[name] for name in columns), strict=True))
    return f"{2 * len(ours & theirs) / (len(key) + len(other)):.2f}"


def test_provenance_tells_how_far_the_two_readings_agree():
    lesson = kit.open_lesson(DATA / "assad-2017")
    text = (DATA / "assad-2017" / "PROVENANCE.md").read_text(encoding="utf-8")
    alone, labelled = [], []
    for layer, label in (("quotation", "form"), ("entity", "label"), ("naming", "label")):
        key, other = lesson.key_table(layer), lesson.readers(layer)["second-reader"].table
        alone.append(share(key, other, ["start", "end"]))
        labelled.append(share(key, other, ["start", "end", label]))
    assert (
        f"F1 {alone[0]} for quotations, {alone[1]} for people, places and times, {alone[2]}" in text
    )
    assert f"as the notebooks count: {labelled[0]}, {labelled[1]} and {labelled[2]}." in text


OLD_WORDING = ["is a real one", "every difference from it is a real", "makers of the kit from two"]
OLD_WORDING += ["made by people who also hesitated", "one careful reading, made by people"]


def test_where_the_key_comes_from_is_said_the_same_everywhere():
    root = DATA.parent
    notebooks = [*root.glob("notebooks/**/*.ipynb"), *root.glob("notebooks/**/*.md")]
    for path in itertools.chain(
        notebooks, DATA.glob("*/*.md"), DATA.glob("*/readers/readers.toml")
    ):
        text = path.read_text("utf-8")
        assert [words for words in OLD_WORDING if words in text] == [], path
    for path in (DATA / "assad-2017/PROVENANCE.md", DATA / "assad-2017/readers/readers.toml"):
        assert "language model" in path.read_text("utf-8")


STATES_AT_WAR = (
    "SANA|TASS|Press TV|Sputnik|News Front|USAID|Voice of America|TRT|Department of State"
    "|RFE/RL|rferl|France 24|BBC"
)


def test_every_party_to_the_war_is_called_one():
    evidence = kit.open_lesson(DATA / "assad-2017").evidence
    party = evidence.limits.fillna("").str.contains("From a party to the war")
    named = (evidence.publisher.fillna("") + " " + evidence.source.fillna("")).str.contains(
        STATES_AT_WAR
    )
    assert list(evidence.id[named & ~party]) == []


def test_a_quotation_is_rated_on_whether_it_was_said():
    claims = kit.open_lesson(DATA / "assad-2017").claims
    quoted = claims[claims.attribution == "direct quote"]
    assert set(quoted.verdict) <= {"supported", "mostly supported", "not checkable"}


def test_the_numbers_of_provenance_are_computed():
    lesson = kit.open_lesson(DATA / "assad-2017")
    said = (lesson.folder / "PROVENANCE.md").read_text("utf-8")
    places, whole = [], []
    for layer, by in (("quotation", "form"), ("entity", "label"), ("naming", "label")):
        key, second = lesson.key(layer), lesson.readers(layer)["second-reader"]
        ends = [{(mark.start, mark.end) for mark in marks} for marks in (key, second)]
        places.append(2 * len(ends[0] & ends[1]) / (len(ends[0]) + len(ends[1])))
        table = kit.compare(second, key, by=by).set_index("label")
        whole.append(float(table.f1["all"]))
    numbers = [f"{number:.2f}" for number in places]
    assert "F1 {} for quotations, {} for people, places and times, {} for names".format(
        *numbers
    ) in (" ".join(said.split()))
    assert "{:.2f}, {:.2f} and {:.2f}".format(*whole) in said


def test_no_file_takes_a_programs_reading_for_a_persons():
    """What was said once: that the second reading is a real person's, independent of the key."""
    wrong = re.compile(
        r"a real one, who read|real disagreement|sight of the key|independent second reader", re.I
    )
    root = DATA.parent
    for pattern in ("notebooks/**/*.ipynb", "notebooks/**/*.md", "data/**/*.*", "docs/*.md"):
        for path in sorted(root.glob(pattern)):
            if path.suffix in (".ipynb", ".md", ".toml", ".csv"):
                assert not wrong.search(path.read_text("utf-8")), path
