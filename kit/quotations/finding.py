"""find_quotations: marks, then pieces, then clauses, then names; paragraph by paragraph, sentence
by sentence.
"""

import pandas as pd

from kit.quotations.indirect import find_clauses
from kit.quotations.language import load
from kit.quotations.marks import ANY_MARK, pair
from kit.quotations.memory import Memory
from kit.quotations.names import resolve
from kit.quotations.pieces import PIECE_RULES, Report, is_title, says
from kit.quotations.rules import rule
from kit.quotations.speakers import nobody
from kit.quotations.tokens import END, sentences, tokenize
from kit.reading import paragraphs

CLOSING = "\"”’'»)"
LINE_END = tuple(END + ":") + ("",)  # a line that is nothing but marks ends like any other


def find_quotations(article):
    """Find the quotations of an article: who is quoted, how, and with which cue.

    article: an Article. Returns a table: start, end, text (code points, inside the marks), form
    (direct, partial, scare, indirect), speaker (one name for everybody), speaker_start,
    speaker_end, speaker_text (the mention), cue, cue_start, cue_end, paragraph, rule (which rule
    found it; which gave the speaker), part_of (row of the reported clause a partial piece stands
    in). In a language whose file is not complete there are marks, but no speakers and cues.

    >>> from kit.reading.article import Article
    >>> find_quotations(Article('"We waited," said Ines Holt.')).loc[0, ["text", "speaker", "cue"]].tolist()
    ['We waited,', 'Ines Holt', 'said']
    """
    language = load(article.language)
    memory, rows = Memory(), []
    for number, (start, end) in enumerate(paragraphs.split(article.text)):
        for first, last in blocks(article.text, start, end):
            for row in paragraph_rows(article.text, first, last, language, memory):
                row["paragraph"] = number
                rows.append(row)
    return _table(rows, article.text, language)


def blocks(text, start, end):
    """Cut a paragraph at its line ends if most of its lines end like sentences: then every line is
    a paragraph of its own.
    """
    lines = [(start + a, start + b) for a, b in paragraphs.lines(text[start:end]) if a < b]
    whole = sum(text[a:b].rstrip(CLOSING)[-1:] in LINE_END for a, b in lines)
    return lines if whole * 2 > len(lines) else [(start, end)]


def paragraph_rows(text, start, end, language, memory):
    """The rows of one paragraph, their spans counted in the whole text."""
    marked = ANY_MARK.search(text, start, end)
    memory.begun = False
    if not marked and not language.complete:
        return []
    paragraph = text[start:end]
    pieces = pair(paragraph, language.words.get("elision", frozenset())) if marked else []
    pieces = [
        piece._replace(
            start=piece.start + start,
            end=piece.end + start,
            outer_start=piece.outer_start + start,
            outer_end=piece.outer_end + start,
        )
        for piece in pieces
    ]
    if pieces:
        language = load(language.foreign_marks.get(text[pieces[0].outer_start], language.code))
    rows = []
    for sentence in sentences(
        tokenize(text, start, end, pieces, language), lambda tokens, at: says(tokens, at, language)
    ):
        rows += sentence_rows(sentence, language, memory)
    memory.open = bool(pieces) and pieces[-1].rule == "marks.unclosed"
    return rows


def sentence_rows(sentence, language, memory):
    """The rows of one sentence: its pieces, then its clauses; a piece inside a clause is tied to
    it.
    """
    quotes = [at for at, token in enumerate(sentence) if token.kind == "quote"]
    reports = piece_reports(sentence, quotes, language)
    clauses = clauses_beside(sentence, quotes, reports, language)
    rows = []
    for clause in clauses:
        clause_row = _row(sentence, (clause.first, clause.after), "indirect", clause.report)
        rows.append(clause_row)
        for at in range(clause.first, clause.after):
            if sentence[at].kind == "quote":
                rows.append(in_clause(sentence, at, clause, clause_row, language))
    covered = {at for clause in clauses for at in range(clause.first, clause.after)}
    for at in quotes:
        if at not in covered:
            rows.append(
                _row(sentence, (at, at + 1), form_of(sentence, at, reports[at]), reports[at])
                if at in reports
                else memory.unattributed(sentence, at, language)
            )
    rows.sort(key=lambda row: row["start"])
    memory.after_sentence(sentence, rows, language)
    return rows


def piece_reports(sentence, quotes, language):
    """The Report of each quoted piece that has one, by its place in the sentence."""
    reports, earlier = {}, None
    for at in quotes if language.verbs else ():
        report = next(
            (found for found in (look(sentence, at, language) for look in PIECE_RULES) if found),
            None,
        )
        report = split(sentence, at, report, earlier) or report
        report = report or listed(sentence, at, quotes, reports)
        if report:
            reports[at] = earlier = report
    return reports


def listed(sentence, at, quotes, reports):
    """In "called it “a mess”, “a shame” and “a crime”" each piece has the first one's report."""
    before = [quote for quote in quotes if quote < at]
    if not before or before[-1] not in reports or is_title(sentence, at):
        return None
    between = sentence[before[-1] + 1 : at]
    joins = all(token.kind in (",", "conjunction") for token in between)
    return reports[before[-1]] if joins and 0 < len(between) < 3 else None


