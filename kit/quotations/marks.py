"""Quotation marks: which opens, which closes, and what to do when one is missing.

The text is taken a paragraph at a time, so a missing or extra mark can spoil its own paragraph and
no other. Inside a paragraph a mark is judged by its shape (“ opens, ” closes, " does both) and by
its neighbours (an opening mark has no space after it, a closing mark none before it); where the two
disagree the neighbours win, because people mistype shapes.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from kit.quotations.single_marks import Piece, is_inside, pair_single
from kit.reading.text import trim

OPEN = "open"
CLOSE = "close"
BOTH = "both"
SHAPES = {
    **dict.fromkeys(['"', "＂", "''", "&quot;"], BOTH),
    **dict.fromkeys(["“", "„", "‟", "«", "``", "‘‘", "&ldquo;", "「"], OPEN),
    **dict.fromkeys(["”", "»", "’’", "&rdquo;", "」"], CLOSE),
}
# any other opening mark may be closed by any other closing mark
PARTNERS = {"„": '“”"', "«": "»", "»": "«", "「": "」"}
# what begins with one of a few characters is found sooner
ANY_MARK = re.compile("[\"＂“”„‟«»‘’'`‹›‚「」&](?:(?<!&)|[lr]?[ds]?quot?o?;)")
# an HTML tag's attributes; feet and inches
_SKIP = r"</?[a-zA-Z][^<>\n]{0,400}>|\d['’′] ?\d{1,2}(?:\"|”|″|''|’’)"
DOUBLE = re.compile(_SKIP + r"|'''?|``|’’|‘‘|[\"＂“”„‟«»「」]|&(?:quot|ldquo|rdquo);")
ATTRIBUTION = 60  # characters, at most, of words that say who spoke
SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_a-z])")


class Mark(NamedTuple):
    """A double mark and what it may do where it stands."""

    start: int
    end: int
    sign: str
    may_open: bool
    may_close: bool


def read_marks(text):
    """Every double mark of a paragraph with what it may do there; inches and the inside of HTML
    tags are passed over.
    """
    found = []
    matches = list(DOUBLE.finditer(text))
    is_tokenised = _is_tokenised(text, matches)
    spaced = 0  # straight marks of tokenised text open and close by turns
    for match in matches:
        start, end = match.span()
        sign = match.group()
        if sign == "'''":  # a single and a double: the double is outside, before a word or after it
            start, end = (start, end - 1) if text[end : end + 1].isalnum() else (start + 1, end)
            sign = "''"
        if sign not in SHAPES:
            continue
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        opens = not after.isspace() and not before.isalnum() and after not in ",.;:!?)]"
        closes = (
            not before.isspace()
            and start > 0
            and before not in "(["
            and not (before in "—–" and after.isalnum())
        )
        # French sets spaces inside the marks: only the shape can tell, German turns it round
        if sign in "«»":
            opens, closes = _guillemet(sign, before, after)
        elif before.isdigit() and sign in '"”' and not found:
            continue  # 5" and no quotation begun: inches
        elif is_tokenised and before.isspace() and after.isspace():
            is_second = spaced % 2 or (sign == "''" and "``" in text)
            turn = CLOSE if is_second else OPEN
            shape = SHAPES[sign] if SHAPES[sign] != BOTH else turn
            opens, closes = shape == OPEN, shape == CLOSE
            spaced += SHAPES[sign] == BOTH
        found.append(Mark(start, end, sign, opens, closes))
    return found


def _is_tokenised(text, matches):
    """Has every mark of a paragraph a space at both sides, as programs write words and signs?"""
    signs = [match for match in matches if match.group() in SHAPES]
    padded = f" {text} "
    return len(signs) > 1 and all(
        padded[match.start()].isspace() and padded[match.end() + 1].isspace() for match in signs
    )


def _guillemet(sign, before, after):
    """« opens and » closes, unless »the spaces« say that they are turned round."""
    turned = (
        (before.isspace() or before in "([") and after.isalnum()
        if sign == "»"
        else before.isalnum() or before in ".,!?…"
    )
    turned = turned and (sign == "»" or not after.isalnum())
    return ((sign == "«") != turned, (sign == "»") != turned)


def _opens(mark, opener):
    """With `opener` open, does this mark open a quotation inside it? Only if it can't be a closing
    mark here.
    """
    shape = SHAPES[mark.sign]
    if mark.may_open and mark.may_close:
        return shape == OPEN and not (opener in "„" and mark.sign == "“")
    return mark.may_open


def pair_double(text):
    """Pair the double marks of one paragraph; return the outermost pieces and the closing marks
    that nothing opened.

    A mark that opens while another is open is nested if both get their closing marks; if not, the
    first was never closed, and its piece ends where the second begins.
    """
    # stack: opening marks; done: (opening, closing, depth), innermost first
    stack = []
    done = []
    strays = []
    for mark in read_marks(text):
        if not stack:
            if mark.may_open and (SHAPES[mark.sign] != CLOSE or not mark.may_close):
                stack.append(mark)
            elif mark.may_close:
                strays.append(mark)
        elif _opens(mark, stack[-1].sign):
            stack.append(mark)
        elif mark.sign in PARTNERS.get(stack[-1].sign, mark.sign):
            done.append((stack.pop(), mark, len(stack)))
    pieces, unclosed = [], {mark.start for mark in stack}
    limit = len(text.rstrip())
    nexts = sorted([opening.start for opening, _, _ in done] + list(unclosed))
    # what was never closed ends where the next one opens, or with the paragraph
    for opening in stack:
        after = bisect_left(nexts, opening.start + 1)
        end = nexts[after] if after < len(nexts) else limit
        while end > opening.end and text[end - 1].isspace():
            end -= 1
        if end > opening.end:
            pieces.append(Piece(opening.end, end, opening.start, end, "marks.unclosed"))
    done.sort(key=lambda pair: pair[0].start)
    reached = 0
    for opening, closing, _ in done:
        if opening.start >= reached:
            reached = closing.end
            a, b = trim(text, opening.end, closing.start)
            if a < b:
                shapes = SHAPES[opening.sign], SHAPES[closing.sign]
                same = opening.sign == closing.sign or shapes == (OPEN, CLOSE)
                rule = "marks.pair" if same else "marks.mixed-pair"
                pieces.append(Piece(a, b, opening.start, closing.end, rule))
    return sorted(pieces), strays


def unopened(text, stray, pieces):
    """The piece before a closing mark that nothing opened: its sentence, from the last point or
    piece before it.
    """
    if text[stray.start - 1] not in ",.!?…" or is_inside(pieces, stray.start):
        return None
    start = max((piece.outer_end for piece in pieces if piece.outer_end <= stray.start), default=0)
    begins = start
    for match in SENTENCE_END.finditer(text, start, stray.start - 1):
        start = match.end()
    words = text[start : stray.start].strip()
    if start and start == begins and words[:1].islower() and len(words) < ATTRIBUTION:
        return None  # “We go,” said Roth.”: a mark too many after the words that say who spoke
    start, end = trim(text, start, stray.start)
    return Piece(start, end, start, stray.end, "marks.unopened") if start < end else None


def pair(text, elisions=frozenset()):
    """Return the quoted pieces of one paragraph, none inside another.

    >>> [piece.rule for piece in pair("He said “no”.")]
    ['marks.pair']
    """
    doubles, strays = pair_double(text)
    singles = pair_single(text, doubles, elisions)
    if singles:
        doubles = [double for double in doubles if not is_inside(singles, double.outer_start)]
    if strays:
        lost = unopened(text, strays[0], sorted(doubles + singles))
        doubles += [lost] if lost else []
    return sorted(doubles + singles)
