"""Noun phrases without a parser: who stands before a verb, who stands after it, who a sentence is about.

A phrase is a pair (first, after last) of places in a sentence's list of tokens.
"""

NOMINAL = {"name", "word", "number"}
OPENING = {"determiner", "possessive"}
LINKS = {"of", "for", "from", "at", "in", "with", "on", "to", "against", "inside", "behind", "within"}
LONGEST = 16


def is_time(token, language):
    return token.lower in language.words.get("time", ())


def nominal(token):
    """May this word stand inside a noun phrase? A past form of a reporting verb may not."""
    return token.kind in NOMINAL and not (token.verb and token.verb.form == "past" and token.kind != "name")


def phrase_before(tokens, after, language):
    """The noun phrase that ends just before `after`: names, nouns, and what of/for/from ties to them."""
    if after > 0 and tokens[after - 1].kind == "pronoun":
        return after - 1, after
    first = after
    while first > 0 and after - first < LONGEST:
        token, before = tokens[first - 1], tokens[first - 2] if first > 1 else None
        if nominal(token) and not is_time(token, language):
            first -= 1
        elif token.kind == "." and before and before.kind == "name" and len(before.text) < 4:
            first -= 1
        elif token.kind in OPENING:
            first -= 1
            if not (first > 1 and tokens[first - 1].lower in LINKS and nominal(tokens[first - 2])):
                break
        elif token.lower in LINKS and first < after and before and (nominal(before) or before.kind in OPENING | {"pronoun"}) and not before.verb:
            first -= 1
        elif token.lower in ("and", "&") and first < after and before and before.kind == tokens[first].kind == "name":
            first -= 1
        elif token.kind == "adverb" and first < after and before and before.kind in OPENING:
            first -= 1
        else:
            break
    while first < after and (tokens[first].lower in LINKS or tokens[first].lower == "and"):
        first += 1
    return (first, after) if first < after and any(t.kind in NOMINAL | {"pronoun", "determiner"} for t in tokens[first:after]) else None


def phrase_after(tokens, first, language):
    """The noun phrase that begins at `first`, up to a verb, a sign, or a preposition that doesn't belong to it."""
    if first < len(tokens) and tokens[first].kind == "pronoun":
        return first, first + 1
    after = first
    while after < len(tokens) and after - first < LONGEST:
        token = tokens[after]
        following = tokens[after + 1] if after + 1 < len(tokens) else None
        if is_time(token, language) and after > first:
            break
        if nominal(token) and not (token.verb and token.kind != "name" and after > first and token.verb.form in ("past", "ing")):
            after += 1
        elif token.kind in OPENING and (after == first or tokens[after - 1].lower in LINKS):
            after += 1
        elif token.kind == "." and after > first and tokens[after - 1].kind == "name" and len(tokens[after - 1].text) == 1:
            after += 1
        elif after > first and following and token.lower in ("of", "for", "with", "at", "from"):
            named = tokens[after - 1].kind == "name" and tokens[first].kind == "name"
            if named and token.lower not in ("of",) or not (nominal(following) or following.kind in OPENING):
                break
            after += 1
        elif token.lower in ("and", "&") and after > first and following and following.kind == tokens[after - 1].kind == "name":
            after += 1
        elif token.kind == "adverb" and after == first + 1 and tokens[first].kind in OPENING:
            after += 1
        else:
            break
    return (first, after) if any(nominal(t) for t in tokens[first:after]) else None


def group_start(tokens, verb):
    """Where the verb's group begins: "has also said" begins at "has"."""
    first = verb
    while first > 0 and (tokens[first - 1].kind in ("auxiliary", "adverb") or tokens[first - 1].verb and tokens[first].lower == "to"):
        first -= 1
    return first


def subject_before(tokens, verb, language):
    """Who stands before a verb: (phrase, name of the rule) or (None, ""). Appositions and clauses between commas are stepped over."""
    first = group_start(tokens, verb)
    if first == 0:
        return None, ""
    last = tokens[first - 1]
    if last.lower in language.words.get("relative", ()):
        return (first - 1, first), "speaker.relative"
    if last.kind in (",", ")", "-"):
        phrase = _before_insertion(tokens, first - 1, language)
        return phrase, "speaker.apposition" if phrase else ""
    if last.kind == "quote" or last.kind in (".", ":", ";"):
        return None, ""
    phrase = phrase_before(tokens, first, language)
    if phrase and phrase[0] > 0 and tokens[phrase[0] - 1].lower in language.words.get("relative", ()) and tokens[phrase[0] - 1].lower in ("who", "which"):
        return (phrase[0] - 1, phrase[0]), "speaker.relative"
    return phrase, "speaker.before-verb" if phrase else ""


def _before_insertion(tokens, close, language):
    """The noun phrase before what stands between two commas, dashes or brackets: "Farr, the party's treasurer, said"."""
    sign = {")": "("}.get(tokens[close].kind, tokens[close].kind)
    best = None
    for at in range(close - 1, max(0, close - 40), -1):
        token = tokens[at]
        if token.kind in (".", "quote", ";"):
            break
        if token.kind == sign:
            phrase = phrase_before(tokens, at, language)
            if phrase:
                best = phrase
                named = tokens[phrase[1] - 1].kind in ("name", "pronoun")
                if named and (phrase[0] == 0 or tokens[phrase[0] - 1].kind != ","):
                    break
    return best


def sentence_subject(tokens, language, before=None):
    """The noun phrase a sentence begins with, after any opening adverbs and phrases up to a comma."""
    stop = len(tokens) if before is None else before
    at = 0
    while at < stop and (tokens[at].kind in ("conjunction", "adverb", "(", ")", "-", ",", "*") or tokens[at].lower in ("however", "but", "and")):
        at += 1
    if at < stop and tokens[at].kind in ("preposition", "subordinator") or at < stop and tokens[at].verb and tokens[at].verb.form == "ing":
        comma = next((i for i in range(at, min(stop, at + 30)) if tokens[i].kind == ","), None)
        if comma is not None:
            at = comma + 1
    phrase = phrase_after(tokens, at, language)
    return phrase if phrase and phrase[1] <= stop else None
