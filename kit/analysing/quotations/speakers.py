"""Who speaks, given the verb: each rule looks in one place and returns a phrase, or None."""

from kit.analysing.quotations.phrases import OPENING, NOMINAL, _before_insertion, group_start, nominal, phrase_after, phrase_before, sentence_subject
from kit.analysing.quotations.rules import rule


@rule("speaker.relative")
def relative(tokens, verb, language):
    """"Farr, who called it a gift": the relative pronoun stands for the speaker."""
    first = group_start(tokens, verb)
    if first and tokens[first - 1].lower in language.words.get("relative", ()) and tokens[first - 1].lower != "where":
        return first - 1, first


@rule("speaker.apposition")
def apposition(tokens, verb, language):
    """"Farr, the party's treasurer, said": the subject stands before what the commas enclose."""
    first = group_start(tokens, verb)
    if first and tokens[first - 1].kind in (",", ")", "-"):
        return _before_insertion(tokens, first - 1, language)


@rule("speaker.before-verb")
def before_verb(tokens, verb, language):
    """"Farr said", "she has also said": the subject stands right before the verb."""
    first = group_start(tokens, verb)
    if first and tokens[first - 1].kind in NOMINAL | OPENING | {"pronoun", "preposition"}:
        phrase = phrase_before(tokens, first, language)
        if phrase and phrase[0] and tokens[phrase[0] - 1].lower in ("who", "which"):
            return phrase[0] - 1, phrase[0]
        return phrase


@rule("speaker.inverted")
def inverted(tokens, verb, language):
    """"said Farr", "said the party's treasurer": in an inversion the subject follows its verb."""
    return phrase_after(tokens, verb + 1, language)


@rule("speaker.shared")
def shared(tokens, verb, language):
    """"Vale smiled and added", "he said, noting that": the verb shares the subject its sentence began with."""
    return sentence_subject(tokens, language, before=verb)


@rule("speaker.by")
def by_agent(tokens, at, language):
    """"was called reckless by the ombudsman": the agent of a passive."""
    for i in range(at, min(len(tokens), at + 3)):
        if tokens[i].lower == "by":
            return phrase_after(tokens, i + 1, language)


BEFORE = [relative, apposition, before_verb, shared]


def speaker_of(tokens, verb, language):
    """The phrase before a verb that speaks, and the name of the rule that found it."""
    for look in BEFORE:
        phrase = look(tokens, verb, language)
        if phrase:
            return phrase, look.rule
    return None, "speaker.none"
