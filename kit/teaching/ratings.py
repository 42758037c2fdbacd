"""Rating cards: a claim, a verdict in words, its reason and facts, kept as schema.org ClaimReviews."""

import json
import re

import pandas as pd

from kit.errors import FileError, LessonError
from kit.files import check_lasting, read_text, write_text
from kit.showing.claims import fact_ids
from kit.teaching.claim_review import claim_review

COLUMNS = ["start", "end", "text", "id", "claimed_by", "verdict", "reason", "facts"]


class Ratings:
    """The part of a Lesson that keeps what the student says of the article's claims."""

    def rate(self, claim, verdict=None, reason=None, facts=None):
        """Show the rating card of a claim, kept as a schema.org ClaimReview while it is filled in.

        claim: the id of a row of lesson.claims, such as "c22", or words of the article. verdict:
        one of lesson.verdicts; reason: str; facts: ids of lesson.evidence, "f34 f45" or a list;
        None keeps what is there. Raises LessonError for an unknown claim or verdict.
        """
        from kit.teaching.form import RatingCard  # not before one is shown: widgets take a while

        row = self._claim(claim)
        if isinstance(verdict, str):
            known = {name.casefold(): name for name in self.verdicts}
            verdict = known.get(verdict.strip().casefold(), verdict)
        if verdict is not None and verdict not in ["", *self.verdicts]:
            fix = f"the codebook has {', '.join(self.verdicts)}"
            raise LessonError(f"rate: there is no verdict {verdict!r}; {fix}")
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
        card.verdict = card.verdict if verdict is None else verdict
        card.reason = card.reason if reason is None else reason
        card.facts = card.facts if facts is None else " ".join(fact_ids(facts))
        return card

    @property
    def verdicts(self):
        """The verdicts that the codebook has for a claim, a list of str; empty if it has none."""
        for label in self.codebook.labels:
            for attribute in label.attributes:
                if label.layer == "claim" and attribute.name == "verdict":
                    return list(attribute.choices)
        return []

    @property
    def ratings(self):
        """Table of the rating cards: start, end, text, id, claimed_by, verdict, reason, facts."""
        rows = [self._kept_rating(path) for path in (self.desk / "ratings").glob("*.jsonld")]
        table = pd.DataFrame([row for row in rows if row], columns=COLUMNS)
        kinds = dict.fromkeys(COLUMNS, "str") | {"start": "int64", "end": "int64"}
        return table.sort_values(["start", "end"], ignore_index=True).astype(kinds)

    def _claim(self, claim):
        """Return start, end, text, id and claimed_by of a claim, by its id or its words."""
        if not isinstance(claim, str):
            raise LessonError('rate: name a claim, such as "c22", or words of the article')
        rows = self.claims[(self.claims.id == claim).fillna(False)]
        if len(rows):
            return rows[COLUMNS[:5]].astype(object).fillna("").iloc[0].to_dict()
        place = whole_words(claim).search(self.article.text) if claim.strip() else None
        if not place:
            known = "neither the id of a claim in lesson.claims nor words of the article"
            raise LessonError(f"rate: {claim[:60]!r} is {known}")
        start, end = place.span()
        marks = [mark for mark in self.marks() if (mark.start, mark.end) == (start, end)]
        names = (mark.attributes.get("claimed_by") for mark in marks)
        by = next(filter(None, names), "")
        return {"start": start, "end": end, "text": claim, "id": "", "claimed_by": by}

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
        except (FileError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # none yet, or not one of ours


def whole_words(words):
    """Return a pattern for these words where they don't begin or end inside a word."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(before + re.escape(words) + after)
