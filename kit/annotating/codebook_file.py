"""Reading a codebook: a TOML file that people read and argue about.

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

from kit.annotating.labels import PALETTE, RESERVED, TYPES, Attribute, Label, Layer
from kit.errors import CodebookError


def read_layers(data):
    """Return a codebook's layers, a tuple, and its title. data: as tomllib gives it."""
    _only(data, ("title", "layers"), "the codebook")
    layers = []
    labels = []
    for row in _tables(data, "layers", "the codebook"):
        layers.append(_layer(row, len(labels)))
        labels += layers[-1].labels
    if not labels:
        fix = "write at least one [[layers]] with one [[layers.labels]]"
        raise CodebookError(f"no label in it; {fix}")
    _unique([layer.name for layer in layers], "two layers have the name")
    _unique([label.name for label in labels], "two labels have the name")
    return tuple(layers), _string(data, "title")


def _layer(row, number):
    """Return a Layer; number: of labels before it, which have their colours of the palette."""
    name = _name(row, "a layer")
    where = f"layer {name!r}"
    _only(row, ("name", "title", "definition", "attributes", "labels"), where)
    shared = tuple(_attribute(entry, where) for entry in _tables(row, "attributes", where))
    labels = []
    for at, entry in enumerate(_tables(row, "labels", where), number):
        labels.append(_label(entry, name, shared, PALETTE[at % len(PALETTE)]))
    keys = [label.key for label in labels if label.key]
    _unique(keys, f"{where} has two labels with the key")
    return Layer(name, _string(row, "title") or name, _string(row, "definition"), tuple(labels))


def _label(row, layer, shared, colour):
    name = _name(row, f"a label of layer {layer!r}")
    where = f"label {name!r}"
    _only(row, ("name", "title", "definition", "key", "colour", "attributes"), where)
    key = _string(row, "key")
    colour = _string(row, "colour") or colour
    if len(key) > 1 or key.isspace():
        raise CodebookError(f"{where}: the key must be one character, not {key!r}")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise CodebookError(f'{where}: the colour must look like "#0072b2", not {colour!r}')
    own = tuple(_attribute(entry, where) for entry in _tables(row, "attributes", where))
    attributes = own + shared
    _unique([each.name for each in attributes], f"{where} has two attributes with the name")
    about = (_string(row, "title") or name, _string(row, "definition"))
    return Label(name, *about, key, colour.lower(), attributes, layer)


def _attribute(row, where):
    name = _name(row, f"an attribute of {where}")
    where = f"{where}, attribute {name!r}"
    _only(row, ("name", "type", "title", "definition", "choices"), where)
    kind = _string(row, "type") or "text"
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
    about = (_string(row, "title") or name, _string(row, "definition"))
    return Attribute(name, kind, *about, tuple(choices))


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
            fix = f"it can have: {', '.join(known)}"
            raise CodebookError(f"{where}: unknown entry {entry!r}; {fix}")


def _unique(names, message):
    for name in names:
        if names.count(name) > 1:
            raise CodebookError(f"{message} {name!r}; change one")
