"""What a codebook is made of: layers of labels, and what is noted about a mark of each."""

from dataclasses import dataclass

from kit.errors import CodebookError

TYPES = ("choice", "text", "link")
# colours that colour-blind people can tell apart: Okabe and Ito, 2008
PALETTE = "#0072b2 #e69f00 #009e73 #cc79a7 #56b4e9 #d55e00 #f0e442 #999999".split()
# columns of a table of marks and arguments, which no attribute may be called
RESERVED = frozenset("start end text label note creator id modified status self attributes".split())


@dataclass(frozen=True)
class Attribute:
    """Something noted about a mark. type: "choice", "text" or "link" (another mark's id)."""

    name: str
    type: str = "text"
    title: str = ""
    definition: str = ""
    choices: tuple = ()


@dataclass(frozen=True)
class Label:
    """A kind of mark. key: one character or ""; colour: "#rrggbb"; layer: its layer's name."""

    name: str
    title: str = ""
    definition: str = ""
    key: str = ""
    colour: str = PALETTE[0]
    attributes: tuple = ()
    layer: str = ""

    def attribute(self, name):
        """Return the attribute of this name; CodebookError says which there are."""
        return named(self.attributes, name, f"the label {self.name!r} has no attribute")


@dataclass(frozen=True)
class Layer:
    """The labels that are marked in one go. labels: tuple of Label."""

    name: str
    title: str = ""
    definition: str = ""
    labels: tuple = ()


def named(things, name, message):
    """Return the thing of this name; CodebookError says which there are."""
    for thing in things:
        if thing.name == name:
            return thing
    known = ", ".join(thing.name for thing in things) or "none"
    raise CodebookError(f"{message} {name!r}; it has: {known}")
