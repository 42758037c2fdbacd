"""Show how two tables differ, cell by cell."""

from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest

from kit.reading.text import pluralise

LONGEST = 40  # rows of a comparison; the rest is counted, not shown
RED = "\033[31m"
GREEN = "\033[32m"
PLAIN = "\033[0m"


def compare_tables(old, new, width, colour):
    """Return the rows that differ, under the old heading, with `old → new` in their cells."""
    rows = _compared(old, new)
    columns = zip_longest(*(row for _, row in rows), fillvalue="")
    widths = [min(max(map(len, column)), max(width // 3, 12)) for column in columns]
    lines = []
    for mark, row in rows[:LONGEST]:
        padded = []
        for text, size in zip(row, widths, strict=False):
            cell = text if len(text) <= size else text[: size - 1] + "…"
            cell = f"{cell:<{size}}"
            is_change = " → " in text or mark in ("- ", "+ ")
            padded.append(f"{RED}{cell}{PLAIN}" if colour and is_change else cell)
        lines.append(f"{mark}{'  '.join(padded)}".rstrip())
    if len(rows) > LONGEST:
        lines.append(f"  … {len(rows) - LONGEST} more rows")
    return lines


def _compared(old, new):
    """Return (mark, row) of each row that differs, and of the heading where both have the same."""
    rows = [("  ", old[0])] if old and new and old[0] == new[0] else []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            same = sum(row is not old[0] for row in old[a:b])
            if same:
                rows.append((f"  … {pluralise(same, 'row')} the same", []))
            continue
        for left, right in zip_longest(old[a:b], new[c:d]):
            if left is None or right is None:
                rows.append(("+ " if left is None else "- ", left or right))
            else:
                cells = zip_longest(left, right, fillvalue="")
                rows.append(("≠ ", [_changed(before, after) for before, after in cells]))
    return rows


def _changed(before, after):
    return before if before == after else f"{before} → {after}"


class _Rows(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data.strip()


def read_table(html):
    """Return the rows of the tables in some HTML, each a tuple of texts."""
    parser = _Rows()
    parser.feed(html)
    return [tuple(row) for row in parser.rows]
