"""Cues: verbs and phrases that report what somebody said, and the words that belong to them."""

from kit.quotations.phrases import OPENING, group_start

FINITE = ("past", "s", "base")
FILLERS = {"name", "word", "number", "preposition", "pronoun", "adverb", *OPENING}


def is_verb(tokens, at, language):
    """Is the word at `at` a verb here, and not the noun "claims", "reports", "support"?

    After the, his, Vale's or in it is a noun. A base form ("say") needs a plural, a pronoun, an
    auxiliary or "to" before it.
    """
    before = tokens[at - 1] if at else None
    if before is None:
        return tokens[at].verb.form in ("past", "ing")
    if (
        before.kind in OPENING
        or before.owns
        or (before.kind == "preposition" and tokens[at].verb.form != "ing")
    ):
        return False
    if tokens[at].verb.form == "base":
        return (
            before.kind in ("auxiliary", "adverb", "pronoun", "conjunction", ",", ")", "quote", "-")
            or before.lower.endswith("s")
            or before.lower in language.words["relative"]
            or before.lower in language.words["plural"]
            or before.lower == "to"
        )
    return True


def is_passive(tokens, verb, language):
    """Is a form of "be" in the verb's group: "was reported"?"""
    return tokens[verb].verb.form in ("past", "participle") and any(
        token.lower in language.words["be"] for token in tokens[group_start(tokens, verb) : verb]
    )


def is_denied(tokens, verb, language):
    """Is speech denied: "didn't say", "never said"? "Didn't say whether" asks, "doesn't think"
    thinks.
    """
    after = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    asks = after in language.words["complementizer"] - language.words["that"]
    if asks or not tokens[verb].verb.frames & {"say", "tell"}:
        return False
    group = tokens[group_start(tokens, verb) : verb]
    return any(
        token.lower in language.words["denial"] or token.lower.endswith("n't") for token in group
    )


def cue_at(tokens, at, language, frames):
    """The cue that begins at `at` and may stand in one of `frames`, as (first, after last, its
    frames), or None.
    """
    verb = tokens[at].verb
    if verb is None or not is_verb(tokens, at, language) or is_denied(tokens, at, language):
        return None
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    phrase = language.phrases.get(verb.base, {}).get(following)
    if phrase and phrase in frames:
        return at, at + 2, frozenset([phrase])
    return (at, at + 1, verb.frames) if verb.frames & frames else None
