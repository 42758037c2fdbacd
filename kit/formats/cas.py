"""UIMA CAS JSON 0.4.0, which INCEpTION and DKPro read: https://github.com/apache/uima-uimaj-io-jsoncas. Positions are UTF-16 units.

Written: one type, kit.Mark, with features label, note, creator, mark (its id) and one for each attribute. Read: every annotation type but
those that only cut the text up; the label is the feature label, value or identifier, else the name of the type.
"""

import json
import re

from kit.errors import FileError
from kit.formats.common import Read, Utf16, found, json_of

HOLDS = {"notes", "creators", "attributes", "links"}
TYPE, OWN = "kit.Mark", ("label", "note", "creator", "mark")
STRUCTURE = re.compile(
    r".*\.(DocumentAnnotation|DocumentMetaData|Sentence|Token|Paragraph|Heading|Div|Lemma|Stem|TagsetDescription)"
)


def extra_losses(marks, article):
    return {
        "names of attributes that UIMA doesn't allow": [
            mark for mark in marks if any(not _fits(name) for name in mark.attributes)
        ]
    }


def dumps(annotations, article):
    units, numbers = (
        Utf16(article.text),
        {mark.id: number for number, mark in enumerate(annotations, 3)},
    )
    features = {name: "uima.cas.String" for name in OWN}
    for name in sorted({name for mark in annotations for name in mark.attributes if _fits(name)}):
        links = all(mark.attributes.get(name, mark.id) in numbers for mark in annotations)
        features[name] = TYPE if links else "uima.cas.String"
    structures = [
        {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": article.text,
        },
        {
            "%ID": 2,
            "%TYPE": "uima.tcas.DocumentAnnotation",
            "@sofa": 1,
            "begin": 0,
            "end": units.of(len(article.text)),
            "language": article.language,
        },
    ]
    for mark in annotations:
        own = {"label": mark.label, "note": mark.note, "creator": mark.creator, "mark": mark.id}
        place = {"@sofa": 1, "begin": units.of(mark.start), "end": units.of(mark.end)}
        structure = {
            "%ID": numbers[mark.id],
            "%TYPE": TYPE,
            **place,
            **{name: value for name, value in own.items() if value},
        }
        for name, value in mark.attributes.items():
            if name in features:
                link = features[name] == TYPE
                structure["@" + name if link else name] = numbers[value] if link else value
        structures.append(structure)
    ranges = {name: {"%NAME": name, "%RANGE": kind} for name, kind in features.items()}
    data = {
        "%TYPES": {TYPE: {"%NAME": TYPE, "%SUPER_TYPE": "uima.tcas.Annotation", **ranges}},
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, *numbers.values()]}},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def loads(text, article, name):
    data = json_of(text, name)
    structures = data.get("%FEATURE_STRUCTURES") if isinstance(data, dict) else None
    if isinstance(structures, dict):  # the form by ids
        structures = [{"%ID": id, **structure} for id, structure in structures.items()]
    if not isinstance(structures, list) or not all(isinstance(s, dict) for s in structures):
        raise FileError(f"{name}: no %FEATURE_STRUCTURES; is this UIMA CAS JSON?")
    sofas = {
        str(s.get("%ID")): s["sofaString"]
        for s in structures
        if isinstance(s.get("sofaString"), str)
    }
    if not sofas:
        raise FileError(f"{name}: holds no text (a uima.cas.Sofa with a sofaString)")
    sofa = next((id for id, held in sofas.items() if held == article.text), next(iter(sofas)))
    read, units, by_number = Read(sofas[sofa]), Utf16(sofas[sofa]), {}
    for s in structures:
        kind = str(s.get("%TYPE", ""))
        if str(s.get("@sofa")) != sofa or "begin" not in s or STRUCTURE.fullmatch(kind):
            continue
        low, high = s["begin"], s.get("end")
        if (
            type(low) is not int
            or type(high) is not int
            or units.back(low) < 0
            or not units.back(low) < units.back(high)
        ):
            raise FileError(
                f"{name}, structure {s.get('%ID')}: {low}–{high} is no span in UTF-16 units; mend or remove it"
            )
        label = next(
            (s[key] for key in ("label", "value", "identifier") if isinstance(s.get(key), str)),
            kind.rpartition(".")[2],
        )
        words = {key: s.get(key) if isinstance(s.get(key), str) else "" for key in OWN}
        known = {*OWN, "value", "identifier"} if label != kind.rpartition(".")[2] else {*OWN}
        attributes = {
            key: str(v)
            for key, v in s.items()
            if key[:1] not in "%@^" and key not in {"begin", "end", *known} and _plain(v)
        }
        mark = found(
            units.back(low),
            units.back(high),
            "",
            label,
            words["note"],
            attributes,
            words["creator"],
            words["mark"],
        )
        by_number[str(s.get("%ID"))] = mark
        read.marks.append(mark)
    for s in structures:
        mark = by_number.get(str(s.get("%ID")))
        for key, value in s.items() if mark else ():
            if key.startswith("@") and key != "@sofa" and str(value) in by_number:
                mark.attributes[key[1:]] = by_number[str(value)].id
    return read


def _plain(value):
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""


def _fits(name):
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) is not None and name not in {
        *OWN,
        "begin",
        "end",
        "sofa",
    }
