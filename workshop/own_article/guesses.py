"""What an article's text says of itself, language and headline, and cells that tell its readers."""

import re
import unicodedata
from collections import Counter

from kit.quotations.language import load
from kit.reading.article import Article
from kit.reading.language import read_languages
from workshop.editions.editions import new_cell

SAMPLE = 20_000  # characters are enough to tell
LEAST_SHARE = 0.15  # of the words are a language's common ones
LONGEST_HEADLINE = 160  # characters
SENTENCE_END = re.compile(r"[.…。؛;:,，、।](?!\w)[\"”’»)]*$")
SCRIPTS = {  # a script that one great language is written in
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "TAMIL": "ta",
    "THAI": "th",
}

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


def guess_language(text):
    """Return the ISO 639-1 code of a text's language, by its words, else its script, or "".

    >>> guess_language("The bridge will be closed for three months. It is too old.")
    'en'
    >>> guess_language("Hyvää päivää kaikille")
    ''
    """
    text = text[:SAMPLE]
    words = Article(text).words.text.str.lower()
    shares = {}
    for code, known in read_languages().items():
        shares[code] = words.isin(known.get("starters", "").split()).mean()
    best = max(shares, key=shares.get)
    if shares[best] >= LEAST_SHARE:
        return best
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    if "HIRAGANA" in scripts or "KATAKANA" in scripts:
        return "ja"  # Japanese has more Chinese characters than kana
    return SCRIPTS.get(max(scripts, key=scripts.get, default=""), "")


def has_headline(text, title=""):
    """True if the first paragraph is the title, or without one, short, unstopped and not all."""
    paragraphs = Article(text).paragraphs.text
    first = paragraphs[0] if len(paragraphs) > 1 else ""
    if title:
        return " ".join(first.split()) == title
    return 0 < len(first) <= LONGEST_HEADLINE and not SENTENCE_END.search(first)


def name_folder(title):
    """Return a folder's name made from a title: ASCII letters, digits and hyphens.

    >>> name_folder("Brücke gesperrt: „Niemand wusste es“"), name_folder("الجسر مغلق")
    ('brucke-gesperrt-niemand-wusste-es', 'article')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(parts)[:40].rstrip("-") or "article"


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
    opens = [n for n, text in enumerate(sources, 1) if "article = lesson.article" in text]
    notice = new_cell("markdown", "\n\n".join(notices), "about-this-article")
    notebook["cells"].insert(opens[0] if opens else 1, notice)
