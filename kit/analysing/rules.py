"""A rule as a student reads it: its pattern and what it matches in its example, or its source."""

import inspect

from kit.analysing import agency
from kit.errors import KitError
from kit.quotations.trying import RULES, mark_example


class Source(str):
    """A rule as text, which is how it shows in a notebook."""

    __repr__ = str.__str__


def show_rule(name: str) -> Source:
    """Return a rule of find_quotations or find_agency as a reader can check it.

    A rule for quotations shows its pattern, its example, and the example with the matched groups
    marked; a rule for agency shows its source. Of a cell of the column `rule`, which has two names,
    both are shown.

    Raises
    ------
    KitError
        With the names there are.

    Examples
    --------
    >>> show_rule("quote.called-it")
    quote.called-it
      pattern:  SUBJECT cue=V_CALL (?:FILLER~V_CALL){1,11} quote=QUOTE
      example:  Farr called it “a gift”.
      matches:  [speaker Farr] [cue called] it “[quote a gift]”.
    """
    return Source("\n\n".join(_show(part) for part in name.split("; ")))


def _show(name):
    if name in agency.RULES:
        return f"# {name}\n{inspect.getsource(agency.RULES[name]).rstrip()}"
    if name not in RULES:
        names = ", ".join(sorted({*RULES, *agency.RULES}))
        raise KitError(f"there is no rule {name!r}; the rules are: {names}")
    rule = RULES[name]
    lines = [rule.name, f"  pattern:  {rule.pattern}"]
    if rule.example:
        lines += [f"  example:  {rule.example}", f"  matches:  {mark_example(rule)}"]
    return "\n".join(lines)
