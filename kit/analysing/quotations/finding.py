"""find_quotations: marks, then pieces, then clauses, then names."""

import re

import pandas as pd

from kit.analysing.quotations import language as languages
from kit.analysing.quotations.indirect import find_clauses
from kit.analysing.quotations.marks import ANY_MARK, pair
from kit.analysing.quotations.names import resolve
from kit.analysing.quotations.phrases import sentence_subject
from kit.analysing.quotations.pieces import PIECE_RULES, says
from kit.analysing.quotations.rules import rule
from kit.analysing.quotations.tokens import END, sentences, tokenize

COLUMNS = ["start", "end", "text", "form", "speaker", "speaker_start", "speaker_end", "speaker_text", "cue", "cue_start", "cue_end",
           "paragraph", "rule", "part_of"]


class Memory:
    """What the rules remember from the sentences before: who spoke last, with which cue, and whether that quotation is still open."""

    def __init__(self):
        self.speaker = self.cue = None      # spans in the text
        self.near = False                   # was the piece before this one attributed, with nothing in between?
        self.open = False                   # did the last piece of the paragraph before lack its closing mark?
        self.subject = None                 # who the sentence before is about


def _span(tokens, places):
    return (tokens[places[0]].start, tokens[places[1] - 1].end) if places else None


def find_quotations(article):
    """Find the quotations of an article: who is quoted, how, and with which cue.

    article: an Article. Returns a table: start, end, text (code points, inside the marks), form (direct, partial, scare,
    indirect), speaker (one name for everybody), speaker_start, speaker_end, speaker_text (the mention), cue, cue_start, cue_end,
    paragraph, rule (which rule found it; which gave the speaker), part_of (row of the reported clause a partial piece stands in).
    In a language whose file is not complete there are marks, but no speakers and cues.

    >>> from kit.reading.article import Article
    >>> find_quotations(Article('"We waited," said Ines Holt.')).loc[0, ["text", "speaker", "cue"]].tolist()
    ['We waited,', 'Ines Holt', 'said']
    """
    language = languages.load(article.language)
    memory, rows = Memory(), []
    for start, end, text, number in article.paragraphs.itertuples(index=False):
        for first, last in blocks(article.text, start, end):
            for row in _block_rows(article.text, first, last, language, memory):
                row["paragraph"] = number
                if row["part_of"] is not None:
                    row["part_of"] += len(rows) - row.pop("_at")
                else:
                    row.pop("_at")
                rows.append(row)
    return _table(rows, article.text, language)


def blocks(text, start, end):
    """Cut a paragraph at its line ends, if most of its lines end like sentences (then every line is a paragraph of its own)."""
    lines = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text[start:end])]
    whole = sum(text[start + b - 1] in END + "\"”’'»:" or text[start + a : start + b].rstrip()[-1] in END + "\"”’'»:" for a, b in lines)
    return [(start + a, start + b) for a, b in lines] if whole * 2 > len(lines) else [(start, end)]


def _block_rows(text, start, end, language, memory):
    """The rows of one paragraph; `part_of` counts from the paragraph's first row, and `_at` is the row's own place."""
    block = text[start:end]
    marked = ANY_MARK.search(block)
    if not marked and not language.cue_pattern.search(block):
        memory.near, memory.subject = False, None
        return []
    pieces, strays = pair(block, language.words.get("elision", frozenset())) if marked else ([], [])
    tokens = tokenize(block, 0, len(block), pieces, language)
    rows = []
    memory.near = False
    for sentence in sentences(tokens, lambda t, i: says(t, i, language)):
        rows += _sentence_rows(sentence, block, start, language, memory, pieces, len(rows))
    memory.open = bool(pieces) and pieces[-1].rule == "marks.unclosed"
    return rows


