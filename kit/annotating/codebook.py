"""The codebook: what may be marked, what each label means, and what else is noted about a mark.

codebook_file.py shows a file and reads it; labels.py has what is in one.
"""

import tomllib
from dataclasses import dataclass

import pandas as pd

from kit.annotating.codebook_file import read_layers
from kit.annotating.labels import PALETTE, Label, Layer, named
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
        """Read a TOML file (codebook_file.py shows one). Raises CodebookError: file, entry, fix."""
        try:
            data = tomllib.loads(read_text(path))
        except tomllib.TOMLDecodeError as error:
            raise CodebookError(f"{path}: not TOML ({error}); mend that line") from None
        try:
            return cls(*read_layers(data))
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
        columns = "layer label title definition key attributes".split()
        rows = []
        for label in self.labels:
            attributes = ", ".join(attribute.name for attribute in label.attributes)
            about = (label.layer, label.name, label.title, label.definition, label.key)
            rows.append((*about, attributes))
        return pd.DataFrame(rows, columns=columns)
