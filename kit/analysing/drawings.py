"""Drawings of an article: how long its parts are, and where along the text something stands."""

from itertools import cycle
from textwrap import fill

import numpy as np

from kit.analysing.figures import FORM_COLOURS, PALETTE, described, figure_style
from kit.errors import KitError

MOST_LABELS = 40  # more numbers than this over the bars can't be read
MOST_SPANS = 60  # more spans than this in a description can't be listened to


def draw_lengths(article, of="paragraphs"):
    """Draw how many words each paragraph or sentence of an article has, as bars in the order of the text.

    article: Article. of: "paragraphs" or "sentences"; sentences stand together by paragraph. Returns a described figure.
    Raises KitError.

    >>> from kit import Article
    >>> draw_lengths(Article("One two.\\n\\nThree four five. Six."))
    Words in each of 2 paragraphs, in order: 2, 4. Median 3; the longest is number 1 with 4 words, the shortest number 0 with 2.
    """
    if of not in ("paragraphs", "sentences"):
        raise KitError(f'draw_lengths: of must be "paragraphs" or "sentences", not {of!r}')
    one = of.removesuffix("s")
    table = getattr(article, of)
    if not len(table):
        raise KitError("draw_lengths: the article has no text to measure")
    counts = article.words[one].value_counts().reindex(table[one], fill_value=0).to_numpy()
    median = float(np.median(counts))
    places = np.arange(len(counts)) + (0 if of == "paragraphs" else table.paragraph.to_numpy())  # a gap after each paragraph
    with figure_style():
        fig, axes = blank(height=3.2)
        colours = [[PALETTE["blue"], PALETTE["orange"]][paragraph % 2] for paragraph in table.paragraph]
        axes.bar(places, counts, color=PALETTE["blue"] if of == "paragraphs" else colours, edgecolor="#222222", width=0.8)
        axes.axhline(median, color=PALETTE["grey"], linewidth=1, linestyle="--", zorder=0)
        axes.text(1.01, median, f"median\n{median:g}", transform=axes.get_yaxis_transform(), va="center")
        if len(counts) <= MOST_LABELS:
            for place, count in zip(places, counts):
                axes.text(place, count + counts.max() * 0.015, str(count), ha="center", va="bottom", fontsize=9)
        centres = [places[(table.paragraph == number).to_numpy()].mean() for number in article.paragraphs.paragraph]
        step = -(-len(centres) // 25)
        axes.set_xticks(centres[::step], [str(number) for number in range(0, len(centres), step)])
        axes.set(xlabel="paragraph", ylabel="words", ylim=(0, counts.max() * 1.1 or 1))
    most, least = int(counts.argmax()), int(counts.argmin())
    listed = f", in order: {', '.join(map(str, counts))}" if len(counts) <= MOST_SPANS else ""
    return described(
        fig,
        f"How many words each {one} has" + (", grouped by paragraph." if of == "sentences" else "."),
        f"Words in each of {len(counts)} {of}{listed}. Median {median:g}; the longest is number {most} with "
        f"{counts[most]} words, the shortest number {least} with {counts[least]}.",
    )


def draw_strip(spans, article=None, by="label", caption="Where each label stands along the text."):
    """Draw spans along the text from left to right, one row for each value of a column, over the article's paragraphs.

    spans: Annotations, or a DataFrame with start, end (code points, half-open) and the column `by`; article: Article they are of,
    needed for a DataFrame. Colours are the codebook's, where there is one. Returns a described figure. Raises KitError.

    >>> import pandas as pd; from kit import Article
    >>> marks = pd.DataFrame({"start": [0], "end": [3], "label": ["lead"]})
    >>> draw_strip(marks, Article("One two three four."))
    4 words from left to right, 1 row. lead: word 1 (25 % of the words).
    """
    article = article or getattr(spans, "article", None)
    if article is None:
        raise KitError("draw_strip: say which article the spans are of: draw_strip(spans, article)")
    titles, colours = named(getattr(spans, "codebook", None))
    table = getattr(spans, "table", spans)
    table = table[table.start.notna() & table.end.notna()].sort_values(["start", "end"])
    words = article.words
    rows = {}
    for value, start, end in zip(table[by].astype(object).where(table[by].notna(), "(none)"), table.start, table.end):
        first, last = words.end.searchsorted(start, side="right"), words.start.searchsorted(end, side="left")
        if first < last:  # a span of marks alone has no width in words
            rows.setdefault(value, []).append((int(first), int(last)))
    spare = cycle(PALETTE.values())
    with figure_style():
        fig, axes = blank(height=1.1 + 0.42 * max(1, len(rows)))
        edges = words.groupby("paragraph").word.agg(["min", "max"])
        for number, (first, last) in enumerate(edges.itertuples(index=False)):
            axes.axvspan(first, last + 1, color="#F2F2F2" if number % 2 else "#FFFFFF", linewidth=0, zorder=0)
        for height, (value, pieces) in enumerate(rows.items()):
            widths = [(first, last - first) for first, last in pieces]
            colour = colours.get(value) or FORM_COLOURS.get(value) or next(spare)
            axes.broken_barh(widths, (height - 0.36, 0.72), facecolor=colour, edgecolor="#222222")
        axes.set_yticks(range(len(rows)), [fill(str(titles.get(value, value)), 24) for value in rows])
        axes.set(xlim=(0, max(1, len(words))), ylim=(max(1, len(rows)) - 0.5, -0.5), xlabel="words from the beginning")
        axes.tick_params(axis="y", length=0)
        number_paragraphs(axes, edges, len(words))
    return described(fig, caption, strip_in_words(rows, titles, len(words)))


def blank(height):
    """Return a figure 8 inches wide and its axes, made without pyplot, so that nothing stays open behind a notebook."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(8, height))
    return fig, fig.add_subplot()


def named(codebook):
    """Return the titles and the colours of a codebook's labels, each a dict by name; both are empty without a codebook."""
    labels = getattr(codebook, "labels", [])
    labels = labels.values() if isinstance(labels, dict) else labels
    return {label.name: label.title or label.name for label in labels}, {label.name: label.colour for label in labels}


def number_paragraphs(axes, edges, length):
    """Write the paragraphs' numbers over the strip, leaving out those that would touch the one before."""
    ticks, free = [], -1.0
    for number, (first, last) in enumerate(edges.itertuples(index=False)):
        centre = (first + last + 1) / 2
        if centre - free > length * 0.03:
            ticks.append((centre, str(edges.index[number])))
            free = centre
    above = axes.secondary_xaxis("top")
    above.set_xticks([centre for centre, _ in ticks], [name for _, name in ticks])
    above.tick_params(length=0)
    above.set_xlabel("paragraph")
    above.spines["top"].set_visible(False)


def strip_in_words(rows, titles, length):
    """Say what a strip shows: for each row where it stands, in words counted from 1, and its share of the text."""
    says = [f"{length} words from left to right, {len(rows)} row{'' if len(rows) == 1 else 's'}."]
    for value, pieces in rows.items():
        covered = len({word for first, last in pieces for word in range(first, last)})
        places = [f"{first + 1} to {last}" if last > first + 1 else f"{last}" for first, last in pieces]
        if sum(map(len, rows.values())) > MOST_SPANS:
            places = [f"{len(pieces)} spans from {places[0].split()[0]} to {pieces[-1][1]}"]
        plural = "word" if covered == 1 else "words"
        says.append(f"{titles.get(value, value)}: {plural} {', '.join(places)} ({covered / length:.0%} of the words).".replace("%", " %"))
    return " ".join(says)
