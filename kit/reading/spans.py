"""Tables of spans: start, end, text first, then what else is known of each."""

import pandas as pd


def span_table(text, spans, number=None, **columns):
    """Return a table of spans with the columns start, end, text, and those given.

    text: that the spans are in. spans: a list of (start, end) in code points, half-open. number:
    the name of a last column that counts rows from 0. columns: whole numbers. Without any span all
    columns still have their types.

    >>> span_table("one two", [(0, 3), (4, 7)], number="word").text.tolist()
    ['one', 'two']
    """
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    table = pd.DataFrame({"start": starts, "end": ends}, dtype="int64")
    table["text"] = pd.Series([text[start:end] for start, end in spans], dtype="str")
    for name, values in columns.items():
        table[name] = pd.Series(list(values), dtype="int64")
    if number:
        table[number] = pd.Series(range(len(spans)), dtype="int64")
    return table
