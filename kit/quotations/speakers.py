"""Who speaks, given the verb: each rule looks in one place and returns a phrase, or None."""

from kit.quotations.cues import cue_at
from kit.quotations.phrases import (
    before_insertion,
    begins_phrase,
    group_start,
    phrase_after,
    phrase_before,
    sentence_subject,
)
from kit.quotations.rules import rule


@rule("speaker.relative")
def relative(tokens, verb, language):
    """ "Farr, who called it a gift": the relative pronoun stands for the speaker."""
    first = group_start(tokens, verb)
    if first and tokens[first - 1].lower in language.words["relative"]:
        return first - 1, first
    return None


@rule("speaker.apposition")
def apposition(tokens, verb, language):
    """ "Farr, the party's treasurer, said": the subject stands before what the commas enclose."""
    first = group_start(tokens, verb)
    if first and tokens[first - 1].kind in (",", ")", "-") and tokens[verb].verb.form != "ing":
        return before_insertion(tokens, first - 1, language)
    return None


@rule("speaker.before-verb")
def before_verb(tokens, verb, language):
    """ "Farr said", "she has also said": the subject stands right before the verb."""
    first = group_start(tokens, verb)
    if first and begins_phrase(tokens[first - 1]):
        phrase = phrase_before(tokens, first, language)
        said = (
            tokens[verb].verb.form == "ing"
            and phrase
            and tokens[first - 1].lower in language.words["utterance"]
        )
        return (
            None if said else phrase
        )  # "she released a statement saying": a statement says nothing by itself
    return None


@rule("speaker.inverted")
def inverted(tokens, verb, language):
    """ "said Farr", "said the party's treasurer": in an inversion the subject follows its verb."""
    return phrase_after(tokens, verb + 1, language)


@rule("speaker.shared")
def shared(tokens, verb, language):
    """ "Vale smiled and added", "“No,” he said, adding that": the verb shares the subject of the
    verb of saying before it, or of its sentence.
    """
    for at in range(verb - 1, max(0, verb - 40), -1):
        token = tokens[at]
        if (
            token.verb
            and token.verb.form in ("past", "s")
            and cue_at(tokens, at, language, {"say"})
        ):
            phrase = before_verb(tokens, at, language) or relative(tokens, at, language)
            if phrase is None and at and tokens[at - 1].kind in ("quote", ","):
                phrase = inverted(tokens, at, language)
            if phrase:
                return phrase
    return sentence_subject(tokens, language, before=verb)


@rule("speaker.label")
def label(tokens, colon, language):
    """ "Vale: “…”": a name right before a colon, with nothing else before it."""
    phrase = phrase_before(tokens, colon, language)
    if phrase and (phrase[0] == 0 or tokens[phrase[0] - 1].kind in ("-", ":")):
        return phrase
    return None


@rule("speaker.subject")
def subject(tokens, colon, language):
    """ "Amari was blunt: “…”", "Downing Street's reply was curt: “…”": whom, or whose words, the
    sentence before the colon is about.
    """
    phrase = sentence_subject(tokens, language, before=colon)
    owner = next((i for i in range(*phrase) if tokens[i].owns), None) if phrase else None
    if owner is not None and tokens[phrase[1] - 1].lower in language.words["utterance"]:
        return phrase[0], owner + 1
    return phrase


@rule("speaker.according-to")
def source(tokens, at, language):
    """ "according to the office": what follows."""
    return phrase_after(tokens, at + 2, language)


@rule("speaker.owner")
def owned(tokens, noun, language):
    """ "Vale's claim that": whose claim it is."""
    owner = next(
        (
            i
            for i in range(noun - 1, max(-1, noun - 4), -1)
            if tokens[i].owns or tokens[i].kind == "possessive"
        ),
        None,
    )
    return (
        (owner, owner + 1)
        if owner is not None and tokens[owner].kind == "possessive"
        else owner is not None and phrase_before(tokens, owner + 1, language)
    )


@rule("speaker.by")
def by_agent(tokens, at, language):
    """ "was called reckless by the ombudsman": the agent of a passive."""
    if at < len(tokens) and tokens[at].lower in language.words["agent"]:
        return phrase_after(tokens, at + 1, language)
    return None


def speaker_of(tokens, verb, language):
    """The phrase before a verb that speaks, and the name of the rule that found it."""
    for look in (relative, apposition, before_verb, shared):
        phrase = look(tokens, verb, language)
        if phrase:
            return phrase, look.rule
    return None, nobody.rule


@rule("speaker.none")
def nobody(tokens, verb, language):
    """No rule found who speaks: a passive without "by", or words that the other rules don't know."""
    return
