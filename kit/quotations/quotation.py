"""A found quotation, and the table of them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.quotations.cast import resolve

STR = pd.api.types.pandas_dtype("str")
STRING = pd.StringDtype()  # may be missing


@dataclass(eq=False)
class Quotation:
    """Spans in the text of a quotation, its speaker and its cue; its form; the rules' names."""

    start: int
    end: int
    form: str  # direct partial scare indirect
    speaker: tuple | None
    cue: tuple | None
    rule: str
    meant: tuple | None = None  # the phrase before a speaker that is "who"
    clause: "Quotation | None" = None  # the reported clause a piece is part of


def tabulate(quotations, paragraphs, text, language):
    """Return the table of find_quotations; `paragraphs` has each quotation's number."""
    numbers = {quotation: number for number, quotation in enumerate(quotations)}
    quoted = sorted((row.start, row.end) for row in quotations if row.form != "indirect")
    speakers = [row.speaker for row in quotations]
    cues = [row.cue for row in quotations]
    meant = [row.meant or row.speaker for row in quotations]
    columns = {
        "start": np.array([row.start for row in quotations], "int64"),
        "end": np.array([row.end for row in quotations], "int64"),
        "text": pd.array([text[row.start : row.end] for row in quotations], STR),
        "form": pd.array([row.form for row in quotations], STR),
        "speaker": pd.array(resolve(meant, text, language, quoted), STRING),
        "speaker_start": _places([span and span[0] for span in speakers]),
        "speaker_end": _places([span and span[1] for span in speakers]),
        "speaker_text": _words(speakers, text),
        "cue": _words(cues, text),
        "cue_start": _places([span and span[0] for span in cues]),
        "cue_end": _places([span and span[1] for span in cues]),
        "paragraph": np.array(paragraphs, "int64"),
        "rule": pd.array([row.rule for row in quotations], STR),
        "part_of": _places([numbers.get(row.clause) for row in quotations]),
    }
    return pd.DataFrame(columns, copy=False)


def _words(spans, text):
    return pd.array([span and text[slice(*span)] for span in spans], STRING)


def _places(numbers):
    """Return numbers of which some may be None, as pandas' Int64 (faster than by its name)."""
    missing = np.array([number is None for number in numbers], "bool")
    values = np.array([number or 0 for number in numbers], "int64")
    return pd.arrays.IntegerArray(values, missing)