@rule("quote.split")
def split(sentence, at, report, earlier):
    """ "The road," Tan said, "was never safe": the second half has the first half's speaker and
    cue.
    """
    if (
        earlier
        and earlier.rule in ("quote.said-after", "quote.split")
        and (report.cue == earlier.cue if report else sentence[at - 1].kind in (",", "-", ":"))
    ):
        return earlier._replace(rule=split.rule)
    return None


def clauses_beside(sentence, quotes, reports, language):
    """The sentence's reported clauses, without those that only repeat what a quoted piece's own
    report says.
    """
    kept = []
    own = {
        report.cue
        for at, report in reports.items()
        if report.rule
        in ("quote.after-comma", "quote.said-after", "quote.split", "quote.after-colon")
    }
    for clause in find_clauses(sentence, language) if language.complete else ():
        held = [at for at in quotes if clause.first <= at < clause.after]
        words = [
            t
            for t in sentence[clause.first : clause.after]
            if t.kind not in ("quote", ",", ".", ":", "-", "*", "(", ")", "conjunction", "adverb")
        ]
        strong = [
            at
            for at in held
            if at in reports and reports[at].cue in own and reports[at].cue != clause.report.cue
        ]
        reporting = any(cue and clause.first <= cue[0] < clause.after for cue in own)
        if not words or strong or reporting or (not held and clause.report.cue in own):
            continue
        if held and any(reports[at].rule == "quote.after-comma" for at in held if at in reports):
            continue
        kept.append(clause)
    return kept


def form_of(sentence, at, report):
    """direct, or partial for a piece that begins in the middle of a sentence, or scare for what
    people think but do not say.
    """
    verb = (
        next((sentence[i].verb for i in range(*report.cue) if sentence[i].verb), None)
        if report.cue
        else None
    )
    if verb and report.rule.startswith("quote.called") and not verb.frames & {"say", "called"}:
        return "scare"
    return (
        "partial"
        if report.rule.startswith("quote.called")
        or (sentence[at].text[0].islower() and report.rule != "quote.split")
        else "direct"
    )


@rule("quote.in-clause")
def in_clause(sentence, at, clause, clause_row, language):
    """Vale said the plan was "dead" and over: the piece is a part of a reported clause, and speaker
    and cue are the clause's.
    """
    row = _row(sentence, (at, at + 1), "partial", clause.report._replace(rule=in_clause.rule))
    return title_in_clause(sentence, at, clause, language) or dict(row, clause=clause_row)


@rule("scare.title")
def title_in_clause(sentence, at, clause, language):
    """Vale said he had read "Open Doors", or the so-called "tax": the marks are there for a title,
    or keep a word at a distance.
    """
    held = at and sentence[at - 1].lower in language.words["distance"]
    if held or (is_title(sentence, at) and clause.report.rule != "indirect.called"):
        return _row(
            sentence, (at, at + 1), "scare", Report(None, None, title_in_clause.rule, nobody.rule)
        )
    return None


def _row(sentence, places, form, report):
    first, last = sentence[places[0]], sentence[places[1] - 1]
    whole = form == "indirect"  # a clause has both marks of a piece at its edge
    return dict(
        start=first.outer[0] if whole and first.outer else first.start,
        end=last.outer[1] if whole and last.outer else last.end,
        form=form,
        speaker=_span(sentence, report.speaker),
        cue=_span(sentence, report.cue),
        rule=f"{report.rule}; {report.by}",
    )


def _span(sentence, places):
    """The span of a phrase, without the 's of its last word."""
    if places is None:
        return None
    last = sentence[places[1] - 1]
    return sentence[places[0]].start, last.end - 2 * (last.owns and last.text[-1] in "sS")


def _table(rows, text, language):
    """The rows as a table, with a name for every speaker and the number of the clause a partial
    piece belongs to.
    """
    numbers = {id(row): number for number, row in enumerate(rows)}
    quoted = sorted((row["start"], row["end"]) for row in rows if row["form"] != "indirect")
    starts, ends = [row["start"] for row in rows], [row["end"] for row in rows]
    speakers, cues = (
        [row["speaker"] or (None, None) for row in rows],
        [row["cue"] or (None, None) for row in rows],
    )

    def column(values, kind):
        return pd.array(list(values), dtype=kind)

    return pd.DataFrame(
        {
            "start": column(starts, "int64"),
            "end": column(ends, "int64"),
            "text": column((text[a:b] for a, b in zip(starts, ends, strict=True)), "str"),
            "form": column((row["form"] for row in rows), "str"),
            "speaker": column(
                resolve([row["speaker"] for row in rows], text, language, quoted), "string"
            ),
            "speaker_start": column((a for a, _ in speakers), "Int64"),
            "speaker_end": column((b for _, b in speakers), "Int64"),
            "speaker_text": column((text[a:b] if b else None for a, b in speakers), "string"),
            "cue": column((text[a:b] if b else None for a, b in cues), "string"),
            "cue_start": column((a for a, _ in cues), "Int64"),
            "cue_end": column((b for _, b in cues), "Int64"),
            "paragraph": column((row["paragraph"] for row in rows), "int64"),
            "rule": column((row["rule"] for row in rows), "str"),
            "part_of": column(
                (numbers[id(row["clause"])] if "clause" in row else None for row in rows), "Int64"
            ),
        }
    )
