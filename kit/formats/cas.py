"""UIMA CAS JSON 0.4.0, which INCEpTION and DKPro read. Positions are UTF-16 units.

Written: one type, kit.Mark, with features label, note, creator, mark (its id) and one for each
attribute. Read: every annotation type but those that only cut the text up; the label is the feature
label, value or identifier, else the name of the type.
Source: https://github.com/apache/uima-uimaj-io-jsoncas.
"""

import json
import re

from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, read_json

HOLDS = {"notes", "creators", "attributes", "links"}
TYPE = "kit.Mark"
STRING = "uima.cas.String"
OWN = ("label", "note", "creator", "mark")
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
    numbers = {mark.id: number for number, mark in enumerate(annotations, 3)}
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
    features = dict.fromkeys(OWN, STRING)
    for name in sorted({name for mark in annotations for name in mark.attributes}):
        if _is_feature_name(name):
            values = [mark.attributes.get(name, mark.id) for mark in annotations]
            is_link = all(value in numbers for value in values)
            features[name] = TYPE if is_link else STRING
    return features


def loads(text, article, name):
    """Read the marks of the view whose text is the article, or of the only one."""
    data = read_json(text, name)
    structures = data.get("%FEATURE_STRUCTURES") if isinstance(data, dict) else None
    if isinstance(structures, dict):  # the form by ids
        structures = [{"%ID": id, **structure} for id, structure in structures.items()]
    if not isinstance(structures, list) or not all(isinstance(s, dict) for s in structures):
        raise FileError(f"{name}: no %FEATURE_STRUCTURES; is this UIMA CAS JSON?")
    return read_structures(structures, article, name)


def read_structures(structures, article, name):
    """Read feature structures, as CAS JSON has them; XMI is brought into this form."""
    sofas = {}
    for structure in structures:
        if isinstance(structure.get("sofaString"), str):
            sofas[str(structure.get("%ID"))] = structure["sofaString"]
    if not sofas:
        raise FileError(f"{name}: holds no text (a uima.cas.Sofa with a sofaString)")
    sofa = list(sofas)[choose(list(sofas.values()), article, name)]
    read = Read(name, sofas[sofa])
    units = Utf16(read.text)
    marks = {}
    for structure in structures:
        kind = str(structure.get("%TYPE", ""))
        is_mark = "begin" in structure and str(structure.get("@sofa")) == sofa
        if not is_mark or STRUCTURE.fullmatch(kind):
            continue
        span = units.span(structure["begin"], structure.get("end"))
        if span is None:
            place = f"{structure['begin']}–{structure.get('end')}"
            where = f"structure {structure.get('%ID')}"
            read.leave_out(where, f"{place} is no span in UTF-16 units")
        else:
            marks[str(structure.get("%ID"))] = _add(read, structure, kind, span)
    for structure in structures:
        mark = marks.get(str(structure.get("%ID")))
        for key, value in structure.items():
            if mark and key.startswith("@") and key != "@sofa" and str(value) in marks:
                mark.attributes[key[1:]] = marks[str(value)].id
    return read


def _add(read, structure, kind, span):
    label = kind.rpartition(".")[2]
    known = {*OWN, "begin", "end"}
    for key in LABELS:
        if isinstance(structure.get(key), str):
            label = structure[key]
            known.update(LABELS)
            break
    attributes = {}
    for key, value in structure.items():
        if key[:1] not in "%@^" and key not in known and _is_plain(value):
            attributes[key] = str(value)
    own = {key: structure.get(key) if isinstance(structure.get(key), str) else "" for key in OWN}
    return read.add(*span, "", label, own["note"], attributes, own["creator"], own["mark"])


def _is_plain(value):
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def _is_feature_name(name):
    return FEATURE_NAME.fullmatch(name) is not None and name not in {*OWN, "begin", "end", "sofa"}
