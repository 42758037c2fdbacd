"""The bridge press: what is planted is found, what is chance is not, and its key is sound."""

import itertools
import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.errors import KitError

LESSON = kit.open_lesson(None)
ARTICLES = LESSON.articles
COURSE = Path(__file__).parents[2]
TEXTS = dict(zip(ARTICLES.article, ARTICLES.text, strict=True))
PAPERS = "wire", "courier", "flare"


@pytest.fixture(scope="module")
def press():
    return kit.survey(ARTICLES, quotations=LESSON.articles_key)


def pairs_found(table):
    return {(row.group, row.other) for row in table[table.corrected < 0.05].itertuples()}


def test_three_papers_have_eight_articles_each_of_150_to_300_words(press):
    assert press.articles.outlet.value_counts().tolist() == [8, 8, 8]
    assert press.articles.words.between(150, 300).all() and len(press.problems) == 0
    assert press.articles.author.nunique() == 6


def test_every_row_of_the_key_stands_in_its_article():
    for row in LESSON.articles_key.itertuples():
        assert TEXTS[row.article][row.start : row.end] == row.text
        assert row.form in ("direct", "partial", "indirect")


ROLES = ["official", "opposition", "expert", "resident", "campaigner"]


def compare_roles(survey):
    """All fifteen comparisons, and those that a fair test finds: (role, two papers' initials)."""
    table = kit.compare_groups(survey.counts("quotations", "role"), "outlet", ROLES, per="total")
    rows = table[table.corrected < 0.05].itertuples()
    return table, {(row.measure, "".join(sorted(row.group[0] + row.other[0]))) for row in rows}


FOUND = {("official", "NO"), ("opposition", "DO"), ("campaigner", "NO"), ("campaigner", "DO")}
FOUND |= {("resident", pair) for pair in ("NO", "DN", "DO")}


def test_planted_differences_are_found(press):
    table, found = compare_roles(press)
    assert found == FOUND and (table.p < 0.05).sum() == 10
    assert not set(table.measure[table.p < 0.05]) & {"expert"}
    inside = (table.low <= 0) & (table.high >= 0)
    assert inside.equals(table.p > 0.05)
    verbs = press.counts("quotations", "cue")
    assert len(pairs_found(kit.compare_groups(verbs, "outlet", "said", per="total"))) == 3
    names = press.counts("names", "text").groupby("outlet")[["campaigners", "neighbours", "mob"]]
    assert (names.sum().gt(0).sum(axis=1) == 1).all()


def test_one_finding_hangs_on_the_role_of_one_speaker():
    """Hanne Brook as a campaigner: Courier and Flare no longer differ in residents, all else stays."""
    roles = {role: list(people) for role, people in ARTICLES.attrs["roles"].items()}
    roles["resident"].remove("Hanne Brook")
    roles["campaigner"].append("Hanne Brook")
    table, found = compare_roles(kit.survey(ARTICLES, LESSON.articles_key, roles=roles))
    assert found == FOUND - {("resident", "DO")}
    row = table[(table.measure == "resident") & (table.group == "Ostmere Courier")].iloc[0]
    assert row.p == pytest.approx(0.137, abs=0.001)


def test_every_speaker_of_the_key_but_the_media_has_a_role(press):
    assert set(press.quotations.speaker[press.quotations.role.isna()]) == {"local media"}


def test_the_instrument_loses_residents_in_the_flare_and_finds_what_nobody_said(press):
    program = kit.survey(ARTICLES)
    checked = program.against(press)
    counts = checked.groupby("outlet").result.value_counts().unstack(fill_value=0)
    right = counts.right / counts.drop(columns="not in the key").sum(axis=1)
    assert right.round(2).to_dict() == {
        "Daily Flare": 0.69,
        "Northern Wire": 0.90,
        "Ostmere Courier": 0.96,
    }
    assert counts["not in the key"].tolist() == [13, 10, 8]
    for survey, residents in ((press, 22), (program, 11)):
        flare = survey.quotations[survey.quotations.article.str.startswith("flare")]
        assert (flare.role == "resident").sum() == residents


def test_the_instructors_file_has_the_numbers_that_come_out(press):
    page = (COURSE / "notebooks" / "instructors" / "bridge-press.md").read_text("utf-8")
    voices = press.counts("quotations", "role")
    for role in ROLES:
        found = kit.estimate_groups(voices, "outlet", role, per="total").estimate
        assert f"| {' | '.join(f'{share:.2f}' for share in found)} |" in page, role
    table, _ = compare_roles(press)
    for row in table[table.p < 0.05].itertuples():
        said = "< 0.001" if row.p < 0.001 else f"{row.p:.3f}"
        line = f"| {row.measure} | {row.group} | {row.other} | {said} | {row.corrected:.3f} |"
        assert line in page, line


def test_the_planted_absence_is_there(press):
    words = press.counts("words", "word")
    assert (words.farside > 0).all()
    assert not press.quotations.text.str.contains("we in Farside").any()
    ministry = (words.ministry > 0).groupby(words.outlet).sum()
    assert ministry.to_dict() == {"Daily Flare": 0, "Northern Wire": 8, "Ostmere Courier": 7}


