"""Claims and evidence: who claims what kind of thing, and which facts a claim rests on."""

import re

import pandas as pd
from markupsafe import Markup

from kit.analysing.noted import Note, NotedTable, draw_table
from kit.showing.drawings import named
from kit.showing.matrix import draw_matrix, in_words

FACTS = ["id", "date", "fact", "publisher", "published", "address", "confidence", "limits"]
LINK = Markup('<a href="{}" rel="noreferrer">{}</a>')


def fact_ids(facts):
    """Return ids from a text or a list of them: "f12 f17" -> ["f12", "f17"]; nothing gives []."""
    if facts is None or facts is pd.NA:
        return []
    return re.findall(r"[^\s,;]+", facts) if isinstance(facts, str) else list(facts)


class Facts(NotedTable):
    """Rows of an evidence table, shown with their whole text, their sources and what needs care."""

    @property
    def _constructor(self):
        return Facts

    def _cells(self):
        """Each row as it is read: id, date, fact, source, address, care ("" where nothing is said)."""
        rows = self.reindex(columns=FACTS).astype("object")
        for row in rows.where(rows.notna(), "").itertuples(index=False):
            published = f"published {row.published}" if row.published else ""
            source = ", ".join(filter(None, (row.publisher, published)))
            care = " ".join(filter(None, (row.confidence, row.limits)))
            yield row.id, row.date, row.fact, source, row.address, care

    def __repr__(self):
        lines = [
            f"{id} {date or '(no date)'}: {fact}\n    {source}; {care or 'nothing said of how sure it is'}"
            for id, date, fact, source, _, care in self._cells()
        ]
        return "\n".join([*(lines or ["No such facts."]), *self.notes])

    def _repr_html_(self):
        rows = []
        for id, date, fact, source, address, care in self._cells():
            if re.match("https?://", address):
                source = LINK.format(address, source or "source")
            rows.append([id, date, fact, source, care])
        heads = ["fact", "date", "what it says", "source", "how sure"]
        return draw_table("Dated facts and their sources", heads, rows, notes=self.notes)


def facts_of(evidence, facts):
    """Return the evidence with these ids, shown with its sources and with what needs care.

    evidence: lesson.evidence. facts: ids, as "f34 f45" or a list; an id that is not there is named
    in a note. Columns: id, date, fact, publisher, published, address, confidence, limits.

    >>> facts_of(pd.DataFrame({"id": ["f1"], "fact": ["It rained."], "publisher": "The Post", "confidence": ["unconfirmed"]}), "f1 f2")
    f1 (no date): It rained.
        The Post; unconfirmed
    There is no fact f2 in the evidence.
    """
    facts = fact_ids(facts)
    table = Facts(evidence.reindex(columns=FACTS))
    table = table[table.id.isin(facts)].reset_index(drop=True)
    missing = [fact for fact in facts if fact not in set(table.id)]
    notes = [f"There is no fact {', '.join(missing)} in the evidence."] if missing else []
    if evidence.empty:
        fix = "its file evidence.csv has a dated fact and its source in each row"
        notes.append(f"This lesson has no evidence yet: {fix}.")
    table.attrs["notes"] = notes
    return table


def draw_claims(claims):
    """Draw how many claims each source makes of each kind, the largest first, with shares.

    claims: Annotations, or a DataFrame with label and claimed_by. Returns a described figure, or a
    note where there are no claims yet.
    """
    titles, _ = named(getattr(claims, "codebook", None))
    table = getattr(claims, "table", claims).reindex(columns=["claimed_by", "label"])
    if table.empty:
        return Note("No claims yet: mark some in the layer claim, and say of each who makes it.")
    table = table.astype("object").where(table.notna(), "(not said)")
    counts = pd.crosstab(table.claimed_by, table.label)
    order = list(dict.fromkeys([*titles, *counts]))
    by_size = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    counts = counts.loc[by_size, [name for name in order if name in counts]].rename(columns=titles)
    kinds = _with_shares(counts.sum())
    sources = _with_shares(counts.sum(axis=1))
    says = f"{len(table)} claims. By kind: {', '.join(kinds)}. By source: {', '.join(sources)}. {in_words(counts)}"
    counts = counts.set_axis(sources).set_axis(kinds, axis=1)
    return draw_matrix(counts, "Claims by who makes them and of what kind.", description=says)


def _with_shares(totals):
    shares = totals / totals.sum()
    return [f"{name} ({share:.0%})".replace("%", "\u00a0%") for name, share in shares.items()]
