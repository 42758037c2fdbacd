"""find_quotations: marks, then letters, then rules, then names; sentence by sentence."""

from kit.quotations.language import load
from kit.quotations.letters import alphabet
from kit.quotations.marks import ANY_MARK, pair
from kit.quotations.matching import NOBODY, matcher
from kit.quotations.memory import Memory
from kit.quotations.quotation import Quotation, tabulate
from kit.quotations.rules import CASES, PIECES
from kit.quotations.sentences import read_sentences
from kit.reading import paragraphs

CLOSING = "\"”’'»)"
LINE_END = (*".!?…؟。:", "")  # a line that is nothing but marks ends like any other
# rules of a piece that its speaker and cue follow, and of one whose words no clause repeats
SAID_AFTER = {rule.name for rule in [*PIECES, *CASES] if rule.words == "half"}
OWN_WORDS = {rule.name for rule in [*PIECES, *CASES] if rule.words}


def find_quotations(article):
    """Find the quotations of an article: who is quoted, how, and with which cue.

    Parameters
    ----------
    article : Article
        In a language whose file has no verbs there are marks, but no speakers and cues.

    Returns
    -------
    DataFrame
        start, end, text (code points, inside the marks), form (direct, partial, scare, indirect),
        speaker (one name for everybody), speaker_start, speaker_end, speaker_text (the mention),
        cue, cue_start, cue_end, paragraph, rule (which rule found it; which gave the speaker),
        part_of (row of the reported clause a partial piece stands in).

    Examples
    --------
    >>> from kit.reading.article import Article
    >>> article = Article('"We waited," said Ines Holt.')
    >>> find_quotations(article).loc[0, ["text", "speaker", "cue"]].tolist()
    ['We waited,', 'Ines Holt', 'said']
    """
    memory = Memory()
    found = []
    numbers = []
    for number, (start, end) in enumerate(paragraphs.split(article.text)):
        for first, last in find_blocks(article.text, start, end):
            rows = find_in_paragraph(article.text, first, last, article.language, memory)
            found += rows
            numbers += [number] * len(rows)
    return tabulate(found, numbers, article.text, load(article.language))


def find_blocks(text, start, end):
    """Cut a paragraph at its line ends if most of its lines end like sentences."""
    if not paragraphs.LINE_END.search(text, start, end):
        return [(start, end)]
    lines = [(start + a, start + b) for a, b in paragraphs.lines(text[start:end]) if a < b]
    whole = sum(text[a:b].rstrip(CLOSING)[-1:] in LINE_END for a, b in lines)
    return lines if whole * 2 > len(lines) else [(start, end)]


def find_in_paragraph(text, start, end, code, memory):
    """Return the Quotations of one paragraph, their spans counted in the whole text."""
    memory.is_begun = False
    language = load(code)
    if not language.verbs and not ANY_MARK.search(text, start, end):
        return []
    sentences, pieces, letters = read_paragraph(text, start, end, alphabet(code))
    found = []
    for sentence in sentences:
        found += find_in_sentence(sentence, letters, memory)
    memory.is_open = bool(pieces) and pieces[-1].rule == "marks.unclosed"
    return found


def read_paragraph(text, start, end, letters):
    """Return the Sentences of a paragraph, its pieces, and the Alphabet they are read with."""
    language = letters.language
    pieces = []
    if ANY_MARK.search(text, start, end):
        pieces = [piece.moved(start) for piece in pair(text[start:end], language.words["elision"])]
    if pieces:
        code = language.foreign_marks.get(text[pieces[0].outer_start])
        letters = alphabet(code) if code else letters
    return read_sentences(text, start, end, pieces, letters), pieces, letters


def find_in_sentence(sentence, letters, memory):
    """Return the Quotations of a sentence; a piece inside a reported clause is tied to it."""
    rules = matcher(letters.language.code)
    reports = {}
    clauses = []
    if letters.language.verbs:
        if sentence.pieces:
            reports = attribute_pieces(sentence, rules)
        candidates = rules.clauses(sentence.letters)
        clauses = [each for each in candidates if is_kept(each, sentence, reports, letters)]
    found = []
    covered = set()
    for clause in clauses:
        row = make_row(sentence, clause.first, clause.after, "indirect", clause.report, letters)
        inside = [at for at in sentence.pieces if clause.first <= at < clause.after]
        covered.update(inside)
        found.append(row)
        found += [make_part(sentence, at, clause, row, letters) for at in inside]
    for at in sentence.pieces:
        if at in covered:
            continue
        if at in reports:
            form = find_form(sentence, at, reports[at], letters)
            found.append(make_row(sentence, at, at + 1, form, reports[at], letters))
        else:
            found.append(memory.attribute(sentence, at, letters))
    found.sort(key=lambda row: row.start)
    memory.after_sentence(sentence, found, letters)
    return found


