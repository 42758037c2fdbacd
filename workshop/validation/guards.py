"""What nbval doesn't look at: counts, pictures, outputs that vary by machine."""

import base64
import io
import re

IMAGES = ("image/png", "image/jpeg", "image/svg+xml")
WIDGET = "application/vnd.jupyter.widget-view+json"
TRACES = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}"),
    "a path of this computer": re.compile(
        r"file://|(?<![\w/.:])/(?:home|Users|root|tmp|private|var|usr|opt|mnt|media|work|content|srv)/\w|\b[A-Za-z]:\\+\w"
    ),
    "a random id": re.compile(
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{32}\b"
    ),
    "a time of day": re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\b\d{1,2}:\d\d:\d\d\b"),
}
BASE64 = re.compile(r"base64,[A-Za-z0-9+/=\s]+")
# what Python says of a thing it can't describe
NOT_WORDS = re.compile(r"\s*(<Figure size .*>|<.* object.*>|)\s*", re.DOTALL)


def cell_faults(cell, number):
    """Return what is wrong with a saved code cell; number: what its count should be, None if empty.

    >>> cell_faults({"execution_count": None, "outputs": []}, 3)
    ['its count is empty, not 3: it was saved without being run']
    """
    faults = []
    count = cell.get("execution_count")
    if number is None:  # an empty cell
        return ["it is empty and has outputs; run the notebook again"] if cell["outputs"] else []
    if count is None:
        faults.append(f"its count is empty, not {number}: it was saved without being run")
    elif count != number:
        why = "cells were moved, or not run in order from a fresh start"
        faults.append(f"its count is {count}, not {number}: {why}")
    return faults + output_faults(cell["outputs"])


def output_faults(outputs):
    """Return faults of an output: no words for a picture, a saved widget, a machine's trace."""
    faults = []
    for output in outputs:
        data = data_of(output)
        html = str(data.get("text/html", ""))
        if WIDGET in data:
            faults.append("a widget's live view is saved, which no other computer can show")
        is_picture = WIDGET in data or "<img" in html or any(kind in data for kind in IMAGES)
        if is_picture and wordless(data.get("text/plain", "")):
            problem = "a picture or widget has no text/plain that says what it shows"
            faults.append(f"{problem}; use kit.described for a figure")
        for image in re.findall(r"<img\b[^>]*>", html):
            if not re.search(r"""\balt=("[^"]*\w|'[^']*\w)""", image):
                faults.append("an image has no alt text")
        for kind, text in {**data, "stream": joined(output.get("text", ""))}.items():
            if isinstance(text, str) and kind not in IMAGES[:2]:
                traces = find_traces(text)
                faults += [f"its output shows {trace}: {found}" for trace, found in traces]
    return list(dict.fromkeys(faults))


def find_traces(text):
    """Return (what, where) for each trace of one computer, run or moment in a text.

    >>> find_traces("<Thing object at 0x7f5e2c0d1a90>")
    [('a memory address', '0x7f5e2c0d1a90>')]
    """
    text = BASE64.sub("base64,", text)
    traces = []
    for trace, pattern in TRACES.items():
        if match := pattern.search(text):
            traces.append((trace, text[match.start() : match.end() + 30].split("\n")[0]))
    return traces


def wordless(text):
    """Tell whether a text/plain says nothing a person could use.

    >>> wordless("<Figure size 640x480 with 1 Axes>"), wordless("Bars: Maren 12, Holt 4")
    (True, False)
    """
    return bool(NOT_WORDS.fullmatch(text))


def joined(value):
    """Return an output's value, which a file has as a list of lines, as text."""
    return "".join(value) if isinstance(value, list) else value


def data_of(output):
    """Return an output's data, each kind as text."""
    return {kind: joined(value) for kind, value in output.get("data", {}).items()}


def same_pictures(expected, got):
    """Return True if two lists of outputs have the same pictures to the eye, but for fonts."""
    old = _pictures(expected)
    new = _pictures(got)
    return len(old) == len(new) and all(map(_alike, old, new))


def _pictures(outputs):
    found = []
    for data in map(data_of, outputs):
        found += re.findall(r"base64,([A-Za-z0-9+/=]+)", str(data.get("text/html", "")))
        found += [data[kind] for kind in IMAGES[:2] if kind in data]
    return [re.sub(r"\s", "", picture) for picture in found]


def _alike(expected, got):
    if expected == got:
        return True
    from PIL import Image, ImageChops, ImageStat

    small = []
    for picture in (expected, got):
        image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        small.append(paper.convert("RGB").resize((96, 72), Image.Resampling.BOX))
    change = ImageStat.Stat(ImageChops.difference(*small))
    return max(change.mean) <= 1.5 and max(high for _, high in change.extrema) <= 96
