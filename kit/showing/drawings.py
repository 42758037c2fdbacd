"""Drawings of an article: how long its parts are, and where along the text something stands."""

from itertools import cycle
from textwrap import shorten, wrap

import numpy as np

from kit.errors import KitError
from kit.reading.text import pluralise
from kit.showing.figures import EDGE, FORM_COLOURS, PALETTE, described, figure_style

MOST_LABELS = 40  # more numbers than this over the bars can't be read
MOST_SPANS = 60  # more spans than this in a description can't be listened to
# so that a line doesn't strike a number through
BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


def draw_lengths(article):
    """Draw how many words each paragraph has, in the order of the text.

    article: Article. Returns a described figure. Raises KitError.

    >>> from kit import Article
    >>> draw_lengths(Article("Three four five."))
    Words in each of 1 paragraph, in order: 3. Median 3; the longest is paragraph 0 with 3 words, the shortest paragraph 0 with 3.
    """
    numbers = article.paragraphs.paragraph
    if not len(numbers):
        raise KitError("draw_lengths: the article has no text to measure")
    counts = article.words.paragraph.value_counts().reindex(numbers, fill_value=0).to_numpy()
    median, few = float(np.median(counts)), len(counts) <= MOST_LABELS
    with figure_style():
        fig, axes = blank(height=3.2)
        form = {"linewidth": 0.8, "width": 0.8} if few else {"linewidth": 0, "width": 1}
        axes.bar(numbers, counts, color=PALETTE["blue"], edgecolor="#222222", **form)
        axes.axhline(median, color=PALETTE["grey"], linewidth=1, linestyle="--", zorder=0)
        beside = axes.get_yaxis_transform()
        axes.text(1.01, median, f"median\n{median:g}", transform=beside, va="center")
        above = {"ha": "center", "va": "bottom", "fontsize": 9, "bbox": BEHIND, "in_layout": False}
        for number, count in enumerate(counts) if few else []:
            axes.text(number, count + counts.max() * 0.02, str(count), **above)
        axes.set_xticks(numbers[:: -(-len(numbers) // 20)])
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.set(xlabel="paragraph", ylabel="words", ylim=(0, counts.max() * 1.12 or 1))
    most, least = int(counts.argmax()), int(counts.argmin())
    listed = f", in order: {', '.join(map(str, counts))}" if len(counts) <= MOST_SPANS else ""
    says = (
        f"Words in each of {pluralise(len(counts), 'paragraph')}{listed}. Median {median:g}; the longest is "
        f"paragraph {most} with {pluralise(counts[most], 'word')}, the shortest paragraph {least} with {counts[least]}."
    )
    return described(fig, "How many words each paragraph has.", says)


def draw_strip(
    spans,
    article=None,
    by="label",
    codebook=None,
    caption="Where each label stands along the text.",
):
    """Draw spans along the text, a row for each value of a column, over the paragraphs.

    spans: Annotations, or a DataFrame with start, end (code points, half-open) and the column `by`.
    article: Article they are of, needed for a DataFrame. codebook: whose titles and colours to use;
    Annotations bring their own. Returns a described figure. Raises KitError.

    >>> import pandas as pd; from kit import Article
    >>> marks = pd.DataFrame({"start": [0], "end": [3], "label": ["lead"]})
    >>> draw_strip(marks, Article("One two three four."))
    4 words from left to right, 1 row. lead: word 1 (25 % of the words).
    """
    article = article or getattr(spans, "article", None)
    if article is None:
        raise KitError("draw_strip: say which article the spans are of: draw_strip(spans, article)")
    titles, colours = named(codebook or getattr(spans, "codebook", None))
    table = getattr(spans, "table", spans)
    if by not in table:
        fix = f"it has {', '.join(map(str, table.columns))}"
        raise KitError(f"draw_strip: there is no column {by!r}; {fix}")
    table = table[table.start.notna() & table.end.notna()].sort_values(["start", "end"])
    words = article.words
    rows = {}
    values = table[by].astype(object).where(table[by].notna(), "(none)")
    for value, start, end in zip(values, table.start, table.end, strict=True):
        first, last = words_of(words, start, end)
        if first < last:  # a span of marks alone has no width in words
            rows.setdefault(value, []).append((first, last))
    spare = cycle(PALETTE.values())
    with figure_style():
        fig, axes = blank(height=1.1 + 0.42 * max(1, len(rows)))
        edges = words.groupby("paragraph").word.agg(["min", "max"])
        shaded = [(first, last + 1 - first) for first, last in edges[1::2].itertuples(index=False)]
        band = {"transform": axes.get_xaxis_transform(), "linewidth": 0, "zorder": 0}
        axes.broken_barh(shaded, (0, 1), facecolor="#F2F2F2", **band)
        for height, (value, pieces) in enumerate(rows.items()):
            # a single word is drawn a little wider than it is, or its colour couldn't be seen
            seen = len(words) * 0.006
            widths = [(first, max(last - first, seen)) for first, last in pieces]
            colour = colours.get(value) or FORM_COLOURS.get(value) or next(spare)
            edge = {"edgecolor": "#222222", "linewidth": 0.6}
            axes.broken_barh(widths, (height - 0.36, 0.72), facecolor=colour, **edge)
        axes.set_yticks(range(len(rows)), [two_lines(titles.get(value, value)) for value in rows])
        axes.set(xlim=(0, max(1, len(words))), ylim=(max(1, len(rows)) - 0.5, -0.5))
        axes.set_xlabel("words from the beginning")
        axes.tick_params(axis="y", length=0)
        number_paragraphs(axes, edges, len(words))
    return described(fig, caption, strip_in_words(rows, titles, len(words)))


def blank(height, panels=1):
    """Return a figure 8 inches wide and its axes, without pyplot: nothing stays open."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(8, height))
    fig.set_layout_engine("tight", pad=EDGE)  # it measures once, the style's own layout twice
    return fig, fig.subplots(1, panels, sharey=True, sharex=True)


def named(codebook):
    """Return a codebook's titles and colours, each a dict by label; empty without a codebook."""
    labels = codebook.labels if codebook else ()
    titles = {label.name: label.title or label.name for label in labels}
    return titles, {label.name: label.colour for label in labels}


def number_paragraphs(axes, edges, length):
    """Write the paragraphs' numbers over the strip, without those that would overlap."""
    ticks, free = [], -length
    for number, (first, last) in enumerate(edges.itertuples(index=False)):
        centre = (first + last + 1) / 2
        if centre - free > length * 0.015 * (1 + len(str(number))):
            ticks.append((centre, str(edges.index[number])))
            free = centre
    above = axes.secondary_xaxis("top")
    above.set_xticks([centre for centre, _ in ticks], [name for _, name in ticks])
    above.tick_params(length=0)
    above.set_xlabel("paragraph")
    above.spines["top"].set_visible(False)


def two_lines(name):
    """Return a name on at most two lines, cut short if it must be; the description has all of it."""
    first, *rest = wrap(str(name), 26) or [""]
    return f"{first}\n{shorten(' '.join(rest), 26, placeholder=' …')}" if rest else first


def words_of(words, start, end):
    """Return the numbers of the first word that a span touches and of the one after its last."""
    first = words.end.searchsorted(start, side="right")
    return int(first), int(words.start.searchsorted(end, side="left"))


def percent(share):
    """Return a share of all as a reader hears it.

    >>> percent(0.5), percent(0.001), percent(0)
    ('50 %', 'under 1 %', '0 %')
    """
    return f"{share:.0%}".replace("%", " %") if share >= 0.005 or not share else "under 1 %"


def strip_in_words(rows, titles, length):
    """Describe a strip: where each row has spans, in words from 1, and its share of the text."""
    says = [f"{pluralise(length, 'word')} from left to right, {pluralise(len(rows), 'row')}."]
    is_brief = sum(map(len, rows.values())) > MOST_SPANS
    for value, pieces in rows.items():
        covered = set().union(*(range(first, last) for first, last in pieces))
        if is_brief:
            end = max(last for _, last in pieces)
            places = [f"{pieces[0][0] + 1} to {end}, in {pluralise(len(pieces), 'piece')}"]
        else:
            places = [f"{a + 1} to {b}" if b > a + 1 else f"{b}" for a, b in pieces]
        noun = "word" if len(covered) == 1 else "words"
        share = percent(len(covered) / length)
        name = titles.get(value, value)
        says.append(f"{name}: {noun} {', '.join(places)} ({share} of the words).")
    return " ".join(says)
