"""Sentences: syntok inside a paragraph, after the kit's own rules have said what they know about each stop.

A stop is one or more of . ! ? …, the marks that close after it, and the space before the next word. Each rule looks at one stop
and says ENDS, GOES_ON, or nothing (kit.reading.stops). Where a sentence surely ends, the paragraph is cut; a stop that surely
ends none is shown to syntok as a comma; about the rest syntok, a library made for this, decides.
"""

import regex

from kit.reading import words
from kit.reading.paragraphs import LINE_END, trim
from kit.reading.stops import ENDS, GOES_ON, MARKS, Stop, known, verdict

STOP = regex.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>(?:[{MARKS})\]]|\s+»(?=\s)|\s*[\p{{Extended_Pictographic}}\ufe0f\u200d])*+)"
    r"(?P<gap>\s++)(?=\S)"
)
STOP_WITHOUT_SPACE = regex.compile(
    r"(?<=[。！？｡])(?![。！？｡」』”’）])|(?<=[。！？｡][」』”’）])(?=[「『“‘（])"
)
STOP_OF_OTHER_SCRIPTS = regex.compile(r"[\p{Sentence_Terminal}--[.!?。！？｡]]", regex.VERSION1)
DOUBTFUL = regex.compile(
    rf"[.!?](?=[{MARKS})\]]*+\s|\p{{Lu}}\p{{Ll}})"
)  # before a space, or where one was forgotten
NARROWEST = 50  # nobody wraps lines shorter than this, in characters
REACH = 60  # how far a rule looks to each side, in characters: a text without spaces takes no longer than another


def split(paragraph, language="en"):
    """Return the (start, end) of each sentence of a paragraph, in code points; every character but spaces is in one.

    paragraph: str. language: an ISO 639-1 code; of a language that languages.toml doesn't have, only what all share is used.
    Takes time in proportion to the length.

    >>> split("He met Mr. Maren. They talked.")
    [(0, 17), (18, 30)]
    """
    shown, ends = read_stops(paragraph, known(language))
    cuts = {
        0,
        len(paragraph),
        *ends,
        *line_cuts(paragraph),
        *(m.start() for m in STOP_WITHOUT_SPACE.finditer(paragraph)),
    }
    cuts = sorted(cuts)
    starts = {
        at
        for start, end in zip(cuts, cuts[1:])
        for at in (start, *syntok_starts(shown, start, end))
    }
    starts = sorted(starts - inside_words(paragraph, starts)) + [len(paragraph)]
    spans = [trim(paragraph, start, end) for start, end in zip(starts, starts[1:])]
    return [(start, end) for start, end in spans if start < end]


def syntok_starts(text, start, end):
    """Return where syntok sees a sentence begin between start and end; it isn't asked where no stop is left to doubt."""
    piece = text[start:end].rstrip(MARKS + ".!?)] \n")
    if not DOUBTFUL.search(text, start, start + len(piece)):
        return []
    from syntok.segmenter import segment  # imported late: it costs more than the rest of the room
    from syntok.tokenizer import Tokenizer

    tokens = Tokenizer(replace_not_contraction=False).tokenize(text[start:end])
    return [start + sentence[0].offset for sentence in segment(tokens)][1:]


def inside_words(paragraph, starts):
    """Return the starts that would cut a word in two, such as a web address."""
    glued = {at for at in starts if at and not paragraph[at - 1].isspace()}
    if not glued:
        return set()
    return {
        at
        for start, end in words.split(paragraph)
        if end > start + 1
        for at in glued.intersection(range(start + 1, end))
    }


def line_cuts(paragraph):
    """Return where a new line begins a sentence: the line before had room for its first word, so nobody wrapped it there."""
    ends = [match.span() for match in LINE_END.finditer(paragraph)]
    starts = [0, *(after for _, after in ends)]
    width = max([NARROWEST, *(before - start for start, (before, _) in zip(starts, ends))])
    cuts = []
    for start, (before, after) in zip(starts, ends):
        ahead = paragraph[after : after + REACH].split(maxsplit=1)
        if ahead and not ahead[0][0].islower() and before - start + 1 + len(ahead[0]) <= width:
            cuts.append(after)
    return cuts


def read_stops(paragraph, language):
    """Return the paragraph as syntok is to see it, of the same length, and the places where a sentence surely begins."""
    text = STOP_OF_OTHER_SCRIPTS.sub(
        "!", paragraph.replace(";", "?" if language.question == ";" else ",")
    )
    shown, begins, begun = list(text), [], 0
    for match in STOP.finditer(text):
        begun = max(begun, text.rfind("\n", max(0, match.start() - REACH), match.start()) + 1)
        near = text[max(begun, match.start() - REACH) : match.start()]
        before = "" if not near or near[-1].isspace() else near.split()[-1]
        ahead = text[match.end() : match.end() + REACH]
        said = verdict(
            Stop(before, match["mark"], match["close"], ahead, first=near.strip() == before),
            language,
        )
        if said == GOES_ON:
            shown[slice(*match.span("mark"))] = "," * len(match["mark"])
            continue
        if said == ENDS:
            begins.append(match.end())
        begun = match.end()
        shown[slice(*match.span("mark"))] = match["mark"].replace("…", ".")
        shown[slice(*match.span("close"))] = as_syntok_knows(match["close"])
    return "".join(shown), begins


def as_syntok_knows(close):
    """Return marks that close, as syntok knows them: it takes one quotation mark and any number of brackets.

    >>> as_syntok_knows("’” »")
    '”) )'
    """
    return "".join(
        mark if mark.isspace() or mark in ")]" else "”" if at == 0 else ")"
        for at, mark in enumerate(close)
    )
