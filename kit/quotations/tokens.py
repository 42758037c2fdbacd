"""Words, signs and quoted pieces: what the rules look at. A quoted piece is one token, whatever is
in it, so a rule can say "piece, comma, name, verb" and mean it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

END = ".!?…؟。"
LONGEST = (
    200  # tokens in a sentence: what is longer is a list or rubbish, and no rule may be slow on it
)
SIGNS = {
    ",": ",",
    "،": ",",
    ":": ":",
    ";": ";",
    "؛": ";",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "—": "-",
    "–": "-",
    "―": "-",
    "--": "-",
    "-": "-",
}


class Token(NamedTuple):
    """start, end: code points; kind: name, word, number, quote, a sign (, : ; ( ) - .) or a word
    class of the language's file.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str
    verb: object = None  # a language.Verb, if the word may be a reporting verb
    outer: tuple = ()  # of a quoted piece: its span with its marks

    @property
    def owns(self):
        """Is it a possessive: the union's, voters'?"""
        return self.kind != "quote" and self.text.endswith(("'s", "’s", "s'", "s’"))


FULL_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"”’')]*(?:\s|$)")
# combining marks, and what nobody sees, belong to the letter before them
UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
MARKS = f"\u0300-\u036f\u0483-\u0487\u05b0-\u05bd\u064b-\u065f\u0670{UNSEEN}"
LETTERS = rf"[^\W_][\w{MARKS}]*"
WORD = re.compile(
    rf"(?:[A-Z]\.)+(?=[ \u00a0]?\S)"
    rf"|\d+(?:[-‐‑–]{LETTERS})+"  # 34-year-old
    rf"|[$€£]?\d+(?:[.,:]\d+)*%?"
    rf"|{LETTERS}(?:[.’'&@/‐-]+{LETTERS})*(?:(?<=[sS])['’](?!\w))?"
    rf"|[{END}]+|--+|[^\w\s{MARKS}]"
)


def is_headline(line):
    """Are most words of a short line without a full stop capitals? Then a capital says nothing
    about a word in it.
    """
    if len(line) > 200 or FULL_STOP.search(line):
        return False
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) > 3 and sum(word[0].isupper() for word in words) * 5 >= len(words) * 3


@lru_cache(maxsize=200_000)
def classify(text, language, first):
    """A token's (lower, kind, verb); `first` says that a capital may be due to the word's place at
    the beginning of a sentence.
    """
    sign = text[0]
    if not (sign.isalnum() or (sign in "$€£" and len(text) > 1)):
        return text, "." if sign in END else SIGNS.get(text, SIGNS.get(sign, "*")), None
    lower = text.lower().replace("’", "'")
    if not sign.isalpha():
        return lower, "number" if sign in "$€£" or sign.isdigit() else "word", None
    capital = sign.isupper()
    kind = (
        language.kinds.get(lower)
        or ("'" in lower and language.kinds.get(lower.split("'")[0]))
        or ""
    )
    if capital and not first and kind not in ("pronoun", "possessive", "determiner"):
        kind = "name"
    if not kind:
        kind = (
            "name"
            if capital or lower[:3] in ("al-", "el-")
            else "adverb"
            if lower.endswith(language.adverb_endings) and len(lower) > 4
            else "word"
        )
    verb = (
        language.verbs.get(lower)
        if kind in ("word", "name", "preposition") and (first or not capital)
        else None
    )
    return lower, kind, verb


def tokenize(text, start, end, pieces, language):
    """The tokens of text[start:end], where pieces are the quoted ones (positions in `text`)."""
    tokens, at, first, short = [], start, True, language.abbreviations
    headline = end - start < 200 and is_headline(text[start:end])
    for piece in [*pieces, None]:
        for match in WORD.finditer(text, at, piece.outer_start if piece else end):
            word, (begin, stop) = match.group(), match.span()
            lower, kind, verb = classify(word, language, first or headline)
            if word == "." and tokens and tokens[-1].end == begin and tokens[-1].text in short:
                tokens[-1] = tokens[-1]._replace(
                    end=stop, text=tokens[-1].text + "."
                )  # Mr., Gov., Inc.
                continue
            tokens.append(Token(begin, stop, word, lower, kind, verb))
            first = kind in (".", ":", "-")
        if piece:
            words, outer = text[piece.start : piece.end], (piece.outer_start, piece.outer_end)
            tokens.append(Token(piece.start, piece.end, words, "", "quote", None, outer))
            at, first = piece.outer_end, True
    return tokens


def sentences(tokens, says):
    """Cut tokens into sentences, given `says(tokens, i)`: do the words at i say who spoke?

    A point ends a sentence before a capital, a number or a quoted piece. A quoted piece with a
    point inside its marks ends one too, unless the words after it say who spoke.
    """
    out, begin = [], 0
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or i - begin >= LONGEST:
            ends = True
        elif token.kind == ".":
            ends = not after.text[0].islower() and after.kind not in (",", ")", ";")
        elif token.kind == "quote" and (
            after.text[0].isupper() or after.kind in ("quote", "pronoun")
        ):
            point = token.text.rstrip("”’'\" ")[-1:]
            ends = point != "" and point in END and not (point != "." and says(tokens, i + 1))
        else:
            ends = False
        if ends:
            out.append(tokens[begin : i + 1])
            begin = i + 1
    return out
