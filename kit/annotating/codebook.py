"""The codebook: what may be marked, what each label means, and what else is noted about a mark.

A codebook is a TOML file that people read and argue about:

    # all titles and definitions are optional, but people need them
    title = "Who says what"

    [[layers]]                               # a layer is one task: what is marked in one go
    name = "quotation"
    title = "Quotations"
    definition = "Every stretch of words the article gives to somebody."

    [[layers.labels]]
    # unique in the whole codebook: this is what marks.add(…) is given
    name = "quotation"
    title = "Quotation"
    definition = "From the first to the last quoted word, without the quotation marks."
    key = "q"                                # one character, unique in its layer: the annotator's key for it
    # six hexadecimal digits; left out: the next of a colour-blind-safe palette
    colour = "#0072b2"

    # of one label; under [[layers.attributes]]: of every label of the layer
    [[layers.labels.attributes]]
    name = "form"
    # choice (one of choices) | text | link (another annotation)
    type = "choice"
    choices = ["direct", "partial", "scare", "indirect"]
"""

import re
import tomllib
from dataclasses import dataclass

import pandas as pd

from kit.errors import CodebookError
from kit.files import read_text

TYPES = ("choice", "text", "link")
PALETTE = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
    "#999999",
)  # Okabe and Ito, 2008
RESERVED = {
    "start",
    "end",
    "text",
    "label",
    "note",
    "creator",
    "id",
    "modified",
    "status",
    "self",
    "attributes",
}  # columns and arguments


@dataclass(frozen=True)
class Attribute:
    """Something noted about a mark. type: "choice" (one of `choices`), "text", or "link" (the id of
    another annotation).
    """

    name: str
    type: str = "text"
    title: str = ""
    definition: str = ""
    choices: tuple = ()


@dataclass(frozen=True)
class Label:
    """A kind of mark. key: one character or ""; colour: "#rrggbb"; attributes: tuple of Attribute;
    layer: its layer's name.
    """

    name: str
    title: str = ""
    definition: str = ""
    key: str = ""
    colour: str = PALETTE[0]
    attributes: tuple = ()
    layer: str = ""

    def attribute(self, name):
        """Return the attribute of this name; CodebookError says which there are."""
        return _named(self.attributes, name, f"the label {self.name!r} has no attribute")


@dataclass(frozen=True)
class Layer:
    """The labels that are marked in one go. labels: tuple of Label."""

    name: str
    title: str = ""
    definition: str = ""
    labels: tuple = ()


@dataclass(frozen=True)
class Codebook:
    """Layers of labels. layers: tuple of Layer, in the order of the file.

    >>> book = Codebook.of(["person", "place"]); book.label("place").colour
    '#e69f00'
    >>> book.label("plase")
    Traceback (most recent call last):
    kit.errors.CodebookError: the codebook has no label 'plase'; it has: person, place
    """

    layers: tuple = ()
    title: str = ""

    @classmethod
    def load(cls, path):
        """Read a codebook from a TOML file (this module's text shows one); CodebookError names
        file, entry and mend.
        """
        try:
            data = tomllib.loads(read_text(path))
        except tomllib.TOMLDecodeError as error:
            raise CodebookError(f"{path}: not TOML ({error}); mend that line") from None
        try:
            return cls._read(data)
        except CodebookError as error:
            raise CodebookError(f"{path}: {error}") from None

    @classmethod
    def of(cls, names, layer="marks"):
        """Make a plain codebook of label names: one layer, palette colours, the first free letter
        as key.
        """
        labels, keys = [], set()
        for number, name in enumerate(dict.fromkeys(names)):
            key = next((c for c in name.lower() if c.isalnum() and c not in keys), "")
            keys.add(key)
            labels.append(
                Label(name, name, key=key, colour=PALETTE[number % len(PALETTE)], layer=layer)
            )
        return cls((Layer(layer, labels=tuple(labels)),))

    @property
    def labels(self):
        """Every label of every layer: a tuple of Label."""
        return tuple(label for layer in self.layers for label in layer.labels)

    def layer(self, name):
        """Return the layer of this name; CodebookError says which there are."""
        return _named(self.layers, name, "the codebook has no layer")

    def label(self, name):
        """Return the label of this name; CodebookError says which there are."""
        return _named(self.labels, name, "the codebook has no label")

    @property
    def table(self):
        """Table for reading: layer, label, title, definition, key, attributes (their names)."""
        rows = [
            (x.layer, x.name, x.title, x.definition, x.key, ", ".join(a.name for a in x.attributes))
            for x in self.labels
        ]
        return pd.DataFrame(
            rows, columns=["layer", "label", "title", "definition", "key", "attributes"]
        )

    @classmethod
    def _read(cls, data):
        _only(data, ("title", "layers"), "the codebook")
        layers, number = [], 0
        for row in _tables(data, "layers", "the codebook"):
            name = _name(row, "a layer")
            _only(row, ("name", "title", "definition", "attributes", "labels"), f"layer {name!r}")
            shared = tuple(
                _attribute(a, f"layer {name!r}")
                for a in _tables(row, "attributes", f"layer {name!r}")
            )
            labels = []
            for entry in _tables(row, "labels", f"layer {name!r}"):
                labels.append(_label(entry, name, shared, PALETTE[number % len(PALETTE)]))
                number += 1
            _unique([x.key for x in labels if x.key], f"layer {name!r} has two labels with the key")
            layers.append(
                Layer(
                    name, _string(row, "title") or name, _string(row, "definition"), tuple(labels)
                )
            )
        book = cls(tuple(layers), _string(data, "title"))
        if not book.labels:
            raise CodebookError(
                "no label in it; write at least one [[layers]] with one [[layers.labels]]"
            )
        _unique([x.name for x in book.layers], "two layers have the name")
        _unique([x.name for x in book.labels], "two labels have the name")
        return book


