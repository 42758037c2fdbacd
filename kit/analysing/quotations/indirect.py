"""Reported clauses without marks: what is said, by whom, with which cue."""

from typing import NamedTuple

from kit.analysing.quotations.phrases import OPENING, group_start, nominal, phrase_after, phrase_before
from kit.analysing.quotations.pieces import Report, cue_at, says
from kit.analysing.quotations.rules import rule
from kit.analysing.quotations.speakers import by_agent, shared, speaker_of

ALL = {"say", "tell", "clause", "to", "gerund", "object", "call", "of"}
BE = {"is", "was", "are", "were", "be", "been", "being"}


class Clause(NamedTuple):
    """A reported clause: its places in the tokens, and who reports it."""

    first: int
    after: int
    report: Report


def clause_end(tokens, first, language):
    """Where a reported clause that begins at `first` ends: with its sentence, or before what the writer adds to it."""
    for i in range(first, len(tokens)):
        token, following = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind in (".", ";") and i + 1 >= len(tokens) - 1 or token.kind == ";":
            return i
        if token.kind in (",", "-") and following is not None and i > first:
            if following.verb and following.verb.form == "ing" or following.lower == "according" or following.lower == "but":
                return i
            if says(tokens, i + 1, language):
                return i
    return len(tokens)


def _noun(tokens, at):
    """Is the word at `at` a noun here (the report, Vale's claims) and no verb?"""
    before = tokens[at - 1] if at else None
    return before is not None and (before.kind in OPENING or before.owns or before.kind == "preposition")


@rule("indirect.according-to")
def according_to(tokens, at, language):
    """"According to Farr, the bridge is closed" / "The bridge is closed, according to Farr"."""
    if tokens[at].lower not in language.words.get("according", ()) or at + 1 >= len(tokens):
        return None
    phrase = phrase_after(tokens, at + 2, language)
    if phrase is None:
        return None
    report = Report(phrase, (at, at + 2), "indirect.according-to", "speaker.according-to")
    if at == 0:
        comma = next((i for i in range(phrase[1], min(len(tokens), phrase[1] + 20)) if tokens[i].kind == ","), None)
        return comma and Clause(comma + 1, clause_end(tokens, comma + 1, language), report)
    return Clause(0, at - (tokens[at - 1].kind == ","), report)


@rule("indirect.that")
def that_clause(tokens, at, language):
    """"The union says that talks will resume": a verb of saying or thinking, perhaps a hearer, and that, whether, how."""
    cue = cue_at(tokens, at, language, {"say", "tell", "clause"})
    if cue is None or _noun(tokens, at):
        return None
    for i in range(cue[1], min(len(tokens), cue[1] + 8)):
        if tokens[i].lower in ("that", "whether", "how", "why", "what", "if"):
            first = i + (tokens[i].lower == "that")
            phrase, by = speaker_of(tokens, at, language)
            passive = any(t.lower in BE for t in tokens[group_start(tokens, at) : at])
            if passive:
                return Clause(first, clause_end(tokens, first, language), Report(None, (group_start(tokens, at), cue[1]), "indirect.that", "speaker.none"))
            return Clause(first, clause_end(tokens, first, language), Report(phrase, cue[:2], "indirect.that", by))
        if not (nominal(tokens[i]) or tokens[i].kind in OPENING | {"preposition", "pronoun", "adverb"}) or tokens[i].verb and tokens[i].kind != "name":
            return None
    return None


