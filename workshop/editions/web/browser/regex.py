r"""The part of `regex` that the lessons need, on the standard re: \p{...} becomes its characters.

Pyodide's own `regex` isn't in every place that has the rest of it. [A--[B]] takes characters away,
as regex's VERSION1 does. The ranges were asked of the real `regex` when the site was made.
"""

import re
from functools import cached_property, lru_cache
from pathlib import Path
from re import *  # noqa: F403 - its flags and escape are this module's too

VERSION0 = VERSION1 = V0 = V1 = 0
CLASSES = dict(
    line.split("\t")
    for line in Path(__file__).with_name("regex_classes.txt").read_text("utf-8").split("\n")
    if line
)
PROPERTY = re.compile(r"\\p\{(\w+)\}")
AWAY = re.compile(r"--\[((?:\\.|[^\]\\])*)\]\]")


def translate(pattern):
    """Return a pattern of `regex` in the words of `re`."""
    parts = []
    at = 0
    opened = None  # where the class we are in begins among the parts
    while at < len(pattern):
        named = PROPERTY.match(pattern, at)
        away = AWAY.match(pattern, at) if opened is not None else None
        if named:
            ranges = CLASSES[named[1]]
            parts.append(f"[{ranges}]" if opened is None else ranges)
            at = named.end()
        elif away:
            parts.insert(opened, f"(?![{away[1]}])")
            parts.append("]")
            opened = None
            at = away.end()
        elif pattern[at] == "\\":
            parts.append(pattern[at : at + 2])
            at += 2
        elif opened is not None:
            parts.append("\\[" if pattern[at] == "[" else pattern[at])
            opened = None if pattern[at] == "]" else opened
            at += 1
        elif pattern[at] == "[":
            opened = len(parts)
            start = re.compile(r"\[\^?\]?").match(pattern, at)[0]
            parts.append(start.replace("]", "\\]"))
            at += len(start)
        else:
            parts.append(pattern[at])
            at += 1
    return "".join(parts)


class Pattern:
    """A pattern of `regex`, compiled when it is first used: large classes take a while."""

    def __init__(self, pattern, flags):
        self.source = pattern
        self.wanted = flags

    @cached_property
    def compiled(self):
        return re.compile(translate(self.source), self.wanted)

    def __getattr__(self, name):
        return getattr(self.compiled, name)


@lru_cache(512)
def compile(pattern, flags=0):
    """Return a Pattern."""
    if isinstance(pattern, (re.Pattern, Pattern)):
        return pattern
    return Pattern(pattern, flags)


def _through(name):
    def call(pattern, *arguments, flags=0, **options):
        return getattr(compile(pattern, flags), name)(*arguments, **options)

    return call


match = _through("match")
fullmatch = _through("fullmatch")
search = _through("search")
finditer = _through("finditer")
findall = _through("findall")
split = _through("split")
sub = _through("sub")
subn = _through("subn")
