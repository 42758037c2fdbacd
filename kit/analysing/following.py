"""Follow a word through many articles: each sentence it stands in, in the order of the days."""

import pandas as pd

from kit.reading.article import Article
from kit.reading.concordance import concordance


def follow(articles, query):
    """Return every sentence of many articles in which a word or phrase stands, the earliest first.

    Parameters
    ----------
    articles : DataFrame
        As read_articles gives it.
    query : str
        As in concordance: "salt", "brid*"; a single word is found in compounds too ("salt-eaten").

    Returns
    -------
    DataFrame
        article outlet day start end text likeness: how like the first sentence each is, 0 to 1,
        by the letters of the words that they share (rapidfuzz, token_ratio). One short word that
        turns the sense, "may" into "has", hardly lowers it.

    Examples
    --------
    >>> texts = ["Salt may have hurt it.", "Salt has hurt it."]
    >>> table = follow(pd.DataFrame({"article": ["a", "b"], "text": texts}), "salt")
    >>> table[["article", "text"]].values.tolist()
    [['a', 'Salt may have hurt it.'], ['b', 'Salt has hurt it.']]
    """
    from rapidfuzz import fuzz

    rows = []
    about = ["article", "outlet", "day"]
    table = articles.reindex(columns=list(dict.fromkeys([*about, *articles.columns])))
    for row in table.to_dict("records"):
        language = row.get("language")
        article = Article(row["text"], language=language if isinstance(language, str) else "en")
        sentences = article.sentences
        queries = [query, f"{query}-*", f"*-{query}"] if query.isalpha() else [query]
        found = [concordance(article, each, width=0).start for each in queries]
        places = pd.concat(found).astype(int)
        holding = sentences.start.searchsorted(places, side="right") - 1
        for sentence in sentences.loc[sorted(set(holding))].itertuples():
            rows.append([*(row[name] for name in about), *sentence[1:4]])
    result = pd.DataFrame(rows, columns=[*about, "start", "end", "text"])
    result = result.sort_values("day", kind="stable", ignore_index=True)
    first = result.text.iloc[0].casefold().split() if len(result) else []
    alike = [fuzz.token_ratio(" ".join(first), text.casefold()) / 100 for text in result.text]
    return result.assign(likeness=alike)
