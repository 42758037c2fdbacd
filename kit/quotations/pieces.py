"""What a quoted piece is: each rule looks at the words around one piece and says who is reported to
say it, or returns None.

A sentence is a list of tokens in which a quoted piece is one token of kind "quote"; `at` is its
place in the list.
"""

from typing import NamedTuple

from kit.quotations.cues import FILLERS, FINITE, cue_at
from kit.quotations.phrases import (
    begins_phrase,
    group_start,
    nominal,
    phrase_after,
    phrase_before,
)
from kit.quotations.rules import rule
from kit.quotations.speakers import (
    before_verb,
    by_agent,
    inverted,
    label,
    source,
    speaker_of,
    subject,
)
from kit.quotations.tokens import END

SPEAKS = {"say", "beside", "tell"}


class Report(NamedTuple):
    """Who is reported to say something: the phrases of speaker and cue (places in the tokens, or
    None) and their rules.
    """

    speaker: tuple | None
    cue: tuple | None
    rule: str
    by: str


def says(tokens, at, language, frames=SPEAKS):
    """Do the words at `at` say who spoke: "said Farr", "Farr said", "the union's spokeswoman said"?
    -> Report or None.
    """
    at = after_note(tokens, at)
    while at < len(tokens) and tokens[at].kind in (",", "-", "adverb"):
        at += 1
    if at >= len(tokens):
        return None
    cue = cue_at(tokens, at, language, frames)
    if cue and tokens[at].verb.form in FINITE:
        phrase = inverted(tokens, cue[1] - 1, language)
        if phrase and tokens[phrase[0]].lower in language.words["silence"]:
            named = phrase[0] + 1 < phrase[1] and tokens[phrase[0] + 1].kind == "name"
            phrase = phrase if named else None  # "said little Ida", not "said little"
        return phrase and Report(phrase, cue[:2], said_after.rule, inverted.rule)
    return _subject_then_verb(tokens, at, language, frames) if begins_phrase(tokens[at]) else None


def after_note(tokens, at):
    """Where the words go on after a note's number: “We go,”[1] said Roth."""
    kinds = [token.kind for token in tokens[at : at + 3]]
    if kinds == ["(", "number", ")"]:
        return at + 3
    raised = kinds[:1] == ["number"] and not tokens[at].text.isascii()
    return at + 1 if raised else at


def _subject_then_verb(tokens, at, language, frames):
    """A noun phrase, perhaps with an insertion between commas, and the verb of saying it is the
    subject of.
    """
    inserted = False
    for i in range(at + 1, min(len(tokens), at + 45)):
        token = tokens[i]
        cue = cue_at(tokens, i, language, frames)
        if (
            cue
            and token.verb.form in FINITE
            and not _stray_comma(tokens, at, i)
            and (not inserted or tokens[group_start(tokens, i) - 1].kind in (",", ")", "-"))
        ):
            phrase, by = speaker_of(tokens, i, language)
            return (
                Report(phrase, cue[:2], said_after.rule, by)
                if phrase and _all_fill(tokens[at : phrase[0]]) and phrase[0] >= at
                else None
            )
        if cue and inserted and token.verb.form in FINITE and _stray_comma(tokens, at, i):
            return Report((at, i - 1), cue[:2], said_after.rule, before_verb.rule)
        if token.kind in (",", "(", "-") or token.lower in language.words["relative"]:
            inserted = True
        elif (token.kind in (".", "quote", ":", ";") and len(tokens[i - 1].text) > 2) or (
            not inserted
            and (
                token.kind == "subordinator"
                or (token.kind == "conjunction" and token.lower not in ("and", "or"))
            )
        ):
            return None
    return None


def _stray_comma(tokens, at, verb):
    """Does nothing but a name and a comma too many stand before the verb: "Belinda Lind, told"?"""
    name = tokens[at : verb - 1]
    return (
        tokens[verb - 1].kind == ","
        and all(token.kind == "name" for token in name)
        and 0 < len(name) < 4
    )


def _all_fill(tokens):
    return all(token.kind in FILLERS for token in tokens)


