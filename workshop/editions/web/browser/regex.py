r"""The part of `regex` that the lessons need, on the standard re: \p{...} becomes its characters.

Pyodide's own `regex` isn't in every place that has the rest of it. [A--[B]] takes characters away,
as regex's VERSION1 does. The ranges were asked of the real `regex` when the site was made. A class
has hundreds of them, and re would read them anew wherever a pattern names it: so a sign stands for
the class in what re reads, and its characters, read once, are put in that sign's place.
"""

import re
from functools import cache, cached_property, lru_cache
from pathlib import Path
from re import *  # noqa: F403 - its flags and escape are this module's too
from re import _compiler, _parser
from re._constants import IN, LITERAL, NEGATE, NOT_LITERAL

VERSION0 = VERSION1 = V0 = V1 = 0
CLASSES = dict(
    line.split("\t")
    for line in Path(__file__).with_name("regex_classes.txt").read_text("utf-8").split("\n")
    if line
)
SIGNS = {name: 0xF0000 + number for number, name in enumerate(CLASSES)}  # for private use
NAMES = {sign: name for name, sign in SIGNS.items()}
PROPERTY = re.compile(r"\\p\{(\w+)\}")
AWAY = re.compile(r"--\[((?:\\.|[^\]\\])*)\]\]")


def translate(pattern):
    """Return a pattern of `regex` in the words of `re`, with a sign for each class."""
    parts = []
    at = 0
    opened = None  # where the class we are in begins among the parts
    while at < len(pattern):
        named = PROPERTY.match(pattern, at)
        away = AWAY.match(pattern, at) if opened is not None else None
        if named:
            parts.append(chr(SIGNS[named[1]]))
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


@cache
def members(name, is_cased):
    """Return the characters of a class as re has them when it has read a pattern."""
    ((_, ranges),) = _parser.parse(f"[{CLASSES[name]}]")
    return _compiler._optimize_charset(ranges)[0] if is_cased else ranges


def fill(part, is_cased):
    """Return a part of what re has read with the characters of each class for its sign."""
    if isinstance(part, _parser.SubPattern):
        part.data = fill(part.data, is_cased)
        return part
    if not isinstance(part, (list, tuple)):
        return part
    kind = part[0] if part else None
    if kind in (LITERAL, NOT_LITERAL) and part[1] in NAMES:
        ranges = members(NAMES[part[1]], is_cased)
        return IN, ranges if kind is LITERAL else [(NEGATE, None), *ranges]
    if kind is not IN:
        return type(part)(fill(one, is_cased) for one in part)
    characters = []
    for one in part[1]:
        kind, sign = one
        is_class = kind is LITERAL and sign in NAMES
        characters += members(NAMES[sign], is_cased) if is_class else [one]
    return IN, characters


class Pattern:
    """A pattern of `regex`, compiled when it is first used: not all are in every lesson."""

    def __init__(self, pattern, flags):
        self.source = pattern
        self.wanted = flags

    @cached_property
    def compiled(self):
        tree = _parser.parse(translate(self.source), self.wanted)
        is_cased = not tree.state.flags & re.IGNORECASE
        return _compiler.compile(fill(tree, is_cased), self.wanted)

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
