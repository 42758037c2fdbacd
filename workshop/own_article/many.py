"""Many articles of an instructor's own, for the notebook that compares papers."""

import shutil

import pandas as pd
import tomlkit

from kit.analysing.articles import read_articles
from kit.errors import KitError
from kit.files import write_text
from workshop.own_article.prompts import open_exercises

KEPT = "outlet", "day", "author", "language"
FEWEST = 2
NOTE = " [names]: which words are used for somebody; [roles]: who each speaker is."


def read_many(place):
    """Return the table of an instructor's articles; KitError for what a notebook can't use."""
    table = read_articles(place)
    if table.outlet.nunique() < FEWEST:
        fix = "say in articles.csv (file,outlet,day) where each article appeared"
        raise KitError(f"{place}: articles of at least two outlets are needed; {fix}")
    return table


def write_many(folder, table, model):
    """Write the articles of a new course (None: those of `model`); return their folder's name."""
    source = model.articles_folder
    if table is None:
        shutil.copytree(source, folder / "data" / source.name)
        return source.name
    target = folder / "data" / "articles"
    document = tomlkit.document()
    document.add("folder", "texts")
    rows = tomlkit.aot()
    for number, row in enumerate(table.to_dict("records"), 1):
        file = f"{number:04}.txt"
        write_text(target / "texts" / file, row["text"])
        about = {"article": row["article"], "file": file}
        for name in KEPT:
            if pd.notna(row[name]):
                is_date = hasattr(row[name], "year")  # dates stay dates, all else is text
                about[name] = row[name] if is_date else str(row[name])
        rows.append(tomlkit.item(about))
    document.add("article", rows)
    for name in ("names", "roles"):
        document.add(name, tomlkit.item(dict(table.attrs[name])))
    write_text(target / "articles.toml", f"#{NOTE}\n{tomlkit.dumps(document)}")
    write_text(target / "exercises.toml", open_exercises(source / "exercises.toml"))
    return target.name


def mark_many(notebook):
    """Tag what holds only for the course's many articles as `article`: it will be a prompt.

    Cells say in their metadata (kit.articles) what belongs there with other articles. Returns the
    notebook (a dict).
    """
    for cell in notebook["cells"]:
        request = cell["metadata"].get("kit", {}).pop("articles", None)
        if request:
            cell["metadata"]["kit"]["write"] = request
            cell["metadata"]["tags"] = [*cell["metadata"].get("tags", []), "article"]
    return notebook