@rule("indirect.bare")
def bare_clause(tokens, at, language):
    """"The union says talks will resume": the clause follows without "that"."""
    cue = cue_at(tokens, at, language, {"say", "tell", "clause"})
    if cue is None or _noun(tokens, at) or tokens[at].verb.form == "participle":
        return None
    first = cue[1]
    if "tell" in cue[2] and tokens[at].verb.base != "promise":
        hearer = phrase_after(tokens, first, language)
        if hearer is None:
            return None
        first = hearer[1]
    if first >= len(tokens) - 2 or not (nominal(tokens[first]) or tokens[first].kind in OPENING | {"pronoun", "quote"} or tokens[first].lower == "there"):
        return None
    end = clause_end(tokens, first, language)
    if not any(t.kind == "auxiliary" or t.verb or t.lower.endswith(("ed", "s")) for t in tokens[first + 1 : end]):
        return None
    phrase, by = speaker_of(tokens, at, language)
    return phrase and Clause(first, end, Report(phrase, cue[:2], "indirect.bare", by))


@rule("indirect.infinitive")
def infinitive(tokens, at, language):
    """"Vale promised to resign": what is promised, refused or demanded."""
    cue = cue_at(tokens, at, language, {"to"})
    if cue and not _noun(tokens, at) and cue[1] < len(tokens) and tokens[cue[1]].lower == "to":
        phrase, by = speaker_of(tokens, at, language)
        return phrase and Clause(cue[1], clause_end(tokens, cue[1], language), Report(phrase, cue[:2], "indirect.infinitive", by))


@rule("indirect.gerund")
def gerund(tokens, at, language):
    """"Amari denied leaking the memo": what is denied or admitted, as an -ing form."""
    cue = cue_at(tokens, at, language, {"gerund"})
    if cue and cue[1] < len(tokens) and tokens[cue[1]].lower.endswith("ing"):
        phrase, by = speaker_of(tokens, at, language)
        return phrase and Clause(cue[1], clause_end(tokens, cue[1], language), Report(phrase, cue[:2], "indirect.gerund", by))


@rule("indirect.object")
def reported_object(tokens, at, language):
    """"Assad denied the allegations": what is said is summed up in a noun phrase."""
    cue = cue_at(tokens, at, language, {"object", "of"})
    if cue is None or _noun(tokens, at) or cue[1] >= len(tokens) or not (nominal(tokens[cue[1]]) or tokens[cue[1]].kind in OPENING):
        return None
    phrase, by = speaker_of(tokens, at, language)
    return phrase and Clause(cue[1], clause_end(tokens, cue[1], language), Report(phrase, cue[:2], "indirect.object", by))


@rule("indirect.called")
def called_clause(tokens, at, language):
    """"Vale called the plan a gift": the thing and its name together."""
    cue = cue_at(tokens, at, language, {"call"})
    if cue is None or _noun(tokens, at) or cue[1] + 1 >= len(tokens):
        return None
    following = tokens[cue[1]]
    if following.kind == "pronoun" or not (nominal(following) or following.kind in OPENING):
        return None
    quote = next((i for i in range(cue[1], min(len(tokens), cue[1] + 12)) if tokens[i].kind == "quote"), None)
    phrase, by = speaker_of(tokens, at, language)
    return quote and phrase and Clause(cue[1], quote + 1, Report(phrase, cue[:2], "indirect.called", by))


@rule("indirect.said-after")
def said_at_end(tokens, at, language):
    """"The bridge will close, the office said": the clause stands before its cue, after a comma."""
    if tokens[at].kind != "," or at < 3:
        return None
    report = says(tokens, at + 1, language)
    if report and report.cue and max(report.cue[1], report.speaker[1]) <= len(tokens):
        return Clause(0, at, report._replace(rule="indirect.said-after"))


CLAUSE_RULES = [according_to, called_clause, that_clause, bare_clause, infinitive, gerund, reported_object, said_at_end]


def find_clauses(tokens, language):
    """Every reported clause of a sentence, none inside another."""
    found, reached = [], 0
    for at, token in enumerate(tokens):
        if token.verb is None and token.kind != "," and token.lower not in language.words.get("according", ()):
            continue
        for look in CLAUSE_RULES:
            clause = look(tokens, at, language)
            if clause and clause.first < clause.after:
                if clause.first >= reached or not found:
                    found.append(clause)
                    reached = max(reached, clause.after)
                break
    return found
