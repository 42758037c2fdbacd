"""Sentences: syntok inside a paragraph, after the kit's own rules have looked at each stop.

A stop is one or more of . ! ? …, the marks that close after it, and the space before the next word.
Each rule looks at one stop and says ENDS, GOES_ON, or nothing (stops.py). Where a sentence surely
ends, the paragraph is cut; a stop that surely ends none is shown to syntok as a comma; about the
rest syntok, a library made for this, decides.
"""

from itertools import pairwise

import regex

from kit.reading import words
from kit.reading.language import load
from kit.reading.paragraphs import LINE_END
from kit.reading.stops import ENDS, GOES_ON, MARKS, Stop, decide
from kit.reading.text import BLANK, INVISIBLE, trim

NOTE = r"\[\p{N}{1,3}\]|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"  # a note's number
EMOJI = r"[\p{Extended_Pictographic}\ufe0f\u200d]"
CLOSE = rf"[{MARKS})\]]|\s+»(?=\s)|\s*{EMOJI}|{NOTE}"
BARE_NOTE = r"(?:(?<=\p{Ll}\p{Ll}[.!?])\d{1,2}(?=\s+\p{Lu}))?"  # the gate.12 Nobody …
STOP = regex.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>{BARE_NOTE}(?:{CLOSE})*+)"
    rf"(?P<gap>[\s{INVISIBLE}]++)(?=\S)"
)
WITHOUT_SPACE = r"[。！？｡](?:(?![。！？｡」』”’）])|[」』”’）](?=[「『“‘（]))"
# a space was forgotten before an opening mark, or before I or A
FORGOTTEN_SPACE = r"(?<=\p{Ll}{2})[.!?](?=[“„«‘\"']\p{L}|[IA](?![\p{L}\p{N}.'’]))"
TIGHT = regex.compile(f"{WITHOUT_SPACE}|{FORGOTTEN_SPACE}")
STRAIGHT = "\"'"
STOP_OF_OTHER_SCRIPTS = regex.compile(r"[\p{Sentence_Terminal}--[.!?。！？｡]]", regex.VERSION1)
# before a space, or where one was forgotten
DOUBTFUL = regex.compile(rf"[.!?](?=[{MARKS})\]]*+\s|\p{{Lu}}\p{{Ll}})")
LAST = MARKS + ".!?)]" + BLANK  # what may end a sentence
NARROWEST = 50  # nobody wraps lines shorter than this, in characters
REACH = 60  # how far a rule looks to each side, in characters: no text takes longer than another


def split(paragraph, language="en"):
    """Return the (start, end) of each sentence of a paragraph, in code points.

    Every character but spaces is in one; takes linear time. language: an ISO 639-1 code; of one
    that languages.toml doesn't have, only what all share is used.

    >>> split("He met Mr. Maren. They talked.")
    [(0, 17), (18, 30)]
    """
    shown, ends = read_stops(paragraph, load(language))
    cuts = {0, len(paragraph), *ends, *find_line_cuts(paragraph), *find_tight_cuts(paragraph)}
    starts = set()
    for start, end in pairwise(sorted(cuts)):
        starts.update([start, *find_syntok_starts(shown, start, end)])
    starts -= find_inside_words(paragraph, starts)
    spans = [trim(paragraph, *span) for span in pairwise([*sorted(starts), len(paragraph)])]
    return [(start, end) for start, end in spans if start < end]


def find_syntok_starts(text, start, end):
    """Return where syntok sees a sentence begin; it isn't asked where no stop is in doubt."""
    piece = text[start:end].rstrip(LAST)
    if not DOUBTFUL.search(text, start, start + len(piece)):
        return []
    from syntok.segmenter import segment  # imported late: it costs more than the rest of the room
    from syntok.tokenizer import Tokenizer

    tokens = Tokenizer(replace_not_contraction=False).tokenize(text[start:end])
    return [start + sentence[0].offset for sentence in segment(tokens)][1:]


def find_inside_words(paragraph, starts):
    """Return the starts that would cut a word in two, such as a web address."""
    glued = {start for start in starts if start and not paragraph[start - 1].isspace()}
    inside = set()
    if glued:
        for start, end in words.split(paragraph):
            inside.update(glued.intersection(range(start + 1, end)))
    return inside


def find_tight_cuts(paragraph):
    """Return where a sentence begins without a space: after a stop of Chinese, or a forgotten one.

    A straight mark opens or closes by turns.
    """
    cuts = []
    counts = dict.fromkeys(STRAIGHT, 0)
    counted = 0
    for match in TIGHT.finditer(paragraph):
        cut = match.end()
        for mark in STRAIGHT:
            counts[mark] += paragraph.count(mark, counted, cut)
        counted = cut
        mark = paragraph[cut : cut + 1]
        is_closing = mark in counts and counts[mark] % 2 == 1
        if not is_closing:
            cuts.append(cut)
    return cuts


def find_line_cuts(paragraph):
    """Return where a new line begins a sentence.

    It does if the line before had room for its first word, so that nobody wrapped it there.
    """
    ends = [match.span() for match in LINE_END.finditer(paragraph)]
    if not ends:
        return []
    starts = [0, *(after for _, after in ends)]
    lengths = [before - start for start, (before, _) in zip(starts, ends, strict=False)]
    width = max([NARROWEST, *lengths])
    cuts = []
    for length, (_, after) in zip(lengths, ends, strict=True):
        ahead = paragraph[after : after + REACH].split(maxsplit=1)
        if ahead and not ahead[0][0].islower() and length + 1 + len(ahead[0]) <= width:
            cuts.append(after)
    return cuts


def read_stops(paragraph, language):
    """Return the paragraph as syntok is to see it, of equal length, and where sentences begin."""
    semicolon = "?" if language.question == ";" else ","
    text = paragraph.replace(";", semicolon)
    if not text.isascii():
        text = STOP_OF_OTHER_SCRIPTS.sub("!", text)
    shown = []
    done = 0
    begins = []
    begun = 0  # where the sentence or line of the stop begins
    for match in STOP.finditer(text):
        begun = max(begun, text.rfind("\n", max(0, match.start() - REACH), match.start()) + 1)
        stop = _read_stop(text, match, begun)
        verdict = decide(stop, language)
        mark, close, gap = match.groups()
        if verdict == GOES_ON:
            mark = "," * len(mark)
        else:
            if verdict == ENDS:
                begins.append(match.end())
            begun = match.end()
            mark = mark.replace("…", ".")
            close = _as_syntok_knows(close)
        gap = gap if gap.isspace() else "".join(c if c.isspace() else " " for c in gap)
        shown += [text[done : match.start()], mark, close, gap]
        done = match.end()
    return "".join(shown) + text[done:], begins


def _read_stop(text, match, begun):
    near = text[max(begun, match.start() - REACH) : match.start()]
    last_words = near.split()
    before = last_words.pop() if near and not near[-1].isspace() else ""
    return Stop(
        before=before,
        mark=match["mark"],
        close=match["close"],
        ahead=text[match.end() : match.end() + REACH],
        is_first=near.strip() == before,
        previous=last_words[-1] if last_words else "",
    )


def _as_syntok_knows(close):
    """Return marks that close, as syntok knows them: one quotation mark and any brackets."""
    marks = []
    for number, mark in enumerate(close):
        if mark.isspace() or mark in ")]":
            marks.append(mark)
        else:
            marks.append("”" if number == 0 else ")")
    return "".join(marks)