def is_title(tokens, at):
    """Does the piece look like a title, “Open Doors”: capitals on all but its small words, no
    question, no full stop?
    """
    words = [word.strip(".,!?'’") for word in tokens[at].text.split()]
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
    if (
        capitals == 0
        or any(word[:1].islower() and len(word) > 4 for word in words)
        or len(words) > 8
        or capitals * 2 < len(words)
    ):
        return False
    return capitals > 1 or tokens[at].text[-1] not in END


@rule("quote.said-after")
def said_after(tokens, at, language):
    """ "…," Farr said / "…," said Farr: the words after the piece name a speaker and a verb of
    saying.
    """
    report = says(tokens, at + 1, language)
    if report is None or (
        at > 0
        and is_title(tokens, at)
        and nominal(tokens[at - 1 - (tokens[at - 1].kind == "," and at > 1)])
    ):
        return None
    stop = max(report.cue[1], report.speaker[1])
    ahead = next(
        (i for i in range(stop, min(len(tokens), stop + 6)) if tokens[i].kind == "quote"), None
    )
    if (
        ahead
        and at > 0
        and tokens[at].text[-1] in END
        and tokens[ahead - 1].kind in (",", ":")
        and tokens[ahead].text[0].isupper()
    ):
        return (
            None  # "…?" Mills writes back, "You look…": these words belong to the piece after them
        )
    return report


def _said_later(tokens, at, language):
    """In "… ambition: “Change the world,” she said" the words after the piece count, and not those
    before the colon.
    """
    return (
        tokens[at - 1].kind == ":"
        and tokens[at].text.endswith(",")
        and says(tokens, at + 1, language)
    )


@rule("quote.after-comma")
def after_comma(tokens, at, language):
    """Farr said, "…" / Farr told the panel: "…": a verb of saying, perhaps a hearer, then a comma
    or a colon.
    """
    if at < 2 or tokens[at - 1].kind not in (",", ":") or _said_later(tokens, at, language):
        return None
    for i in range(at - 2, max(-1, at - (30 if tokens[at - 1].kind == ":" else 14)), -1):
        if tokens[i].kind in ("quote", ".", ";"):
            return None
        cue = cue_at(tokens, i, language, SPEAKS)
        if cue:
            phrase, by = speaker_of(tokens, i, language)
            return Report(phrase, cue[:2], after_comma.rule, by)
    return None


@rule("quote.after-verb")
def after_verb(tokens, at, language):
    """Farr said "…" / Farr told the panel "…" / Farr added that "…": the piece is all that the verb
    reports.
    """
    last = at - 1 - (at > 1 and tokens[at - 1].lower in language.words["that"])
    for i in range(last, max(-1, last - 6), -1):
        cue = cue_at(tokens, i, language, SPEAKS | {"clause"})
        if cue:
            between = tokens[cue[1] : last + 1]
            direct = (
                not between
                or "tell" in cue[2]
                or last == at - 2
                or between[0].kind in ("preposition", "adverb")
            )
            phrase, by = speaker_of(tokens, i, language)
            return (
                Report(phrase, cue[:2], after_verb.rule, by)
                if phrase and direct and not is_title(tokens, at)
                else None
            )
        if tokens[i].kind not in FILLERS:
            return None
    return None


@rule("quote.called")
def called(tokens, at, language):
    """Farr called it "a gift" / described the plan as "reckless": somebody's name for something."""
    for i in range(at - 1, max(-1, at - 12), -1):
        cue = cue_at(tokens, i, language, {"call"})
        if cue:
            if cue[1] == at and is_title(tokens, at):
                return None  # "an organisation called “The Local”"
            phrase, by = speaker_of(tokens, i, language)
            return phrase and Report(phrase, cue[:2], called.rule, by)
        if tokens[i].kind not in FILLERS:
            return None
    return None


@rule("quote.called-by")
def called_by(tokens, at, language):
    """The plan was described as "reckless" by the ombudsman: the same in the passive, with its
    agent after the piece.
    """
    agent = by_agent(tokens, at + 1, language)
    for i in range(at - 1, max(-1, at - 8), -1) if agent else ():
        if tokens[i].verb and "call" in tokens[i].verb.frames:
            stop = at if tokens[at - 1].kind == "preposition" else i + 1
            first = group_start(tokens, i)
            return Report(agent, (first, stop), called_by.rule, by_agent.rule)
    return None


