"""Show a person how the output that a cell gives now differs from the one it was saved with."""

from difflib import SequenceMatcher
from itertools import zip_longest

from bs4 import BeautifulSoup

from kit.reading.text import pluralise
from workshop.validation.guards import BASE64, data_of, joined

CONTEXT = 2  # lines that are the same, shown above and below a change
LONGEST = 40  # rows of a comparison; the rest is counted, not shown
RED = "\033[31m"
GREEN = "\033[32m"
PLAIN = "\033[0m"


def difference(expected, got, width=100, colour=False):
    r"""Return lines that show two lists of outputs side by side, tables cell by cell.

    expected, got: outputs as nbformat has them. width: of the terminal. colour: mark changes in
    colour rather than with carets.

    >>> old, new = [{"output_type": "stream", "name": "stdout", "text": t} for t in ("12 words", "13 words")]
    >>> print("\n".join(difference([old], [new], width=40)))
    printed:
      expected          │ got
    ≠ 12 words          │ 13 words
       ^                │  ^
    """
    lines = []
    for old, new in zip_longest(expected, got):
        old_kind, old_text = _shown(old, new)
        new_kind, new_text = _shown(new, old)
        if (old_kind, old_text) == (new_kind, new_text):
            continue
        is_other = old and new and old_kind != new_kind
        one = old_kind if old else new_kind
        lines.append(f"{old_kind}, now {new_kind}:" if is_other else f"{one}:")
        tables = [read_table(text) for text in (old_text, new_text) if "<table" in text]
        if len(tables) == 2 and tables[0] != tables[1]:
            lines += compare_tables(*tables, width, colour)
        else:
            lines += _side_by_side(old_text.splitlines(), new_text.splitlines(), width, colour)
    return lines or ["the outputs look the same, but the cell's other data differs"]


def first_line(source):
    r"""Return the first line of a cell that does something, which is how a person finds the cell.

    >>> first_line("# count\n\nlen(words)")
    'len(words)'
    """
    lines = [line for line in source.splitlines() if line.strip()]
    working = [line for line in lines if not line.lstrip().startswith("#")]
    return [*working, *lines, "(an empty cell)"][0]


def _shown(output, other):
    """Return an output's name and text: its table, else plain text unless only HTML differs."""
    if output is None:
        return "nothing", ""
    if output["output_type"] == "stream":
        name = "printed" if output["name"] == "stdout" else "a warning or error message"
        return name, joined(output["text"])
    if output["output_type"] == "error":
        return "an error", f"{output['ename']}: {output['evalue']}"
    data = data_of(output)
    others = data_of(other or {})
    html = BASE64.sub("base64,…", str(data.get("text/html", "")))
    if "<table" in html and "<table" in str(others.get("text/html", "")):
        return "a table", html
    if html and data.get("text/plain") == others.get("text/plain"):
        return "HTML", html
    return "a value", str(data.get("text/plain", html))


def _side_by_side(old, new, width, colour):
    half = max((width - 5) // 2, 10)
    none = set(), set()
    rows = [("  ", "expected", "got", none)]  # and which letters of each changed
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            same = old[a:b]
            if len(same) > 2 * CONTEXT + 1:
                gap = f"… {len(same) - 2 * CONTEXT} lines the same …"
                same = [*same[:CONTEXT], gap, *same[-CONTEXT:]]
            rows += [("  ", line[:half], line[:half], none) for line in same]
            continue
        for left, right in zip_longest(old[a:b], new[c:d]):
            if left is None or right is None:  # nothing to compare it with: no marks
                mark = "- " if right is None else "+ "
                rows.append((mark, (left or "")[:half], (right or "")[:half], none))
            else:
                rows.append(("≠ ", *_window(left, right, half)))
    lines = []
    for mark, left, right, (in_left, in_right) in rows[:LONGEST]:
        space = " " * (half - len(left))
        if colour:
            left = _paint(left, in_left, RED)
            right = _paint(right, in_right, GREEN)
        lines.append(f"{mark}{left}{space} │ {right}".rstrip())
        if mark == "≠ " and not colour:
            lines.append(f"  {_carets(in_left, half)} │ {_carets(in_right, half)}".rstrip())
    if len(rows) > LONGEST:
        lines.append(f"  … {len(rows) - LONGEST} more lines")
    return lines


def _window(left, right, half):
    """Return both lines cut to where they differ, and the positions in each that changed."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    if max(len(left), len(right)) > half and start > half // 2:
        left, right = (f"…{line[start - half // 3 :]}" for line in (left, right))
    left, right = left[:half], right[:half]
    in_left, in_right = set(), set()
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            in_left |= set(range(a, b))
            in_right |= set(range(c, d))
    return left, right, (in_left, in_right)


def _carets(places, half):
    return "".join("^" if n in places else " " for n in range(half))


def _paint(text, spans, paint):
    return "".join(f"{paint}{char}{PLAIN}" if n in spans else char for n, char in enumerate(text))


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
                rows.append(("≠ ", [a if a == b else f"{a} → {b}" for a, b in cells]))
    return rows


def read_table(html):
    """Return the rows of the tables in some HTML, each a tuple of texts."""
    rows = []
    for row in BeautifulSoup(html, "html.parser").find_all("tr"):
        rows.append(tuple(cell.get_text(strip=True) for cell in row.find_all(["td", "th"])))
    return rows
