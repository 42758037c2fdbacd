"""The report of a class's annotations: one HTML file that runs nothing and needs no other."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from markupsafe import Markup

from kit.files import write_text
from kit.reading.text import pluralise
from kit.showing.heat import STYLE as HEAT_STYLE
from kit.showing.heat import painted
from kit.templates import templates

TEMPLATES = Path(__file__).with_name("templates")
REPEATED = ["file", "student", "marks", "note"]
ODD = ["student", "marks", "moved", "ambiguous", "not_found", "note"]
MOST_SPLIT = 60  # places shown
MOST_APART = 40  # students shown
MOST_OPEN = 6  # labels whose heat map is open at first


@dataclass(frozen=True)
class Context:
    """A passage with the text around it."""

    before: str
    text: str
    after: str


def write_page(path, template, title, **values):
    """Write a page from a template; everything that isn't Markup is escaped. Returns its path."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8") + HEAT_STYLE
    page = load_templates().get_template(template)
    html = page.render(title=title, style=Markup(style), **values)
    # half an emoji, from a broken file, has no UTF-8
    write_text(path, html.encode("utf-8", "backslashreplace").decode())
    return path


@cache
def load_templates():
    """Return the pages' templates: what they are given is escaped."""
    environment = templates(TEMPLATES)
    environment.filters |= {"count_of": pluralise, "two_digits": show_number}
    return environment


def write_report(work, path):
    """Write the report of a ClassWork; return its path."""
    titles = {label.name: label.title for label in work.codebook.labels}
    split = work.places[work.places.split > 0]
    table = work.agreement
    problems = work.problems
    repeated = work.files[work.files.student.duplicated(keep=False)]
    if work.known:  # a file's name would give a student's away
        problems = problems.assign(file="named in problems.csv")
        repeated = repeated.head(0)
    adrift = work.students[["moved", "ambiguous", "not_found"]].sum(axis=1) > 0
    odd = work.students[adrift | (work.students.note != "") | (work.students.marks == 0)]
    values = {
        "students": len(work.marks),
        "marks": len(work.table),
        "layer": work.layer,
        "language": work.article.language,
        "problems": problems.to_numpy().tolist(),
        "repeated": repeated[REPEATED].to_numpy().tolist(),
        "odd": odd[ODD].to_numpy().tolist(),
        "titles": titles,
        "agreement": _list_agreement(work, titles),
        "notes": [(titles.get(r.label, r.label), r.note) for r in table.itertuples() if r.note],
        "split": [_show_place(work, row) for row in split.head(MOST_SPLIT).itertuples()],
        "split_count": len(split),
        "differing": work.differing.head(MOST_APART).to_dict("records"),
        "heat": _list_heat(work, titles),
        "is_open": len(work.words.columns) - 3 <= MOST_OPEN,
    }
    title = f"A class reads: {work.article.title or work.lesson.name}"
    return write_page(path, "report.html", title, **values)


def _list_agreement(work, titles):
    rows = {}
    for row in work.agreement.itertuples():
        values = [show_number(value) for value in (row.f1_exact, row.f1_overlap, row.alpha_u)]
        rows[row.label] = [titles.get(row.label, row.label), row.coders, row.n, *values]
    tables = []
    for layer in work.codebook.layers:
        used = [rows[label.name] for label in layer.labels if label.name in rows]
        if used:
            tables.append((layer.title, used))
    return [*tables, ("All labels together", [rows["all"]])]


def show_number(value):
    """Return a number with two digits and a true minus sign, a dash for NaN."""
    return "–" if np.isnan(value) else f"{value:.2f}".replace("-", "−")


def _show_place(work, row):
    """Return a place in its sentences, with each answer, its votes and the students who gave it."""
    sentences = work.article.sentences
    near = sentences[(sentences.start < row.end) & (sentences.end > row.start)]
    start = min([row.start, *near.start])
    end = max([row.end, *near.end])
    text = work.article.text
    context = Context(text[start : row.start], text[row.start : row.end], text[row.end : end])
    votes = []
    given = dict(zip(work.marks, work.given[row.Index], strict=True))
    for label, count in work.answers[row.Index]:
        who = [student for student, answer in given.items() if answer == label]
        votes.append({"label": label, "count": count, "share": count / len(given), "who": who})
    return {"context": context, "votes": votes}


def _list_heat(work, titles):
    """Return for each layer's title its labels, each with the text as its readers painted it."""
    users = dict(zip(work.agreement.label, work.agreement.coders, strict=True))
    layers = {}
    for layer in work.codebook.layers:
        layers |= dict.fromkeys([label.name for label in layer.labels], layer.title)
    heat = {}
    for label in work.words.columns[3:]:
        counts = work.words[label]
        row = {
            "title": titles.get(label, label),
            "used": users[label],
            "most": int(counts.max()),
            "text": Markup(painted(work.article, counts.to_numpy(), len(work.marks))),
        }
        heat.setdefault(layers.get(label, ""), []).append(row)
    return heat
