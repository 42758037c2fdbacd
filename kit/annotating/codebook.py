"""The codebook: what may be marked, what each label means, and what else is noted about a mark.

It is a TOML file that people read and argue about; labels.py has what is in one:

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

from kit.annotating.labels import PALETTE, RESERVED, TYPES, Attribute, Label, Layer, named
from kit.errors import CodebookError
from kit.files import read_text


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
