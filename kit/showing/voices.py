"""Voices: in whose words each stretch of the article is told, so that every word can be counted
once and for one voice.
"""

import numpy as np
import pandas as pd

from kit.errors import KitError
from kit.reading.spans import span_table
from kit.showing.drawings import blank
from kit.showing.figures import PALETTE, described, figure_style

# a word in scare quotes stays in the article's voice: nobody is reported to say it
FORMS = ("direct", "partial", "indirect")
OWN = "the article"
UNNAMED = "nobody named"
# quoted words inside a report count as quoted
STRENGTH = {"indirect": 1, "partial": 2, "direct": 3}
MOST_VOICES = 6


def voices(article, quotations, forms=FORMS):
    """Cut an article into stretches of one voice: whose words each word is, counted once.

    article: Article. quotations: a table with start, end (code points, half-open), form and
    speaker, such as find_quotations gives, or Annotations. forms: which forms count as somebody
    else's words; the rest stays with the article. Columns: start, end, text, voice (the speaker,
    "nobody named", or "the article"), form ("" in the article's own voice), paragraph, words (how
    many). Raises KitError for a form there isn't.

    >>> from kit import Article, find_quotations
    >>> article = Article('"We waited," said Ines Holt.')
    >>> voices(article, find_quotations(article))[["voice", "words"]].values.tolist()
    [['Ines Holt', 2], ['the article', 3]]
    """
    forms = [forms] if isinstance(forms, str) else forms
    for form in forms:
        if form not in STRENGTH:
            raise KitError(
                f"voices: there is no form {form!r} to count; choose from {', '.join(STRENGTH)}"
            )
    table = getattr(quotations, "table", quotations)
    words = article.words
    voice = np.full(len(words), OWN, object)
    form = np.full(len(words), "", object)
    strength = np.zeros(len(words))
    for start, end, kind, speaker in spoken(table, forms):
        first = words.end.searchsorted(start, side="right")
        last = words.start.searchsorted(end, side="left")
        here = np.arange(first, last)[strength[first:last] <= STRENGTH[kind]]
        voice[here] = UNNAMED if pd.isna(speaker) or not speaker else speaker
        form[here] = kind
        strength[here] = STRENGTH[kind]
    told = pd.DataFrame({"voice": voice, "form": form, "paragraph": words.paragraph})
    run = (told != told.shift()).any(axis=1).cumsum()
    pieces = words.assign(run=run, voice=voice, form=form).groupby("run")
    rows = pieces.agg(
        start=("start", "min"),
        end=("end", "max"),
        voice=("voice", "first"),
        form=("form", "first"),
        paragraph=("paragraph", "first"),
        words=("word", "size"),
    )
    found = span_table(article.text, list(zip(rows.start, rows.end, strict=True)))
    return found.assign(
        **{name: rows[name].to_numpy() for name in ("voice", "form", "paragraph", "words")}
    )


def spoken(table, forms):
    """The quotations that count, the longer first, so that a report inside a report goes to the
    inner one.
    """
    if not len(table) or "form" not in table:
        return []
    speakers = table["speaker"] if "speaker" in table else pd.Series(pd.NA, index=table.index)
    rows = zip(table.start, table.end, table.form, speakers, strict=True)
    chosen = [
        row for row in rows if not pd.isna(row[0]) and not pd.isna(row[2]) and row[2] in forms
    ]
    return sorted(chosen, key=lambda row: (row[0] - row[1], row[0]))


def draw_voices(article, quotations, forms=FORMS):
    """Draw how many words of each paragraph are in which voice, as bars from left to right.

    article, quotations, forms: as for `voices`. Returns a described figure; beyond six voices the
    smallest are one, "others".

    >>> from kit import Article, find_quotations
    >>> article = Article('"We waited," said Ines Holt.')
    >>> draw_voices(article, find_quotations(article))
    5 words. the article: 3 (60 %), in paragraph 0. Ines Holt: 2 (40 %), in paragraph 0.
    """
    table = voices(article, quotations, forms)
    if not len(table):
        raise KitError("draw_voices: the article has no words to count")
    total = table.groupby("voice").words.sum().sort_values(ascending=False, kind="stable")
    few = [OWN, *[name for name in total.index if name != OWN][: MOST_VOICES - 1]]
    table = table.assign(voice=table.voice.where(table.voice.isin(few), "others"))
    order = [name for name in [*few, "others"] if name in set(table.voice)]
    grid = table.pivot_table(
        index="paragraph", columns="voice", values="words", aggfunc="sum", fill_value=0
    )[order]
    grid = grid.reindex(article.paragraphs.paragraph, fill_value=0)
    with figure_style():
        fig, axes = blank(height=1.4 + 0.34 * len(grid))
        left, colours = (
            np.zeros(len(grid)),
            [
                "#E4E4E4",
                *[PALETTE[name] for name in ("blue", "orange", "green", "pink", "sky", "grey")],
            ],
        )
        for name, colour, hatch in zip(
            order, colours, ["", "", "//", "..", "\\\\", "xx", "++"], strict=False
        ):
            axes.barh(
                grid.index,
                grid[name],
                left=left,
                color=colour,
                edgecolor="#222222",
                hatch=hatch,
                label=name,
                height=0.8,
            )
            left += grid[name].to_numpy()
        axes.set_yticks(grid.index)
        axes.set(xlabel="words", ylabel="paragraph", ylim=(len(grid) - 0.4, -0.6))
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    says = [f"{int(total.sum())} words."]
    for name in order:
        count = int(grid[name].sum())
        places = [str(number) for number in grid.index[grid[name] > 0]]
        share = count / total.sum()
        percent = f"{share:.0%}".replace("%", " %") if share >= 0.005 or not count else "under 1 %"
        paragraphs = f"paragraph{'s' if len(places) > 1 else ''} {', '.join(places)}"
        says.append(f"{name}: {count} ({percent}), in {paragraphs}.")
    return described(fig, "How many words of each paragraph are in whose voice.", " ".join(says))