def _sentence_rows(sentence, block, offset, language, memory, pieces, base):
    quotes = [i for i, t in enumerate(sentence) if t.kind == "quote"]
    reports = {}
    for at in quotes:
        previous = max((q for q in reports if q < at), default=None)
        for look in PIECE_RULES:
            report = look(sentence, at, language)
            if report:
                reports[at] = report
                break
        if previous is not None and reports[previous] and reports[previous].rule == "quote.said-after" and reports[previous].cue[1] < at \
                and (at not in reports or reports[at].rule == "quote.after-comma" and reports[at].cue == reports[previous].cue or reports[at].cue[0] <= previous):
            reports[at] = reports[previous]._replace(rule="quote.split")
    clauses = find_clauses(sentence, language) if language.complete else []
    rows, inside = [], {}
    taken = {r.cue for r in reports.values() if r.cue}
    for clause in clauses:
        held = [q for q in quotes if clause.first <= q < clause.after]
        words = [t for t in sentence[clause.first : clause.after] if t.kind not in (",", ".", "quote", ":", "-", "conjunction", "adverb")]
        if held and not words:
            continue
        if clause.report.cue in taken and not held:
            continue
        for q in held:
            inside[q] = len(rows)
        rows.append(_row(_span(sentence, (clause.first, clause.after)), "indirect", clause.report, sentence, None))
    for at in quotes:
        piece = sentence[at]
        if at in inside:
            clause = rows[inside[at]]
            rows.append(dict(clause, span=(piece.start, piece.end), form="partial", rule="quote.in-clause; " + clause["rule"].split("; ")[-1], part_of=inside[at]))
        elif at in reports:
            form = "partial" if piece.text[0].islower() and reports[at].rule != "quote.split" else "direct"
            rows.append(_row((piece.start, piece.end), form, reports[at], sentence, None))
        else:
            rows.append(_unattributed(sentence, at, memory, offset))
    subject = sentence_subject(sentence, language) if language.complete else None
    for row in rows:
        row["span"] = (row["span"][0] + offset, row["span"][1] + offset)
        for key in ("speaker", "cue"):
            if row[key] and not row.pop(key + "_absolute", False):
                row[key] = (row[key][0] + offset, row[key][1] + offset)
    spoken = [r for r in rows if r["speaker"]]
    if spoken:
        memory.speaker, memory.cue = spoken[-1]["speaker"], spoken[-1]["cue"]
    memory.near = bool(quotes) and bool(spoken)
    if not spoken and subject and not quotes and (sentence[subject[1] - 1].kind in ("name", "pronoun")):
        memory.speaker, memory.cue = tuple(p + offset for p in _span(sentence, subject)), None
    for i, row in enumerate(rows):
        row["_at"] = base + i if row["part_of"] is not None else 0
        if row["part_of"] is not None:
            row["part_of"] += base
    return rows


def _row(span, form, report, sentence, part_of):
    return dict(span=span, form=form, speaker=_span(sentence, report.speaker), cue=_span(sentence, report.cue), rule=f"{report.rule}; {report.by}", part_of=part_of)


def _unattributed(sentence, at, memory, offset):
    """A piece with no cue of its own: said by who spoke before, or by nobody (a title, a word held at a distance)."""
    piece = sentence[at]
    whole = at == 0 and (len(sentence) == 1 or piece.text[-1] in END + "”’'" or sentence[1].kind == ".")
    if whole and len(piece.text.split()) > 1:
        near = memory.near or memory.open
        return dict(span=(piece.start, piece.end), form="direct", speaker=memory.speaker, cue=memory.cue if near else None, speaker_absolute=True, cue_absolute=True,
                    rule=("quote.continued" if near else "quote.floating") + "; " + ("speaker.carried" if memory.speaker else "speaker.none"), part_of=None)
    return dict(span=(piece.start, piece.end), form="scare", speaker=None, cue=None, rule="scare.no-speaker; speaker.none", part_of=None)


def _table(rows, text, language):
    names = iter(resolve([r["speaker"] for r in rows if r["speaker"]], text, language))
    out = []
    for row in rows:
        speaker, cue = row["speaker"] or (None, None), row["cue"] or (None, None)
        start, end = row["span"]
        out.append((start, end, text[start:end], row["form"], next(names) if row["speaker"] else None, *speaker,
                    text[slice(*speaker)] if row["speaker"] else None, text[slice(*cue)] if row["cue"] else None, *cue, row["paragraph"], row["rule"], row["part_of"]))
    table = pd.DataFrame(out, columns=COLUMNS)
    kinds = {c: "Int64" for c in ("speaker_start", "speaker_end", "cue_start", "cue_end", "part_of")}
    kinds |= {c: "int64" for c in ("start", "end", "paragraph")} | {c: "string" for c in ("speaker", "speaker_text", "cue")}
    return table.astype(kinds)
