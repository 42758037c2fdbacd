"""Saved result pages: what a search shows about a publisher, in words of the lesson's makers."""

from dataclasses import dataclass

from kit.showing import TEMPLATES
from kit.templates import render


@dataclass(frozen=True)
class Result:
    """A result of a search: what it says, who says it and when, and its address or ""."""

    title: str
    says: str
    source: str
    address: str = ""


@dataclass(frozen=True)
class ResultPage:
    """What a search for a publisher shows. searched: the words; about: what kind of page this is,
    who made it and when; results: Result objects; worked: an example of how to use it, or "".
    """

    publisher: str
    searched: str
    about: str
    results: tuple[Result, ...]
    worked: str = ""

    def __repr__(self):
        lines = [f"{self.publisher}: a search for “{self.searched}”.", self.about]
        for number, result in enumerate(self.results, 1):
            lines += [f"  {number}. {result.title}. {result.says}", f"     {result.source}"]
            lines += [f"     {result.address}"] if result.address else []
        return "\n".join([*lines, *([f"Worked through. {self.worked}"] if self.worked else [])])


class ResultPages(list):
    """Result pages that are opened one at a time; the first stands open.

    >>> found = Result("A small press", "Two sisters own it.", "Town archive, 2020")
    >>> ResultPages([ResultPage("The Post", "Post who owns", "Invented.", (found,))])
    The Post: a search for “Post who owns”.
    Invented.
      1. A small press. Two sisters own it.
         Town archive, 2020
    """

    def __repr__(self):
        return "\n\n".join(map(repr, self))

    def _repr_html_(self):
        return render(TEMPLATES, "result_pages.html", pages=self)
