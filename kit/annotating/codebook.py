"""The codebook: what may be marked, what each label means, and what else is noted about a mark.

It is a TOML file that people read and argue about; what it may hold is said at its top.
"""

import re
import tomllib
from dataclasses import dataclass

import pandas as pd

from kit.errors import CodebookError
from kit.files import read_text

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
        """Read a TOML file. Raises CodebookError: file, entry, fix."""
        try:
            data = tomllib.loads(read_text(path))
            title = _read_texts(data, "the codebook", ["title"], ["layers"])["title"]
            return cls(_read_layers(data), title)
        except tomllib.TOMLDecodeError as error:
            raise CodebookError(f"{path}: not TOML ({error}); correct that line") from None
        except CodebookError as error:
            raise CodebookError(f"{path}: {error}") from None

    @classmethod
    def of(cls, names, layer="marks"):
        """Make a codebook of names: one layer, palette colours, first free letters as keys."""
        labels, keys = [], set()
        for number, name in enumerate(dict.fromkeys(names)):
            key = next((c for c in name.lower() if c.isalnum() and c not in keys), "")
            keys.add(key)
            colour = PALETTE[number % len(PALETTE)]
            labels.append(Label(name, name, key=key, colour=colour, layer=layer))
        return cls((Layer(layer, labels=tuple(labels)),))

    @property
    def labels(self):
        """Every label of every layer: a tuple of Label."""
        return tuple(label for layer in self.layers for label in layer.labels)

    def layer(self, name):
        """Return the layer of this name; CodebookError says which there are."""
        return named(self.layers, name, "the codebook has no layer")

    def label(self, name):
        """Return the label of this name; CodebookError says which there are."""
        return named(self.labels, name, "the codebook has no label")

    @property
    def table(self):
        """Table for reading: layer, label, title, definition, key, attributes (their names)."""
        rows = []
        for label in self.labels:
            attributes = ", ".join(attribute.name for attribute in label.attributes)
            about = (label.layer, label.name, label.title, label.definition, label.key)
            rows.append((*about, attributes))
        columns = "layer label title definition key attributes".split()
        return pd.DataFrame(rows, columns=columns)


def named(things, name, message):
    """Return the thing of this name; CodebookError says which there are."""
    for thing in things:
        if thing.name == name:
            return thing
    known = ", ".join(thing.name for thing in things) or "none"
    raise CodebookError(f"{message} {name!r}; it has: {known}")


def _read_layers(data):
    layers = []
    labels = []
    for row in _read_blocks(data, "layers", "the codebook"):
        layers.append(_read_layer(row, len(labels)))
        labels += layers[-1].labels
    if not labels:
        fix = "write at least one [[layers]] with one [[layers.labels]]"
        raise CodebookError(f"no label in it; {fix}")
    _check_unique([layer.name for layer in layers], "two layers have the name")
    _check_unique([label.name for label in labels], "two labels have the name")
    return tuple(layers)


def _read_layer(row, number):
    """Return a Layer; number: of labels before it, which have their colours of the palette."""
    where = f"layer {_read_name(row, 'a layer')!r}"
    about = _read_texts(row, where, ["name", "title", "definition"], ["attributes", "labels"])
    shared = _read_attributes(row, where)
    labels = []
    for at, entry in enumerate(_read_blocks(row, "labels", where), number):
        colour = PALETTE[at % len(PALETTE)]
        labels.append(_read_label(entry, about["name"], shared, colour))
    keys = [label.key for label in labels if label.key]
    _check_unique(keys, f"{where} has two labels with the key")
    return Layer(labels=tuple(labels), **about)


def _read_label(row, layer, shared, colour):
    where = f"label {_read_name(row, f'a label of layer {layer!r}')!r}"
    known = ["name", "title", "definition", "key", "colour"]
    about = _read_texts(row, where, known, ["attributes"])
    key = about["key"]
    colour = about.pop("colour") or colour
    if len(key) > 1:
        raise CodebookError(f"{where}: the key must be one character, not {key!r}")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise CodebookError(f'{where}: the colour must look like "#0072b2", not {colour!r}')
    attributes = _read_attributes(row, where) + shared
    _check_unique([each.name for each in attributes], f"{where} has two attributes with the name")
    return Label(colour=colour.lower(), attributes=attributes, layer=layer, **about)


def _read_attributes(row, where):
    entries = _read_blocks(row, "attributes", where)
    return tuple(_read_attribute(entry, where) for entry in entries)


def _read_attribute(row, where):
    name = _read_name(row, f"an attribute of {where}")
    where = f"{where}, attribute {name!r}"
    about = _read_texts(row, where, ["name", "type", "title", "definition"], ["choices"])
    kind = about["type"] = about["type"] or "text"
    choices = row.get("choices", [])
    if not name.isidentifier() or name in RESERVED:
        taken = ", ".join(sorted(RESERVED))
        problem = "the name must be one word of letters, digits and _"
        raise CodebookError(f"{where}: {problem}, and none of {taken}")
    if kind not in TYPES:
        raise CodebookError(f"{where}: the type must be one of {', '.join(TYPES)}, not {kind!r}")
    are_words = isinstance(choices, list) and all(isinstance(c, str) and c for c in choices)
    if not are_words or (kind == "choice") != bool(choices):
        raise CodebookError(f'{where}: a choice, and only a choice, needs choices = ["…", "…"]')
    return Attribute(choices=tuple(choices), **about)


def _read_name(row, what):
    name = row.get("name", "")
    if not isinstance(name, str) or not name or name != name.strip():
        raise CodebookError(f'{what} has no name; write name = "…" (no spaces at its ends)')
    return name


def _read_texts(row, where, names, others=()):
    """Return the entries that are text, "" for one left out; others: what else there may be."""
    known = [*names, *others]
    for entry in row:
        if entry not in known:
            fix = f"it can have: {', '.join(known)}"
            raise CodebookError(f"{where}: unknown entry {entry!r}; {fix}")
    texts = {}
    for name in names:
        value = row.get(name, "")
        if not isinstance(value, str):
            raise CodebookError(f"{name} must be text in quotation marks, not {value!r}")
        texts[name] = value.strip()
    texts["title"] = texts["title"] or texts.get("name", "")
    return texts


def _read_blocks(row, entry, where):
    value = row.get(entry, [])
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise CodebookError(f"{where}: {entry} must be written as [[…{entry}]]")
    return value


def _check_unique(names, message):
    for name in names:
        if names.count(name) > 1:
            raise CodebookError(f"{message} {name!r}; change one")
