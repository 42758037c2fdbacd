"""Words: what a reader would count as one, found by one pattern that reads from top to bottom.

A word starts with a letter or a digit, takes its combining marks with it, and goes on through the
marks that belong inside a word. So "Al-Andalus", "it's", "U.S.", "4.9", "1,000,000", "$4.9", "50%",
"10:30", "AT&T" and "@user" are one word each, while a dash between two numbers (2003–2009) parts
them, and emoji, quotation marks and full stops are no words. Chinese characters and Japanese kana
count one each, since only a dictionary could join them.
"""

from functools import cache

import regex  # the standard re can't say "combining mark" or "Hebrew letter"; syntok brings it

LINK = r"(?:https?://|www\.)\S*[\p{L}\p{N}/]"  # ends before the full stop that ends its sentence
# these scripts have symbols too, which are no words
ALONE = r"(?=[\p{L}\p{N}])[\p{Han}\p{Hiragana}]\p{M}*"
FORGOTTEN_SPACE = r"(?<!\p{Ll}\p{Ll}(?=\.[IA](?![\p{L}\p{N}.'’])))"  # day.I went
INSIDE = [
    r"[LETTER\p{M}]",
    r"[\u00ad\u200c\u200d\u2060\ufeff](?=[LETTER\p{M}])",  # soft hyphen, joiners of Persian
    r"['’ʼ＇\-\u2010\u2011·&@](?=[LETTER])",  # it's, Al-Andalus, col·lecció, AT&T, desk@paper.org
    r"(?<=\d)[.,:/٫٬](?=\d)",  # 4.9, 1,000,000, 10:30, 23/02/2009
    # theharbourpost.com and U.S, but not the.End
    rf"(?<=[LETTER]){FORGOTTEN_SPACE}\.(?=\p{{Ll}}|\d|\p{{Lu}}(?!\p{{Ll}}))(?!\.)",
    r"(?<=\.\p{L})\.",  # the last stop of U.S.
    r"(?<=\p{Hebrew})[\"״׳](?=\p{Hebrew})",  # abbreviations such as צה"ל
]
BEGIN = rf"[@#\p{{Sc}}]?+(?!{ALONE})[LETTER]"
REST = rf"(?:(?!{ALONE})(?:{'|'.join(INSIDE)}))*+"
UNIT = r"(?:(?<=\p{Nd})[%‰٪°\p{Sc}])?+"


def source(also=""):
    """Return the pattern of a word, for regex; the characters of `also` count as letters."""
    letters = rf"\p{{L}}\p{{N}}_{regex.escape(also)}"
    return f"{LINK}|{ALONE}|{BEGIN}{REST}{UNIT}".replace("LETTER", letters)


@cache
def pattern(also=""):
    """Return the compiled pattern of a word, made when it is first needed."""
    return regex.compile(source(also))


def split(text):
    """Return the (start, end) of each word of a text, in code points, in linear time.

    >>> text = "U.S. aid: $4.9bn."
    >>> [text[start:end] for start, end in split(text)]
    ['U.S.', 'aid', '$4.9bn']
    """
    return [match.span() for match in pattern().finditer(text)]
