"""Rating cards: a claim of the article, a verdict, the reason and the facts it rests on, kept as
schema.org ClaimReviews.

A card says its verdict in words and has no ratingValue: the verdicts are no scale ("not checkable"
is not half of "wrong").
"""

import datetime
import html
import json
import re
from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from kit.errors import FileError, KitError, LessonError
from kit.files import check_lasting, read_text, write_text
from kit.showing.claims import fact_ids

DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
CITED = {
    "name": "source",
    "text": "fact",
    "url": "address",
    "datePublished": "published",
}  # schema.org's name: the evidence's
COLUMNS = ["start", "end", "text", "id", "claimed_by", "verdict", "reason", "facts"]


class RatingCard(anywidget.AnyWidget):
    """A form for the verdict on one claim, kept as it is filled in. verdict, reason, facts: what
    the student says; status: what became of it.
    """

    _esm = Path(__file__).parent / "rating_card.js"
    claim = traitlets.Unicode().tag(sync=True)
    claimed_by = traitlets.Unicode().tag(sync=True)
    verdicts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    verdict = traitlets.Unicode().tag(sync=True)
    reason = traitlets.Unicode().tag(sync=True)
    facts = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, keep, **fields):
        self._keep = keep
        super().__init__(**fields)
        self.observe(self._changed, ["verdict", "reason", "facts"])

    def _changed(self, change=None):
        try:
            told = self._keep(self)
        except KitError as error:
            self.status = f"Not saved: {error}"
        else:
            self.status = f"Saved. {told}".strip()

    def _lines(self):
        return [
            ("Claim", self.claim),
            ("Made by", self.claimed_by or "not said"),
            ("Verdict", self.verdict or "none yet"),
            ("Reason", self.reason.strip() or "nothing written yet"),
            ("Facts", self.facts.strip() or "none"),
        ]

    def __repr__(self):
        return "\n".join(f"{name}: {text}" for name, text in self._lines())

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        items = "".join(
            f'<dt><strong>{name}</strong></dt><dd dir="auto" style="white-space:pre-line">{html.escape(text)}</dd>'
            for name, text in self._lines()
        )
        data["text/plain"], data["text/html"] = repr(self), f"<dl>{items}</dl>"
        return data, metadata


