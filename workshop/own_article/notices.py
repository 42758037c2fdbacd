"""A cell that says what is different with this article: no headline, or few rules."""

import re

from kit.quotations.language import load
from workshop.editions.editions import new_cell
from workshop.own_article.guesses import has_headline

HEADLINE = (
    "**About the headline.** This article has none of its own: paragraph 0 is its first paragraph, "
    "and its title was given to it for the course. Where a notebook speaks of the headline, think "
    "of the title, and ask what a fair headline would be."
)
LANGUAGE = (
    "**About the language.** The program has {rules} rules for {language}. {scope} Where its "
    "columns stay empty, yours are the better ones. Marking, counting, searching, figures and "
    "comparison with the key work in every language."
)
FEW = "It finds quotations in marks, most of their speakers and cues, and the plainest reports."
NONE = "It finds what is in quotation marks, but no speakers, no cues and no reports without marks."


def name_language(code):
    """Return the English name of a language by its ISO 639-1 code, "" if there is none.

    >>> name_language("fi"), name_language("xx")
    ('Finnish', '')
    """
    from babel import Locale

    if not re.fullmatch("[A-Za-z]{2}", code or ""):
        return ""
    return Locale("en").languages.get(code.lower(), "")


def describe_language(code):
    """Return half a sentence on how much the rules for quotations know of a language."""
    known = load(code)
    if known.complete:
        return "the program finds quotations, speakers and reports"
    if known.verbs:
        return "the program finds quotations, most of their speakers, and the plainest reports"
    return "the program finds quotations in marks, and not who speaks"


def add_notices(notebook, source, language):
    """Put a cell into a notebook with what its reader should know of the article, if anything."""
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    notices = []
    speaks_of_headline = any("headline" in text for text in sources)
    if speaks_of_headline and not has_headline(source.text, source.title):
        notices.append(HEADLINE)
    known = load(source.language)
    if not known.complete and any("find_quotations" in text for text in sources):
        rules, scope = ("few", FEW) if known.verbs else ("no", NONE)
        notices.append(LANGUAGE.format(rules=rules, language=language, scope=scope))
    if not notices:
        return
    place = 1
    for number, text in enumerate(sources, 1):
        if "article = lesson.article" in text:
            place = number
            break
    notebook["cells"].insert(
        place, new_cell("markdown", "\n\n".join(notices), "about-this-article")
    )
