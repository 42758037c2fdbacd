"""What a quoted piece is: each rule looks at the words around one piece and says who is reported to say it, or None.

A sentence is a list of tokens in which a quoted piece is one token of kind "quote"; `at` is its place in the list.
"""

from typing import NamedTuple

from kit.analysing.quotations.phrases import OPENING, group_start, nominal, phrase_after, sentence_subject
from kit.analysing.quotations.rules import rule
from kit.analysing.quotations.speakers import by_agent, inverted, speaker_of

SPEAKS = {"say", "tell"}


class Report(NamedTuple):
    """Who is reported to say something: the phrases of speaker and cue (places in the tokens, or None) and the rules."""

    speaker: tuple | None
    cue: tuple | None
    rule: str
    by: str


def cue_at(tokens, at, language, frames=SPEAKS):
    """The cue that begins at `at`, as (first, after last, frames): one verb, or a phrase such as "point out"."""
    token = tokens[at]
    if token.verb is None:
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    phrase = language.phrases.get(token.verb.base, {}).get(following)
    if phrase and phrase in frames:
        return at, at + 2, frozenset([phrase])
    return (at, at + 1, token.verb.frames) if token.verb.frames & frames else None


def says(tokens, at, language):
    """Do the words at `at` say who spoke: "said Farr", "Farr said", "the union's spokeswoman said"? -> Report or None."""
    while at < len(tokens) and tokens[at].kind in (",", "-", "adverb"):
        at += 1
    if at >= len(tokens):
        return None
    return _verb_then_subject(tokens, at, language) or _subject_then_verb(tokens, at, language)


def _verb_then_subject(tokens, at, language):
    cue = cue_at(tokens, at, language)
    if cue and tokens[at].verb.form in ("past", "s", "base"):
        phrase = inverted(tokens, cue[1] - 1, language)
        return phrase and Report(phrase, cue[:2], "quote.said-after", inverted.rule)


def _subject_then_verb(tokens, at, language):
    if not (nominal(tokens[at]) or tokens[at].kind in OPENING | {"pronoun"}):
        return None
    opened = False
    for i in range(at + 1, min(len(tokens), at + 45)):
        token = tokens[i]
        cue = cue_at(tokens, i, language)
        if cue and token.verb.form in ("past", "s", "base") and (not opened or tokens[group_start(tokens, i) - 1].kind in (",", ")", "-")):
            before = tokens[group_start(tokens, i) - 1]
            if not (before.kind in OPENING or before.owns):
                phrase, by = speaker_of(tokens, i, language)
                return phrase and phrase[0] >= at and Report(phrase, cue[:2], "quote.said-after", by) or None
        if token.kind in (".", "quote", ":", ";", "conjunction") and not (opened or token.lower in ("and", "of") or token.kind == "."and len(tokens[i - 1].text) < 3):
            return None
        if token.kind in (".", "quote"):
            return None
        if token.kind in (",", "(", "-") or token.lower in ("who", "which", "whose"):
            opened = True
        elif token.kind in ("auxiliary", "subordinator") and not opened and token.kind != "auxiliary":
            return None
    return None


@rule("quote.said-after")
def said_after(tokens, at, language):
    """"…," Farr said / "…," said Farr: the words after the piece name a speaker and a verb of saying."""
    return says(tokens, at + 1, language)


@rule("quote.after-comma")
def after_comma(tokens, at, language):
    """Farr said, "…" / Farr told the panel: "…": a verb of saying, perhaps a hearer, then a comma or colon."""
    if at < 2 or tokens[at - 1].kind not in (",", ":"):
        return None
    return _nearest_cue(tokens, at - 1, language, reach=30 if tokens[at - 1].kind == ":" else 14, rule="quote.after-comma")


def _nearest_cue(tokens, before, language, reach, rule):
    for i in range(before - 1, max(-1, before - reach), -1):
        if tokens[i].kind in ("quote", ".", ";"):
            return None
        cue = cue_at(tokens, i, language)
        if cue and not (i and (tokens[i - 1].kind in OPENING or tokens[i - 1].owns)):
            phrase, by = speaker_of(tokens, i, language)
            return Report(phrase, cue[:2], rule, by)
    return None


@rule("quote.after-verb")
def after_verb(tokens, at, language):
    """Farr said "…" / Farr told the panel "…" / Farr added that "…": the piece is what the verb reports."""
    last = at - 1
    if last >= 1 and tokens[last].lower == "that":
        last -= 1
    if last < 0:
        return None
    for i in range(last, max(-1, last - 6), -1):
        cue = cue_at(tokens, i, language, {"say", "tell", "clause"})
        if cue and cue[1] <= last + 1 and (i == last or cue[1] == last + 1 or "tell" in cue[2] or last == at - 2 or is_adjunct(tokens[cue[1] : last + 1])):
            phrase, by = speaker_of(tokens, i, language)
            return Report(phrase, cue[:2], "quote.after-verb", by) if phrase else None
        if not (nominal(tokens[i]) or tokens[i].kind in OPENING | {"preposition", "pronoun", "adverb"}):
            return None
    return None


def is_adjunct(tokens):
    """Do these words only say when, where or to whom: "in a statement", "on Monday"?"""
    return bool(tokens) and tokens[0].kind in ("preposition", "adverb")


@rule("quote.called")
def called(tokens, at, language):
    """Farr called it "a gift" / described the plan as "reckless" / was called "weak" by Vale: somebody's name for something."""
    for i in range(at - 1, max(-1, at - 12), -1):
        cue = cue_at(tokens, i, language, {"call"})
        if cue:
            first = group_start(tokens, i)
            named = at - (tokens[at - 1].lower == "as")
            if any(t.lower in ("is", "was", "are", "were", "been", "being", "be") for t in tokens[first:i]) or tokens[i].verb.form == "participle":
                phrase = by_agent(tokens, at + 1, language)
                return phrase and Report(phrase, (first, at if named < at else i + 1), "quote.called", by_agent.rule)
            phrase, by = speaker_of(tokens, i, language)
            return phrase and Report(phrase, cue[:2], "quote.called", by)
        if not (nominal(tokens[i]) or tokens[i].kind in OPENING | {"preposition", "pronoun", "adverb", "possessive"}):
            return None
    return None


@rule("quote.after-colon")
def after_colon(tokens, at, language):
    """Amari was blunt: "…" / Vale: "…": a colon announces the piece, and the sentence is about who says it."""
    if at < 2 or tokens[at - 1].kind != ":":
        return None
    phrase = sentence_subject(tokens, language, before=at - 1)
    if phrase is None:
        return None
    verb = next((i for i in range(phrase[1], at - 1) if tokens[i].kind == "auxiliary"), None)
    cue = (at - 1, at) if phrase[1] == at - 1 else (verb, at - 1) if verb and at - 1 - verb <= 3 else None
    return Report(phrase, cue, "quote.after-colon", "speaker.subject")


@rule("quote.dash")
def dash(tokens, at, language):
    """"…" — Ada Wren: a dash and a name after the piece, and nothing else."""
    if at + 2 < len(tokens) and tokens[at + 1].kind == "-":
        phrase = phrase_after(tokens, at + 2, language)
        if phrase and tokens[phrase[0]].kind == "name" and (phrase[1] == len(tokens) or tokens[phrase[1]].kind in (".", ",")):
            return Report(phrase, None, "quote.dash", "speaker.dash")


# the order is part of the rules: the surest first
PIECE_RULES = [after_comma, said_after, called, after_verb, after_colon, dash]
