"""Rating cards: kept, read again, and ClaimReviews as schema.org has them."""

import datetime
import json
import re
from pathlib import Path

import pytest

import kit

SCHEMA = json.loads((Path(__file__).parent / "schemaorg.json").read_text(encoding="utf-8"))


def kinds(name):
    """A type of schema.org and all that it is a kind of."""
    return {name}.union(*(kinds(parent) for parent in SCHEMA[name]["parents"]))


def expected(name, field):
    """What a property of a type may hold, None if the type has no such property."""
    return next(
        (
            SCHEMA[kind]["properties"][field].split()
            for kind in kinds(name)
            if field in SCHEMA[kind]["properties"]
        ),
        None,
    )


def faults(node):
    """What in a piece of JSON-LD schema.org does not have."""
    name = node.get("@type")
    if name not in SCHEMA:
        return [f"no type {name}"]
    found = []
    for field, value in node.items():
        if field in ("@type", "@context"):
            continue
        wanted = expected(name, field)
        if wanted is None:
            found.append(f"{name} has no {field}")
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                if not kinds(one.get("@type", "Thing")) & set(wanted or []):
                    found.append(f"{field} of {name} can't be a {one.get('@type')}")
                found += faults(one)
            elif not isinstance(one, str) or not {"Text", "URL", "Date"} & set(wanted or []):
                found.append(f"{field} of {name} can't be {one!r}")
            elif wanted == ["URL"] and not re.match(r"https?://\S+$", one):
                found.append(f"{field} of {name} is no address: {one!r}")
            elif wanted == ["Date"] and not re.match(
                r"\d{4}-\d\d(-\d\d(T\d\d:\d\d:\d\d\+00:00)?)?$", one
            ):
                found.append(f"{field} of {name} is no date: {one!r}")
            elif not one:
                found.append(f"{field} of {name} is empty")
    return found


def reviews(lesson):
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((lesson.desk / "ratings").glob("*.jsonld"))
    ]


def test_every_claim_of_the_key_makes_a_claim_review_that_schema_org_knows(lesson):
    for claim in lesson.claims.itertuples():
        lesson.rate(claim.id, claim.verdict, claim.reason, claim.facts)
    written = reviews(lesson)
    assert len(written) == len(lesson.claims) > 50
    assert [faults(review) for review in written] == [[]] * len(written)
    assert all(
        review["@context"] == "https://schema.org" and review["@type"] == "ClaimReview"
        for review in written
    )
    authors = {review["itemReviewed"]["author"]["@type"] for review in written}
    assert authors == {"Person", "Organization"}


def test_the_judge_finds_what_schema_org_does_not_have():
    good = {
        "@type": "ClaimReview",
        "claimReviewed": "It rained.",
        "reviewRating": {"@type": "Rating", "alternateName": "wrong"},
    }
    assert faults(good) == []
    assert faults(good | {"verdict": "wrong"}) == [
        "ClaimReview has no verdict",
        "verdict of ClaimReview can't be 'wrong'",
    ]
    assert faults(good | {"author": {"@type": "Rating"}}) == [
        "author of ClaimReview can't be a Rating"
    ]
    assert faults(good | {"dateModified": "June 2016"}) == [
        "dateModified of ClaimReview is no date: 'June 2016'"
    ]


def test_the_table_has_what_was_filled_in(lesson):
    assert lesson.ratings.empty and list(lesson.ratings.columns)[:3] == ["start", "end", "text"]
    lesson.rate("c22", "mostly supported", "Two\nlines. 👩‍👩‍👧", ["f34", "f45"])
    lesson.rate("nearly five million", reason="only a reason")
    table = lesson.ratings
    assert table.text.tolist() == [
        "The war in Syria has created nearly five million refugees worldwide",
        "nearly five million",
    ]
    assert all(
        lesson.article.text[start:end] == text
        for start, end, text in table[["start", "end", "text"]].itertuples(index=False)
    )
    assert table[["id", "verdict", "reason", "facts"]].values.tolist() == [
        ["c22", "mostly supported", "Two\nlines. 👩‍👩‍👧", "f34 f45"],
        ["", "", "only a reason", ""],
    ]


def test_a_card_comes_back_after_a_restart_and_changes_only_what_is_given(lesson):
    lesson.rate("c22", "wrong", "A reason.", "f34")
    again = kit.open_lesson(lesson.folder).rate("c22", verdict="misleading")
    assert (again.verdict, again.reason, again.facts) == ("misleading", "A reason.", "f34")
    assert kit.open_lesson(lesson.folder).rate("c22").status == "This is your saved card."
    assert lesson.rate("c03").status == "Nothing filled in yet." and len(lesson.ratings) == 1


def test_an_unknown_fact_is_kept_and_said(lesson):
    card = lesson.rate("c22", facts="f34, f999")
    assert (
        card.status == "Saved. There is no fact f999 in lesson.evidence."
        and lesson.ratings.facts.tolist() == ["f34 f999"]
    )


@pytest.mark.parametrize("claim", ["c999", "", "no such words"])
def test_an_unknown_claim_or_verdict_is_refused(lesson, claim):
    with pytest.raises(kit.KitError, match="neither the id of a claim"):
        lesson.rate(claim)
    with pytest.raises(
        kit.KitError, match="no verdict 'true'; the codebook has supported, mostly supported"
    ):
        lesson.rate("c22", "true")


def test_files_of_others_in_the_folder_are_left_alone(lesson):
    lesson.rate("c22", "wrong")
    for name, text in (
        ("notes.jsonld", "{}"),
        ("00001-00002.jsonld", "{broken"),
        ("00003-00004.jsonld", "[]"),
        ("00005-00006.jsonld", '{"itemReviewed": 3}'),
    ):
        (lesson.desk / "ratings" / name).write_text(text)
    assert lesson.ratings.id.tolist() == ["c22"]


def test_a_full_disk_is_said_on_the_card(lesson, tmp_path):
    (tmp_path / "work").write_text("in the way")
    assert lesson.rate("c22", "wrong").status.startswith("Not saved: ")


def test_who_claims_it_is_taken_from_the_student_s_own_mark(copy):
    (copy / "key" / "claim.csv").unlink()
    lesson = kit.open_lesson(copy)
    start = lesson.article.text.index("nearly five million")
    lesson.marks().add(start, start + 19, "checkable", claimed_by="an unnamed estimate")
    assert lesson.rate("nearly five million").claimed_by == "an unnamed estimate"


def test_what_the_card_shows_without_a_browser_is_escaped(lesson):
    html = lesson.rate("c22", reason="<img src=x onerror=alert(1)>")._repr_mimebundle_()[0][
        "text/html"
    ]
    assert "<img" not in html and "&lt;img" in html


def test_the_file_holds_one_time_and_it_is_utc(lesson):
    lesson.rate("c22", "wrong")
    time = datetime.datetime.fromisoformat(reviews(lesson)[0]["dateModified"])
    assert (
        time.tzinfo == datetime.UTC
        and abs(datetime.datetime.now(datetime.UTC) - time).total_seconds() < 60
    )
