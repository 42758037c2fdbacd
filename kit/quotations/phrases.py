"""Noun phrases without a parser: what stands before a verb, after it, at the beginning of a
sentence.

A phrase is a pair (first, after last) of places in a sentence's list of tokens.
"""

NOMINAL = {"name", "word", "number"}
OPENING = {"determiner", "possessive"}
LONGEST = 16  # tokens; longer ones are no phrases but lost ends of something


def nominal(token):
    """May this word stand inside a noun phrase? A past form of a reporting verb may not."""
    return token.kind in NOMINAL and not (
        token.verb and token.verb.form == "past" and token.kind != "name"
    )


def begins_phrase(token):
    """May a noun phrase begin with this word?"""
    return nominal(token) or token.kind in OPENING or token.kind == "pronoun"


def _initial(tokens, at):
    """Is the point at `at` that of an initial or a short form inside a name?"""
    return (
        tokens[at].kind == "."
        and 0 < at < len(tokens) - 1  # the last point is the sentence's own
        and tokens[at - 1].kind == "name"
        and len(tokens[at - 1].text) < 4
        and tokens[at + 1].kind == "name"
    )


def _nickname(tokens, at):
    """Is the quoted piece at `at` a nickname inside a name: Peter “Lofty” Brand?"""
    if tokens[at].kind != "quote" or not 0 < at < len(tokens) - 1:
        return False
    between_names = tokens[at - 1].kind == tokens[at + 1].kind == "name"
    return between_names and len(tokens[at].text.split()) < 4 and tokens[at].text[-1].isalnum()


def phrase_before(tokens, after, language):
    """The noun phrase that ends just before `after`: names and nouns, and what "of", "for", "from"
    tie to them.
    """
    if after > 0 and tokens[after - 1].kind == "pronoun":
        return after - 1, after
    links, times = language.words["link"], language.words["time"]
    first = after
    while first > 0 and after - first < LONGEST:
        token, before = tokens[first - 1], tokens[first - 2] if first > 1 else None
        ties = before is not None and first < after
        if (
            (nominal(token) and token.lower not in times)
            or _initial(tokens, first - 1)
            or _nickname(tokens, first - 1)
        ):
            first -= 1
        elif token.kind in OPENING:
            first -= 1
            if not (first > 1 and tokens[first - 1].lower in links and nominal(tokens[first - 2])):
                break
        elif (
            (
                ties
                and token.lower in links
                and (nominal(before) or before.kind in OPENING | {"pronoun"})
                and not before.verb
            )
            or (
                ties and token.lower in ("and", "&") and before.kind == tokens[first].kind == "name"
            )
            or (ties and token.kind == "adverb" and before.kind in OPENING)
        ):
            first -= 1
        else:
            break
    while first < after and (tokens[first].lower in links or tokens[first].lower in ("and", "&")):
        first += 1
    return (first, after) if any(begins_phrase(token) for token in tokens[first:after]) else None


def phrase_after(tokens, first, language):
    """The noun phrase that begins at `first`, up to a verb, a sign, or a preposition that does not
    belong to it.
    """
    if first < len(tokens) and tokens[first].kind == "pronoun":
        return first, first + 1
    after = first
    while after < len(tokens) and after - first < LONGEST:
        token, following = tokens[after], tokens[after + 1] if after + 1 < len(tokens) else None
        inside = after > first
        if inside and (
            token.lower in language.words["time"]
            or (
                token.kind == "word"
                and tokens[after - 1].kind == "name"
                and token.lower.endswith(language.past_endings)
            )
        ):
            break  # "Vale smiled and added"
        if (
            (nominal(token) and not (inside and token.verb and token.verb.form in ("past", "ing")))
            or (inside and (_initial(tokens, after) or _nickname(tokens, after)))
        ) or (
            token.kind in OPENING
            and (
                not inside
                or tokens[after - 1].lower in language.words["link"]
                or tokens[after - 1].kind in OPENING
            )
        ):
            after += 1
        elif (
            inside
            and following
            and token.lower in language.words["binding"]
            and (nominal(following) or following.kind in OPENING)
        ):
            if tokens[after - 1].kind == tokens[first].kind == "name" and token.lower != "of":
                break  # "said Rem Korteweg at the Centre": with a name only "of" binds
            after += 1
        elif (
            inside
            and following
            and token.lower in ("and", "&")
            and following.kind == tokens[after - 1].kind == "name"
        ) or (token.kind == "adverb" and after == first + 1 and tokens[first].kind in OPENING):
            after += 1
        else:
            break
    return (first, after) if any(nominal(token) for token in tokens[first:after]) else None


def group_start(tokens, verb):
    """Where the verb's group begins: "has also said" begins at "has"."""
    first = verb
    while first > 0 and (
        tokens[first - 1].kind in ("auxiliary", "adverb")
        or (tokens[first - 1].verb and tokens[first].lower == "to")
    ):
        first -= 1
    return first


def before_insertion(tokens, close, language):
    """The noun phrase before what stands between two commas, dashes or brackets that ends at
    `close`: "Farr, the treasurer, said".

    A phrase that itself follows a comma may be one more insertion, so the search goes on to the
    left for a name or for the beginning of the clause.
    """
    sign = {")": "("}.get(tokens[close].kind, tokens[close].kind)
    best = None
    for at in range(close - 1, max(0, close - 40), -1):
        if tokens[at].kind in (".", "quote", ";") and not _initial(tokens, at):
            break
        if tokens[at].kind == sign:
            phrase = phrase_before(tokens, at, language)
            if phrase and any(token.kind != "number" for token in tokens[phrase[0] : phrase[1]]):
                best = phrase
                if phrase[0] == 0 or tokens[phrase[0] - 1].kind != ",":
                    break
    return best


def sentence_subject(tokens, language, before=None):
    """The noun phrase a sentence begins with, after any opening adverbs, and after an opening
    clause and its comma.
    """
    stop = len(tokens) if before is None else before
    at = 0
    while at < stop and tokens[at].kind in ("conjunction", "adverb", "(", ")", "-", ",", "*"):
        at += 1
    if at < stop and (
        tokens[at].kind in ("preposition", "subordinator")
        or (tokens[at].verb and tokens[at].verb.form in ("ing", "past"))
    ):
        at = next((i + 1 for i in range(at, min(stop, at + 30)) if tokens[i].kind == ","), at)
    phrase = phrase_after(tokens, at, language)
    return phrase if phrase and phrase[1] <= stop else None
