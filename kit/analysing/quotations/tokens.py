"""Words, signs and quoted pieces: what the rules look at. A quoted piece is one token, whatever is in it, so a rule can say
"piece, comma, name, verb" and mean it."""

import re
from functools import cache
from typing import NamedTuple

END = ".!?…؟。"
SIGNS = {",": ",", "،": ",", ":": ":", ";": ";", "؛": ";", "(": "(", "[": "(", ")": ")", "]": ")", "—": "-", "–": "-", "―": "-", "--": "-",
         "-": "-"}


class Token(NamedTuple):
    """start, end: code points; kind: name, word, number, quote, a sign (, : ; ( ) - .) or a word class of the language's file."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    verb: object = None    # a language.Verb, if the word may be a reporting verb

    @property
    def owns(self):
        """Is it a possessive: the union's, voters'?"""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


@cache
def _pattern(abbreviations):
    short = "|".join(sorted(abbreviations)) or "(?!)"
    return re.compile(rf"(?:{short})\.|(?:[A-Z]\.)+(?=[ \u00a0]?\S)|[$€£]?\d+(?:[.,:]\d+)*%?"
                      rf"|[^\W_]+(?:[.’'&@/‐-]+[^\W_]+)*(?:[sS]['’](?!\w))?|[{END}]+|--+|[^\w\s]")


def kind_of(text, lower, language, first):
    """A word's class: from the language's file, else name for a capital, else word; `first` words are capitals by position."""
    if not text[0].isalpha():
        return "number" if text[0].isdigit() or text[-1].isdigit() or text[-1] == "%" else "word"
    kind = language.kinds.get(lower) or language.kinds.get(re.split("['’]", lower)[0] if "'" in lower else "")
    capital = text[0].isupper()
    if kind and (first or not capital or kind in ("pronoun", "possessive", "determiner")):
        return kind
    return "name" if capital or text[:3] in ("al-", "el-") else kind or ("adverb" if lower.endswith("ly") and len(lower) > 4 else "word")


def tokenize(text, start, end, pieces, language):
    """The tokens of text[start:end], where pieces are the quoted ones (positions in `text`)."""
    tokens, at, pattern = [], start, _pattern(language.abbreviations)
    for piece in [*pieces, None]:
        for match in pattern.finditer(text, at, piece.outer_start if piece else end):
            word = match.group()
            sign = word[0]
            if sign.isalnum() or sign in "$€£" and len(word) > 1:
                lower = word.lower().replace("’", "'")
                first = not tokens or tokens[-1].kind in (".", ":", "quote", "-")
                kind = kind_of(word, lower, language, first)
                verb = language.verbs.get(lower) if kind in ("word", "name", "preposition") and (first or not word[0].isupper()) else None
                tokens.append(Token(match.start(), match.end(), word, lower, kind, verb))
            else:
                tokens.append(Token(match.start(), match.end(), word, word, "." if sign in END else SIGNS.get(word, SIGNS.get(sign, "*"))))
        if piece:
            tokens.append(Token(piece.start, piece.end, text[piece.start : piece.end], "", "quote"))
            at = piece.outer_end
    return tokens


def sentences(tokens, says):
    """Cut tokens into sentences, given `says(tokens, i)`: do the words at i say who spoke?

    A point ends a sentence before a capital, a number or a quoted piece. A quoted piece with a point inside its marks ends one too, unless
    the words after it say who spoke.
    """
    out, begin = [], 0
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None:
            ends = True
        elif token.kind == ".":
            ends = not after.text[0].islower() and after.kind not in (",", ")", ";")
        elif token.kind == "quote" and token.text[-1] in END + "”’'":
            ends = (after.text[0].isupper() or after.kind in ("quote", "pronoun")) and not (token.text.rstrip("”’'")[-1:] in "!?…" and says(tokens, i + 1))
        else:
            ends = False
        if ends:
            out.append(tokens[begin : i + 1])
            begin = i + 1
    return out
