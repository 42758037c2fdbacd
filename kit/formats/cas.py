"""UIMA CAS JSON 0.4.0, which INCEpTION and DKPro read. Positions are UTF-16 units.

Written: one type, kit.Mark, with features label, note, creator, mark (its id) and one for each
attribute. Read: every annotation type but those that only cut the text up; the label is the feature
label, value or identifier, else the name of the type.
Source: https://github.com/apache/uima-uimaj-io-jsoncas.
"""

import itertools
import json
import re

from kit.annotating.w3c_targets import as_string
from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, read_json

HOLDS = {"notes", "creators", "attributes", "links"}
TYPE = "kit.Mark"
STRING = "uima.cas.String"
OWN = ("label", "note", "creator", "mark")
PLACE = ("begin", "end", "sofa")
LABELS = ("label", "value", "identifier")
STRUCTURE = re.compile(
    r".*\.(DocumentAnnotation|DocumentMetaData|Sentence|Token|Paragraph|Heading|Div|Lemma|Stem"
    r"|TagsetDescription)"
)
FEATURE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def extra_losses(marks, article):
    """Return what is lost besides: attributes with names that UIMA doesn't allow."""
    odd = [mark for mark in marks if not all(map(_is_feature_name, mark.attributes))]
    return {"names of attributes that UIMA doesn't allow": odd}


def dumps(annotations, article):
    """Return annotations as the text of a CAS JSON file."""
    units = Utf16(article.text)
    # no number is also an attribute's words, which XMI would not tell from a link
    words = set().union(*(mark.attributes.values() for mark in annotations))
    free = (number for number in itertools.count(3) if str(number) not in words)
    numbers = {mark.id: number for mark, number in zip(annotations, free, strict=False)}
    features = _choose_features(annotations, numbers)
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"}
    sofa |= {"mimeType": "text", "sofaString": article.text}
    document = {"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0}
    document |= {"end": units.of(len(article.text)), "language": article.language}
    structures = [sofa, document]
    for mark in annotations:
        structure = {"%ID": numbers[mark.id], "%TYPE": TYPE, "@sofa": 1}
        structure |= {"begin": units.of(mark.start), "end": units.of(mark.end)}
        own = {"label": mark.label, "note": mark.note, "creator": mark.creator, "mark": mark.id}
        structure |= {name: value for name, value in own.items() if value}
        for name, value in mark.attributes.items():
            if features.get(name) == TYPE:
                structure[f"@{name}"] = numbers[value]
            elif name in features:
                structure[name] = value
        structures.append(structure)
    ranges = {name: {"%NAME": name, "%RANGE": kind} for name, kind in features.items()}
    kind = {"%NAME": TYPE, "%SUPER_TYPE": "uima.tcas.Annotation", **ranges}
    data = {
        "%TYPES": {TYPE: kind},
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, *numbers.values()]}},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _choose_features(annotations, numbers):
    """Return {name: type} of the features: an attribute is a link if it is one wherever it is."""
    values = {}
    for mark in annotations:
        for name, value in mark.attributes.items():
            values.setdefault(name, set()).add(value)
    features = dict.fromkeys(OWN, STRING)
    for name in filter(_is_feature_name, sorted(values)):
        features[name] = TYPE if values[name] <= numbers.keys() else STRING
    return features


def loads(text, article, name):
    """Read the marks of the view whose text is the article, or of the only one."""
    data = read_json(text, name)
    structures = data.get("%FEATURE_STRUCTURES") if isinstance(data, dict) else None
    if isinstance(structures, dict):  # the form by ids
        structures = [{"%ID": id, **structure} for id, structure in structures.items()]
    if not isinstance(structures, list):
        raise FileError(f"{name}: no %FEATURE_STRUCTURES; is this UIMA CAS JSON?")
    return read_structures(structures, article, name)


def read_structures(structures, article, name):
    """Read feature structures, as CAS JSON has them; XMI is brought into this form."""
    sofas = {}
    for structure in structures:
        if isinstance(structure.get("sofaString"), str):
            sofas[str(structure.get("%ID"))] = structure["sofaString"]
    if not sofas:
        raise FileError(f"{name}: holds no text, as CAS JSON and XMI do (in a Sofa's sofaString)")
    sofa = list(sofas)[choose(list(sofas.values()), article, name)]
    read = Read(name, sofas[sofa])
    units = Utf16(read.text)
    marks = {}
    for structure in structures:
        if is_mark(structure) and str(structure.get("@sofa")) == sofa:
            id = str(structure.get("%ID"))
            marks[id] = structure
            with read.reading(f"structure {id}", "no annotation"):
                _add(read, structure, units, id)
    for id, structure in marks.items():
        for key, value in structure.items():
            if key.startswith("@") and key != "@sofa":
                read.link(id, key[1:], str(value))
    return read


def is_mark(structure):
    """Return True for an annotation that does more than cut the text up."""
    return "begin" in structure and not STRUCTURE.fullmatch(str(structure.get("%TYPE")))


def _add(read, structure, units, known_as):
    """Add the mark of a structure."""
    label = structure.get("%TYPE", "").rpartition(".")[2]
    known = {*OWN, *PLACE}
    for key in LABELS:
        if isinstance(structure.get(key), str):
            label = structure[key]
            known.update(LABELS)
            break
    attributes = {}
    for key, value in structure.items():
        if key[:1] not in "%@^" and key not in known and _is_plain(value):
            attributes[key] = str(value)
    read.add(
        *units.span(structure["begin"], structure.get("end")),
        "",
        label,
        as_string(structure.get("mark")),
        known_as,
        attributes,
        note=as_string(structure.get("note")),
        creator=as_string(structure.get("creator")),
    )


def _is_plain(value):
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def _is_feature_name(name):
    return FEATURE_NAME.fullmatch(name) is not None and name not in {*OWN, *PLACE}
