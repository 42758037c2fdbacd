"""The register of rules: each is a small function with a name, and a student can read it by that name."""

import inspect

from kit.errors import KitError

RULES = {}


def rule(name, *frames):
    """Register the function below under a name such as "speaker.inverted"; frames: for verbs of which lists it is asked."""

    def keep(function):
        function.rule, function.frames = name, frozenset(frames)
        RULES[name] = function
        return function

    return keep


class Source:
    """A rule as its own source text, which is how it shows in a notebook."""

    def __init__(self, name, function):
        self.name, self.function = name, function

    def __repr__(self):
        return f"# {self.name}\n{inspect.getsource(self.function).rstrip()}"


def show_rule(name):
    """Return a rule of find_quotations or find_agency by its name in the column `rule`, shown as its own source.

    name: str. Raises KitError with the names there are.

    >>> "subject" in repr(show_rule("speaker.inverted"))
    True
    """
    from kit.analysing import agency

    rules = RULES | agency.RULES
    if name not in rules:
        raise KitError(f"there is no rule {name!r}; the rules are: {', '.join(sorted(rules))}")
    return Source(name, rules[name])
