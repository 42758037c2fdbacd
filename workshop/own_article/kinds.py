"""What kind of file an article is in, by what it begins with, then by its name."""

import re
import zipfile
from io import BytesIO

from kit.errors import FileError

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".docx": "word",
    ".docm": "word",
    ".pdf": "pdf",
}
PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
SAVE = "open it in the program that made it and save it as .docx or .txt"
COPY = "copy the article's words into a .txt file"
PRINT = "make a PDF of it"
MAIL = rb"(?i)\s*(MIME-Version|From|Date|Subject|Return-Path|Received): .*\n"
# what a file begins with, what that is, what to do
REFUSED = [
    (rb"\s*\{\\rtf", "an RTF file", SAVE),
    (rb"\xd0\xcf\x11\xe0", "a file of Word before 2007, or of another old Office program", SAVE),
    (rb"%!PS", "a PostScript file", PRINT),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|BM.{4}\0\0\0\0", "a picture", COPY),
    (MAIL, "an e-mail or web archive", COPY),
    (rb"\s*\\documentclass|\s*\\documentstyle|%.*\n\s*\\documentclass", "a LaTeX file", PRINT),
    (rb"(\xef\xbb\xbf)?\s*<\?xml", "an XML file", COPY),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ", "a packed file", "unpack it first"),
]
ENDINGS = {  # what files end with, what they are, what to do
    ".rtf": ("an RTF file", SAVE),
    ".odt .fodt": ("an OpenDocument text", SAVE),
    ".doc": ("a file of Word before 2007", SAVE),
    ".pages": ("a Pages file", SAVE),
    ".wps": ("a Works file", SAVE),
    ".epub .mobi .azw3 .fb2": ("an e-book", COPY),
    ".tex": ("a LaTeX file", PRINT),
    ".xml": ("an XML file", COPY),
    ".json .jsonl": ("a data file", COPY),
    ".csv .tsv": ("a table", COPY),
    ".xlsx .xls": ("a spreadsheet", COPY),
    ".pptx": ("a presentation", COPY),
    ".eml .msg": ("an e-mail", COPY),
    ".mht .mhtml": ("a web archive", "save the page as .html"),
    ".srt .vtt": ("subtitles", COPY),
}
PACKED = {  # what a zip has in it, and what it is then
    "word/document.xml": "word",
    "mimetype": "open",
    "Index/Document.iwa": ".pages",
    "xl/workbook.xml": ".xlsx .xls",
    "ppt/presentation.xml": ".pptx",
}


def find_kind(raw, suffix, name):
    """Return what a file is: text, markdown, page, word or pdf.

    Raises FileError, with the kind's name and what to do, for one that can't be read here.

    >>> find_kind(b"%PDF-1.7 ...", ".txt", "a.txt"), find_kind(b"A bridge closes", ".txt", "a.txt")
    ('pdf', 'text')
    """
    if raw.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _find_packed_kind(raw, name)
    if PAGE.match(raw):
        return "page"
    for beginning, kind, advice in REFUSED:
        if re.match(beginning, raw, re.DOTALL):
            raise _refuse(name, kind, advice)
    for endings, about in ENDINGS.items():
        if suffix in endings.split():
            raise _refuse(name, *about)
    return SUFFIXES.get(suffix, "text")


def _find_packed_kind(raw, name):
    """Return "word" for a zip that is a Word file; refuse every other one by its name."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # of damaged zips zipfile raises nearly anything
        raise _refuse(name, "a damaged Word file or zip", "save it again") from None
    kind = next((kind for file, kind in PACKED.items() if file in names), "zip")
    if kind == "word":
        return kind
    if kind == "open":
        kind = ".epub .mobi .azw3 .fb2" if b"epub" in mimetype else ".odt .fodt"
    raise _refuse(name, *ENDINGS.get(kind, ("a zip", "unpack it, and name the article's file")))


def _refuse(name, kind, advice):
    return FileError(f"{name}: {kind}, which can't be read here; {advice}")
