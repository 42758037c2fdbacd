"""The report of a class's annotations: one HTML file that stands alone, runs nothing, prints, and never relies on colour."""

from html import escape

import numpy as np

from kit.showing.heat import STYLE as HEAT
from kit.showing.heat import painted

MOST_SPLIT, MOST_APART, MOST_OPEN = (
    60,
    40,
    6,
)  # disagreements and students shown; labels whose heat map is open at first

STYLE = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { font: 1rem/1.6 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; padding: 1rem; max-width: 60rem }
h1, h2, h3, p, li, .wide, blockquote { overflow-wrap: anywhere } h1, h2, h3 { line-height: 1.25 } a { color: #0b5394 }
h2 { margin-top: 3rem; border-top: 2px solid #1d4e79; padding-top: .5rem } nav ul { columns: 16rem; padding-left: 1.2rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: left; padding: 1rem 0 .3rem; font-weight: 600 } .apart ul { margin: 0; padding-left: 1rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem .35rem 0; border-bottom: 1px solid #bbb }
th { font-size: .85rem } td.wide { min-width: min(16rem, 38vw) } .small { font-size: .9rem; color: #444 }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 4px solid #1d4e79 }
summary { cursor: pointer; padding: .1rem 0 }
mark { background: #ffe9a8; color: inherit; font-weight: 600 }
.split > li, .apart > li { margin-bottom: 1.6rem; break-inside: avoid } .apart > li { margin-bottom: .8rem } .split details p { margin: 0 0 .3rem 1.2rem }
.bar { display: inline-block; height: .8rem; background: #1d4e79; margin-right: .4rem }
@media (max-width: 30rem) { table { font-size: .85rem } th, td { padding-right: .3rem } }
@media print {
  body { max-width: none; font-size: 10pt } nav { display: none } tr { break-inside: avoid }
  h2, h3, summary { break-after: avoid }
  .bar, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact } a { color: inherit }
}
"""


def report(work):
    """Return the report of a ClassWork as one HTML text."""
    labels = {label.name: label.title for label in work.codebook.labels}
    sections = [
        ("What came in", _came_in(work)),
        ("Agreement by label", _agreement(work, labels)),
        ("What splits the class", _split(work, labels)),
        ("Who differs most, and where", _differing(work, labels)),
        ("Who marked what: the text, label by label", _heat(work, labels)),
    ]
    title = f"A class reads: {work.article.title or work.lesson.name}"
    links = "".join(
        f'<li><a href="#s{i}">{e(name)}</a></li>' for i, (name, _) in enumerate(sections)
    )
    body = "".join(
        f'<section><h2 id="s{i}">{e(name)}</h2>{html}</section>'
        for i, (name, html) in enumerate(sections)
    )
    top = (
        f"<p>{_count(len(work.marks), 'student')}, {_count(len(work.table), 'mark')}"
        f"{', layer ' + e(work.layer) if work.layer else ''}. The tables behind this page lie beside it as CSV files.</p>"
        f'<nav aria-label="Sections"><ul>{links}</ul></nav>'
    )
    return page(title, top, body)


def page(title, top, body):
    """A page that stands alone and may not run or fetch anything; title is text, top and body are HTML."""
    safe = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    html = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{safe}'
        f'<meta name="viewport" content="width=device-width"><title>{e(title)}</title><style>{STYLE}{HEAT}</style></head><body>'
        f'<header><h1 dir="auto">{e(title)}</h1>{top}</header><main>{body}</main></body></html>\n'
    )
    return html.encode(
        "utf-8", "backslashreplace"
    ).decode()  # half an emoji, from a broken file, has no UTF-8


def e(text):
    """Text as HTML: whatever a student wrote, it is shown and never obeyed."""
    return escape(str(text))


def _count(number, noun):
    return f"{number:,} {noun}{'s' * (number != 1)}"


def table_of(caption, columns, rows, wide=()):
    head = "".join(f'<th scope="col">{e(name)}</th>' for name in columns)
    kinds = [' class="wide"' * (i in wide) for i in range(len(columns))]
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds, row)) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{e(caption)}"><table><caption>{e(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _name(text):
    return f"<bdi>{e(text)}</bdi>"  # a name in another script must not turn its neighbours round


def _said(label, labels):
    return (
        " + ".join(_name(labels.get(part, part)) for part in label.split(" + "))
        if label
        else "<i>nothing</i>"
    )


def _number(value):
    return "–" if np.isnan(value) else f"{value:.2f}".replace("-", "−")


def _came_in(work):
    html = ""
    if len(work.problems):
        files = (
            work.problems.file if not work.known else ["named in problems.csv"] * len(work.problems)
        )
        rows = [(_name(file), e(problem)) for file, problem in zip(files, work.problems.problem)]
        html += table_of("Files with problems", ["file", "what is wrong"], rows, wide=(0, 1))
    students = work.students
    adrift = students[["moved", "ambiguous", "not_found"]].sum(axis=1) > 0
    odd = students[adrift | (students.note != "") | (students.marks == 0)]
    columns = ["student", "marks", "found elsewhere", "place uncertain", "not found", "note"]
    rows = [
        (_name(r.student), r.marks, r.moved, r.ambiguous, r.not_found, _name(r.note))
        for r in odd.itertuples()
    ]
    if rows:
        html += table_of("Students whose file needs a look", columns, rows, wide=(5,))
        html += '<p class="small">Found elsewhere: made on another version of the text and moved with its words.</p>'
    return html or "<p>Every file could be read, and every mark has its place in the article.</p>"


def _agreement(work, labels):
    table = work.agreement
    if len(work.marks) < 2:
        return "<p>Agreement takes at least two students.</p>"
    columns = ["label", "used by", "marks", "F1, same ends", "F1, half shared", "alpha_U"]
    rows, html = {}, ""
    for r in table.itertuples():
        values = (_number(value) for value in (r.f1_exact, r.f1_overlap, r.alpha_u))
        rows[r.label] = (e(labels.get(r.label, r.label)), r.coders, r.n, *values)
    for layer in work.codebook.layers:
        found = [rows[label.name] for label in layer.labels if label.name in rows]
        html += table_of(layer.title, columns, found) if found else ""
    html += table_of("All labels together", columns, [rows["all"]])
    notes = "".join(
        f"<li>{e(labels.get(r.label, r.label))}: {e(r.note)}</li>"
        for r in table.itertuples()
        if r.note
    )
    html += f'<ul class="small">{notes}</ul>' if notes else ""
    return (
        "<p>F1 is how far two students' marks are the same ones, on average over every two: 1 if all are, 0 if none is. With "
        "<i>same ends</i> a mark counts only if it begins and ends at the same words; with <i>half shared</i> half of the "
        "words will do. Krippendorff's alpha_U also takes off what chance would give: 1 is perfect, 0 is chance. Low agreement "
        "is a question to the codebook before it is one to the students.</p>" + html
    )


def _split(work, labels):
    places, students, answers = work.places, list(work.marks), work.answers
    split = places[places.split > 0]
    sentences, text = work.article.sentences, work.article.text
    items = []
    for row in split.head(MOST_SPLIT).itertuples():
        near = sentences[(sentences.start < row.end) & (sentences.end > row.start)]
        start, end = (near.start.min(), near.end.max()) if len(near) else (row.start, row.end)
        start, end = min(start, row.start), max(end, row.end)
        context = f"{e(text[start : row.start])}<mark>{e(text[row.start : row.end])}</mark>{e(text[row.end : end])}"
        votes = ""
        given = work._places[2][row.Index]
        for label, count in answers[row.Index]:
            who = ", ".join(_name(name) for name, answer in zip(students, given) if answer == label)
            bar = f'<span class="bar" style="width:{count / len(students) * 40:.1f}%"></span>'
            answer = f"{bar}{_said(label, labels)}: <b>{count}</b>"
            votes += f'<details><summary>{answer}</summary><p class="small">{who}</p></details>'
        items.append(
            f'<li><blockquote dir="auto" lang="{e(work.article.language)}">{context}</blockquote>{votes}</li>'
        )
    if not items:
        return "<p>Nothing: every place that one student marked, all marked alike.</p>"
    rest = (
        f" The other {len(split) - len(items)} are in places.csv."
        if len(split) > len(items)
        else ""
    )
    return (
        f"<p>{_count(len(split), 'place')} got different labels, or a label from some and nothing from others. Those where two "
        f"students picked at random most often differ come first. Open an answer to see whose it is.{rest}</p>"
        f'<ol class="split">{"".join(items)}</ol>'
    )


def _differing(work, labels):
    if len(work.marks) < 2:
        return "<p>This takes at least two students.</p>"
    items = []
    for row in work.differing.head(MOST_APART).itertuples():
        where = "".join(
            f"<li>“{_name(text[:80] + '…' * (len(text) > 80))}”: {_said(said, labels)}; most: {_said(most, labels)}</li>"
            for text, said, most in row.where
        )
        about = f"<b>{_name(row.student)}</b>: likeness {_number(row.likeness)}, {_count(row.marks, 'mark')}"
        items.append(f"<li>{about}{f'<ul>{where}</ul>' if where else ''}</li>")
    rest = len(work.marks) - len(items)
    return (
        "<p>Likeness is a student's mean F1 (half of the words shared) with each of the others; those least like the others come "
        "first. Below each, up to three places where fewest gave the same answer. To differ is not to be wrong: the best reader of "
        f"a class may stand first here.{f' The other {rest} are in students.csv.' if rest else ''}</p>"
        f'<ol class="apart">{"".join(items)}</ol>'
    )


def _heat(work, labels):
    words, html, layer = work.words, [], None
    is_open = " open" * (len(words.columns) - 3 <= MOST_OPEN)
    users = dict(zip(work.agreement.label, work.agreement.coders))
    of = {label.name: label for label in work.codebook.labels}
    for label in words.columns[3:]:
        if label in of and of[label].layer != layer:
            layer = of[label].layer
            html.append(f"<h3>{e(work.codebook.layer(layer).title)}</h3>")
        most, used = int(words[label].max()), users[label]
        about = f"{used} of {len(work.marks)} used it; the most marked words have {most}"
        html.append(
            f'<details{is_open}><summary><b>{e(labels.get(label, label))}</b> <span class="small">{about}</span></summary>'
            f'<div class="text kit-heat">{painted(work.article, words[label].to_numpy(), len(work.marks))}</div></details>'
        )
    note = (
        f"<p>The number after marked words says how many of {_count(len(work.marks), 'student')} marked them with the label; "
        "the more, the darker the ground and the thicker the line. Open a label to see the text; what is open is printed.</p>"
    )
    return note + "".join(html) if html else "<p>Nothing is marked.</p>"