def _label(row, layer, shared, colour):
    name = _name(row, f"a label of layer {layer!r}")
    where = f"label {name!r}"
    _only(row, ("name", "title", "definition", "key", "colour", "attributes"), where)
    key, colour = _string(row, "key"), _string(row, "colour") or colour
    if len(key) > 1 or key.isspace():
        raise CodebookError(f"{where}: the key must be one character, not {key!r}")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise CodebookError(f'{where}: the colour must look like "#0072b2", not {colour!r}')
    attributes = tuple(_attribute(a, where) for a in _tables(row, "attributes", where)) + shared
    _unique([a.name for a in attributes], f"{where} has two attributes with the name")
    return Label(
        name,
        _string(row, "title") or name,
        _string(row, "definition"),
        key,
        colour.lower(),
        attributes,
        layer,
    )


def _attribute(row, where):
    name = _name(row, f"an attribute of {where}")
    where = f"{where}, attribute {name!r}"
    _only(row, ("name", "type", "title", "definition", "choices"), where)
    kind, choices = _string(row, "type") or "text", row.get("choices", [])
    if not name.isidentifier() or name in RESERVED:
        raise CodebookError(
            f"{where}: the name must be one word of letters, digits and _, and none of {', '.join(sorted(RESERVED))}"
        )
    if kind not in TYPES:
        raise CodebookError(f"{where}: the type must be one of {', '.join(TYPES)}, not {kind!r}")
    if (
        (kind == "choice") != bool(choices)
        or not isinstance(choices, list)
        or not all(isinstance(c, str) and c for c in choices)
    ):
        raise CodebookError(f'{where}: a choice, and only a choice, needs choices = ["…", "…"]')
    return Attribute(
        name, kind, _string(row, "title") or name, _string(row, "definition"), tuple(choices)
    )


def _named(things, name, message):
    for thing in things:
        if thing.name == name:
            return thing
    raise CodebookError(
        f"{message} {name!r}; it has: {', '.join(t.name for t in things) or 'none'}"
    )


def _name(row, what):
    name = _string(row, "name")
    if not name or name != name.strip():
        raise CodebookError(f'{what} has no name; write name = "…" (no spaces at its ends)')
    return name


def _string(row, entry):
    value = row.get(entry, "")
    if not isinstance(value, str):
        raise CodebookError(f"{entry} must be text in quotation marks, not {value!r}")
    return value.strip() if entry != "name" else value


def _tables(row, entry, where):
    value = row.get(entry, [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise CodebookError(f"{where}: {entry} must be written as [[…{entry}]]")
    return value


def _only(row, known, where):
    for entry in row:
        if entry not in known:
            raise CodebookError(
                f"{where}: unknown entry {entry!r}; it can have: {', '.join(known)}"
            )


def _unique(names, message):
    for name in names:
        if names.count(name) > 1:
            raise CodebookError(f"{message} {name!r}; change one")
