"""Words: what a reader would count as one, found by one pattern that can be read from top to bottom.

A word starts with a letter or a digit, takes its combining marks with it, and goes on through the marks that belong inside a
word. So "Al-Andalus", "it's", "U.S.", "4.9", "1,000,000", "$4.9", "50%", "10:30", "AT&T" and "@user" are one word each, while a
dash between two numbers (2003–2009) parts them, and emoji, quotation marks and full stops are no words. Chinese characters and
Japanese kana count one each, since only a dictionary could join them.
"""

import regex  # the standard re can't say "combining mark" or "Hebrew letter"; syntok brings this library anyway

LINK = r"(?:https?://|www\.)\S*[\p{L}\p{N}/]"  # ends before the full stop that ends its sentence
ALONE = r"(?=[\p{L}\p{N}])[\p{Han}\p{Hiragana}]\p{M}*"  # these scripts have symbols too, which are no words
INSIDE = [
    r"[LETTER\p{M}]",
    r"[\u00ad\u200c\u200d\u2060\ufeff](?=[LETTER\p{M}])",  # invisible: soft hyphen, joiners of Persian and Hindi
    r"['’ʼ＇\-\u2010\u2011·&@](?=[LETTER])",  # it's, Al-Andalus, col·lecció, AT&T, desk@paper.org
    r"(?<=\d)[.,:/٫٬](?=\d)",  # 4.9, 1,000,000, 10:30, 23/02/2009
    r"(?<=[LETTER])\.(?=\p{Ll}|\d|\p{Lu}(?!\p{Ll}))(?!\.)",  # theharbourpost.com and U.S, but not the.End (a space was forgotten)
    r"(?<=\.\p{L})\.",  # the last stop of U.S.
    r"(?<=\p{Hebrew})[\"״׳](?=\p{Hebrew})",  # abbreviations such as צה"ל
]
RUN = rf"[@#\p{{Sc}}]?+(?!{ALONE})[LETTER](?:(?!{ALONE})(?:{'|'.join(INSIDE)}))*+(?:(?<=\p{{Nd}})[%‰٪°\p{{Sc}}])?+"


def pattern(also=""):
    """Return the compiled pattern of a word; the characters of `also` count as letters, as "*" does in a concordance."""
    return regex.compile(
        f"{LINK}|{ALONE}|{RUN}".replace("LETTER", rf"\p{{L}}\p{{N}}_{regex.escape(also)}")
    )


WORD = pattern()


def split(text):
    """Return the (start, end) of each word of a text, in code points.

    text: str. Takes time in proportion to its length, whatever is in it.

    >>> text = "U.S. aid: $4.9bn."
    >>> [text[start:end] for start, end in split(text)]
    ['U.S.', 'aid', '$4.9bn']
    """
    return [match.span() for match in WORD.finditer(text)]