def test_rain_fell_where_lots_said_and_is_not_found(press):
    lots = random.Random(670)
    drawn = {f"{paper}-{day}": lots.random() < 0.4 for paper in PAPERS for day in range(1, 9)}
    words = press.counts("words", "word").set_index("article")
    assert (words.rain > 0).to_dict() == drawn
    alone = kit.compare_groups(words.reset_index(), "outlet", "rain")
    assert alone.p.min() < 0.05 < alone.corrected.min()


def test_of_all_words_eleven_are_found_and_rain_is_not(press):
    words = press.counts("words", "word")
    often = [word for word in words.columns[5:] if (words[word] > 0).sum() >= 8]
    table = kit.compare_groups(
        words, "outlet", often, per="total", group="Daily Flare", confidence=None
    )
    assert len(table) == 107 and (table.p < 0.05).sum() == 33
    assert set(table.measure[table.corrected < 0.05]) == set(
        "mob said ministry mayor she the bearings greg stark kit lomax".split()
    )
    rain = table[table.measure == "rain"].iloc[0]
    assert rain.p == pytest.approx(0.074, abs=0.001) and rain.corrected == 1


def test_the_agency_is_copied_word_for_word_or_with_another_verb():
    shared = kit.shared_passages(TEXTS["wire-2"], TEXTS["courier-2"])
    assert shared.kind.tolist() == ["exact", "near"] and shared.words.tolist() == [28, 9]
    row = kit.shared_passages(TEXTS["wire-5"], TEXTS["flare-5"]).iloc[0]
    assert row.kind == "near" and "boasted that the boat" in row.other_text
    agency, words = "", {"courier": [], "flare": []}
    for day in range(1, 9):
        agency += TEXTS[f"wire-{day}"] + "\n\n"
        for paper, copied in words.items():
            copied.append(kit.shared_passages(agency, TEXTS[f"{paper}-{day}"]).words.sum())
    assert words["courier"] == [43, 37, 28, 57, 18, 31, 17, 44]
    assert words["flare"] == [43, 0, 24, 26, 26, 8, 8, 9]


def test_a_passage_ends_with_its_sentence():
    shared = kit.shared_passages(TEXTS["wire-5"], TEXTS["flare-5"])
    assert shared.text.iloc[1].endswith("the tests were on schedule") and len(shared) == 2


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40).map(" ".join)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_shared_passages_are_in_both_texts_and_in_no_place_twice(a, b):
    shared = kit.shared_passages(a, b, least=3)
    for row in shared.itertuples():
        assert (
            a[row.start : row.end] == row.text
            and b[row.other_start : row.other_end] == row.other_text
        )
        assert row.kind == "near" or row.text == row.other_text
        assert 0.6 <= row.likeness <= 1
    for start, end in (("start", "end"), ("other_start", "other_end")):
        spans = sorted(zip(shared[start], shared[end], strict=True))
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


@given(st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=20), WORDS, WORDS)
def test_what_was_copied_is_found(copied, before, after):
    passage = " ".join(copied)
    shared = kit.shared_passages(f"{before} {passage}", f"{passage} {after}")
    assert len(shared) and shared.words.max() >= 8


def test_the_claim_grows_from_may_to_has():
    said = kit.follow(ARTICLES, "salt")
    assert said.likeness.iloc[0] == 1 and said.day.is_monotonic_increasing
    has = said[said.text.str.contains("has weakened")]
    assert has.article.tolist() == ["courier-5", "wire-7", "courier-7"]
    assert said.text.str.contains("salt-eaten").sum() == 1
    # what the lesson says of the number: it is higher where the sense has turned
    number = said.set_index("article").likeness.round(2)
    assert number["wire-7"] == 0.76 and number["wire-5"] == 0.62


def test_side_by_side_escapes_what_an_article_says():
    bad = "<script>alert(1)</script> and eight words more that are quite the same"
    table = pd.DataFrame({"article": ["<a>", "b"], "text": [bad, bad]})
    shown = kit.side_by_side(table, "<a>", "b")._repr_html_()
    assert "<script>" not in shown and "&lt;a&gt;" in shown


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no articles.toml, articles.csv or .txt here"),
        ({"articles.toml": "[[article]\n"}, "not TOML"),
        ({"articles.toml": "title = 'x'\n"}, "names no article"),
        ({"articles.csv": "outlet\nA\n"}, "no column text"),
        ({"articles.csv": "article,text\na,x\na,y\n"}, "two articles are called a"),
        ({"articles.csv": "file\nnone.txt\n"}, "there is no such file"),
    ],
)
def test_a_folder_with_something_wrong_says_so_in_one_line(files, message, tmp_path):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(KitError, match=message) as error:
        kit.read_articles(tmp_path)
    assert "\n" not in str(error.value)


def test_a_bad_article_is_named_and_costs_nothing_else():
    table = pd.DataFrame({"article": ["a", "b"], "text": ["Rain fell.", "Sun."], "language": "en"})
    table.loc[1, "text"] = None
    found = kit.survey(table)
    assert found.problems.article.tolist() == ["b"]
    assert set(found.words.article) == {"a"}
