"""What is right about words in their places, evidence and numbers over time."""

from kit.reading.concordance import concordance
from kit.teaching.keys_marks import MARKED, marked_spans, rows
from kit.teaching.keys_text import NoAnswer


def words_once(lesson):
    """How many different words stand only once, capitals left aside; figures count as words."""
    return int((lesson.article.words.text.str.casefold().value_counts() == 1).sum())


def places_count(lesson, query, quoted=False):
    """In how many places a word or phrase stands; quoted: only those in quotation marks."""
    found = concordance(lesson.article, query)
    if not quoted:
        return len(found)
    spans = marked_spans(lesson, "quotation", form=MARKED)
    return sum(
        any(a <= start and end <= b for a, b in spans)
        for start, end in zip(found.start, found.end, strict=True)
    )


def facts_count(lesson, column, value):
    """How many facts of the evidence have this value in a column."""
    evidence = lesson.evidence
    if evidence.empty or column not in evidence:
        raise NoAnswer("its evidence has nothing of the kind yet")
    return int((evidence[column] == value).sum())


def series_value(lesson, name, column, **where):
    """The number in one column of a table in series/, in the row with these values."""
    table = lesson.series.get(name)
    if table is None or column not in table:
        raise NoAnswer(f"it has no numbers called {name} yet")
    for other, value in where.items():
        table = table[table[other] == value]
    if len(table) != 1:
        raise NoAnswer(f"its numbers called {name} have no such row")
    return float(table[column].iloc[0])


def share_agreed(lesson, a, b):
    """In how many of a hundred places two strings have the same letter."""
    return 100 * sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def kappa(lesson, a, b):
    """Cohen's kappa of two strings, a letter for each unit."""
    from kit.analysing.coefficients import cohen_kappa

    return cohen_kappa(list(a), list(b))


def two_names_together(lesson):
    """In how many sentences the first two names of the figure stand together."""
    from kit.showing.cooccurrence import cooccurrence

    matrix = cooccurrence(
        lesson.article, rows(lesson, "entity", label=["person", "organisation", "place"])
    )
    if len(matrix) < 2:
        raise NoAnswer("its answer key names fewer than two")
    own = sorted(matrix.to_numpy().diagonal(), reverse=True)
    if own[1] < 2:
        raise NoAnswer("no two names are in more than one sentence each")
    if own[1] in own[2:]:
        raise NoAnswer("several names come second")
    return int(matrix.iloc[0, 1])
