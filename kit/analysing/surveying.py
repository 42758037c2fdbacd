"""A survey of many articles: who is quoted, what is called what, which words, as tidy tables."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from kit.errors import KitError
from kit.quotations.finding import find_quotations
from kit.reading import paragraphs
from kit.reading import words as word_spans
from kit.reading.article import Article
from kit.reading.concordance import concordance
from kit.reading.text import fold

NAMES = ["article", "start", "end", "text", "target"]
TABLES = "quotations", "names", "words"


@dataclass(frozen=True, repr=False)
class Survey:
    """What `survey` returns: tables that say in the column article where each row comes from."""

    articles: pd.DataFrame  # a row for each: metadata, words, quotations
    quotations: pd.DataFrame  # as find_quotations, and the speaker's role
    names: pd.DataFrame  # start end text target
    words: pd.DataFrame  # word count, a row for each different word of each article
    problems: pd.DataFrame  # articles that could not be read, and why

    def __repr__(self):
        parts = [f"{len(getattr(self, name))} rows of {name}" for name in TABLES]
        return f"<Survey of {len(self.articles)} articles: {', '.join(parts)}>"

    def counts(self, table, column):
        """Count each value of a column in each article: a row for every article, zeros too.

        Parameters
        ----------
        table : str
            "quotations", "names" or "words".
        column : str
            One of its columns, such as "role", "cue" or "text". Capitals don't matter.

        Returns
        -------
        DataFrame
            article, outlet, day, author, total (all rows; words: all words), then a column for
            each value, the most frequent first. A value that is also the name of a column before
            it has the counted column's name in front ("word: day").

        Examples
        --------
        >>> articles = pd.DataFrame({"article": ["a"], "text": ["No buses, no trams."]})
        >>> survey(articles).counts("words", "word")[["article", "total", "no"]].values.tolist()
        [['a', 4, 2]]
        """
        rows = getattr(self, table) if table in TABLES else pd.DataFrame(columns=TABLES)
        if table not in TABLES or column not in rows:
            there = ", ".join(rows)
            raise KitError(f"counts: no column {column!r} in {table!r}; choose from {there}")
        sizes = rows["count"] if table == "words" else pd.Series(1, index=rows.index)
        # a missing value counts in the total only: what isn't known has no column
        values = rows[column].astype("string").str.casefold()
        grid = sizes.groupby([rows.article, values]).sum().unstack(fill_value=0)
        grid = grid.reindex(self.articles.article, fill_value=0).astype("int64")
        grid = grid[grid.sum().sort_values(ascending=False, kind="stable").index]
        about = self.articles.set_index("article")[["outlet", "day", "author"]]
        about["total"] = sizes.groupby(rows.article).sum().reindex(about.index, fill_value=0)
        taken = {"article", *about.columns}
        grid.columns = [f"{column}: {name}" if name in taken else name for name in grid.columns]
        return about.join(grid).reset_index()

    def against(self, key):
        """Hold the quotations that were found against a key, by where they begin and who speaks.

        Parameters
        ----------
        key : Survey
            Of the same articles, with `quotations=` a key.

        Returns
        -------
        DataFrame
            outlet article start text verb speaker (in the key) found (whom the program has) result:
            "right", "other speaker", "no speaker", "missed", or "not in the key".

        Examples
        --------
        >>> articles = pd.DataFrame({"article": ["a"], "text": ['"We waited," said Ines Holt.']})
        >>> found = survey(articles)
        >>> found.against(found).result.tolist()
        ['right']
        """
        both = key.quotations.merge(
            self.quotations, on=["article", "start"], how="outer", suffixes=("", "_found")
        )
        # quotations without a speaker are right, too, if the key has none
        speakers = both[["speaker", "speaker_found"]].astype("string").fillna("")
        is_right = speakers.speaker == speakers.speaker_found
        result = is_right.map({True: "right", False: "other speaker"})
        result = result.mask(~is_right & (speakers.speaker_found == ""), "no speaker")
        result = result.mask(both.text_found.isna(), "missed")
        outlets = self.articles.set_index("article").outlet
        table = both[["article", "start"]].assign(
            outlet=both.article.map(outlets),
            text=both.text.fillna(both.text_found),
            verb=both.cue.fillna(both.cue_found).fillna(""),
            speaker=speakers.speaker,
            found=speakers.speaker_found,
            result=result.mask(both.text.isna(), "not in the key"),
        )
        return table[["outlet", *table.columns.drop("outlet")]]


def survey(articles, quotations=None, names=None, roles=None):
    """Read many articles by program: quotations, names and words as tables.

    Parameters
    ----------
    articles : DataFrame
        As read_articles gives it; at least a column text.
    quotations : DataFrame, optional
        A key, made by people, to take in place of what the program finds: article, start, end,
        text, form, speaker, cue.
    names : dict of str to list of str, optional
        For each person, group or thing the words it is called by ("mob", "campaigner*"). None
        takes those of articles.toml.
    roles : dict of str to list of str, optional
        For each role its speakers; a speaker found as "Mayor Ana Vane" is the listed "Ana Vane".
        None takes those of articles.toml.

    Returns
    -------
    Survey
        Tables articles, quotations, names, words, problems. An article that can't be read is
        named in problems, and the others are there all the same.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ['"We waited," said Ines Holt.']})
    >>> survey(articles, roles={"resident": ["Ines Holt"]}).quotations[["speaker", "role"]].values.tolist()
    [['Ines Holt', 'resident']]
    """
    names = articles.attrs.get("names", {}) if names is None else names
    roles = articles.attrs.get("roles", {}) if roles is None else roles
    columns = dict.fromkeys([*articles.columns, "outlet", "day", "author", "language"])
    articles = articles.reindex(columns=list(columns))
    found = []
    named = []
    counted = []
    problems = []
    for row in articles.itertuples():
        try:
            language = row.language if isinstance(row.language, str) else "en"
            article = Article(row.text, language=language)
            if quotations is None:
                found.append(find_quotations(article).assign(article=row.article))
            named += find_names(article, row.article, names)
            counted += [(row.article, *pair) for pair in count_words(article.text).items()]
        except Exception as error:  # one bad article must not cost the others
            problems.append((row.article, describe_problem(error)))
    if quotations is None:
        quotations = pd.concat(found) if found else pd.DataFrame()
    quotations = add_roles(quotations, roles)
    words = pd.DataFrame(counted, columns=["article", "word", "count"])
    index = articles.drop(columns="text").reset_index(drop=True)
    sizes = words.groupby("article")["count"].sum()
    index["words"] = index.article.map(sizes).fillna(0).astype("int64")
    sizes = quotations.article.value_counts()
    index["quotations"] = index.article.map(sizes).fillna(0).astype("int64")
    problems = pd.DataFrame(problems, columns=["article", "problem"])
    return Survey(index, quotations, pd.DataFrame(named, columns=NAMES), words, problems)


def count_words(text):
    """Return how often each word stands in a text, without capitals; figures are left out."""
    counts = Counter()
    for start, end in paragraphs.split(text):
        part = text[start:end]
        counts.update(fold(part[a:b]) for a, b in word_spans.split(part))
    return {word: n for word, n in counts.items() if any(map(str.isalpha, word))}


def find_names(article, name, names):
    """Return (article, start, end, text, target) for each place where a listed name stands."""
    rows = []
    for target, words in names.items():
        for word in words:
            places = concordance(article, word, width=0)
            for start, end, text in zip(places.start, places.end, places.text, strict=True):
                rows.append((name, start, end, text, target))
    return sorted(rows, key=lambda row: row[1])


def add_roles(quotations, roles):
    """Return quotations, article first, with listed speakers under one name and a column role."""
    people = {person: role for role, listed in roles.items() for person in listed}
    columns = ["article", *(name for name in quotations.columns if name != "article")]
    columns = list(dict.fromkeys([*columns, "start", "end", "text", "form", "speaker", "cue"]))
    table = quotations.reindex(columns=columns).reset_index(drop=True)
    known = {}
    for speaker in table.speaker.dropna().unique():
        matches = [person for person in people if f" {speaker}".endswith(f" {person}")]
        known[speaker] = max(matches, key=len) if matches else speaker
    table["speaker"] = table.speaker.map(known).astype("string")
    table["role"] = table.speaker.map(people).astype("string")
    return table


def describe_problem(error):
    """Return one line that says what went wrong with an article."""
    text = str(error) if isinstance(error, KitError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:200]
