"""A rating as a schema.org ClaimReview, which programs of fact checkers read."""

import datetime
import re

from kit.showing.claims import fact_ids

DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
# a column of the evidence: schema.org's name
CITED = {"source": "name", "fact": "text", "address": "url", "published": "datePublished"}


def claim_review(row, verdict, reason, facts, lesson):
    """Return a rating of a claim's row as a schema.org ClaimReview: a dict for JSON-LD."""
    about = lesson.about
    # the two that schema.org lets be an author
    kind = "Person" if row["claimed_by"] in _people(lesson) else "Organization"
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": row["text"],
        "itemReviewed": {
            "@type": "Claim",
            "identifier": row["id"],
            "text": row["text"],
            "author": {"@type": kind, "name": row["claimed_by"]},
            "appearance": {
                "@type": "NewsArticle",
                "headline": lesson.article.title,
                "url": about.get("address"),
                "inLanguage": lesson.article.language,
                "publisher": {"@type": "Organization", "name": about.get("publisher")},
            },
        },
        "reviewRating": {"@type": "Rating", "alternateName": verdict},
        "reviewBody": reason,
        "citation": _citations(facts, lesson.evidence),
        "author": {"@type": "Person", "name": "student"},
        "inLanguage": lesson.article.language,
        "dateModified": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
    return _without_empty(review)


def _citations(facts, evidence):
    """Return the facts that a rating rests on as schema.org's CreativeWorks."""
    known = evidence.drop_duplicates("id").set_index("id")
    cited = []
    for fact in fact_ids(facts):
        work = {"@type": "CreativeWork", "identifier": fact}
        if fact in known.index:
            work |= known.loc[fact, list(CITED)].dropna().rename(CITED).to_dict()
        if not DAY.fullmatch(work.get("datePublished", "")):
            work.pop("datePublished", None)  # "2016, first half" is no date for a machine
        cited.append(work)
    return cited


def _people(lesson):
    """The names of people in the answer key, in every form."""
    if "entity" not in lesson.layers:
        return set()
    table = lesson.key_table("entity")
    names = table[table.label == "person"].reindex(columns=["canonical", "text"])
    return set(names.stack().dropna())


def _without_empty(value):
    """Leave out what is empty: an entry with nothing in it says something that nobody said."""
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _without_empty(part) for name, part in value.items()}
    kept = {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    return {} if kept.keys() == {"@type"} else kept
