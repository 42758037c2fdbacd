"""Many articles: a table with a row for each, and a word followed through all of them."""

import io
import tomllib
from pathlib import Path

import pandas as pd

from kit.errors import FileError, KitError
from kit.files import read_text
from kit.reading.article import Article
from kit.reading.concordance import concordance

FIRST = ["article", "outlet", "day", "author", "title", "language"]
LISTS = "articles.toml", "articles.csv"  # what says which articles a folder has


def read_articles(source):
    r"""Read many articles: a folder, a CSV file, or a DataFrame.

    Parameters
    ----------
    source : str, Path or DataFrame
        A folder with articles.toml or articles.csv, which names each text file (`file`) and says
        where and when it appeared; or a folder of .txt files; or a table with a column `text` or
        `file`.

    Returns
    -------
    DataFrame
        article (a short name), outlet, day, author, title, language, any other column, text.
        What is not said is <NA>; a title is then the text's first line. `.attrs` has what else
        articles.toml says: title, names, roles (see `survey`).

    Raises
    ------
    KitError
        For a file that can't be read, a table without texts, and two articles of one name.

    Examples
    --------
    >>> table = read_articles(pd.DataFrame({"outlet": ["Post"], "text": ["Rain.\n\nIt rained."]}))
    >>> table[["article", "outlet", "title"]].values.tolist()
    [['1', 'Post', 'Rain.']]
    """
    if isinstance(source, pd.DataFrame):
        return _complete(source, Path("."), "the table", {})
    path = Path(source)
    if path.suffix != ".csv" and not path.is_dir():
        fix = "name a folder of articles or a CSV file"
        raise FileError(f"{path}: there is no such folder; {fix}")
    listed = [path / name for name in LISTS if (path / name).is_file()]
    path = listed[0] if listed else path
    if path.suffix == ".toml":
        return _read_toml(path)
    if path.suffix == ".csv":
        return _complete(_read_csv(path), path.parent, path, {})
    files = sorted(path.glob("*.txt"))
    if not files:
        raise FileError(f"{path}: no articles.toml, articles.csv or .txt here; add one")
    return _complete(pd.DataFrame({"file": [file.name for file in files]}), path, path, {})


def _read_toml(path):
    """Read the articles that articles.toml names, and what it says of all."""
    try:
        about = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{path}: not TOML ({error}); text stands in quotation marks") from None
    rows = about.pop("article", [])
    if not isinstance(rows, list) or not rows:
        raise FileError(f"{path}: names no article; write [[article]] and file = ...")
    table = pd.DataFrame([{"language": about.get("language"), **row} for row in rows])
    return _complete(table, path.parent / about.get("folder", "."), path, about)


def _read_csv(path):
    try:
        return pd.read_csv(io.StringIO(read_text(path)), dtype="string")
    except ValueError as error:
        raise FileError(f"{path}: not a table ({error}); save it as CSV in UTF-8") from None


def _complete(table, folder, where, about):
    """Return the table with every text in it and the columns in their order."""
    table = table.reset_index(drop=True)
    names = map(str, range(1, len(table) + 1))
    if "text" not in table:
        if "file" not in table or table.file.isna().any():
            fix = "give each article one of the two"
            raise KitError(f"{where}: no column text, and not a file for every article; {fix}")
        table["text"] = [read_text(folder / file) for file in table.file]
        names = [Path(file).stem for file in table.file]
    if "article" not in table:
        table["article"] = list(names)
    table["article"] = table.article.astype("str")
    twice = table.article[table.article.duplicated()]
    if len(twice):
        raise KitError(f"{where}: two articles are called {twice.iloc[0]}; rename one")
    empty = table.article[table.text.isna()]
    if len(empty):
        problem = f"article {empty.iloc[0]} has no text"
        raise KitError(f"{where}: {problem}; write it, or take its row out")
    table["text"] = table.text.astype("str")
    others = table.columns.drop(["text", "file"], errors="ignore")
    table = table.reindex(columns=list(dict.fromkeys([*FIRST, *others, "text"])))
    # an article's first line is what readers know it by
    lines = table.text.str.strip().str.split("\n", n=1).str[0]
    table["title"] = table.title.astype("object").where(table.title.notna(), lines)
    table["language"] = table.language.astype("object").where(table.language.notna(), "en")
    table.attrs = {name: about.get(name, {}) for name in ("names", "roles")}
    table.attrs["title"] = about.get("title", "")
    return table


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
