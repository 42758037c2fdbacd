r"""What stands in for packages that can't be had for the browser: `regex`, and piplite.

`regex` is a small module on the standard re. It knows the classes (\p{L} and the like) that the
kit's and syntok's own patterns name, as ranges of characters that the real `regex` is asked for.
"""

import re
from functools import cache
from importlib.metadata import distribution, version

import regex

from workshop.editions.web.wheels import BROWSER, make_wheel

CLASS = re.compile(r"\\p\{\{?(\w+)\}")  # in an f-string the bracket is doubled
SPECIAL = "\\]^-[&~|"  # letters that mean something in a class


def make_regex(kit_files):
    """Return the stand-in for `regex` as a Wheel. kit_files: {path: bytes} that use it."""
    files = make_regex_files(kit_files)
    return make_wheel("regex", version("regex"), files, "regex")


def make_regex_files(kit_files):
    """Return {path: bytes} of the stand-in for `regex`."""
    names = find_classes(kit_files)
    lines = "".join(f"{name}\t{find_ranges(name)}\n" for name in names)
    module = (BROWSER / "regex.py").read_bytes()
    return {"regex.py": module, "regex_classes.txt": lines.encode()}


def make_piplite():
    """Return the stand-in for piplite as a Wheel."""
    code = (BROWSER / "piplite.py").read_bytes()
    files = {"piplite/__init__.py": b"from .piplite import install\n", "piplite/piplite.py": code}
    return make_wheel("piplite", "0.8.6", files, "piplite")


def find_classes(kit_files):
    """Return the names of the classes that patterns of the kit and of syntok name, sorted."""
    texts = [data.decode() for path, data in kit_files.items() if path.endswith(".py")]
    for path in distribution("syntok").files:
        if path.suffix == ".py":
            texts.append(path.read_text(encoding="utf-8"))
    return sorted({name for text in texts for name in CLASS.findall(text)})


def find_ranges(name):
    r"""Return the characters of a class as they stand in a class of `re`, escaped.

    Examples
    --------
    >>> find_ranges("Pd")[:4]
    '\\-֊־'
    """
    ranges = []
    for found in regex.finditer(rf"\p{{{name}}}+", every_character()):
        ends = dict.fromkeys([found[0][0], found[0][-1]])
        ranges.append("-".join(f"\\{end}" if end in SPECIAL else spell(end) for end in ends))
    return "".join(ranges)


@cache
def every_character():
    """Return every character, in order; surrogates are none."""
    return "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))


def spell(character):
    """Return a character, spelt out if it ends a line or can't be seen."""
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"
