"""Close reading of a news article: read it, annotate it, analyse it.

`import kit` loads no other package: a public name is fetched from its room the first time it is used, so a notebook starts at
once and a lesson that needs no figures never waits for matplotlib.
"""

import importlib

_ROOMS = {
    "kit.reading.article": ["Article", "read_article"],
    "kit.reading.concordance": ["concordance"],
    "kit.annotating.codebook": ["Codebook"],
    "kit.annotating.annotations": ["Annotation", "Annotations"],
    "kit.annotating.anchoring": ["Match", "locate_quote"],
    "kit.annotating.annotator": ["annotate"],
    "kit.annotating.highlight": ["highlight"],
    "kit.annotating.formats": ["read_annotations", "write_annotations"],
    "kit.analysing.quotations": ["find_quotations", "show_rule"],
    "kit.analysing.comparison": ["compare"],
    "kit.analysing.differences": ["differences"],
    "kit.analysing.agency": ["find_agency"],
    "kit.analysing.agreement": ["agreement", "disagreements", "likeness"],
    "kit.analysing.coefficients": ["bootstrap_interval", "cohen_kappa", "krippendorff_alpha"],
    "kit.analysing.unitizing": ["unitizing_alpha"],
    "kit.analysing.heat": ["draw_heat"],
    "kit.analysing.keyness": ["keyness"],
    "kit.analysing.naming": ["draw_names", "names_given"],
    "kit.analysing.claims": ["draw_claims", "facts_of"],
    "kit.analysing.matrix": ["draw_matrix"],
    "kit.analysing.times": ["draw_series", "draw_timeline"],
    "kit.analysing.figures": ["described", "figure_style"],
    "kit.analysing.cooccurrence": ["cooccurrence", "draw_cooccurrence"],
    "kit.analysing.frames": ["compare_headlines", "frame_table"],
    "kit.analysing.drawings": ["draw_lengths", "draw_strip"],
    "kit.analysing.voices": ["draw_voices", "voices"],
    "kit.teaching.lesson": ["open_lesson"],
    "kit.teaching.search_box": ["search"],
    "kit.teaching.swap": ["swap"],
    "kit.teaching.threshold": ["threshold"],
    "kit.teaching.edition": ["annotated_edition"],
    "kit.courses.class_work": ["ClassWork"],
    "kit.courses.collect": ["collect"],
    "kit.courses.giving_back": ["give_back"],
    "kit.courses.own_key": ["key_draft", "write_key"],
    "kit.courses.settling": ["settle"],
    "kit.errors": ["KitError", "SpanError"],
}
_HOME = {name: module for module, names in _ROOMS.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"kit has no name {name!r}; kit.<Tab> lists what it has")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
