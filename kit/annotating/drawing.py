"""How a mark is drawn: a line in a pattern under the words, a tint behind them, and a short tag."""

LINES = [  # a pattern for each label in turn; the annotator draws the same
    "linear-gradient({0} 0 0)",
    "repeating-linear-gradient(90deg,{0} 0 7px,transparent 7px 10px)",
    "repeating-linear-gradient(90deg,{0} 0 2px,transparent 2px 5px)",
    "repeating-linear-gradient(90deg,{0} 0 10px,transparent 10px 12px,{0} 12px 14px,"
    "transparent 14px 16px)",
]
CONTRAST = 3.2  # with white; 3 is asked for (WCAG 2.2, 1.4.11)


def tags(labels):
    """Return a short sign for each label: its key if unique, else its title's beginning."""
    labels = list(labels)
    keys = [label.key for label in labels]
    found = {}
    for label in labels:
        is_sole = label.key and keys.count(label.key) == 1
        found[label.name] = label.key if is_sole else (label.title or label.name)[:3]
    return found


def lanes(marks):
    """Return {id: lane}: marks over the same words are drawn under each other."""
    ends = []  # of each lane, where its last mark ends
    found = {}
    for mark in marks:
        free = next((lane for lane, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[free : free + 1] = [mark.end]
        found[mark.id] = free
    return found


def drawn(colour, number):
    """A label's line and tint as CSS variables, its colour darkened until it can be seen on white."""
    rgb = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (luminance(rgb) + 0.05) < CONTRAST:
        rgb = [round(0.92 * value) for value in rgb]
    ink = "rgb({} {} {}".format(*rgb)
    line = LINES[number % len(LINES)].format(ink + ")")
    return f"--l{number}:{line};--t{number}:{ink} / .12);"


def luminance(rgb):
    """Relative luminance of an sRGB colour, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(value / 255) for value in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
