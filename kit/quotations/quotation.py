"""A found quotation, and the table of them."""

from dataclasses import dataclass

import pandas as pd

from kit.quotations.cast import resolve


@dataclass(frozen=True, eq=False)
class Quotation:
    """Spans in the text of a quotation, its speaker and its cue; its form; the rules' names."""

    start: int
    end: int
    form: str  # direct partial scare indirect
    speaker: tuple | None
    cue: tuple | None
    rule: str
    clause: "Quotation | None" = None  # the reported clause a piece is part of


def tabulate(quotations, paragraphs, text, language):
    """Return the table of find_quotations; `paragraphs` has each quotation's number."""
    numbers = {quotation: number for number, quotation in enumerate(quotations)}
    quoted = sorted((row.start, row.end) for row in quotations if row.form != "indirect")
    mentions = [row.speaker for row in quotations]
    columns = {
        "start": ([row.start for row in quotations], "int64"),
        "end": ([row.end for row in quotations], "int64"),
        "text": ([text[row.start : row.end] for row in quotations], "str"),
        "form": ([row.form for row in quotations], "str"),
        "speaker": (resolve(mentions, text, language, quoted), "string"),
        **_span_columns("speaker", mentions, text),
        **_span_columns("cue", [row.cue for row in quotations], text),
        "paragraph": (paragraphs, "int64"),
        "rule": ([row.rule for row in quotations], "str"),
        "part_of": ([numbers.get(row.clause) for row in quotations], "Int64"),
    }
    arrays = {name: pd.array(values, dtype=kind) for name, (values, kind) in columns.items()}
    return pd.DataFrame(arrays)


def _span_columns(name, spans, text):
    words = [text[slice(*span)] if span else None for span in spans]
    places = {
        f"{name}_start": ([span and span[0] for span in spans], "Int64"),
        f"{name}_end": ([span and span[1] for span in spans], "Int64"),
    }
    if name == "speaker":
        return places | {"speaker_text": (words, "string")}
    return {"cue": (words, "string")} | places
