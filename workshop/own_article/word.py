"""The words of a Word file: what a reader of the printed page sees, from its XML.

Insertions that are tracked are in, deletions are not; fields give their result; content controls,
tags, links and text boxes give their text, a text box once. Footnotes and endnotes come at the end.
Source: ECMA-376, Office Open XML, Part 1, chapter 17.
"""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from kit.errors import FileError
from kit.reading.text import join_words, pluralise

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
LARGEST = 60_000_000  # bytes of one part, unpacked
UNSEEN = {  # what isn't printed, or isn't text
    f"{W}{name}"
    for name in ["del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sectPr", "sdtPr"]
}
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
CHARACTERS = {f"{W}{name}": text for name, text in CHARACTERS.items()}
TITLES = re.compile(r"title|heading 1", re.IGNORECASE)
NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
LEFT_OUT = {
    "headers": re.compile(r"word/header\d*\.xml"),
    "footers": re.compile(r"word/footer\d*\.xml"),
    "comments": re.compile(r"word/comments\.xml"),
    "charts and diagrams": re.compile(r"word/(charts/chart|diagrams/data)\d*\.xml"),
}


def read_word(raw, name):
    """Return (text, title, notes) of a Word file. Raises FileError if it can't be read."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.namelist()
            body = _read_part(archive, "word/document.xml").find(f"{W}body")
            blocks = list(_read_blocks(body))
            notes = []
            endings = []
            for part, kind in NOTES.items():
                if part in parts:
                    endings += _read_notes(_read_part(archive, part), kind)
            title = _find_title(archive, body, parts)
            left_out = [kind for kind, one in LEFT_OUT.items() if _has_text(archive, parts, one)]
    except FileError:
        raise
    except Exception:  # a broken file fails in many ways
        fix = "open it in Word and save it as .docx or .txt"
        raise FileError(f"{name}: this Word file can't be read; {fix}") from None
    endings = [ending for ending in endings if ending]
    if endings:
        count = pluralise(len(endings), "note")
        notes.append(f"{name}: {count} of the pages' ends come at the end of the text.")
    if left_out:
        notes.append(f"{name}: {join_words(left_out)} are left out; the kit reads running text.")
    if body.find(f".//{W}tbl") is not None:
        notes.append(f"{name}: a table's rows are paragraphs, its cells parted by tabs.")
    blocks = [block.strip() for block in [*blocks, *endings]]
    return "\n\n".join(block for block in blocks if block), title, notes


def _read_part(archive, part):
    """Return an XML part; one that declares entities, or is huge, is refused."""
    with archive.open(part) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError(part)
    return ElementTree.fromstring(data.replace(STRICT, W.strip("{}").encode()))


def _read_blocks(element):
    """Yield the text of each paragraph below an element, and of each row of a table."""
    carried = ""  # of a paragraph whose end was deleted: it goes on in the next one
    for child in element:
        if child.tag in UNSEEN:
            continue
        if child.tag == f"{W}p":
            boxes = []
            text = carried + _read_inline(child, boxes)
            mark = child.find(f"{W}pPr/{W}rPr/{W}del")
            carried = text if mark is not None else ""
            if mark is None:
                yield text
            for box in boxes:
                yield from _read_blocks(box)
        elif child.tag == f"{W}tr":
            cells = [" ".join(_read_blocks(cell)).strip() for cell in _find_cells(child)]
            yield "\t".join(cells)
        elif child.tag == f"{MC}AlternateContent":
            yield from _read_blocks(_choose(child))
        else:
            yield from _read_blocks(child)
    if carried:
        yield carried


def _find_cells(row):
    """Yield the cells of a row, those in content controls too."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in UNSEEN:
            yield from _find_cells(child)


def _read_inline(element, boxes):
    """Return the text of a paragraph or what is in one; text boxes are added to `boxes`."""
    parts = []
    for child in element:
        if child.tag in UNSEEN or _is_hidden(child):
            continue
        if child.tag in (f"{W}t", f"{M}t"):
            parts.append(child.text or "")
        elif child.tag in CHARACTERS:
            parts.append(CHARACTERS[child.tag])
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{MC}AlternateContent":
            parts.append(_read_inline(_choose(child), boxes))
        else:
            parts.append(_read_inline(child, boxes))
    return "".join(parts)


def _choose(alternatives):
    """Return the content that Word shows of alternatives: the same, drawn in two ways."""
    choice = alternatives.find(f"{MC}Choice")
    has_text = choice is not None and next(choice.iter(f"{W}t"), None) is not None
    fallback = None if has_text else alternatives.find(f"{MC}Fallback")
    if fallback is not None:
        return fallback
    return alternatives if choice is None else choice


def _is_hidden(run):
    """True if a run is formatted as hidden text, which isn't printed."""
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _read_notes(root, kind):
    """Yield the text of each note; Word keeps two that are only lines."""
    for note in root.findall(f"{W}{kind}"):
        if note.get(f"{W}type") in (None, "normal"):
            yield " ".join(_read_blocks(note)).strip()


def _find_title(archive, body, parts):
    """Return the first paragraph if its style is a title or heading, else ""."""
    first = next((p for p in body.iter(f"{W}p") if _read_inline(p, []).strip()), None)
    style = first.find(f"{W}pPr/{W}pStyle") if first is not None else None
    if style is None:
        return ""
    names = {style.get(f"{W}val"): style.get(f"{W}val")}
    if "word/styles.xml" in parts:  # a style's id is in the language of who wrote it
        for entry in _read_part(archive, "word/styles.xml").findall(f"{W}style"):
            label = entry.find(f"{W}name")
            names[entry.get(f"{W}styleId")] = label.get(f"{W}val") if label is not None else ""
    is_title = TITLES.match(names.get(style.get(f"{W}val")) or "")
    return _read_inline(first, []).strip() if is_title else ""


def _has_text(archive, parts, pattern):
    """True if a part that is left out has words in it."""
    for part in filter(pattern.fullmatch, parts):
        nodes = _read_part(archive, part).iter()
        if any((node.text or "").strip() for node in nodes if node.tag.endswith("}t")):
            return True
    return False
