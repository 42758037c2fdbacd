"""UIMA CAS XMI, which INCEpTION and older UIMA programs export: the same as CAS JSON, in XML.

It is read without a type system, as feature structures; written by dkpro-cassis, an optional
package. Source: https://uima.apache.org/d/uimaj-current/ref.html (XMI CAS Serialization).
"""

import re
from xml.etree import ElementTree

from kit.errors import FileError, KitError
from kit.formats.cas import HOLDS as CAS_HOLDS
from kit.formats.cas import LABELS, is_mark, read_structures
from kit.formats.cas import dumps as dump_json
from kit.formats.cas import extra_losses as find_cas_losses

HOLDS = CAS_HOLDS
extra_losses = find_cas_losses
NAMES = {"{http://www.omg.org/XMI}id": "%ID", "sofa": "@sofa"}  # as CAS JSON has them
NO_LINKS = {"begin", "end", "mark", "note", *LABELS}
TYPE = re.compile(r"\{http:///(.*)\.ecore\}(.+)")  # {http:///kit.ecore}Mark
EVIL = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)  # a CAS has neither


def dumps(annotations, article):
    """Return annotations as the text of an XMI file; its type system is the one of CAS JSON."""
    try:
        import cassis
    except ImportError:
        fix = "python -m pip install dkpro-cassis, or write cas (UIMA CAS JSON)"
        raise KitError(f"writing XMI needs the package dkpro-cassis: {fix}") from None
    text = cassis.load_cas_from_json(dump_json(annotations, article)).to_xmi()
    return text if text.endswith("\n") else f"{text}\n"


def loads(text, article, name):
    """Read an XMI file; features that hold another mark's id are links to it."""
    if EVIL.search(text):
        raise FileError(f"{name}: has a DOCTYPE, which no XMI has; is this the right file?")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise FileError(f"{name}: not complete XML ({error}); is the file damaged?") from None
    if "XMI" not in root.tag:
        problem = f"XML with the root {root.tag!r}, and not a UIMA CAS in XMI"
        raise FileError(f"{name}: {problem}; export UIMA CAS JSON or XMI")
    structures = [_read_structure(element) for element in root]
    ids = {structure["%ID"] for structure in structures if is_mark(structure)}
    for structure in structures:
        own = [key for key in structure if key[:1] not in "%@" and key not in NO_LINKS]
        for key in own:
            if structure[key] in ids:
                structure[f"@{key}"] = structure.pop(key)
    return read_structures(structures, article, name)


def _read_structure(element):
    """Return an XML element as CAS JSON has a feature structure."""
    match = TYPE.fullmatch(element.tag)
    kind = f"{match[1].replace('/', '.')}.{match[2]}" if match else element.tag
    structure = {"%ID": "", "%TYPE": kind}
    for key, value in element.attrib.items():
        is_place = key in ("begin", "end") and value.isdecimal()
        structure[NAMES.get(key, key)] = int(value) if is_place else value
    return structure