@rule("quote.after-colon")
def after_colon(tokens, at, language):
    """Vale: "…" / Amari was blunt: "…": a colon announces the piece, and who speaks stands before
    it.
    """
    if at < 2 or tokens[at - 1].kind != ":" or _said_later(tokens, at, language):
        return None
    look = label if label(tokens, at - 1, language) else subject
    phrase = look(tokens, at - 1, language)
    if phrase is None:
        return None
    verb = next(
        (i for i in range(phrase[1], at - 1) if tokens[i].lower in language.words["be"]), None
    )
    cue = (verb, at - 1) if verb and at - 1 - verb <= 5 else (at - 1, at)
    return Report(phrase, cue, after_colon.rule, look.rule)


@rule("quote.dash")
def dash(tokens, at, language):
    """ "…" — Ada Wren, "…": Ada Wren: a dash or colon and a name after the piece, and nothing else."""
    if at + 2 < len(tokens) and tokens[at + 1].kind in ("-", ":"):
        phrase = phrase_after(tokens, at + 2, language)
        if (
            phrase
            and tokens[phrase[0]].kind == "name"
            and (phrase[1] == len(tokens) or tokens[phrase[1]].kind in (".", ","))
        ):
            return Report(phrase, None, dash.rule, label.rule)
    return None


@rule("quote.according-to")
def quoted_source(tokens, at, language):
    """According to Ms. Roth, "…" / "…," according to the office: whose words the piece is."""
    words = language.words.get("according", ())
    beside = at + 1 if at + 1 < len(tokens) and tokens[at + 1].kind != "," else at + 2
    if beside + 2 < len(tokens) and tokens[beside].lower in words:
        phrase = source(tokens, beside, language)
        if phrase:
            return Report(phrase, (beside, beside + 2), quoted_source.rule, source.rule)
    if at < 4 or tokens[at - 1].kind != ",":
        return None
    for i in range(at - 4, max(-1, at - 16), -1):
        if tokens[i].kind in ("quote", ".", ";"):
            return None
        if tokens[i].lower in words:
            phrase = source(tokens, i, language)
            return phrase and Report(phrase, (i, i + 2), quoted_source.rule, source.rule)
    return None


@rule("quote.unlisted-verb")
def unlisted_verb(tokens, at, language):
    """And then she blurted, "I …" / "I …," she blurted: commas and a speaker, with a verb that no
    list has.
    """
    piece = tokens[at].text
    if at > 2 and tokens[at - 1].kind == "," and piece[0].isupper() and piece[-1] in END:
        phrase = _unlisted_subject(tokens, at - 2, language)
        if phrase:
            return Report(phrase, (at - 2, at - 1), unlisted_verb.rule, before_verb.rule)
    if piece[-1] in ",?!" and at + 3 < len(tokens):
        verb = next(
            (
                i
                for i in range(at + 2, min(len(tokens) - 1, at + 6))
                if _unlisted(tokens, i, language)
            ),
            None,
        )
        ends = verb and tokens[verb + 1].kind in (".", ",")
        phrase = _unlisted_subject(tokens, verb, language) if ends else None
        if phrase and phrase[0] == at + 1:
            return Report(phrase, (verb, verb + 1), unlisted_verb.rule, before_verb.rule)
    return None


def _unlisted(tokens, at, language):
    token = tokens[at]
    listed = token.verb is not None and token.verb.frames
    return token.kind == "word" and not listed and token.lower.endswith(language.past_endings)


def _unlisted_subject(tokens, verb, language):
    """The name or pronoun right before an unlisted verb of the past, or None."""
    if not language.past_endings or not _unlisted(tokens, verb, language):
        return None
    phrase = phrase_before(tokens, verb, language)
    if phrase and tokens[phrase[1] - 1].kind in ("name", "pronoun"):
        return phrase
    return None


# the order is part of the rules: the surest first
PIECE_RULES = [
    after_comma,
    said_after,
    called_by,
    called,
    after_verb,
    after_colon,
    dash,
    quoted_source,
    unlisted_verb,
]
