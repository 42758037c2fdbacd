"""Tables of spans: start, end, text first, then what else is known of each."""

import pandas as pd


def span_table(text, spans, number=None, **columns):
    """Return a table with the columns start, end, text, those given (whole numbers), and `number`, which counts rows from 0.

    text: str. spans: list of (start, end) in code points. Without any span the columns still have their types.

    >>> span_table("one two", [(0, 3), (4, 7)], number="word").text.tolist()
    ['one', 'two']
    """
    table = pd.DataFrame(
        {"start": [start for start, _ in spans], "end": [end for _, end in spans]}, dtype="int64"
    )
    table["text"] = pd.Series([text[start:end] for start, end in spans], dtype="str")
    for name, values in columns.items():
        table[name] = pd.Series(list(values), dtype="int64")
    if number:
        table[number] = pd.Series(range(len(spans)), dtype="int64")
    return table
