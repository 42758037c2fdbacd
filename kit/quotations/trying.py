"""Try a rule: what it says, what it matches in its example, and what a pattern of yours finds."""

import re
from difflib import get_close_matches

import pandas as pd

from kit.errors import KitError
from kit.quotations.finding import find_blocks, find_quotations, read_paragraph
from kit.quotations.letters import CLASS, alphabet
from kit.quotations.matching import Pattern, find_matches, matcher
from kit.quotations.rules import CASES, PIECES, REPORTS, SUBJECTS, Rule
from kit.reading import paragraphs
from kit.reading.article import Article

LOWER = re.compile(r"(?<![\\?<\w])[a-z]{2,}\b(?!=)")  # classes are in capitals
RULES = {rule.name: rule for rule in [*CASES, *SUBJECTS, *PIECES, *REPORTS]}


def mark_example(rule):
    """Return a rule's example with the groups of its match marked.

    >>> mark_example(RULES["quote.called-it"])
    '[speaker Farr] [cue called] it “[quote a gift]”.'
    """
    rows = find_quotations(Article(rule.example))
    rows = rows[[rule.name in names.split("; ") for names in rows.rule]]
    if rows.empty:
        return rule.example
    row = rows.iloc[-1]
    name = "clause" if row.form == "indirect" else "quote"
    spans = [(row.start, row.end, name)]
    for group in ("speaker", "cue"):
        if not pd.isna(row[f"{group}_start"]):
            spans.append((row[f"{group}_start"], row[f"{group}_end"], group))
    text = rule.example
    for start, end, group in sorted(spans, reverse=True):
        text = f"{text[:start]}[{group} {text[start:end]}]{text[end:]}"
    return text


def find_pattern(article, pattern):
    """Find what a pattern of your own matches in an article.

    Parameters
    ----------
    article : Article
    pattern : str
        As the rules write it: `kit.show_rule("quote.said-after")` shows one.

    Returns
    -------
    DataFrame
        start, end, text (code points; of the group `quote`, or `clause`, or else of the whole
        match), speaker, cue.

    Raises
    ------
    KitError
        If the pattern can't be read, or has a class that there isn't.

    Examples
    --------
    >>> article = Article("“We waited,” said Ines Holt.")
    >>> find_pattern(article, "quote=QUOTE cue=SAID speaker=NP").speaker.tolist()
    ['Ines Holt']
    """
    rules = matcher(article.language)
    check_classes(pattern, rules.alphabet)
    try:
        own = Pattern(Rule("yours", pattern, ""), rules.alphabet)
        rules.alphabet.compile(own.source)
    except re.error as error:
        raise KitError(
            f"the pattern can't be read: {error.msg}; look at kit.show_rule('quote.said-after')"
        ) from error
    rows = []
    for start, end in paragraphs.split(article.text):
        for block in find_blocks(article.text, start, end):
            for sentence in read_paragraph(article.text, *block, rules.alphabet)[0]:
                for _, _, match in find_matches([(0, own)], sentence.letters):
                    row = _row(sentence, match, own, rules)
                    rows += [row] if row[3] or not own.needs_subject else []
    return pd.DataFrame(rows, columns=["start", "end", "text", "speaker", "cue"])


def check_classes(pattern, letters):
    """Raise KitError for a class that neither English nor the language of `letters` has."""
    known = {"SUBJECT", *alphabet("en").index, *letters.index, *letters.phrases}
    names = [part for name in CLASS.findall(pattern) for part in re.split("[&~]", name)]
    names += LOWER.findall(pattern)
    for name in names:
        if name not in known:
            near = get_close_matches(name.upper(), known, 1)
            hint = f"did you mean {near[0]}?" if near else "look at kit.show_rule('quote.turned')"
            raise KitError(f"the pattern has {name}, and there is no such class of words; {hint}")


def _row(sentence, match, own, rules):
    groups = match.re.groupindex
    first, after = match.span()
    for name in ("quote", "clause"):
        if name in groups:
            first, after = match.span(name)
    if "clause" in groups:
        first, after = rules.clause_span(own, match, sentence.letters)
    speaker = match.span("speaker") if "speaker" in groups else None
    if own.asks_subject and "cue" in groups:
        speaker = rules.find_subject(sentence.letters, match.start("cue"))[0]
    cue = match.span("cue") if "cue" in groups else None
    start, end = sentence.starts[first], sentence.ends[after - 1]
    words = [sentence.words(*places) if places else None for places in (speaker, cue)]
    return [start, end, sentence.text[start:end], *words]