class Ratings:
    """The part of a Lesson that keeps what the student says of the article's claims."""

    def rate(self, claim, verdict=None, reason=None, facts=None):
        """Show the rating card of a claim, kept in the work folder as a schema.org ClaimReview
        (JSON-LD) while it is filled in.

        claim: the id of a row of lesson.claims, such as "c22", or words of the article. verdict:
        one of lesson.verdicts; reason: str; facts: ids of lesson.evidence, "f34 f45" or a list;
        None keeps what is there. Raises LessonError for an unknown claim or verdict.
        """
        row = self._claim(claim)
        if verdict is not None and verdict not in ["", *self.verdicts]:
            raise LessonError(
                f"rate: there is no verdict {verdict!r}; the codebook has {', '.join(self.verdicts)}"
            )
        kept = self._kept_rating(self._card(row))
        card = RatingCard(
            lambda card: self._keep_rating(row, card),
            claim=row["text"],
            claimed_by=row["claimed_by"],
            verdicts=self.verdicts,
            language=self.article.language,
            status="This is your saved card." if kept else "Nothing filled in yet.",
            **{name: kept.get(name, "") for name in ("verdict", "reason", "facts")},
        )
        given = {
            "verdict": verdict,
            "reason": reason,
            "facts": None if facts is None else " ".join(fact_ids(facts)),
        }
        for name, value in given.items():
            if value is not None:
                setattr(card, name, value)
        return card

    @property
    def verdicts(self):
        """The verdicts that the codebook has for a claim, a list of str; empty if it has none."""
        layer = next((layer for layer in self.codebook.layers if layer.name == "claim"), None)
        attributes = [
            one
            for label in (layer.labels if layer else [])
            for one in label.attributes
            if one.name == "verdict"
        ]
        return list(attributes[0].choices) if attributes else []

    @property
    def ratings(self):
        """Table of the student's rating cards: start, end, text, id, claimed_by, verdict, reason,
        facts.
        """
        rows = [self._kept_rating(path) for path in (self.desk / "ratings").glob("*.jsonld")]
        table = (
            pd.DataFrame([row for row in rows if row], columns=COLUMNS)
            .sort_values(["start", "end"])
            .reset_index(drop=True)
        )
        return table.astype(
            {name: "int64" if name in ("start", "end") else "str" for name in COLUMNS}
        )

    def _claim(self, claim):
        claims, words = self.claims, str(claim)
        found = claims[(claims.id == words).fillna(False)]
        if len(found):
            row = found.iloc[0]
            return {
                name: row[name]
                if name in ("start", "end")
                else ""
                if pd.isna(row[name])
                else str(row[name])
                for name in COLUMNS[:5]
            }
        start = self.article.text.find(words) if words.strip() else -1
        if start < 0:
            raise LessonError(
                f"rate: {words[:60]!r} is neither the id of a claim in lesson.claims nor words of the article"
            )
        end = start + len(words)
        marked = [
            mark.attributes.get("claimed_by", "")
            for mark in self.marks()
            if (mark.start, mark.end) == (start, end)
        ]
        return {
            "start": start,
            "end": end,
            "text": words,
            "id": "",
            "claimed_by": next(iter(filter(None, marked)), ""),
        }

    def _card(self, row):
        return self.desk / "ratings" / f"{row['start']:05}-{row['end']:05}.jsonld"

    def _keep_rating(self, row, card):
        """Write a card; returns a line about facts that are not in the evidence, or ""."""
        review = claim_review(row, card.verdict, card.reason, card.facts, self)
        write_text(self._card(row), json.dumps(review, ensure_ascii=False, indent=2) + "\n")
        check_lasting(self._card(row))
        unknown = [fact for fact in fact_ids(card.facts) if fact not in set(self.evidence.id)]
        return f"There is no fact {', '.join(unknown)} in lesson.evidence." if unknown else ""

    def _kept_rating(self, path):
        try:
            review = json.loads(read_text(path))
            start, end = (int(part) for part in path.stem.split("-"))
            item = review["itemReviewed"]
            facts = " ".join(source["identifier"] for source in review.get("citation", []))
            return {
                "start": start,
                "end": end,
                "text": review["claimReviewed"],
                "id": item.get("identifier", ""),
                "claimed_by": item.get("author", {}).get("name", ""),
                "verdict": review.get("reviewRating", {}).get("alternateName", ""),
                "reason": review.get("reviewBody", ""),
                "facts": facts,
            }
        except (
            FileError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # none yet, or not one of ours
            return {}


def claim_review(row, verdict, reason, facts, lesson):
    """Return a rating as a schema.org ClaimReview: a dict to be written as JSON-LD. row: a claim's
    start, end, text, id, claimed_by.
    """
    about, evidence = lesson.about, lesson.evidence.drop_duplicates("id").set_index("id")
    kind = (
        "Person" if row["claimed_by"] in _people(lesson) else "Organization"
    )  # the two that schema.org lets be an author
    appearance = {
        "@type": "NewsArticle",
        "headline": lesson.article.title,
        "url": about.get("address"),
        "inLanguage": lesson.article.language,
    }
    if about.get("publisher"):
        appearance["publisher"] = {"@type": "Organization", "name": about["publisher"]}
    cited = []
    for fact in fact_ids(facts):
        known = evidence.loc[fact] if fact in evidence.index else {}
        said = {name: known.get(column) for name, column in CITED.items()}
        said = {
            name: str(value)
            for name, value in said.items()
            if value is not None and not pd.isna(value)
        }
        if not DAY.fullmatch(
            said.get("datePublished", "")
        ):  # "2016, first half" is no date for a machine
            said.pop("datePublished", None)
        cited.append({"@type": "CreativeWork", "identifier": fact, **said})
    author = {"@type": kind, "name": row["claimed_by"]}
    item = {
        "@type": "Claim",
        "identifier": row["id"],
        "text": row["text"],
        "author": author,
        "appearance": appearance,
    }
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": row["text"],
        "itemReviewed": item,
        "reviewRating": {"@type": "Rating", "alternateName": verdict},
        "reviewBody": reason,
        "citation": cited,
        "author": {"@type": "Person", "name": "student"},
        "inLanguage": lesson.article.language,
        "dateModified": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }
    return _without_empty(review)


def _people(lesson):
    """The names of people in the answer key, in every form."""
    table = lesson.key_table("entity") if "entity" in lesson.layers else pd.DataFrame()
    table = table[table.label == "person"] if len(table) else table
    return {
        name
        for column in ("canonical", "text")
        if column in table
        for name in table[column].dropna()
    }


def _without_empty(value):
    """Leave out what is empty: an entry with nothing in it says something that nobody said."""
    if isinstance(value, dict):
        value = {
            name: kept
            for name, part in value.items()
            if (kept := _without_empty(part)) not in (None, "", [], {})
        }
        return {} if set(value) == {"@type"} else value
    return [_without_empty(part) for part in value] if isinstance(value, list) else value
