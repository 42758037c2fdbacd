"""Close reading of a news article: read it, annotate it, analyse it.

`import kit` loads no other package: a public name is fetched from its room the first time it is
used, so a notebook starts at once and a lesson that needs no figures never waits for matplotlib.
Editors read the names, with their rooms, in __init__.pyi.
"""

import importlib

ROOMS = {  # where each public name is written
    "KitError": "kit.errors",
    "SpanError": "kit.errors",
    "Article": "kit.reading.article",
    "read_article": "kit.reading.article",
    "concordance": "kit.reading.concordance",
    "Annotation": "kit.annotating.annotation",
    "Annotations": "kit.annotating.annotations",
    "Codebook": "kit.annotating.codebook",
    "Match": "kit.annotating.anchoring",
    "annotate": "kit.annotating.annotator",
    "highlight": "kit.annotating.highlight",
    "locate_quote": "kit.annotating.anchoring",
    "read_annotations": "kit.formats",
    "write_annotations": "kit.formats",
    "find_pattern": "kit.quotations.trying",
    "find_quotations": "kit.quotations.finding",
    "show_rule": "kit.analysing.rules",
    "agreement": "kit.analysing.agreement",
    "bootstrap_interval": "kit.analysing.coefficients",
    "cohen_kappa": "kit.analysing.coefficients",
    "compare": "kit.analysing.comparison",
    "compare_groups": "kit.analysing.groups",
    "compare_headlines": "kit.analysing.frames",
    "cooccurrence": "kit.showing.cooccurrence",
    "differences": "kit.analysing.comparison",
    "disagreements": "kit.analysing.agreement",
    "estimate_groups": "kit.analysing.groups",
    "facts_of": "kit.showing.claims",
    "find_agency": "kit.analysing.agency",
    "follow": "kit.analysing.articles",
    "frame_table": "kit.analysing.frames",
    "keyness": "kit.analysing.keyness",
    "show_table": "kit.analysing.noted",
    "krippendorff_alpha": "kit.analysing.coefficients",
    "likeness": "kit.analysing.agreement",
    "names_given": "kit.showing.naming",
    "read_articles": "kit.analysing.articles",
    "shared_passages": "kit.analysing.passages",
    "survey": "kit.analysing.surveying",
    "unitizing_alpha": "kit.analysing.unitizing",
    "voices": "kit.showing.voices",
    "annotated_edition": "kit.showing.edition",
    "described": "kit.showing.figures",
    "draw_claims": "kit.showing.claims",
    "draw_cooccurrence": "kit.showing.cooccurrence",
    "draw_groups": "kit.showing.groups",
    "draw_heat": "kit.showing.heat",
    "draw_lengths": "kit.showing.drawings",
    "draw_matrix": "kit.showing.matrix",
    "draw_names": "kit.showing.naming",
    "draw_series": "kit.showing.times",
    "draw_strip": "kit.showing.drawings",
    "draw_timeline": "kit.showing.timeline",
    "draw_voices": "kit.showing.voices",
    "figure_style": "kit.showing.figures",
    "side_by_side": "kit.showing.side_by_side",
    "open_lesson": "kit.teaching.opening",
    "search": "kit.teaching.search_box",
    "swap": "kit.teaching.swap",
    "threshold": "kit.teaching.threshold",
}

__all__ = sorted(ROOMS)


def __getattr__(name):
    if name not in ROOMS:
        raise AttributeError(f"kit has no name {name!r}; kit.<Tab> lists what it has")
    value = getattr(importlib.import_module(ROOMS[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
