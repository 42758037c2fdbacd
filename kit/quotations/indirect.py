"""Reported clauses: what is said without marks, or with marks around a part of it; by whom, and
with which cue.
"""

from kit.quotations.clauses import Clause, adds, clause_end, clause_start, closing_report
from kit.quotations.cues import FILLERS, cue_at, is_passive
from kit.quotations.phrases import (
    OPENING,
    begins_phrase,
    group_start,
    nominal,
    phrase_after,
)
from kit.quotations.pieces import Report, said_after
from kit.quotations.rules import rule
from kit.quotations.speakers import inverted, nobody, owned, relative, source, speaker_of


def _noun_phrase(token):
    """May a noun phrase that says something begin with this word? "It" and "them" say nothing by
    themselves.
    """
    return nominal(token) or token.kind in OPENING


def _report(tokens, at, cue, language, name):
    """The report of the verb at `at`; a passive has no speaker, and its cue takes the whole group."""
    if is_passive(tokens, at, language):
        return Report(None, (group_start(tokens, at), cue[1]), name, nobody.rule)
    phrase, by = speaker_of(tokens, at, language)
    return Report(phrase, cue[:2], name, by)


@rule("indirect.according-to")
def according_to(tokens, at, language):
    """ "According to Farr, the bridge is closed" / "The bridge is closed, according to Farr"."""
    phrase = source(tokens, at, language)
    if phrase is None:
        return None
    report = Report(phrase, (at, at + 2), according_to.rule, source.rule)
    if at > 2:
        return Clause(clause_start(tokens), at - (tokens[at - 1].kind == ","), report)
    near = range(phrase[1], min(len(tokens) - 1, phrase[1] + 30))
    comma = next(
        (
            i
            for i in near
            if tokens[i].kind == "," and tokens[i + 1].lower not in language.words["commenting"]
        ),
        None,
    )
    end = len(tokens) - (tokens[-1].kind == ".")  # all that follows is the source's
    return comma and Clause(comma + 1, end, report)


@rule("indirect.that", "say", "tell", "clause")
def that_clause(tokens, at, cue, language):
    """ "The union says that talks will resume": a verb of saying or thinking, perhaps a hearer, and
    that, whether, how.
    """
    for i in range(cue[1], min(len(tokens), cue[1] + 8)):
        if tokens[i].lower in language.words["complementizer"]:
            first = i + (tokens[i].lower in language.words["that"])
            end = clause_end(tokens, first, language)
            if at == 0:  # "Asked whether she would go, she laughed"
                end = next((i for i in range(first, end) if tokens[i].kind == ","), end)
            report = _report(tokens, at, cue, language, that_clause.rule)
            return Clause(first, _relative_end(tokens, report, first, end), report)
        if (
            tokens[i].kind not in FILLERS
            or tokens[i].verb
            or (i == cue[1] and not _may_come_between(tokens[i], cue, language))
        ):
            return None
    return None


def _may_come_between(token, cue, language):
    """Between a verb and its "that" stands a hearer (told the panel that) or a time or place (said
    on Monday that).
    """
    return (
        "tell" in cue[2]
        or token.kind in ("preposition", "adverb")
        or token.lower in language.words["time"]
    )


@rule("indirect.bare", "say", "tell", "clause")
def bare_clause(tokens, at, cue, language):
    """ "The union says talks will resume": the clause follows without "that"; after "found" or
    "felt" it must have a verb in sight.
    """
    if is_passive(tokens, at, language):
        return None
    first = cue[1]
    if tokens[first].lower in language.words["silence"]:
        return None  # "said nothing about"
    if "tell" in cue[2]:
        hearer = phrase_after(tokens, first, language)
        first = hearer[1] if hearer else first
    if first >= len(tokens) - 2 or not (
        begins_phrase(tokens[first]) or tokens[first].kind in ("quote", "adverb", "subordinator")
    ):
        return None
    subject = phrase_after(tokens, first, language)
    if tokens[at].verb.base not in language.words["surest"] and not (
        subject and _has_verb(tokens, subject[1], language)
    ):
        return None
    report = _report(tokens, at, cue, language, bare_clause.rule)
    end = _relative_end(tokens, report, first, clause_end(tokens, first, language))
    return report.speaker and Clause(first, end, report)


