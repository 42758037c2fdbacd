"""Matching: the rules, tried in their order on the letters of one sentence."""

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from kit.quotations.letters import alphabet
from kit.quotations.rules import PIECES, REPORTS, SUBJECTS

CUE = re.compile(r"cue=\(?(\[[^\]]*\]|[A-Z_&~]{2,}|:)")
NEEDED = re.compile(r"\b[A-Z_]{2,}\b(?!\?)")  # names of phrases
NOBODY = "speaker.none"
WITHIN = "speaker.named"  # the rule's own pattern has the speaker
MOST_KNOWN = 10_000  # sets of cues
REACH = 45  # units before a cue, in which its subject is looked for


class Report(NamedTuple):
    """Who is reported to say something: places of speaker and cue in a sentence, and the rules."""

    speaker: tuple | None
    cue: tuple | None
    rule: str
    by: str


class Clause(NamedTuple):
    """A reported clause: from its first place to before `after`, and who reports it."""

    first: int
    after: int
    report: Report


class Pattern:
    """A rule, compiled for a language."""

    def __init__(self, rule, letters):
        self.rule = rule
        self.name = rule.name
        source = rule.pattern.strip()
        self.asks_subject = source.startswith("SUBJECT")
        self.needs_subject = source.startswith("SUBJECT ")
        cue = CUE.search(source)
        self.cues = frozenset()
        if cue:
            first = letters.opening(cue[1])
            self.cues = letters.members_of(first) | {":"}.intersection(first)
        goes_on = re.search(r"(OWN_CLAUSE|CLAUSE|OBJECT)\)?$", source)
        self.ending = goes_on[1] if goes_on else ""
        self.source = source.removeprefix("SUBJECT").removeprefix("?")
        self.needs_piece = bool(re.search(r"\bPIECE\b", source))
        needed = [letters.phrases.get(name) for name in NEEDED.findall(source)]
        self.is_possible = "(?!)" not in needed  # what a language does not have, no text has
        self.alphabet = letters

    @cached_property
    def search(self):
        """Search letters for the pattern, which is compiled when a sentence first needs it."""
        return self.alphabet.compile(self.source).search


def find_matches(patterns, letters):
    """Yield (number, Pattern, match) for every match of numbered patterns, even overlapping."""
    for number, pattern in patterns:
        match = pattern.search(letters)
        while match:
            yield number, pattern, match
            match = pattern.search(letters, match.start() + 1)


class RuleList:
    """Rules in their order; asked for those that a sentence's letters can fit."""

    def __init__(self, rules, letters):
        patterns = [Pattern(rule, letters) for rule in rules]
        self.patterns = [pattern for pattern in patterns if pattern.is_possible]
        self.always = {number for number, pattern in enumerate(self.patterns) if not pattern.cues}
        self.by_letter = {}  # letter -> numbers of the rules whose cue it may begin
        for number, pattern in enumerate(self.patterns):
            for letter in pattern.cues:
                self.by_letter.setdefault(letter, []).append(number)
        self.cues = frozenset(self.by_letter)
        self.quotes = letters.members("QUOTE")
        self._fitting = lru_cache(MOST_KNOWN)(self._fit)

    def fitting(self, letters):
        """Return (number, Pattern) of each rule whose cue and piece are among the letters."""
        return self._fitting(self.cues.intersection(letters), self.quotes.isdisjoint(letters))

    def _fit(self, cues, is_without_piece):
        numbers = self.always.union(*(self.by_letter[letter] for letter in cues))
        patterns = [(number, self.patterns[number]) for number in sorted(numbers)]
        return [pair for pair in patterns if not (is_without_piece and pair[1].needs_piece)]


