"""Claims and evidence: who claims what kind of thing, and which facts a claim rests on."""

import re

import pandas as pd

from kit.analysing.drawings import named
from kit.analysing.matrix import draw_matrix, in_words
from kit.analysing.noted import noted
from kit.errors import KitError

FACTS = ["id", "date", "fact", "publisher", "published", "address", "confidence", "limits"]


def fact_ids(facts):
    """Return ids from a text or a list of them: "f12 f17" -> ["f12", "f17"]; nothing gives []."""
    return re.findall(r"[^\s,;]+", facts) if isinstance(facts, str) else [] if facts is None or facts is pd.NA else list(facts)


def facts_of(evidence, facts):
    """Return the rows of an evidence table that a claim rests on, with notes on what in them is unconfirmed or needs care.

    evidence: lesson.evidence. facts: ids, as "f34 f45" or a list; an id that is not there is named in a note.
    Columns: id, date, fact, publisher, published, address, confidence, limits.

    >>> facts_of(pd.DataFrame({"id": ["f1"], "fact": ["It rained."], "confidence": ["unconfirmed"]}), "f1 f2")[["id", "fact"]]
       id        fact
    0  f1  It rained.
    f1 is unconfirmed.
    There is no fact f2 in the evidence.
    """
    facts = fact_ids(facts)
    table = evidence.reindex(columns=FACTS)
    table = table[table.id.isin(facts)].reset_index(drop=True)
    notes = [f"{row.id} is {row.confidence}." for row in table.itertuples() if not pd.isna(row.confidence) and row.confidence != "confirmed"]
    notes += [f"{row.id}: {row.limits}" for row in table.itertuples() if not pd.isna(row.limits)]
    missing = [fact for fact in facts if fact not in set(table.id)]
    notes += [f"There is no fact {', '.join(missing)} in the evidence."] if missing else []
    return noted(table, notes)


def draw_claims(claims, codebook=None, by="claimed_by", kind="label", caption="Claims by who makes them and of what kind."):
    """Draw how many claims each source makes of each kind, the largest first, with each row's and column's share of all.

    claims: Annotations or a DataFrame with the columns `by` and `kind`. codebook: for the kinds' titles; Annotations bring theirs.
    Returns a described figure. Raises KitError if there are no claims.
    """
    titles, _ = named(codebook or getattr(claims, "codebook", None))
    table = getattr(claims, "table", claims).reindex(columns=[by, kind])
    if table.empty:
        raise KitError("draw_claims: there are no claims yet; mark some in the layer claim")
    table = table.astype("object").where(table.notna(), "(not said)")
    counts = pd.crosstab(table[by], table[kind])
    kinds = [name for name in titles if name in counts] + [name for name in counts if name not in titles]
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index, kinds]

    counts.columns = [titles.get(name, name) for name in counts]

    def shares(totals):
        return [f"{name} ({total / len(table):.0%})".replace("%", "\u00a0%") for name, total in totals.items()]

    kinds, sources = shares(counts.sum()), shares(counts.sum(axis=1))
    says = f"{len(table)} claims. By kind: {', '.join(kinds)}. By source: {', '.join(sources)}. {in_words(counts)}"
    return draw_matrix(counts.set_axis(sources).set_axis(kinds, axis=1), caption, description=says)