def _relative_end(tokens, report, first, end):
    """Where a clause that a relative one reports ends: "Roth, who says the plan is dead, will …"."""
    who = report.speaker[0] if report.speaker and report.by == relative.rule else 0
    if not who or tokens[who - 1].kind != ",":
        return end
    for i in range(first + 1, min(end, len(tokens) - 1)):
        after = tokens[i + 1]
        if tokens[i].kind == "," and (after.kind in ("auxiliary", "adverb") or after.verb):
            return i
    return end


def _has_verb(tokens, at, language):
    """Does the word at `at`, or the one after its adverb, look like a finite verb?"""
    while at < len(tokens) and tokens[at].kind == "adverb":
        at += 1
    if at >= len(tokens):
        return False
    past = tokens[at].kind == "word" and tokens[at].lower.endswith(language.past_endings)
    return tokens[at].kind == "auxiliary" or tokens[at].verb is not None or past


@rule("indirect.infinitive", "to")
def infinitive(tokens, at, cue, language):
    """ "Vale promised to resign": what is promised, refused or demanded. Who declines to comment
    has said nothing to report.
    """
    if tokens[cue[1]].lower not in language.words["infinitive"] or cue[1] + 1 == len(tokens):
        return None
    if tokens[cue[1] + 1].lower in language.words["speak"] and (
        cue[1] + 2 == len(tokens) or tokens[cue[1] + 2].kind in (".", ",")
    ):
        return None
    return Clause(
        cue[1],
        clause_end(tokens, cue[1], language),
        _report(tokens, at, cue, language, infinitive.rule),
    )


@rule("indirect.gerund", "gerund")
def gerund(tokens, at, cue, language):
    """ "Amari denied leaking the memo": what is denied or admitted, as an -ing form."""
    if tokens[cue[1]].lower.endswith(language.participle_endings):
        return Clause(
            cue[1],
            clause_end(tokens, cue[1], language),
            _report(tokens, at, cue, language, gerund.rule),
        )
    return None


def _names_it(tokens, first, language):
    """Does a second noun phrase say what the first is called: "called him a strategist"?"""
    thing = phrase_after(tokens, first, language)
    if thing is None or thing[1] >= len(tokens):
        return False
    after = tokens[thing[1]]
    return after.kind == "determiner" or after.lower in language.words["as"]


@rule("indirect.object", "object", "called")
def reported_object(tokens, at, cue, language):
    """ "The mayor denied the allegations of abuse": what is said is summed up in a noun phrase;
    "the claim" alone sums up nothing.
    """
    if "called" in cue[2] and not _names_it(tokens, cue[1], language):
        return None  # "called the police"
    if not _noun_phrase(tokens[cue[1]]) and "called" not in cue[2]:
        return None
    if at > 1 and tokens[at - 1].lower in language.words["infinitive"] and not tokens[at - 2].verb:
        return None  # "not authorised to discuss the matter"
    if tokens[at].verb.form == "ing" and not (
        at
        and (
            tokens[at - 1].kind in (",", "auxiliary", "quote")
            or tokens[at - 1].lower in language.words["agent"]
        )
    ):
        return None
    end = clause_end(tokens, cue[1], language)
    end = next(
        (i for i in range(cue[1] + 1, end) if tokens[i].lower in language.words["circumstance"]),
        end,
    )
    if tokens[end - 1].lower in language.words["saying"] and end - cue[1] < 4:
        return None
    report = _report(tokens, at, cue, language, reported_object.rule)
    return report.speaker and Clause(cue[1], end, report)


@rule("indirect.document", "shows")
def document(tokens, at, cue, language):
    """ "The latest poll shows Vale ahead": what a poll, a letter or a video shows is reported too,
    by whoever made it.
    """
    if not begins_phrase(tokens[cue[1]]):
        return None
    report = _report(tokens, at, cue, language, document.rule)
    words = tokens[slice(*report.speaker)] if report.speaker else ()
    if any(token.lower in language.words["document"] for token in words):
        return Clause(cue[1], clause_end(tokens, cue[1], language), report)
    return None


