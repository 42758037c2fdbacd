"""Where a reported clause begins and ends, and the words that close one: ", the office said"."""

from typing import NamedTuple

from kit.quotations.cues import cue_at
from kit.quotations.phrases import phrase_after
from kit.quotations.pieces import Report, says
from kit.quotations.speakers import inverted


class Clause(NamedTuple):
    """A reported clause: its places in the tokens, and who reports it."""

    first: int
    after: int
    report: Report


def clause_end(tokens, first, language):
    """Where a reported clause that begins at `first` ends: with its sentence, or before what the
    writer adds to it.
    """
    for i in range(first, len(tokens)):
        token, following = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind == ";" or (token.kind == "." and following is None):
            return i
        if i == first or following is None:
            continue
        if following.lower in language.words["but"] and tokens[i + 2 : i + 3]:
            if tokens[i + 2].kind == "quote":
                continue  # "… for it, but “the offers …”": still what was said
        if token.kind in (",", "-") and (
            (adds(following, language) and not _inserted(tokens, i, language))
            or closing_report(tokens, i, language)
        ):
            return i
        if token.kind == "," and _reports_again(tokens, i + 1, language):
            return i
        if token.kind == "conjunction" and (
            _reports_again(tokens, i + 1, language) or _somebody_else(tokens, i + 1, language)
        ):
            return i - (tokens[i - 1].kind == ",")
    return len(tokens)


def _inserted(tokens, comma, language):
    """Is what follows the comma closed by another comma and a verb: "the plan, which he wrote, was
    dead"?
    """
    close = next(
        (i for i in range(comma + 2, min(len(tokens) - 1, comma + 25)) if tokens[i].kind == ","),
        None,
    )
    return (
        close
        and tokens[comma + 1].lower in language.words["commenting"]
        and (
            tokens[close + 1].kind == "auxiliary"
            and tokens[close + 1].lower not in language.words["infinitive"]
        )
    )


def clause_start(tokens):
    """Where the sentence begins, after a dateline: "PORT ELLIS (AP) — The bridge will close"."""
    dash = next((i for i, token in enumerate(tokens[:9]) if token.kind == "-"), None)
    return (
        dash + 1
        if dash
        and all(token.kind in ("name", "number", ",", ".", "(", ")") for token in tokens[:dash])
        else 0
    )


def adds(token, language):
    """After a comma, does this word begin something of the writer's own: "adding", "according to",
    "but", "who"?
    """
    return (
        token.kind in ("word", "adverb") and token.lower.endswith(language.participle_endings)
    ) or token.lower in language.words["according"] | language.words["but"] | language.words[
        "relative"
    ]


def _somebody_else(tokens, at, language):
    """ "… and his wife said she …": another subject with a verb of saying and a clause of its own."""
    phrase = phrase_after(tokens, at, language)
    if phrase is None or phrase[1] + 2 >= len(tokens):
        return False
    verb = tokens[phrase[1]]
    cue = cue_at(tokens, phrase[1], language, {"say"})
    after = tokens[phrase[1] + 1]
    goes_on = after.kind in ("pronoun", "determiner", "possessive", "quote")
    goes_on = goes_on or after.lower in language.words["complementizer"]
    return cue is not None and verb.verb.form in ("past", "s") and goes_on


def _reports_again(tokens, at, language):
    """ "… and called it", "… but also said": a second verb of saying with the same subject."""
    at += tokens[at].kind == "adverb" and at + 1 < len(tokens)
    verb = tokens[at].verb
    return verb is not None and verb.form in ("past", "s") and bool(verb.frames & {"say", "call"})


def closing_report(tokens, comma, language):
    """The report in ", the office said" if nothing but its adjuncts follows to the next comma or
    the end.
    """
    report = says(tokens, comma + 1, language, {"say", "tell"})
    if report is None or tokens[comma + 1].kind == "preposition":
        return None
    stop = max(report.cue[1], report.speaker[1])
    after = tokens[stop] if stop < len(tokens) else None
    if report.by == inverted.rule and not _inversion(tokens, comma, report, after):
        return None
    if (
        after is None
        or after.kind in (".", ",", ";", ")", "-", "preposition", "adverb")
        or after.lower in language.words["time"] | language.words["commenting"]
    ):
        return report
    return None


def _inversion(tokens, comma, report, after):
    """ ", said Farr" closes a clause, ", said the plan was" goes on: a clause has a verb before it
    and a stop after it.
    """
    clause = any(token.kind == "auxiliary" or token.verb for token in tokens[:comma])
    return (
        clause
        and tokens[report.speaker[0]].kind != "pronoun"
        and (after is None or after.kind in (".", ",", ";"))
    )
