"""Groups of articles as a figure: each article a ring, each group a mean with its interval."""

import numpy as np

from kit.analysing.groups import estimate_groups
from kit.showing.drawings import blank, two_lines
from kit.showing.figures import PALETTE, described, figure_style


def draw_groups(table, by, measure, per=None, label=None):
    """Draw a measure for each group: the estimate, its interval, and the articles behind it.

    Parameters
    ----------
    table, by, measure, per
        As in estimate_groups, with one measure.
    label : str, optional
        What the numbers are, in words; None makes it of the columns' names.

    Returns
    -------
    A described figure.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"paper": list("AABB"), "rain": [1, 1, 0, 0]})
    >>> draw_groups(table, "paper", "rain")
    rain, 2 groups. A: 1.00 (no interval, all alike; 2 articles: 1, 1). B: 0.00 (no interval, all alike; 2 articles: 0, 0).
    """
    found = estimate_groups(table, by, measure, per)
    name = label or (f"{measure} per {per}" if per else measure)
    says = [f"{name}, {len(found)} groups."]
    with figure_style():
        fig, axes = blank(height=1.1 + 0.75 * len(found))
        for row, group in enumerate(found.itertuples()):
            own = table[table[by].astype("str") == group.group]
            values = own[measure] / own[per] if per else own[measure]
            values = values[np.isfinite(values.astype(float))].astype(float)
            # articles with one value stand beside each other, so that each can be counted
            turn = values.groupby(values.round(3)).cumcount()
            ring = {"facecolor": "none", "edgecolor": PALETTE["grey"], "linewidth": 1}
            axes.scatter(values, row + 0.16 + 0.055 * turn, s=26, **ring)
            axes.plot([group.low, group.high], [row - 0.12] * 2, color=PALETTE["blue"], linewidth=3)
            ends = f"95 % interval {group.low:.2f} to {group.high:.2f}"
            if np.isnan(group.low):
                ends = "no interval, all alike"
                at = (group.estimate, row - 0.12)
                axes.annotate(ends, at, (8, 0), textcoords="offset points", va="center")
            axes.scatter([group.estimate], [row - 0.12], s=70, color=PALETTE["blue"], zorder=3)
            listed = ", ".join(f"{value:.2g}" for value in sorted(values))
            behind = f"{ends}; {group.articles} articles: {listed}"
            says.append(f"{group.group}: {group.estimate:.2f} ({behind}).")
        axes.set_yticks(range(len(found)), [two_lines(group) for group in found.group])
        axes.set(xlabel=name, ylim=(len(found) - 0.3, -0.5))
        axes.tick_params(axis="y", length=0)
    caption = f"{name}: for each group the estimate (disc) with its interval (line), and its articles (rings)."
    return described(fig, caption, " ".join(says))
