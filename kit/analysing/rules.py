"""A rule as a student reads it: its own source, by its name in the column `rule`."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from kit.analysing import agency
from kit.errors import KitError
from kit.quotations.rules import RULES


@dataclass(frozen=True, repr=False)
class Source:
    """A rule as its own source text, which is how it shows in a notebook."""

    name: str
    function: Callable

    def __repr__(self):
        return f"# {self.name}\n{inspect.getsource(self.function).rstrip()}"


def show_rule(name: str) -> Source:
    """Return a rule of find_quotations or find_agency, shown as its own source.

    Raises
    ------
    KitError
        With the names there are.

    Examples
    --------
    >>> "subject" in repr(show_rule("speaker.inverted"))
    True
    """
    rules = RULES | agency.RULES
    if name not in rules:
        raise KitError(f"there is no rule {name!r}; the rules are: {', '.join(sorted(rules))}")
    return Source(name, rules[name])