@rule("indirect.noun")
def reporting_noun(tokens, at, language):
    """ "Vale's claim that the bridge is safe": a noun reports the clause; its owner, if it has one,
    is the speaker.
    """
    if at + 2 >= len(tokens) or tokens[at + 1].lower not in language.words["that"]:
        return None
    end = clause_end(tokens, at + 2, language)
    if end < len(tokens) and tokens[end].kind == "," and closing_report(tokens, end, language):
        return (
            None  # "Vale's claim that the bridge is safe was old, Farr said": all of it is Farr's
        )
    speaker = owned(tokens, at, language) or None
    report = Report(
        speaker, (at, at + 1), reporting_noun.rule, owned.rule if speaker else nobody.rule
    )
    return Clause(at + 2, end, report)


@rule("indirect.called", "call")
def called_clause(tokens, at, cue, language):
    """ "Vale called the plan “a gift”": the thing and its quoted name together; a mere "it" adds
    nothing to the piece.
    """
    if not _noun_phrase(tokens[cue[1]]):
        return None
    quote = next(
        (i for i in range(cue[1], min(len(tokens), cue[1] + 12)) if tokens[i].kind == "quote"), None
    )
    report = _report(tokens, at, cue, language, called_clause.rule)
    return quote and report.speaker and Clause(cue[1], quote + 1, report)


@rule("indirect.inserted")
def said_inside(tokens, at, language):
    """ "The bill, she said, is dead": the second half of a clause that its cue interrupts."""
    report = closing_report(tokens, at, language) if tokens[at].kind == "," else None
    stop = report and report.by != inverted.rule and max(report.cue[1], report.speaker[1])
    if (
        stop
        and stop + 2 < len(tokens)
        and tokens[stop].kind == ","
        and tokens[stop + 1].kind != "quote"
        and not adds(tokens[stop + 1], language)
    ):
        return Clause(
            stop + 1, clause_end(tokens, stop + 1, language), report._replace(rule=said_inside.rule)
        )
    return None


@rule("indirect.said-after")
def said_at_end(tokens, at, language):
    """ "The bridge will close, the office said" / "Its job is “a mix of things,” she said": the
    clause stands before its cue.
    """
    if tokens[at].kind == ",":
        opening = tokens[0].kind in ("preposition", "adverb") and said_inside(tokens, at, language)
        report = closing_report(tokens, at, language) if at > 1 and not opening else None
    else:
        report = said_after(tokens, at, language) if tokens[at].kind == "quote" else None
    return report and Clause(
        clause_start(tokens),
        at + (tokens[at].kind == "quote"),
        report._replace(rule=said_at_end.rule),
    )


# the order is part of the rules: the surest first
VERB_RULES = [
    called_clause,
    that_clause,
    bare_clause,
    infinitive,
    gerund,
    reported_object,
    document,
]
SIGN_RULES = [said_at_end, said_inside]


def clauses_at(tokens, at, language):
    """The clauses that the rules find at one place: by its verb, its noun, its comma or quoted
    piece, or "according to".
    """
    token = tokens[at]
    if token.kind in (",", "quote"):
        return [look(tokens, at, language) for look in SIGN_RULES]
    if token.lower in language.words["according"]:
        return [according_to(tokens, at, language)]
    for look in VERB_RULES if token.verb else ():
        cue = cue_at(tokens, at, language, look.frames)
        clause = look(tokens, at, cue, language) if cue and cue[1] < len(tokens) else None
        if clause:
            return [clause]
    return (
        [reporting_noun(tokens, at, language)]
        if token.lower in language.words["reporting_noun"]
        else []
    )


def find_clauses(tokens, language):
    """Every reported clause of a sentence, none beginning inside another."""
    found, reached, closing = [], 0, set()
    telling = language.words["according"] | language.words["reporting_noun"]
    for at, token in enumerate(tokens):
        if token.verb or token.kind in (",", "quote") or token.lower in telling:
            for clause in clauses_at(tokens, at, language):
                if clause and reached <= clause.first < clause.after:
                    if clause.report.cue in closing and clause.report.rule != said_inside.rule:
                        continue  # "The road is closed, said Roth": the verb has its clause
                    found.append(clause)
                    reached = clause.after
                    if clause.report.rule == said_at_end.rule:
                        closing.add(clause.report.cue)
    return found
