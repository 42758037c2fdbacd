"""The public names and where each is written, for editors and type checkers; see ROOMS."""

from kit.analysing.agency import find_agency as find_agency
from kit.analysing.agreement import (
    agreement as agreement,
)
from kit.analysing.agreement import (
    disagreements as disagreements,
)
from kit.analysing.agreement import (
    likeness as likeness,
)
from kit.analysing.articles import follow as follow
from kit.analysing.articles import read_articles as read_articles
from kit.analysing.coefficients import (
    bootstrap_interval as bootstrap_interval,
)
from kit.analysing.coefficients import (
    cohen_kappa as cohen_kappa,
)
from kit.analysing.coefficients import (
    krippendorff_alpha as krippendorff_alpha,
)
from kit.analysing.comparison import compare as compare
from kit.analysing.comparison import differences as differences
from kit.analysing.frames import compare_headlines as compare_headlines
from kit.analysing.frames import frame_table as frame_table
from kit.analysing.groups import (
    compare_groups as compare_groups,
)
from kit.analysing.groups import (
    estimate_groups as estimate_groups,
)
from kit.analysing.keyness import keyness as keyness
from kit.analysing.noted import show_table as show_table
from kit.analysing.passages import shared_passages as shared_passages
from kit.analysing.rules import show_rule as show_rule
from kit.analysing.surveying import survey as survey
from kit.analysing.unitizing import unitizing_alpha as unitizing_alpha
from kit.annotating.anchoring import Match as Match
from kit.annotating.anchoring import locate_quote as locate_quote
from kit.annotating.annotation import Annotation as Annotation
from kit.annotating.annotations import Annotations as Annotations
from kit.annotating.annotator import annotate as annotate
from kit.annotating.codebook import Codebook as Codebook
from kit.annotating.highlight import highlight as highlight
from kit.errors import KitError as KitError
from kit.errors import SpanError as SpanError
from kit.formats import read_annotations as read_annotations
from kit.formats import write_annotations as write_annotations
from kit.quotations.finding import find_quotations as find_quotations
from kit.quotations.trying import find_pattern as find_pattern
from kit.reading.article import Article as Article
from kit.reading.article import read_article as read_article
from kit.reading.concordance import concordance as concordance
from kit.showing.claims import draw_claims as draw_claims
from kit.showing.claims import facts_of as facts_of
from kit.showing.cooccurrence import (
    cooccurrence as cooccurrence,
)
from kit.showing.cooccurrence import (
    draw_cooccurrence as draw_cooccurrence,
)
from kit.showing.drawings import draw_lengths as draw_lengths
from kit.showing.drawings import draw_strip as draw_strip
from kit.showing.edition import annotated_edition as annotated_edition
from kit.showing.figures import described as described
from kit.showing.figures import figure_style as figure_style
from kit.showing.groups import draw_groups as draw_groups
from kit.showing.heat import draw_heat as draw_heat
from kit.showing.matrix import draw_matrix as draw_matrix
from kit.showing.naming import draw_names as draw_names
from kit.showing.naming import names_given as names_given
from kit.showing.side_by_side import side_by_side as side_by_side
from kit.showing.timeline import draw_timeline as draw_timeline
from kit.showing.times import draw_series as draw_series
from kit.showing.voices import draw_voices as draw_voices
from kit.showing.voices import voices as voices
from kit.teaching.opening import open_lesson as open_lesson
from kit.teaching.search_box import search as search
from kit.teaching.swap import swap as swap
from kit.teaching.threshold import threshold as threshold

ROOMS: dict[str, str]
