"""What an article's text says of itself: language and headline, and a folder's name for it."""

import re
import unicodedata

from kit.reading.article import Article
from kit.reading.language import read_languages

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
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "TAMIL": "ta",
    "THAI": "th",
}


def guess_language(text):
    """Return the ISO 639-1 code of the language a text seems to be in, "" if that is unclear.

    Common words decide; where they don't, the script.

    >>> guess_language("The bridge will be closed for three months. It is too old.")
    'en'
    >>> guess_language("Hyvää päivää kaikille")
    ''
    """
    text = text[:SAMPLE]
    words = [word.lower() for word in Article(text).words.text]
    shares = {}
    for code, known in read_languages().items():
        common = set(known.get("starters", "").split())
        shares[code] = sum(word in common for word in words) / max(len(words), 1)
    best = max(shares, key=shares.get)
    if shares[best] >= LEAST_SHARE:
        return best
    return SCRIPTS.get(_find_script(text), "")


def _find_script(text):
    """Return the name of the script that most letters are of, as Unicode has it."""
    scripts = [unicodedata.name(c, " ").split()[0] for c in text if c.isalpha()]
    if not scripts:
        return ""
    if "HIRAGANA" in scripts or "KATAKANA" in scripts:
        return "HIRAGANA"  # Japanese has more Chinese characters than kana
    return max(set(scripts), key=scripts.count)


def has_headline(text, title=""):
    """True if the first paragraph is a headline.

    It is if it is the title, or, without a title, if it is short, has no full stop and is not all.
    """
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