class Matcher:
    """The rules of a language."""

    def __init__(self, code):
        self.alphabet = alphabet(code)
        self.pieces = RuleList(PIECES, self.alphabet)
        self.reports = RuleList(REPORTS, self.alphabet)
        self.subjects = []
        for rule in SUBJECTS:
            self.subjects.append((rule.name, self.alphabet.compile(rf"(?:{rule.pattern})\Z")))
        self.passive = self.alphabet.members("PASSIVE")
        self.agent = self.alphabet.compile("AGENT speaker=NP_AFTER")
        self.group = self.alphabet.compile(r"BE [AUXILIARY ADVERB]*\Z")

    def find_subject(self, letters, at):
        """Return whom the verb at `at` has as its subject, and the rule that knows."""
        words = letters[: at + 1]
        for name, regex in self.subjects:
            match = regex.search(words, max(0, at - REACH))
            if match:
                return match.span("speaker"), name
        return None, NOBODY

    def report(self, pattern, match, letters):
        """Return the Report of a match, or None if it needs a subject and has none."""
        groups = match.re.groupindex
        cue = match.span("cue") if "cue" in groups else None
        speaker = match.span("speaker") if "speaker" in groups else None
        by = WITHIN if speaker else NOBODY
        if cue and letters[cue[0]] in self.passive:
            group = self.group.search(letters[: cue[0]])
            by_whom = self.agent.match(letters, cue[1])
            if by_whom and speaker is None:
                speaker, by = by_whom.span("speaker"), WITHIN
            cue = (group.start() if group else cue[0]), cue[1]
        elif pattern.asks_subject:
            speaker, by = self.find_subject(letters, cue[0])
        if pattern.needs_subject and speaker is None:
            return None
        return Report(speaker, cue, pattern.name, by)

    def piece_reports(self, letters):
        """Return the Report of each quoted piece that has one, by its place."""
        reports = {}
        for _, pattern, match in find_matches(self.pieces.fitting(letters), letters):
            at = match.start("quote")
            report = at not in reports and self.report(pattern, match, letters)
            if report:
                reports[at] = report
        return reports

    def clause_span(self, pattern, match, letters):
        """Return where a clause begins and ends; (0, 0) if it is no clause."""
        first, after = match.span("clause")
        if not pattern.ending:
            return first, after
        name = "ENDS_OBJECT" if pattern.ending == "OBJECT" else "ENDS_HERE"
        end = self.alphabet.compile(name).search(letters, after)
        after = end.start() if end else len(letters)
        closing = self.alphabet.compile(", CLOSING")
        if pattern.ending == "OWN_CLAUSE" and closing.match(letters, after):
            return 0, 0  # "Vale's claim that it is safe was old, Farr said": all of it is Farr's
        return first, after

    def clauses(self, letters):
        """Return the reported clauses of a sentence in their order, none inside another."""
        candidates = []
        claimed = set()
        for number, pattern, match in find_matches(self.reports.fitting(letters), letters):
            is_second = pattern.name.endswith("inserted")  # beside the clause before the cue
            if match.end("cue") in claimed and not is_second:
                continue
            first, after = self.clause_span(pattern, match, letters)
            report = after and self.report(pattern, match, letters)
            if report:
                claimed.add(match.end("cue"))
                place = min(match.start("cue"), after)
                candidates.append((place, number, Clause(first, after, report)))
        candidates.sort(key=lambda candidate: candidate[:2])
        kept = []
        reached = 0
        for _, _, candidate in candidates:
            clause = self._end_relative(candidate, letters)
            if reached <= clause.first < clause.after:
                kept.append(clause)
                reached = clause.after
        return kept

    def _end_relative(self, clause, letters):
        """End a clause that "who" reports at its comma: "Roth, who says it is dead, will go"."""
        if clause.report.by != "speaker.relative":
            return clause
        who = clause.report.speaker[0]
        if who == 0 or letters[who - 1] != ",":
            return clause
        end = self.alphabet.compile(r",(?=[AUXILIARY ADVERB VERB])")
        match = end.search(letters, clause.first + 1, min(len(letters), clause.after + 1))
        return clause._replace(after=match.start()) if match else clause


@cache
def matcher(code):
    """Return the Matcher of a language."""
    return Matcher(code)