def attribute_pieces(sentence, rules):
    """Return the Report of each quoted piece, also of second halves and of lists."""
    reports = {}
    found = rules.piece_reports(sentence.letters)
    earlier = None
    before = None
    for at in sentence.pieces:
        report = found.get(at)
        if earlier and _is_second_half(sentence, at, report, earlier, rules):
            report = earlier._replace(rule="quote.split")
        if report is None and before in reports and _is_listed(sentence, before, at, rules):
            report = reports[before]
        if report:
            reports[at] = report
            earlier = report
        before = at
    return reports


def _is_listed(sentence, before, at, rules):
    """Is the piece one of a list: called it “a mess”, “a shame” and “a crime”?"""
    between = rules.alphabet.compile("[,CONJUNCTION]{1,2}").fullmatch(
        sentence.letters[before + 1 : at]
    )
    return bool(between) and sentence.letters[at] not in rules.alphabet.members("TITLE")


def _is_second_half(sentence, at, report, earlier, rules):
    if earlier.rule not in SAID_AFTER:
        return False
    if report:
        return report.cue == earlier.cue
    return bool(rules.alphabet.compile("SECOND_HALF").search(sentence.letters[:at]))


def is_kept(clause, sentence, reports, letters):
    """Does a clause say more than what a quoted piece's own report says already?"""
    own = {report.cue for report in reports.values() if report.rule in OWN_WORDS}
    inside = [at for at in sentence.pieces if clause.first <= at < clause.after]
    words = sentence.letters[clause.first : clause.after]
    cue = clause.report.cue
    if not letters.compile("[^QUOTE,.:*()\\-CONJUNCTION ADVERB]").search(words):
        return False
    if not inside and cue in own:
        return False
    if any(clause.first <= first < clause.after for first, _ in own):
        return False
    for at in inside:
        report = reports.get(at)
        if report and report.cue in own and report.cue != cue:
            return False
        if report and report.rule in ("quote.after-comma", "quote.after-colon-verb"):
            return False
    return True


def find_form(sentence, at, report, letters):
    """Return direct, partial for a piece that begins within a sentence, or scare for a thought."""
    if report.rule.startswith("quote.called"):
        cue = sentence.letters[slice(*report.cue)]
        says = letters.members("V_SAY") | letters.members("V_CALLED")
        return "scare" if says.isdisjoint(cue) else "partial"
    first = sentence.text[sentence.starts[at]]
    return "partial" if first.islower() and report.rule != "quote.split" else "direct"


def make_row(sentence, first, after, form, report, letters):
    """Return the Quotation of the places first to before after; a clause has its pieces' marks."""
    start = sentence.starts[first]
    end = sentence.ends[after - 1]
    if form == "indirect" and first in sentence.pieces:
        start = sentence.pieces[first].outer_start
    if form == "indirect" and after - 1 in sentence.pieces:
        end = sentence.pieces[after - 1].outer_end
    rules = f"{report.rule}; {report.by}"
    speaker = sentence.span(report.speaker)
    row = Quotation(start, end, form, speaker, sentence.span(report.cue), rules)
    if report.by == "speaker.relative":  # the phrase before "who" is a better name
        match = letters.compile("WHO_IS_MEANT").search(sentence.letters, 0, report.speaker[0])
        row.meant = match and sentence.span(match.span("speaker"))
    return row


def make_part(sentence, at, clause, row, letters):
    """Return a piece inside a reported clause: part of it, or a title that nobody says."""
    held = at > 0 and sentence.letters[at - 1] in letters.members("DISTANCE")
    is_title = sentence.letters[at] in letters.members("TITLE")
    if held or (is_title and clause.report.rule != "indirect.called"):
        piece = sentence.pieces[at]
        return Quotation(piece.start, piece.end, "scare", None, None, f"scare.title; {NOBODY}")
    report = clause.report._replace(rule="quote.in-clause")
    part = make_row(sentence, at, at + 1, "partial", report, letters)
    part.clause = row
    return part
